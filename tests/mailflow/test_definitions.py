"""Which ports a definition describes: the product's own ones, and those that are declared in their place."""

from __future__ import annotations

from typing import Any

from comparison import built
from exlint.mailflow.assumptions import STANDARD
from exlint.mailflow.definitions import is_out_of_reach

NEEDED = STANDARD._replace(all_protocols_need_no_definition=False)


def reached(transport: str, port: int, *definitions: dict[str, Any]) -> bool:
    """Whether a rule for all protocols of an ISA Server 2000 carries a port, read strictly."""
    isa: dict[str, Any] = {"name": "ISA1", "version": "isa-2000", "internal_addresses": ["10.0.0.1"]}
    isa |= {"protocol_definitions": list(definitions)}
    server = built({"exlint": 1, "isa": {"servers": [isa]}}).isa_servers[0]
    return not is_out_of_reach(server, transport, port, NEEDED, firewall_client=False)


def definition(name: str, port: int, direction: str = "outbound") -> dict[str, Any]:
    return {"name": name, "transport": "tcp", "port": port, "direction": direction}


def test_mail_and_dns_have_definitions_of_the_product() -> None:
    assert reached("tcp", 25)
    assert reached("udp", 53)
    assert not reached("udp", 25)
    assert not reached("tcp", 2525)


def test_a_declared_definition_describes_its_port_where_its_traffic_goes_out() -> None:
    assert reached("tcp", 2525, definition("Odd", 2525))
    assert not reached("tcp", 2525, definition("Odd In", 2525, "inbound"))


def test_a_declared_definition_takes_the_place_of_one_of_the_same_name() -> None:
    assert not reached("tcp", 25, definition("smtp", 2525))
    assert reached("tcp", 2525, definition("smtp", 2525))
    assert reached("tcp", 25, definition("Odd", 2525))
