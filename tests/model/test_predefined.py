"""What ISA Server knows without a declaration: names, and what those of mail and DNS stand for."""

from __future__ import annotations

from typing import Any

import pytest

from exlint import model, schema
from exlint.model import Estate
from exlint.model.estate import IsaServer, Protocols


def names(text: str) -> list[str]:
    return text.split(";")


# From the documentation of ISA Server 2000, and for names that it only mentions from memory of the product.
OF_2000 = names(
    "SMTP;SMTP Server;DNS Query;DNS Zone Transfer;HTTP;HTTPS;FTP;Gopher;"
    "Any RPC Server;AOL Instant Messenger;Archie;Chargen (TCP);Chargen (UDP);Daytime (TCP);Daytime (UDP);Discard (TCP);"
    "Discard (UDP);DNS Query Server;DNS Zone Transfer Server;Echo (TCP);Echo (UDP);Exchange RPC Server;Finger;"
    "FTP Download Only;FTP Server;H.323 Protocol;HTTPS Server;ICQ;ICQ 2000;Ident;IMAP4;IMAP4 Server;IMAPS;IMAPS Server;"
    "IRC;Kerberos-Adm (TCP);Kerberos-Adm (UDP);Kerberos-IV;Kerberos-Sec (TCP);Kerberos-Sec (UDP);LDAP;LDAPS;"
    "LDAP GC (Global Catalog);LDAPS GC (Global Catalog);Microsoft SQL Server;MMS - Windows Media;"
    "MMS - Windows Media Server;MSN;MSN Messenger;Net2Phone;Net2Phone Registration;NetBIOS Datagram;"
    "NetBIOS Name Service;NetBIOS Session;NNTP;NNTP Server;NNTPS;NNTPS Server;NTP (UDP);PNM - RealNetworks protocol;"
    "PNM - RealNetworks protocol Server;POP2;POP3;POP3 Server;POP3S;POP3S Server;Quote (TCP);Quote (UDP);RADIUS;"
    "RADIUS Accounting;RDP (Terminal Services);RDP (Terminal Services) Server;RIP;Rlogin;RTSP;RTSP Server;SMTPS;"
    "SMTPS Server;SNMP;SNMP Trap;SSH;Telnet;Telnet Server;TFTP;Time (TCP);Time (UDP);Whois"
)
OF_2004 = names(
    "DNS;DNS Server;SMTP;SMTP Server;DHCP (request);DHCP (reply);LDAP;LDAP (UDP);LDAP GC (Global Catalog);LDAPS;"
    "LDAPS GC (Global Catalog);Kerberos-Sec (TCP);Kerberos-Sec (UDP);Kerberos-Adm (UDP);Microsoft CIFS (TCP);"
    "Microsoft CIFS (UDP);NetBIOS Datagram;NetBIOS Name Service;NetBIOS Session;NTP (UDP);PING;RPC (all interfaces);"
    "RDP (Terminal Services);Microsoft Firewall Control"
)
CONTENT_GROUPS = names(
    "Application;Application data files;Audio;Compressed files;Documents;HTML documents;Images;Macro documents;Text;"
    "Video;VRML"
)

CASES = [str.upper, str.lower, str]


def built(**isa: Any) -> object:
    """What the model says to an estate with one ISA server."""
    server = {"name": "ISA1", "internal_addresses": ["10.0.0.1"]} | isa
    document = schema.check({"exlint": 1, "isa": {"servers": [server]}}, 0)
    assert isinstance(document, schema.Document), document
    return model.build([document])


def isa(**keys: Any) -> IsaServer:
    estate = built(**keys)
    assert isinstance(estate, Estate), estate
    return estate.isa_servers[0]


def of_2000(**rule: Any) -> dict[str, Any]:
    return {"version": "isa-2000", "protocol_rules": [{"name": "R", "action": "allow", **rule}]}


def of_2004(**rule: Any) -> dict[str, Any]:
    access = {"name": "R", "action": "allow", "from": ["Internal"], "to": ["External"], **rule}
    return {"version": "isa-2004", "access_rules": [access]}


def protocols(*names: str) -> Protocols:
    """What these names of ISA Server 2000 stand for in a protocol rule."""
    rules = isa(**of_2000(protocols=list(names), applies_to="any_request")).protocol_rules
    assert rules is not None
    return rules[0].protocols


@pytest.mark.parametrize("spelt", CASES, ids=["upper case", "lower case", "as documented"])
@pytest.mark.parametrize("name", OF_2000)
def test_a_protocol_of_isa_2000_needs_no_declaration(name: str, spelt: Any) -> None:
    assert isinstance(built(**of_2000(protocols=[spelt(name)], applies_to="any_request")), Estate)


