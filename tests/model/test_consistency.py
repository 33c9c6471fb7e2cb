"""What keeps files of the right shape from being an estate: code, route and words of each fault."""

from __future__ import annotations

import time
from typing import Any

import pytest

from exlint import model, schema
from exlint.findings import Clue, Mark, Route
from exlint.model import Estate
from exlint.schema import Fault

ISA1 = ("isa", "servers", 0)


def built(*files: dict[str, Any]) -> Estate | tuple[Fault, ...]:
    """What the model says to these files, the document first."""
    documents = [schema.check({"exlint": 1, **file}, index) for index, file in enumerate(files)]
    typed = [one for one in documents if isinstance(one, schema.Document)]
    assert len(typed) == len(files), documents
    return model.build(typed)


def faults(*files: dict[str, Any]) -> tuple[Fault, ...]:
    found = built(*files)
    assert isinstance(found, tuple), found
    return found if found and isinstance(found[0], Fault) else ()


def only(*files: dict[str, Any]) -> Fault:
    (fault,) = faults(*files)
    return fault


def judged(*files: dict[str, Any]) -> list[tuple[str, Route]]:
    """Code and route of each fault."""
    return [(fault.code, fault.problem.at) for fault in faults(*files)]


def is_an_estate(*files: dict[str, Any]) -> bool:
    return isinstance(built(*files), Estate)


