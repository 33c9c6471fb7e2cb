"""Every kind of stop: what a trace says of it holds the object, the setting, the value seen, and where to click.

A case is one small estate. Which calls of the engine's sources can stop mail is read off the sources, and each must be
met by a case, so that a new kind of stop cannot come without one.
"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from exlint import mailflow, model, schema
from exlint.findings import Place
from exlint.mailflow import Assumptions, ground, isa2000, isa2004, packet_filters, queue, resolution
from exlint.mailflow.decision import Cause, Outcome
from exlint.mailflow.trace import shown
from exlint.reports import trace
from exlint.reports.style import painter
from exlint.reports.traced import Traced

Data = dict[str, Any]
SOURCES = Path(mailflow.__file__).parent
MODULES = {
    module.__name__.rpartition(".")[2]: module for module in (ground, isa2000, isa2004, packet_filters, resolution)
}
CONSOLES = ("ISA Management > ", "ISA Server Management > ", "DNS console > ", "Control Panel > ")

ALL = {"name": "All", "action": "allow", "applies_to": "any_request"}
GROUPS = {"applies_to": {"client_groups": ["Admins"]}}
OTHERS = {"applies_to": {"client_sets": ["Others"]}}
OTHER_SET = {"client_sets": [{"name": "Others", "addresses": ["10.0.0.77"]}]}
AT_WORK = {"schedule": "Work hours"}
ACCESS = {"name": "Access", "action": "allow", "protocols": "all", "from": ["Internal"], "to": ["External"]}
SYSTEM = ACCESS | {"name": "System", "from": ["Local Host"]}
NAT = [{"name": "Out", "from": ["Internal"], "to": ["External"], "relation": "nat"}]
BLOCK = {"name": "No names", "action": "block", "transport": "udp", "direction": "both", "remote_port": 53}
ASKS_ITSELF = {"forwarders": [], "root_hints": False}


class Case(NamedTuple):
    """An estate in which mail stays, and the words that its trace must hold: object, setting or words, value."""

    said: tuple[str, ...]
    isa: Data = {}  # noqa: RUF012 - read only
    dns: Data | None = None
    server: Data = {}  # noqa: RUF012 - read only
    is_2004: bool = False
    asks_listener: bool = False
    assumed: Assumptions = Assumptions()


def rules(protocol: Data | None = None, site: Data | None = None) -> Data:
    """A protocol rule and a site and content rule for everything, each with some keys changed."""
    return {
        "protocol_rules": [ALL | {"name": "Mail", "protocols": "all"} | (protocol or {})],
        "site_and_content_rules": [ALL | {"name": "Sites"} | (site or {})],
    }


CASES = {
    "cache mode": Case(("ISA1", "mode: cache", "passes neither mail nor DNS"), {"mode": "cache"}),
    "outside the local address table": Case(
        ("MAIL1 (10.0.0.10)", "local_address_table: 10.9.0.0/24"),
        {"local_address_table": ["10.9.0.0/24"], "internal_addresses": ["10.9.0.1"]},
        server={"behind": "ISA1"},
    ),
    "firewall client, rule for groups": Case(
        ("Mail", "client_groups: Admins", "isa_client: firewall_client"),
        rules(GROUPS),
        server={"isa_client": "firewall_client"},
    ),
    "protocol rule denies": Case(("Mail denies it", "action: deny"), rules({"action": "deny"})),
    "site and content rule denies": Case(("Sites denies it", "action: deny"), rules(site={"action": "deny"})),
    "no protocol rule": Case(
        ("ISA1", "no protocol rule allows", "0 in protocol_rules"), rules() | {"protocol_rules": []}
    ),
    "protocol rule for groups": Case(("Mail is for client groups", "client_groups: Admins"), rules(GROUPS)),
    "protocol rule for others": Case(
        ("Mail is for other client sets", "10.0.0.10", "client_sets: Others"), rules(OTHERS) | OTHER_SET
    ),
    "protocol rule at another hour": Case(("Mail applies at other hours", "schedule: Work hours"), rules(AT_WORK)),
    "no site and content rule": Case(
        ("ISA1", "no site and content rule allows", "0 in site_and_content_rules"),
        rules() | {"site_and_content_rules": []},
    ),
    "site and content rule for groups": Case(
        ("Sites is for client groups", "client_groups: Admins"), rules({}, GROUPS)
    ),
    "site and content rule for others": Case(
        ("Sites is for other client sets", "client_sets: Others"), rules({}, OTHERS) | OTHER_SET
    ),
    "site and content rule at another hour": Case(
        ("Sites applies at other hours", "schedule: Work hours"), rules({}, AT_WORK)
    ),
    "block filter": Case(
        ("ISA1", "No names blocks it", "action: block"), {"packet_filtering": True, "packet_filters": [BLOCK]}
    ),
    "block filter against the ISA computer": Case(
        ("ISA1", "No names blocks it", "action: block"),
        {"packet_filtering": True, "packet_filters": [BLOCK]},
        asks_listener=True,
    ),
    "no allow filter": Case(
        ("ISA1", "no packet filter allows udp 53", "0 in packet_filters"),
        {"packet_filtering": True, "packet_filters": []},
        asks_listener=True,
    ),
    "packet filtering off, read as closed": Case(
        ("ISA1", "packet filtering is off", "packet_filtering: false"),
        {"packet_filtering": False},
        asks_listener=True,
        assumed=Assumptions(unfiltered_computer_is_open=False),
    ),
    "no network rule": Case(
        ("ISA1", "no network rule relates", "10.0.0.10", "0 in network_rules"), {"network_rules": []}, is_2004=True
    ),
    "access rule asks for users": Case(
        ("the access rule Access", "users: all_authenticated"),
        {"access_rules": [ACCESS | {"users": "all_authenticated"}]},
        is_2004=True,
    ),
    "access rule asks for named users": Case(
        ("the access rule Access", "users: Staff, Admins"),
        {"access_rules": [ACCESS | {"users": ["Staff", "Admins"]}]},
        is_2004=True,
    ),
    "access rule denies": Case(
        ("the access rule Access denies it", "action: deny"),
        {"access_rules": [ACCESS | {"action": "deny"}]},
        is_2004=True,
    ),
    "no access rule": Case(
        ("ISA1", "no access rule allows", "the Default rule", "0 in access_rules"), {"access_rules": []}, is_2004=True
    ),
    "system policy denies": Case(
        ("the system policy rule System denies it", "action: deny"),
        {"system_rules": [SYSTEM | {"action": "deny"}]},
        is_2004=True,
        asks_listener=True,
    ),
    "root zone": Case(("DC1 hosts the zone .", "root_zone: true"), dns={"root_zone": True}),
    "no recursion": Case(("DC1 asks nobody else", "recursion: false"), dns={"recursion": False}),
    "no forwarder": Case(("DC1 has no root hints and no forwarder", "forwarders: none"), dns=ASKS_ITSELF),
    "a forwarder that leads back": Case(
        ("DC1 has no root hints and no forwarder that leads on", "forwarders: 10.0.0.5"),
        dns=ASKS_ITSELF | {"forwarders": ["10.0.0.5"]},
    ),
    "no listener": Case(
        ("nothing answers DNS on ISA1", "dns_listener: false"), {"dns_listener": False}, asks_listener=True
    ),
    "listener without forwarder": Case(
        ("ISA1 has no forwarder", "dns_forwarders: none"), {"dns_forwarders": []}, asks_listener=True
    ),
}


def data(case: Case) -> Data:
    """The document of a case: MAIL1 behind ISA1 asks DC1, the listener, or a DNS server on the Internet."""
    asked = "10.0.0.1" if case.asks_listener else "10.0.0.5" if case.dns is not None else "198.51.100.53"
    server = {
        "name": "MAIL1",
        "edition": "exchange-2003-standard",
        "address": "10.0.0.10",
        "dns_servers": [asked],
        "smtp_virtual_servers": [{"name": "VS"}],
    }
    older = {"packet_filtering": False, **rules()}
    newer = {"network_rules": NAT, "system_rules": [SYSTEM], "access_rules": [ACCESS]}
    isa = {
        "name": "ISA1",
        "version": "isa-2004" if case.is_2004 else "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "dns_listener": True,
        **(newer if case.is_2004 else older),
        **case.isa,
    }
    forest = {"name": "c.local", "dns": {"servers": [{"name": "DC1", "address": "10.0.0.5", **(case.dns or {})}]}}
    return {"exlint": 1, "forest": forest, "exchange": {"servers": [server | case.server]}, "isa": {"servers": [isa]}}


def flow(case: Case) -> mailflow.Flow:
    document = schema.check(data(case), 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return mailflow.judge(estate, case.assumed)[0]


def told(one: mailflow.Flow) -> str:
    """The text of its trace without its line breaks."""
    point = shown(one)
    place = Place("infra.yaml", 1, 1, 1, 2, "")
    traced = Traced(one, point, lambda _: place, queue.Waiting((one.sender,), for_a_name=True))
    return re.sub(r"(\s+infra.yaml:1)?\s+", " ", trace.text([traced], painter(colour=False)))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_stop_is_told_with_object_setting_value_and_console(case: Case) -> None:
    one = flow(case)
    words = told(one)

    assert one.at_large.stopped
    assert "stops it: " in words or "mail stops here: " in words
    assert [part for part in case.said if part not in words] == []
    assert re.search(r"console (on ISA1: )?(" + "|".join(CONSOLES) + ")", words), words


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_only_a_stop_has_a_console(case: Case) -> None:
    waiting = [flow(case).at_large]
    causes: list[Cause] = []
    while waiting:
        decision = waiting.pop()
        causes += decision.causes
        waiting += decision.parts if decision.step is None else ()

    assert {cause.outcome for cause in causes if cause.console} == {Outcome.STOPPED}
    assert all(cause.console and cause.at for cause in causes if cause.outcome is Outcome.STOPPED)


def stopping_calls() -> set[tuple[str, int]]:
    """The calls in the engine's sources that make a cause which stops mail: module and line."""
    found = set()
    for path in SOURCES.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("always", "Cause"):
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                if any(ast.unparse(one) in ("STOPPED", "Outcome.STOPPED") for one in given):
                    found.add((path.stem, node.lineno))
    return found


def test_every_kind_of_stop_in_the_sources_has_a_case(monkeypatch: pytest.MonkeyPatch) -> None:
    met: set[tuple[str, int]] = set()

    def watched(original: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            if Outcome.STOPPED in (*given, *named.values()):
                frame = sys._getframe(1)
                met.add((Path(frame.f_code.co_filename).stem, frame.f_lineno))
            return original(*given, **named)

        return call

    for module in MODULES.values():
        for name in ("always", "Cause"):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, watched(getattr(module, name)))
    for case in CASES.values():
        flow(case)

    expected = stopping_calls()
    assert {module for module, _ in expected} == set(MODULES), "a module that stops mail is not watched"
    assert len(expected) >= 15
    assert expected - met == set(), "a kind of stop has no case above"
