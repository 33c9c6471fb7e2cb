"""The objects of a kind, in all files of an estate, and the way from a value of one back to its file."""

from __future__ import annotations

from typing import Any

from exlint.rules.own.objects import objects

MAIL1 = {"name": "MAIL1", "smtp_virtual_servers": [{"name": "Default"}, {"name": "Second"}]}
MAIL2 = {"name": "MAIL2", "smtp_virtual_servers": [{"name": "Default"}]}
DOCUMENT: dict[str, Any] = {
    "exlint": 1,
    "forest": {"name": "contoso.local", "dns": {"external_servers": ["10.0.0.1"]}},
    "exchange": {"organization": "Contoso", "servers": [MAIL1]},
}
FRAGMENT: dict[str, Any] = {
    "exlint": 1,
    "forest": {"dns": {"external_servers": ["10.0.0.2", "10.0.0.3"], "servers": [{"name": "DC1"}]}},
    "exchange": {"servers": [MAIL2]},
    "isa": {"servers": [{"name": "ISA1", "protocol_rules": [{"name": "Mail"}]}]},
}
FILES = [DOCUMENT, FRAGMENT]


def test_an_object_of_a_list_stands_in_one_file_and_knows_what_is_around_it() -> None:
    found = list(objects("smtp_virtual_server", FILES))

    assert [(one.identity, one.route(())) for one in found] == [
        ("MAIL1/Default", (0, "exchange", "servers", 0, "smtp_virtual_servers", 0)),
        ("MAIL1/Second", (0, "exchange", "servers", 0, "smtp_virtual_servers", 1)),
        ("MAIL2/Default", (1, "exchange", "servers", 0, "smtp_virtual_servers", 0)),
    ]
    assert [one.parents for one in found] == [{"server": "MAIL1"}, {"server": "MAIL1"}, {"server": "MAIL2"}]


def test_a_server_is_no_parent_of_itself() -> None:
    (isa,) = objects("isa_server", FILES)

    assert (isa.identity, isa.parents) == ("ISA1", {})


def test_a_rule_of_an_isa_server_is_named_with_it() -> None:
    (rule,) = objects("protocol_rule", FILES)

    assert (rule.identity, rule.parents, rule.route(("action",))) == (
        "ISA1/Mail",
        {"isa": "ISA1"},
        (1, "isa", "servers", 0, "protocol_rules", 0, "action"),
    )


def test_the_forest_of_several_files_is_one_object_and_each_value_leads_to_its_own_file() -> None:
    (forest,) = objects("forest", FILES)

    assert forest.identity == "contoso.local"
    assert forest.data == {
        "name": "contoso.local",
        "dns": {"external_servers": ["10.0.0.1", "10.0.0.2", "10.0.0.3"], "servers": [{"name": "DC1"}]},
    }
    assert forest.route(()) == (0, "forest")
    assert forest.route(("dns", "external_servers", 0)) == (0, "forest", "dns", "external_servers", 0)
    assert forest.route(("dns", "external_servers", 2)) == (1, "forest", "dns", "external_servers", 1)
    assert forest.route(("dns", "servers", 0, "name")) == (1, "forest", "dns", "servers", 0, "name")
    assert forest.route(("description",)) == (0, "forest", "description")


def test_an_organization_without_a_name_has_none_for_a_reader() -> None:
    (organization,) = objects("organization", [FRAGMENT])

    assert organization.identity == ""


def test_what_no_file_writes_is_no_object() -> None:
    assert list(objects("organization", [{"exlint": 1}])) == []
    assert list(objects("access_rule", FILES)) == []