def isa(**keys: Any) -> dict[str, Any]:
    return {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"]} | keys


def with_isa(**keys: Any) -> dict[str, Any]:
    return {"isa": {"servers": [isa(**keys)]}}


def mail(name: str = "MAIL1", address: str | list[str] = "10.0.0.10", **keys: Any) -> dict[str, Any]:
    virtual = [{"name": "Default"}]
    return {
        "name": name,
        "edition": "exchange-2003-standard",
        "address": address,
        "smtp_virtual_servers": virtual,
    } | keys


def with_mail(*servers: dict[str, Any], **keys: Any) -> dict[str, Any]:
    return {"exchange": {"servers": list(servers), **keys}}


def dns(name: str, address: str | list[str], **keys: Any) -> dict[str, Any]:
    return {"name": name, "address": address, **keys}


def with_dns(*servers: dict[str, Any]) -> dict[str, Any]:
    return {"forest": {"name": "contoso.local", "dns": {"servers": list(servers)}}}


def rule(**keys: Any) -> dict[str, Any]:
    """A protocol rule."""
    return {"name": "Mail", "action": "allow", "protocols": "all", "applies_to": "any_request"} | keys


def site(**keys: Any) -> dict[str, Any]:
    """A site and content rule."""
    return {"name": "Web", "action": "allow", "applies_to": "any_request"} | keys


def access(**keys: Any) -> dict[str, Any]:
    """An access rule."""
    return {"name": "Out", "action": "allow", "protocols": "all", "from": ["Internal"], "to": ["External"]} | keys


def packet(**keys: Any) -> dict[str, Any]:
    """A packet filter."""
    return {"name": "DNS", "action": "allow", "transport": "udp", "direction": "both"} | keys


def test_a_document_with_nothing_but_its_version_is_an_estate() -> None:
    assert is_an_estate({})


# Names are unique within their list (EXL021)


@pytest.mark.parametrize(
    ("document", "route", "kind"),
    [
        pytest.param(
            with_dns(dns("DC1", "10.0.0.5"), dns("dc1", "10.0.0.6")),
            ("forest", "dns", "servers"),
            "DNS server",
            id="DNS",
        ),
        pytest.param(
            with_mail(mail("A", "10.0.0.5"), mail("a", "10.0.0.6")),
            ("exchange", "servers"),
            "Exchange server",
            id="mail",
        ),
        pytest.param(
            with_mail(connectors=[{"name": "C", "delivery": "dns"}, {"name": "c", "delivery": "dns"}]),
            ("exchange", "connectors"),
            "SMTP connector",
            id="connectors",
        ),
        pytest.param(
            with_mail(mail(smtp_virtual_servers=[{"name": "V"}, {"name": "v"}])),
            ("exchange", "servers", 0, "smtp_virtual_servers"),
            "SMTP virtual server",
            id="virtual servers",
        ),
        pytest.param(
            {"isa": {"servers": [isa(), isa(name="isa1", internal_addresses=["10.0.0.2"])]}},
            ("isa", "servers"),
            "ISA server",
            id="ISA servers",
        ),
        *(
            pytest.param(with_isa(**{section: [one, one]}), (*ISA1, section), kind, id=section)
            for section, kind, one in [
                ("client_sets", "client set", {"name": "S", "addresses": []}),
                ("destination_sets", "destination set", {"name": "S", "destinations": []}),
                ("schedules", "schedule", {"name": "S", "hours": {}}),
                ("content_groups", "content group", {"name": "S", "types": []}),
                (
                    "protocol_definitions",
                    "protocol definition",
                    {"name": "S", "port": 1, "transport": "tcp", "direction": "outbound"},
                ),
                ("protocol_rules", "protocol rule", rule()),
                ("site_and_content_rules", "site and content rule", site()),
                ("packet_filters", "packet filter", packet()),
                ("networks", "network", {"name": "S", "addresses": []}),
                (
                    "network_rules",
                    "network rule",
                    {"name": "S", "from": ["Internal"], "to": ["External"], "relation": "nat"},
                ),
                ("system_rules", "system policy rule", access()),
                ("access_rules", "access rule", access()),
            ]
        ),
    ],
)
def test_a_name_stands_for_one_object_of_its_list(document: dict[str, Any], route: Route, kind: str) -> None:
    fault = only(document)

    assert (fault.code, fault.problem.at, fault.problem.mark) == ("EXL021", (0, *route, 1, "name"), Mark.VALUE)
    assert fault.problem.message.startswith(f"there are two {kind}s with the name ")
    assert fault.problem.related == (Clue((0, *route, 0, "name"), "first here"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mail", "MAIL"), ("Straße", "STRASSE"), ("Ελλάς", "ελλάσ"), ("Éxito", "éXITO"), ("ﬁlter", "FILTER")],
)
def test_names_are_compared_without_case_in_every_script(one: str, other: str) -> None:
    fault = only(with_isa(protocol_rules=[rule(name=one), rule(name=other)]))
    assert fault.code == "EXL021"
    assert f"the name {other};" in fault.problem.message


def test_of_three_equal_names_the_second_and_the_third_are_too_many() -> None:
    found = faults(with_isa(protocol_rules=[rule(), rule(), rule()]))
    assert [fault.problem.at[-2] for fault in found] == [1, 2]
    assert {clue.at[-2] for fault in found for clue in fault.problem.related} == {0}


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            with_isa(protocol_rules=[rule(name="R")], site_and_content_rules=[site(name="R")]), id="two lists"
        ),
        pytest.param(with_mail(mail("A", "10.0.0.5"), mail("B", "10.0.0.6")), id="a virtual server on each of two"),
        pytest.param(
            with_dns(dns("SBS1", "10.0.0.1")) | with_mail(mail("SBS1", "10.0.0.1")), id="one computer, two roles"
        ),
        pytest.param(with_isa(schedules=[{"name": "Work hours", "hours": {}}]), id="a product's own schedule"),
    ],
)
def test_a_name_may_come_again_elsewhere(document: dict[str, Any]) -> None:
    assert is_an_estate(document)


def test_a_name_is_unique_over_the_files_of_an_estate() -> None:
    first, second = with_mail(mail("A", "10.0.0.5")), with_mail(mail("a", "10.0.0.6")) | {"part_of": "infra.yaml"}
    fault = only(first, second)
    assert (fault.code, fault.problem.at) == ("EXL021", (1, "exchange", "servers", 0, "name"))
    assert fault.problem.related[0].at == (0, "exchange", "servers", 0, "name")


# One address belongs to one server of a list (EXL022)