@pytest.mark.parametrize("spelt", CASES, ids=["upper case", "lower case", "as documented"])
@pytest.mark.parametrize("version", ["isa-2004", "isa-2006"])
@pytest.mark.parametrize("name", OF_2004)
def test_a_protocol_of_isa_2004_and_2006_needs_no_declaration(name: str, version: str, spelt: Any) -> None:
    assert isinstance(built(**of_2004(protocols=[spelt(name)]) | {"version": version}), Estate)


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        pytest.param(of_2000(protocols=["DNS"], applies_to="any_request"), "DNS", id="DNS on ISA 2000"),
        pytest.param(of_2004(protocols=["DNS Query"]), "DNS Query", id="DNS Query on ISA 2004"),
    ],
)
def test_a_name_of_the_other_version_is_not_known(rule: dict[str, Any], name: str) -> None:
    faults = built(**rule)
    assert isinstance(faults, tuple)
    (fault,) = faults
    assert fault.code == "EXL020"
    assert f"names the protocol {name}, which is not declared" in fault.problem.message


@pytest.mark.parametrize(
    ("name", "transport", "port"),
    [("SMTP", "tcp", 25), ("DNS Query", "udp", 53), ("DNS Zone Transfer", "tcp", 53)],
)
def test_what_carries_outgoing_mail_and_dns(name: str, transport: str, port: int) -> None:
    carried = [(one, number) for one in ("tcp", "udp") for number in (25, 53) if protocols(name).carry(one, number)]
    assert carried == [(transport, port)]


@pytest.mark.parametrize("name", ["SMTP Server", "DNS Query Server", "DNS Zone Transfer Server"])
def test_what_is_for_incoming_traffic_carries_nothing_out(name: str) -> None:
    assert not any(protocols(name).carry(one, number) for one in ("tcp", "udp") for number in (25, 53))


def test_no_other_protocol_of_isa_2000_is_about_the_ports_of_mail_and_dns() -> None:
    about = ("SMTP", "SMTP Server", "DNS Query", "DNS Zone Transfer", "DNS Query Server", "DNS Zone Transfer Server")
    others = protocols(*(name for name in OF_2000 if name not in about))
    assert {one.port for one in others.definitions}.isdisjoint({25, 53})


@pytest.mark.parametrize(
    ("name", "transport", "port", "direction"),
    [
        ("SMTP", "tcp", 25, "outbound"),
        ("SMTP Server", "tcp", 25, "inbound"),
        ("DNS Query", "udp", 53, "send_receive"),
        ("DNS Zone Transfer", "tcp", 53, "outbound"),
        ("DNS Query Server", "udp", 53, "receive_send"),
        ("DNS Zone Transfer Server", "tcp", 53, "inbound"),
    ],
)
def test_the_definitions_of_isa_2000_for_mail_and_dns(name: str, transport: str, port: int, direction: str) -> None:
    (one,) = protocols(name).definitions
    assert (one.name, one.transport, one.port, one.direction) == (name, transport, port, direction)


@pytest.mark.parametrize("spelt", CASES, ids=["upper case", "lower case", "as documented"])
@pytest.mark.parametrize("schedule", ["always", "Work hours", "Weekends"])
def test_a_schedule_of_the_products_needs_no_declaration(schedule: str, spelt: Any) -> None:
    assert isinstance(built(**of_2000(protocols="all", applies_to="any_request", schedule=spelt(schedule))), Estate)
    assert isinstance(built(**of_2004(protocols="all", schedule=spelt(schedule))), Estate)


@pytest.mark.parametrize("spelt", CASES, ids=["upper case", "lower case", "as documented"])
@pytest.mark.parametrize("group", CONTENT_GROUPS)
def test_a_content_group_of_the_products_needs_no_declaration(group: str, spelt: Any) -> None:
    content = {"groups": [spelt(group)]}
    site = {"name": "S", "action": "allow", "applies_to": "any_request", "content": content}
    assert isinstance(built(version="isa-2000", site_and_content_rules=[site]), Estate)
    assert isinstance(built(**of_2004(protocols="all", content=content)), Estate)


@pytest.mark.parametrize("network", ["Local Host", "Internal", "External", "All Networks", "INTERNAL"])
def test_a_network_of_the_products_needs_no_declaration(network: str) -> None:
    rule = {"name": "N", "from": [network], "to": [network], "relation": "route"}
    assert isinstance(built(version="isa-2004", network_rules=[rule]), Estate)
