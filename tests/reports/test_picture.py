"""The picture of an estate as plain data: who is a node, which hop is which edge, what is said where mail stops."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import estates
from exlint import engine, mailflow, model, schema
from exlint.mailflow.decision import Outcome
from exlint.mailflow.trace import hops, numbered, shown
from exlint.reports.mailpath import picture
from exlint.reports.picture import Kind, Picture, Remark

EXAMPLES = Path(__file__).parents[2] / "examples"
Data = dict[str, Any]


def example(name: str) -> Picture:
    (judged,), _ = engine.follow([str(EXAMPLES / name)])
    assert judged.mail is not None
    return picture("A title", judged.mail.estate, judged.mail.flows)


def drawn(data: Data) -> Picture:
    document = schema.check(data, 0)
    assert isinstance(document, schema.Document), document
    estate = model.build([document])
    assert isinstance(estate, model.Estate), estate
    return picture("A title", estate, mailflow.judge(estate))


def written(one: Picture) -> list[tuple[str, str, str]]:
    """Each edge as start, end and label."""
    return [(one.nodes[edge.start].names[0], one.nodes[edge.end].names[0], edge.label) for edge in one.edges]


def small(isa: Data, dns: list[Data] | None = None, **virtual_server: Any) -> Data:
    """One virtual server behind an ISA Server 2000 that lets everything out, with these keys changed."""
    exchange = {"name": "MAIL1", "edition": "exchange-2003-standard", "address": "10.0.0.10"}
    virtual = {"name": "VS", "external_dns_servers": ["10.0.0.1"], **virtual_server}
    allowed = {"name": "All", "action": "allow", "applies_to": "any_request"}
    base: Data = {
        "name": "ISA1",
        "version": "isa-2000",
        "internal_addresses": ["10.0.0.1"],
        "local_address_table": ["10.0.0.0/24"],
        "dns_listener": True,
        "packet_filtering": False,
        "protocol_rules": [allowed | {"protocols": "all"}],
        "site_and_content_rules": [allowed],
    }
    data: Data = {"exlint": 1, "exchange": {"servers": [exchange | {"smtp_virtual_servers": [virtual]}]}}
    forest = {"forest": {"name": "c.local", "dns": {"servers": dns}}} if dns else {}
    return data | forest | {"isa": {"servers": [base | isa]}}


def test_the_isa_server_is_seen_to_stand_in_between_and_its_rule_to_stop() -> None:
    assert written(example("kb305394/broken.yaml")) == [
        ("MAIL1", "ISA1", "2: udp 53"),
        ("ISA1", "198.51.100.53", "2: udp 53, mail stops here: DNS for admins"),
    ]


def test_the_internet_is_drawn_also_where_mail_does_not_get_there() -> None:
    one = example("kb305394/broken.yaml")

    assert one.nodes[-1].names == ("the Internet",)
    assert one.loose == ((1, len(one.nodes) - 1),)
    assert example("kb305394/mended.yaml").loose == ()


def test_a_small_business_server_is_one_node_that_says_its_roles() -> None:
    node = example("sbs-2003-premium.yaml").nodes[0]

    assert node.lines == ("SBS1", "Exchange, DNS, ISA Server 2000")
    assert node.kind is Kind.EXCHANGE


def test_a_computer_that_is_declared_under_two_names_has_both() -> None:
    dns = [{"name": "DC1", "address": ["10.0.0.1"]}]
    one = drawn(small({}, dns=dns))

    assert ("DC1", "ISA1") in [node.names for node in one.nodes]
    assert next(node for node in one.nodes if "ISA1" in node.names).roles == ("DNS", "ISA Server 2000")


def test_what_happens_inside_does_not_pass_the_isa_server() -> None:
    dns = [{"name": "DC1", "address": "10.0.0.5", "forwarders": ["10.0.0.1"], "root_hints": False}]
    one = drawn(small({}, dns=dns, external_dns_servers=["10.0.0.5"]))

    assert written(one)[:2] == [("MAIL1", "DC1", "2: udp 53"), ("DC1", "ISA1", "3: udp 53")]


def test_a_computer_that_answers_nothing_stops_mail_itself() -> None:
    one = drawn(small({"dns_listener": False}))
    (node,) = [node for node in one.nodes if node.remarks]

    assert node.names == ("ISA1",)
    assert node.lines[-1] == "3: mail stops here: dns_listener"


def test_what_is_not_known_names_the_key_that_would_decide() -> None:
    data = small({})
    del data["isa"]["servers"][0]["protocol_rules"]
    edge = next(edge for edge in drawn(data).edges if edge.remark.outcome is Outcome.UNKNOWN)

    assert edge.remark.said == "not known: protocol_rules of ISA1"


def test_what_several_virtual_servers_share_is_drawn_once_with_the_numbers_of_all() -> None:
    one = example("exchange-2003-standard.yaml")

    assert ("MAIL1", "ISA1", "2, 4: tcp 25") in written(one)
    assert len({edge[:3] for edge in one.edges}) == len(one.edges)


def test_mail_for_a_bridgehead_goes_to_its_node() -> None:
    assert ("MBX1", "HUB1", "1: mail") in written(example("exchange-2003-enterprise.yaml"))


def test_the_description_says_where_each_virtual_servers_mail_stops() -> None:
    assert example("kb305394/broken.yaml").description == (
        "Mail of MAIL1/Default SMTP Virtual Server to the Internet stays in the queue at every hour: "
        "it stops at ISA1, DNS for admins."
    )


def test_many_numbers_in_a_row_are_a_range() -> None:
    assert Remark((1, 2, 4, 5, 6, 7, 9), Outcome.PERMITTED).counted == "1, 2, 4-7, 9"


@given(st.randoms(use_true_random=False))
def test_every_hop_of_a_trace_is_in_the_picture_and_what_stops_is_said(source: Any) -> None:
    document = schema.check(estates.estate(source), 0)
    assert isinstance(document, schema.Document)
    estate = model.build([document])
    assert isinstance(estate, model.Estate)
    flows = mailflow.judge(estate)
    one = picture("A title", estate, flows)
    remarks = [*(edge.remark for edge in one.edges), *(remark for node in one.nodes for remark in node.remarks)]

    for flow, story in zip(flows, one.stories, strict=True):
        point = shown(flow)
        followed = hops(point.decision, point.hour)
        assert [line.number.partition(" ")[0] for line in story.lines if line.number] == [
            str(number) for number, _ in numbered(followed)
        ]
        for number, hop in ((number, hop) for number, same in numbered(followed) for hop in same):
            if hop.step.target or hop.cause.outcome is not Outcome.PERMITTED:
                met = [remark for remark in remarks if number in remark.numbers]
                assert hop.cause.outcome in [remark.outcome for remark in met]
    assert all(remark.words for remark in remarks if remark.outcome is not Outcome.PERMITTED)