@pytest.mark.parametrize(
    ("document", "at", "first", "words"),
    [
        pytest.param(
            with_dns(dns("DC1", "10.0.0.5"), dns("DC2", "10.0.0.5")),
            ("forest", "dns", "servers", 1, "address"),
            ("forest", "dns", "servers", 0, "address"),
            "10.0.0.5 is the address of the DNS servers DC1 and DC2; an address belongs to one DNS server",
            id="DNS servers",
        ),
        pytest.param(
            with_mail(mail("A", ["10.0.0.5", "10.0.0.6"]), mail("B", ["10.0.0.7", "10.0.0.6"])),
            ("exchange", "servers", 1, "address", 1),
            ("exchange", "servers", 0, "address", 1),
            "10.0.0.6 is the address of the Exchange servers A and B; an address belongs to one Exchange server",
            id="items of lists",
        ),
        pytest.param(
            {
                "isa": {
                    "servers": [
                        isa(external_addresses=["203.0.113.2"]),
                        isa(name="ISA2", internal_addresses=["10.0.0.2", "203.0.113.2"]),
                    ]
                }
            },
            ("isa", "servers", 1, "internal_addresses", 1),
            ("isa", "servers", 0, "external_addresses", 0),
            "203.0.113.2 is the address of the ISA servers ISA1 and ISA2; an address belongs to one ISA server",
            id="internal and external",
        ),
    ],
)
def test_an_address_belongs_to_one_server_of_a_list(
    document: dict[str, Any], at: Route, first: Route, words: str
) -> None:
    fault = only(document)
    assert (fault.code, fault.problem.at, fault.problem.message) == ("EXL022", (0, *at), words)
    assert [clue.at for clue in fault.problem.related] == [(0, *first)]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(
            with_dns(dns("SBS1", "10.0.0.1")) | with_mail(mail("SBS1", "10.0.0.1")) | with_isa(name="SBS1"),
            id="a Small Business Server in all three lists",
        ),
        pytest.param(with_mail(mail(address=["10.0.0.5", "10.0.0.5"])), id="twice at one server"),
        pytest.param(with_isa(external_addresses=["10.0.0.1"]), id="inside and outside of one ISA server"),
    ],
)
def test_an_address_may_come_again_elsewhere(document: dict[str, Any]) -> None:
    assert is_an_estate(document)


# Host bits (EXL013) and what runs backwards (EXL023)

RANGES = [
    pytest.param(
        lambda text: with_isa(local_address_table=["10.0.0.0/24", text]),
        (*ISA1, "local_address_table", 1),
        "local_address_table of ISA1",
        id="local address table",
    ),
    pytest.param(
        lambda text: with_isa(client_sets=[{"name": "Mail", "addresses": [text]}]),
        (*ISA1, "client_sets", 0, "addresses", 0),
        "Mail on ISA1",
        id="client set",
    ),
    pytest.param(
        lambda text: with_isa(networks=[{"name": "Perimeter", "addresses": [text]}]),
        (*ISA1, "networks", 0, "addresses", 0),
        "Perimeter on ISA1",
        id="network",
    ),
    pytest.param(
        lambda text: with_isa(destination_sets=[{"name": "Partners", "destinations": ["example.com", text]}]),
        (*ISA1, "destination_sets", 0, "destinations", 1),
        "Partners on ISA1",
        id="destination set",
    ),
    pytest.param(
        lambda text: with_isa(packet_filters=[packet(remote_computer=text)]),
        (*ISA1, "packet_filters", 0, "remote_computer"),
        "remote_computer of DNS on ISA1",
        id="packet filter",
    ),
    *(
        pytest.param(
            lambda text, key=key: with_mail(
                mail(smtp_virtual_servers=[{"name": "Default", key: {"computers": "only_listed", "list": [text]}}])
            ),
            ("exchange", "servers", 0, "smtp_virtual_servers", 0, key, "list", 0),
            f"{key} of Default on MAIL1",
            id=key,
        )
        for key in ("relay", "connection_control")
    ),
]


@pytest.mark.parametrize(("document", "at", "owner"), RANGES)
def test_a_block_with_host_bits_is_a_wrong_value(document: Any, at: Route, owner: str) -> None:
    fault = only(document("10.0.0.5/24"))
    assert (fault.code, fault.problem.at) == ("EXL013", (0, *at))
    assert fault.problem.message == f"{owner}: the block 10.0.0.5/24 has host bits; expected 10.0.0.0/24"


@pytest.mark.parametrize(("document", "at", "owner"), RANGES)
def test_a_range_that_runs_backwards_is_inverted(document: Any, at: Route, owner: str) -> None:
    fault = only(document("10.0.0.9-10.0.0.1"))
    assert (fault.code, fault.problem.at) == ("EXL023", (0, *at))
    assert fault.problem.message == f"{owner}: the range 10.0.0.9-10.0.0.1 runs backwards; expected 10.0.0.1-10.0.0.9"


