"""What an ISA server has to let through, as client sets, rules and filters: as few, and as narrow, as it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from exlint.findings import Edit, Pairs, pairs
from exlint.fixes.candidates import Carried, Let, servers
from exlint.fixes.naming import Definitions, definitions, filter_name, rule_name, set_name, site_rule_name
from exlint.mailflow import Mail
from exlint.model import consoles, predefined
from exlint.model.addresses import AddressSet, dotted
from exlint.model.elements import ends
from exlint.model.estate import IsaServer
from exlint.reports.planned import Step

_ALL = "to all destinations, at every hour"
_NEW = {
    (True, "client_sets"): "New > Set",
    (True, "protocol_definitions"): "New > Definition",
    (True, "protocol_rules"): "New > Rule",
    (True, "site_and_content_rules"): "New > Rule",
    (True, "packet_filters"): "New > Filter",
    (False, "client_sets"): "New Address Range",
    (False, "protocol_definitions"): "New > Protocol",
    (False, "access_rules"): "Tasks > Create New Access Rule",
}
"""Whether it is ISA Server 2000, and the section -> what to click at its node."""


class _Spot(NamedTuple):
    """What access rules for several computers have in common: before which rule, to which network, from Local Host."""

    before: int | None
    to: str
    itself: bool


class Opening:
    """What one ISA server has to let through, as client sets, rules and filters."""

    def __init__(self, isa: IsaServer, mail: Mail, lets: Sequence[Let]) -> None:
        self._isa = isa
        self._estate = mail.estate
        self._lets = lets
        self._order = [one.addresses[0] for one in servers(mail.estate)]
        self._taken = list(ends(isa))
        # What has the name of a network is not meant where a rule says the name.
        networks = {*isa.networks, *predefined.NETWORKS} if not isa.is_2000 else ()
        self._sets = {one.addresses: one.name for key, one in isa.client_sets.items() if key not in networks}
        self._rules: dict[str, list[str]] = {}
        self._defined: list[str] = []
        self._elements: list[Step] = []

    def steps(self) -> tuple[Step, ...]:
        """First the policy elements that the rules refer to."""
        rules = (*self._protocol_rules(), *self._site_rule(), *self._access_rules(), *self._filters())
        return (*self._elements, *rules)

    def _of(self, section: str) -> list[Let]:
        return [one for one in self._lets if one.section == section]

    def _protocol_rules(self) -> list[Step]:
        """A rule for the computers that need the same."""
        return [self._protocol_rule(*group) for group in self._grouped(self._of("protocol_rules"))]

    def _protocol_rule(self, carried: Carried, sources: Sequence[int]) -> Step:
        name, defined = self._set(sources), self._definitions(carried)
        rule = self._unused("protocol_rules", carried, name)
        value = pairs(name=rule, action="allow", protocols=defined.names, applies_to=pairs(client_sets=(name,)))
        title = f"make the protocol rule {rule}: allow {' and '.join(defined.names)}, always, for the client set {name}"
        return self._step("protocol_rules", title, f"{_ports(defined.opened)} for {_who(sources)}, {_ALL}", value)

    def _site_rule(self) -> list[Step]:
        sources = self._sorted({one.source for one in self._of("site_and_content_rules")})
        if not sources:
            return []
        names = self._covering(sources)
        taken = [one.name for one in self._isa.site_and_content_rules or ()]
        rule = site_rule_name(names, taken)
        value = pairs(name=rule, action="allow", applies_to=pairs(client_sets=names))
        whom = f"the client set{'s' if len(names) > 1 else ''} {' and '.join(names)}"
        title = f"make the site and content rule {rule}: allow, all destinations, always, for {whom}"
        opens = f"what protocol rules allow {_who(sources)}{self._allowed(sources)}, {_ALL}"
        return [self._step("site_and_content_rules", title, opens, value)]

    def _allowed(self, sources: Sequence[int]) -> str:
        """The protocol rules that a site and content rule gives effect."""
        old = [
            one.name
            for one in self._isa.protocol_rules or ()
            if one.allows and one.enabled and any(map(one.applies_to.meets, sources))
        ]
        names = [*old, *self._rules.get("protocol_rules", ())]
        return f" ({', '.join(names)})" if names else ""

    def _access_rules(self) -> list[Step]:
        """Rules in an order in which each keeps the number of the one before it: the last places first."""
        places = [one.name for one in self._isa.access_rules or ()]
        found: dict[_Spot, list[Let]] = {}
        for let in self._of("access_rules"):
            before = places.index(let.before) if let.before in places else None
            found.setdefault(_Spot(before, let.to, let.itself), []).append(let)
        order = sorted(found, key=lambda spot: (spot.before is not None, -(spot.before or 0)))
        return [self._access_rule(*group, spot) for spot in order for group in self._grouped(found[spot])]

    def _access_rule(self, carried: Carried, sources: Sequence[int], spot: _Spot) -> Step:
        name, defined = "Local Host" if spot.itself else self._set(sources), self._definitions(carried)
        rule = self._unused("access_rules", carried, self._isa.name if spot.itself else name)
        ends = {"from": (name,), "to": (spot.to,)}
        value = pairs(name=rule, action="allow", protocols=defined.names, **ends)
        rules = self._isa.access_rules or ()
        place = f", before {rules[spot.before].name}" if spot.before is not None else ""
        ways = f"from {name} to {spot.to}, all users{place}"
        title = f"make the access rule {rule}: allow {' and '.join(defined.names)} {ways}"
        whom = self._isa.name if spot.itself else _who(sources)
        opens = f"{_ports(defined.opened)} for {whom}, to {spot.to}, at every hour"
        step = self._step("access_rules", title, opens, value)
        return step._replace(edits=tuple(edit._replace(before=spot.before) for edit in step.edits))

    def _filters(self) -> list[Step]:
        wanted = dict.fromkeys((one, let.remote) for let in self._of("packet_filters") for one in let.carried)
        return [self._filter(*one) for one in wanted]

    def _filter(self, wanted: tuple[str, int], remote: int | None) -> Step:
        transport, port = wanted
        taken = [one.name for one in self._isa.packet_filters or ()] + self._rules.get("packet_filters", [])
        name = filter_name(wanted, taken)
        self._rules.setdefault("packet_filters", []).append(name)
        direction = "outbound" if transport == "tcp" else "send_receive"
        whom = {} if remote is None else {"remote_computer": dotted(remote)}
        value = pairs(name=name, action="allow", transport=transport, direction=direction, remote_port=port, **whom)
        where = "all remote computers" if remote is None else f"the remote computer {dotted(remote)}"
        title = f"make the IP packet filter {name}: allow, {transport}, {direction}, remote port {port}, {where}"
        return self._step("packet_filters", title, f"{transport} {port} for {self._isa.name} itself, to {where}", value)

    def _grouped(self, lets: Iterable[Let]) -> list[tuple[Carried, list[int]]]:
        """What computers need, and those that need it, as the document has them."""
        needs: dict[int, dict[tuple[str, int], None]] = {}
        for let in lets:
            needs.setdefault(let.source, {}).update(dict.fromkeys(let.carried))
        groups: dict[Carried, list[int]] = {}
        for source in self._sorted(needs):
            groups.setdefault(tuple(sorted(needs[source], key=lambda one: (one[1], one[0] != "udp"))), []).append(
                source
            )
        return list(groups.items())

    def _sorted(self, sources: Collection[int]) -> list[int]:
        return sorted(sources, key=lambda one: self._order.index(one) if one in self._order else -1)

    def _covering(self, sources: Sequence[int]) -> tuple[str, ...]:
        """The client sets that hold exactly these computers: those at hand, and a new one for the rest."""
        if _exactly(sources) in self._sets:
            return (self._sets[_exactly(sources)],)
        names, left = [], _exactly(sources)
        for addresses, name in self._sets.items():
            if addresses.intervals and not addresses.without(left).intervals:
                names.append(name)
                left = left.without(addresses)
        rest = [one for one in sources if left.holds(one)]
        return (*names, *([self._set(rest)] if rest else ()))

    def _set(self, sources: Sequence[int]) -> str:
        """The name of the client set of exactly these computers, which is made where there is none."""
        wanted = _exactly(sources)
        if wanted not in self._sets:
            name = set_name(self._estate, sources, self._taken)
            self._taken.append(name)
            self._sets[wanted] = name
            value = pairs(name=name, addresses=tuple(map(dotted, sources)))
            title = f"make the client set {name}: {_who(sources)}"
            self._elements.append(self._step("client_sets", title, "", value))
        return self._sets[wanted]

    def _definitions(self, carried: Carried) -> Definitions:
        defined = definitions(self._isa, carried)
        for one in defined.new:
            if one.name not in self._defined:
                self._defined.append(one.name)
                value = pairs(name=one.name, port=one.port, transport=one.transport, direction=one.direction)
                title = f"make the protocol definition {one.name}: {one.transport} {one.port}, {one.direction}"
                self._elements.append(self._step("protocol_definitions", title, "", value))
        return defined

    def _unused(self, section: str, carried: Carried, whom: str) -> str:
        made = self._rules.setdefault(section, [])
        name = rule_name(carried, whom, [*(one.name for one in getattr(self._isa, section) or ()), *made])
        made.append(name)
        return name

    def _step(self, section: str, title: str, opens: str, value: Pairs) -> Step:
        console = consoles.isa_section(self._isa, section, _NEW[self._isa.is_2000, section])
        return Step(title, console, opens, (Edit((*self._isa.at, section), value, "insert"),))


def _exactly(sources: Iterable[int]) -> AddressSet:
    return AddressSet.of((one, one) for one in sources)


def _ports(carried: Carried) -> str:
    return " and ".join(f"{transport} {port}" for transport, port in carried)


def _who(sources: Iterable[int]) -> str:
    return ", ".join(map(dotted, sources))
