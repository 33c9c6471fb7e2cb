"""What the rules of an ISA server refer to, and whether it is there (EXL020)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from exlint.findings import Route
from exlint.model import names, predefined
from exlint.schema import ABSENT, Absent, Fault
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

_HINT = "define it in protocol_definitions, unless it is one of the products' own names"


def undefined(at: Route, server: IsaServer) -> Iterator[Fault]:
    """EXL020 for each name in the rules of an ISA server that stands for nothing, in the sections of its version."""
    is_2000 = server.version == "isa-2000"
    known = _known(server, is_2000=is_2000)
    for section, (kind, extractors) in _RULES[is_2000].items():
        for index, rule in enumerate(getattr(server, section) or ()):
            for reference in (reference for extract in extractors for reference in extract(rule)):
                there = known[reference.kind]
                for position, name in enumerate(reference.names):
                    if name.casefold() not in there:
                        here = (*at, section, index, *reference.path, *(() if reference.single else (position,)))
                        hint = _HINT if reference.kind == "protocol" else ""
                        use = names.Use(f"{kind} {rule.name} on {server.name}", reference.kind, name, hint)
                        yield names.undefined(here, use, there.values())


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