@pytest.mark.parametrize(("document", "at", "owner"), RANGES)
@pytest.mark.parametrize("text", ["10.0.0.1", "10.0.0.0/24", "10.0.0.1-10.0.0.9", "10.0.0.1-10.0.0.1"])
def test_an_address_a_block_and_a_range_are_fine(document: Any, at: Route, owner: str, text: str) -> None:
    assert is_an_estate(document(text)), (at, owner)


@pytest.mark.parametrize("text", ["example-two.com", "example.net/10-1", "10.0.0.5/path", "*.a-b.example"])
def test_a_name_or_a_path_in_a_destination_set_is_no_range(text: str) -> None:
    assert is_an_estate(with_isa(destination_sets=[{"name": "Partners", "destinations": [text]}]))


def test_the_remote_computer_all_is_no_range() -> None:
    assert is_an_estate(with_isa(packet_filters=[packet(remote_computer="all"), packet(name="Other")]))


@pytest.mark.parametrize("window", ["18-08", "08-08", "24-24"])
def test_hours_that_do_not_end_after_their_start_are_inverted(window: str) -> None:
    hours = {"monday": ["08-18"], "sunday": ["08-18", window]}
    fault = only(with_isa(schedules=[{"name": "Office", "hours": hours}]))
    assert (fault.code, fault.problem.at) == ("EXL023", (0, *ISA1, "schedules", 0, "hours", "sunday", 1))
    assert fault.problem.message.startswith(
        f"sunday of the schedule Office on ISA1: the hours {window} do not start before they end; expected"
    )


# References (EXL020)


