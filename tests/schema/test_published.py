"""The published schema: complete in words, units and defaults, closed, valid, and the same as what is checked in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from exlint.schema import publish, published

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads(published.text())
OBJECTS: dict[str, dict[str, Any]] = {"Document": SCHEMA, **SCHEMA["$defs"]}
PROPERTIES = {(shape, key): part for shape, schema in OBJECTS.items() for key, part in schema["properties"].items()}
WITHOUT_UNIT = {("ExchangeServer", "service_pack"), ("ExchangeServer", "os_service_pack")}

every_object = pytest.mark.parametrize("shape", OBJECTS)
every_property = pytest.mark.parametrize(("shape", "key"), PROPERTIES, ids=".".join)


def parts(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The schema of a property, of its branches and of its items."""
    yield schema
    for part in [*schema.get("anyOf", []), *([schema["items"]] if "items" in schema else [])]:
        yield from parts(part)


def test_the_file_is_what_the_shape_publishes() -> None:
    shipped = (ROOT / "schema" / "exlint.schema.json").read_text(encoding="utf-8")
    assert shipped == publish.text(), "run: python -m exlint.schema.publish > schema/exlint.schema.json"


def test_the_text_read_at_run_time_is_the_file() -> None:
    assert published.text() == (ROOT / "schema" / "exlint.schema.json").read_text(encoding="utf-8")


def test_publishing_twice_gives_the_same_text_with_a_final_line_feed() -> None:
    assert publish.text() == publish.text()
    assert publish.text().endswith("}\n")


def test_it_is_a_valid_schema_of_its_draft() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_names_its_dialect_and_itself() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == "urn:exlint:schema:1"


@every_object
def test_an_object_is_closed_and_described(shape: str) -> None:
    assert OBJECTS[shape]["additionalProperties"] is False
    assert OBJECTS[shape]["description"].endswith(".")


def test_only_the_top_level_has_room_for_keys_of_the_author() -> None:
    assert [shape for shape, schema in OBJECTS.items() if "patternProperties" in schema] == ["Document"]


@every_property
def test_a_property_has_a_description(shape: str, key: str) -> None:
    assert len(PROPERTIES[shape, key]["description"]) > len("A.")


@every_property
def test_a_property_is_required_or_says_what_its_absence_means(shape: str, key: str) -> None:
    required = key in OBJECTS[shape].get("required", [])
    says = {"default", "x-absent"} & PROPERTIES[shape, key].keys()
    assert len(says) == (0 if required else 1)


NUMBERS = [
    pytest.param((shape, key), part, id=f"{shape}.{key}")
    for (shape, key), property_ in PROPERTIES.items()
    for part in parts(property_)
    if part.get("type") == "integer" and "enum" not in part
]


@pytest.mark.parametrize(("where", "number"), NUMBERS)
def test_a_number_has_bounds_words_and_a_unit(where: tuple[str, str], number: dict[str, Any]) -> None:
    assert {"minimum", "maximum", "title"} <= number.keys()
    assert ("x-unit" in number) != (where in WITHOUT_UNIT)


WRITTEN = [
    pytest.param(part, value, id=f"{shape}.{key}")
    for (shape, key), property_ in PROPERTIES.items()
    for part in parts(property_)
    for value in [*part.get("examples", []), *([part["default"]] if "default" in part else [])]
]


@pytest.mark.parametrize(("part", "value"), WRITTEN)
def test_a_default_or_an_example_is_a_value_of_its_schema(part: dict[str, Any], value: object) -> None:
    assert Draft202012Validator({"$defs": SCHEMA["$defs"], **part}).is_valid(value)


@pytest.mark.parametrize("shape", [shape for shape, schema in OBJECTS.items() if "name" in schema["properties"]])
def test_a_named_object_has_an_example_of_its_name_and_a_description(shape: str) -> None:
    assert PROPERTIES[shape, "name"]["examples"]
    assert PROPERTIES[shape, "description"]["type"] == "string"


@pytest.mark.parametrize(
    ("shape", "key", "default"),
    [
        # exchange.md, section 1 (KB 321757), and semantics.md, section 6
        ("SmtpVirtualServer", "bindings", ["*:25"]),
        ("SmtpVirtualServer", "authentication", ["anonymous", "basic", "integrated"]),
        ("SmtpVirtualServer", "tcp_port", 25),
        ("SmtpVirtualServer", "outbound_timeout", 10),
        ("SmtpVirtualServer", "external_dns_servers", []),
        ("SmtpVirtualServer", "smart_host", None),
        ("SmtpVirtualServer", "attempt_direct_delivery", False),
        ("Limits", "message_size", "unlimited"),
        ("Limits", "messages_per_connection", 20),
        ("Limits", "recipients_per_message", 64000),
        ("Limits", "outbound_connections", 1000),
        ("Retry", "delay_notification", 720),
        ("Retry", "expiration", 2880),
        ("DnsServer", "forwarding_timeout", 5),
        ("DnsServer", "recursion_timeout", 15),
        ("DnsServer", "recursion", True),
        ("DnsServer", "root_zone", False),
        ("ExchangeServer", "isa_client", "secure_nat"),
        ("Exchange", "connectors", []),
        ("Connector", "bridgeheads", []),
        ("IsaServer", "mode", "firewall"),
        ("ProtocolRule", "enabled", True),
        ("ProtocolRule", "schedule", "always"),
        ("SiteAndContentRule", "destinations", "all"),
        ("SiteAndContentRule", "content", "all"),
        ("PacketFilter", "local_port", "all"),
        ("PacketFilter", "remote_port", "all"),
        ("PacketFilter", "remote_computer", "all"),
        ("AccessRule", "users", "all_users"),
    ],
)
def test_a_known_default_is_published(shape: str, key: str, default: object) -> None:
    assert PROPERTIES[shape, key]["default"] == default


@pytest.mark.parametrize(
    ("shape", "key"),
    [
        ("DnsServer", "root_hints"),
        ("IsaServer", "dns_listener"),
        ("IsaServer", "packet_filtering"),
        ("Document", "isa"),
    ],
    ids=lambda word: word,
)
def test_what_semantics_leaves_unknown_has_no_default(shape: str, key: str) -> None:
    assert PROPERTIES[shape, key]["x-absent"].startswith("unknown")
