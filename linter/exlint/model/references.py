"""What the objects of an estate refer to, and whether it is there (EXL020)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from exlint.findings import Route
from exlint.model import names, predefined
from exlint.model.union import Union
from exlint.schema import ABSENT, Absent
from exlint.schema.isa import IsaServer
from exlint.schema.selections import AllExcept, AppliesTo, ContentSelection, DestinationSelection


class Reference(NamedTuple):
    """Names that a rule uses: where in the rule, and what kind of thing they stand for."""

    path: Route
    kind: str
    names: tuple[str, ...]
    single: bool = False  # one name, not a list of names


def _protocols(rule: Any) -> Iterator[Reference]:
    if isinstance(rule.protocols, tuple):
        yield Reference(("protocols",), "protocol", rule.protocols)
    elif isinstance(rule.protocols, AllExcept):
        yield Reference(("protocols", "all_except"), "protocol", rule.protocols.all_except)


def _schedule(rule: Any) -> Iterator[Reference]:
    if rule.schedule is not ABSENT:
        yield Reference(("schedule",), "schedule", (rule.schedule,), single=True)


def _applies_to(rule: Any) -> Iterator[Reference]:
    if isinstance(rule.applies_to, AppliesTo):
        for key in ("client_sets", "except_client_sets"):
            yield Reference(("applies_to", key), "client set", getattr(rule.applies_to, key) or ())


def _destinations(rule: Any) -> Iterator[Reference]:
    if isinstance(rule.destinations, DestinationSelection):
        for key in ("sets", "all_except"):
            yield Reference(("destinations", key), "destination set", getattr(rule.destinations, key) or ())


def _content(rule: Any) -> Iterator[Reference]:
    if isinstance(rule.content, ContentSelection):
        yield Reference(("content", "groups"), "content group", rule.content.groups)


def _ends(rule: Any) -> Iterator[Reference]:
    yield Reference(("from",), "network or client set", rule.from_)
    yield Reference(("to",), "network, client set or destination set", rule.to)


def _networks(rule: Any) -> Iterator[Reference]:
    yield Reference(("from",), "network", rule.from_)
    yield Reference(("to",), "network", rule.to)


_ACCESS = (_protocols, _ends, _content, _schedule)
_RULES: dict[bool, dict[str, tuple[str, tuple[Callable[[Any], Iterator[Reference]], ...]]]] = {
    True: {
        "protocol_rules": ("protocol rule", (_protocols, _schedule, _applies_to)),
        "site_and_content_rules": ("site and content rule", (_destinations, _content, _schedule, _applies_to)),
    },
    False: {
        "network_rules": ("network rule", (_networks,)),
        "system_rules": ("system policy rule", _ACCESS),
        "access_rules": ("access rule", _ACCESS),
    },
}
"""Whether it is ISA Server 2000 -> section -> what an item is called, and what it refers to."""

_BRIDGEHEAD = "write it as SERVER/VIRTUAL SERVER, as both are declared"
_PROTOCOL = "define it in protocol_definitions, unless it is one of the products' own names"


def unresolved(union: Union) -> Iterator[names.Use]:
    """Each name in an estate that stands for nothing; of an ISA server in the sections of its version."""
    yield from _behind(union)
    yield from _bridgeheads(union)
    for at, server in union.isa_servers or ():
        yield from _rules(at, server)


def _behind(union: Union) -> Iterator[names.Use]:
    known = {server.name.casefold(): server.name for _, server in union.isa_servers or ()} | {"none": "none"}
    for kind, items in (("DNS server", union.dns_servers), ("Exchange server", union.exchange_servers)):
        for at, server in items:
            if server.behind is not ABSENT and server.behind.casefold() not in known:
                yield names.Use((*at, "behind"), f"{kind} {server.name}", "ISA server", server.behind, known)


def _bridgeheads(union: Union) -> Iterator[names.Use]:
    known = (
        {
            f"{server.name}/{virtual.name}".casefold(): f"{server.name}/{virtual.name}"
            for _, server in union.exchange_servers
            for virtual in server.smtp_virtual_servers
        }
        if union.connectors
        else {}
    )
    for at, connector in union.connectors:
        for position, name in enumerate(connector.bridgeheads or ()):
            if name.casefold() not in known:
                here, user = (*at, "bridgeheads", position), f"SMTP connector {connector.name}"
                yield names.Use(here, user, "SMTP virtual server", name, known, _BRIDGEHEAD)


def _rules(at: Route, server: IsaServer) -> Iterator[names.Use]:
    is_2000 = server.version == "isa-2000"
    known = _known(server, is_2000=is_2000)
    for section, (kind, extractors) in _RULES[is_2000].items():
        for index, rule in enumerate(getattr(server, section) or ()):
            for extract in extractors:
                for reference in extract(rule):
                    user = f"{kind} {rule.name} on {server.name}"
                    yield from _missing((*at, section, index), user, reference, known[reference.kind])


def _missing(at: Route, user: str, reference: Reference, known: Mapping[str, str]) -> Iterator[names.Use]:
    for position, name in enumerate(reference.names):
        if name.casefold() not in known:
            here = (*at, *reference.path) if reference.single else (*at, *reference.path, position)
            hint = _PROTOCOL if reference.kind == "protocol" else ""
            yield names.Use(here, user, reference.kind, name, known, hint)


def _known(server: IsaServer, *, is_2000: bool) -> dict[str, dict[str, str]]:
    """Kind -> casefolded name -> name."""
    client_sets = _named(server.client_sets)
    destination_sets = _named(server.destination_sets)
    networks = predefined.NETWORKS | _named(server.networks)
    return {
        "protocol": predefined.PROTOCOL_NAMES[is_2000] | _named(server.protocol_definitions),
        "schedule": predefined.SCHEDULE_NAMES | _named(server.schedules),
        "client set": client_sets,
        "destination set": destination_sets,
        "content group": predefined.CONTENT_GROUPS | _named(server.content_groups),
        "network": networks,
        "network or client set": networks | client_sets,
        "network, client set or destination set": networks | client_sets | destination_sets,
    }


def _named(items: Iterable[Any] | Absent) -> dict[str, str]:
    return {item.name.casefold(): item.name for item in items or ()}