@pytest.mark.parametrize(
    ("document", "at", "words"),
    [
        pytest.param(
            with_mail(mail(behind="ISA2")) | with_isa(),
            ("exchange", "servers", 0, "behind"),
            "Exchange server MAIL1 names the ISA server ISA2, which is not declared (did you mean ISA1?)",
            id="behind of an Exchange server",
        ),
        pytest.param(
            with_dns(dns("DC1", "10.0.0.5", behind="ISA2")) | with_isa(),
            ("forest", "dns", "servers", 0, "behind"),
            "DNS server DC1 names the ISA server ISA2, which is not declared (did you mean ISA1?)",
            id="behind of a DNS server",
        ),
        pytest.param(
            with_mail(
                mail(), connectors=[{"name": "Internet", "delivery": "dns", "bridgeheads": ["MAIL1/Default", "MAIL1"]}]
            ),
            ("exchange", "connectors", 0, "bridgeheads", 1),
            "SMTP connector Internet names the SMTP virtual server MAIL1, which is not declared"
            " (there is MAIL1/Default)",
            id="bridgehead",
        ),
        pytest.param(
            with_isa(protocol_rules=[rule(protocols=["SMTP", "DNS Querry"])]),
            (*ISA1, "protocol_rules", 0, "protocols", 1),
            "protocol rule Mail on ISA1 names the protocol DNS Querry, which is not declared (did you mean DNS Query?)",
            id="protocol",
        ),
        pytest.param(
            with_isa(protocol_rules=[rule(protocols={"all_except": ["SMTP", "Gofer"]})]),
            (*ISA1, "protocol_rules", 0, "protocols", "all_except", 1),
            "protocol rule Mail on ISA1 names the protocol Gofer, which is not declared (did you mean Gopher?)",
            id="excepted protocol",
        ),
        pytest.param(
            with_isa(protocol_rules=[rule(schedule="Work hour")]),
            (*ISA1, "protocol_rules", 0, "schedule"),
            "protocol rule Mail on ISA1 names the schedule Work hour, which is not declared (did you mean Work hours?)",
            id="schedule",
        ),
        pytest.param(
            with_isa(
                client_sets=[{"name": "DNS servers", "addresses": []}],
                protocol_rules=[rule(applies_to={"client_sets": ["DNS servers", "DNS server"]})],
            ),
            (*ISA1, "protocol_rules", 0, "applies_to", "client_sets", 1),
            "protocol rule Mail on ISA1 names the client set DNS server, which is not declared"
            " (did you mean DNS servers?)",
            id="client set",
        ),
        pytest.param(
            with_isa(site_and_content_rules=[site(applies_to={"except_client_sets": ["Guests"]})]),
            (*ISA1, "site_and_content_rules", 0, "applies_to", "except_client_sets", 0),
            "site and content rule Web on ISA1 names the client set Guests, which is not declared (there are none)",
            id="excepted client set",
        ),
        pytest.param(
            with_isa(
                destination_sets=[{"name": "Partners", "destinations": []}, {"name": "Own", "destinations": []}],
                site_and_content_rules=[site(destinations={"sets": ["xyz"]})],
            ),
            (*ISA1, "site_and_content_rules", 0, "destinations", "sets", 0),
            "site and content rule Web on ISA1 names the destination set xyz, which is not declared"
            " (there is Own, Partners)",
            id="destination set",
        ),
        pytest.param(
            with_isa(site_and_content_rules=[site(destinations={"all_except": ["Partners"]})]),
            (*ISA1, "site_and_content_rules", 0, "destinations", "all_except", 0),
            "site and content rule Web on ISA1 names the destination set Partners, which is not declared"
            " (there are none)",
            id="excepted destination set",
        ),
        pytest.param(
            with_isa(site_and_content_rules=[site(content={"groups": ["Vidio"]})]),
            (*ISA1, "site_and_content_rules", 0, "content", "groups", 0),
            "site and content rule Web on ISA1 names the content group Vidio, which is not declared"
            " (did you mean Video?)",
            id="content group",
        ),
        pytest.param(
            with_isa(
                version="isa-2004",
                network_rules=[{"name": "N", "from": ["Internal"], "to": ["Extern"], "relation": "nat"}],
            ),
            (*ISA1, "network_rules", 0, "to", 0),
            "network rule N on ISA1 names the network Extern, which is not declared (did you mean External?)",
            id="network of a network rule",
        ),
        pytest.param(
            with_isa(version="isa-2004", access_rules=[{**access(), "from": ["Intern"]}]),
            (*ISA1, "access_rules", 0, "from", 0),
            "access rule Out on ISA1 names the network or client set Intern, which is not declared"
            " (did you mean Internal?)",
            id="source of an access rule",
        ),
        pytest.param(
            with_isa(version="isa-2006", system_rules=[access(to=["Everywhere"])]),
            (*ISA1, "system_rules", 0, "to", 0),
            "system policy rule Out on ISA1 names the network, client set or destination set Everywhere, which is not"
            " declared (there is All Networks, External, Internal, Local Host)",
            id="destination of a system rule",
        ),
    ],
)
def test_a_reference_to_nothing_names_the_nearest(document: dict[str, Any], at: Route, words: str) -> None:
    fault = only(document)
    assert (fault.code, fault.problem.at, fault.problem.message) == ("EXL020", (0, *at), words)


def test_an_unknown_protocol_says_where_protocols_are_declared() -> None:
    fault = only(with_isa(protocol_rules=[rule(protocols=["Odd mail"])]))
    assert fault.problem.mend == "define it in protocol_definitions, unless it is one of the products' own names"


def test_an_unknown_bridgehead_says_how_bridgeheads_are_written() -> None:
    fault = only(with_mail(mail(), connectors=[{"name": "C", "delivery": "dns", "bridgeheads": ["Default"]}]))
    assert fault.problem.mend == "write it as SERVER/VIRTUAL SERVER, as both are declared"


def test_another_unknown_name_says_to_declare_what_it_stands_for() -> None:
    fault = only(with_isa(protocol_rules=[rule(schedule="Night")]))
    assert fault.problem.mend == "declare the schedule, or write its name as it is declared"


def test_where_many_names_are_declared_and_none_is_near_they_are_not_listed() -> None:
    sets = [{"name": f"Branch {index}", "addresses": []} for index in range(9)]
    fault = only(with_isa(client_sets=sets, protocol_rules=[rule(applies_to={"client_sets": ["xyz"]})]))
    assert fault.problem.message.endswith("which is not declared (no name is near it)")


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(with_mail(mail(behind="isa1")) | with_isa(), id="ISA server"),
        pytest.param(
            with_mail(mail(), connectors=[{"name": "C", "delivery": "dns", "bridgeheads": ["mail1/DEFAULT"]}]),
            id="virtual server",
        ),
        pytest.param(
            with_isa(
                client_sets=[{"name": "Straße", "addresses": []}],
                protocol_rules=[rule(applies_to={"client_sets": ["STRASSE"]})],
            ),
            id="client set",
        ),
        pytest.param(
            with_isa(
                version="isa-2004",
                networks=[{"name": "Perimeter", "addresses": []}],
                client_sets=[{"name": "Mail", "addresses": []}],
                destination_sets=[{"name": "Partners", "destinations": []}],
                access_rules=[{**access(to=["PERIMETER", "mail", "partners"]), "from": ["perimeter", "MAIL"]}],
            ),
            id="networks and sets",
        ),
    ],
)
def test_references_are_compared_without_case(document: dict[str, Any]) -> None:
    assert is_an_estate(document)


def test_a_bridgehead_is_split_at_its_first_slash() -> None:
    virtual = [{"name": "Default/2"}]
    connector = {"name": "C", "delivery": "dns", "bridgeheads": ["MAIL1/Default/2"]}
    assert is_an_estate(with_mail(mail(smtp_virtual_servers=virtual), connectors=[connector]))


def test_a_destination_set_is_no_source_of_an_access_rule() -> None:
    sets = [{"name": "Partners", "destinations": []}]
    rules = [{**access(), "from": ["Partners"]}]
    assert judged(with_isa(version="isa-2004", destination_sets=sets, access_rules=rules)) == [
        ("EXL020", (0, *ISA1, "access_rules", 0, "from", 0))
    ]


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(with_isa(access_rules=[access(protocols=["Nothing"])]), id="of ISA 2004 on ISA 2000"),
        pytest.param(
            with_isa(version="isa-2004", protocol_rules=[rule(schedule="Nothing")]), id="of ISA 2000 on ISA 2004"
        ),
    ],
)
def test_the_references_of_another_versions_sections_are_not_looked_at(document: dict[str, Any]) -> None:
    assert is_an_estate(document)


def test_names_of_one_isa_server_are_not_known_on_another() -> None:
    first = isa(client_sets=[{"name": "Mail", "addresses": []}])
    second = isa(
        name="ISA2",
        internal_addresses=["10.0.0.2"],
        protocol_rules=[rule(applies_to={"client_sets": ["Mail"]})],
    )
    at = (0, "isa", "servers", 1, "protocol_rules", 0, "applies_to", "client_sets", 0)
    assert judged({"isa": {"servers": [first, second]}}) == [("EXL020", at)]


def test_a_reference_leads_into_another_file() -> None:
    assert is_an_estate(with_mail(mail(behind="ISA1")), with_isa() | {"part_of": "infra.yaml"})


def test_every_fault_is_found_not_only_the_first() -> None:
    document = with_mail(mail("A", "10.0.0.5", behind="X"), mail("A", "10.0.0.5")) | with_isa(
        local_address_table=["10.0.0.1/8"], schedules=[{"name": "S", "hours": {"friday": ["10-09"]}}]
    )
    assert sorted(code for code, _ in judged(document)) == ["EXL013", "EXL020", "EXL021", "EXL022", "EXL023"]


def test_very_many_names_that_stand_for_nothing_are_found_without_a_long_wait() -> None:
    # Compared pair by pair, these would take minutes: the last of them go without advice.
    servers = [
        isa(name=f"ISA{index}", internal_addresses=[f"10.1.{index >> 8}.{index & 255}"]) for index in range(3000)
    ]
    users = [mail(f"M{index}", f"10.2.{index >> 8}.{index & 255}", behind=f"IAS{index}") for index in range(3000)]

    start = time.perf_counter()
    found = faults(with_mail(*users) | {"isa": {"servers": servers}})
    taken = time.perf_counter() - start

    assert len(found) == 3000
    assert found[0].problem.message.endswith("which is not declared (did you mean ISA0?)")
    assert found[-1].problem.message.endswith("names the ISA server IAS2999, which is not declared")
    assert taken < 20


def test_very_long_names_are_not_compared() -> None:
    long = "ABCDEFGHIJ" * 1000
    fault = only(with_mail(mail(behind=long + "X")) | with_isa(name=long))
    assert fault.problem.message.endswith(f"which is not declared (there is {long}, none)")
