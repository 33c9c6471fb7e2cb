"""The union of the files of an estate: lists are joined, a single value is written in one file only."""

from __future__ import annotations

from typing import Any

import pytest

from exlint import model, schema
from exlint.findings import Clue, Mark, Route
from exlint.model import Estate
from exlint.model.addresses import number
from exlint.schema import Fault

PART = {"part_of": "infra.yaml"}


def built(*files: dict[str, Any]) -> Estate | tuple[Fault, ...]:
    """What the model says to a document and its fragments."""
    document, *fragments = files
    whole = [{"include": "parts/*.yaml", **document}, *({**PART, **fragment} for fragment in fragments)]
    typed = [schema.check({"exlint": 1, **file}, index) for index, file in enumerate(whole)]
    return model.build([one for one in typed if isinstance(one, schema.Document)])


def estate(*files: dict[str, Any]) -> Estate:
    found = built(*files)
    assert isinstance(found, Estate), found
    return found


def only(*files: dict[str, Any]) -> Fault:
    found = built(*files)
    assert not isinstance(found, Estate)
    (fault,) = found
    return fault


def forest(name: str | None = "contoso.local", **keys: Any) -> dict[str, Any]:
    return {"forest": ({} if name is None else {"name": name}) | keys}


def dns(name: str, address: str) -> dict[str, Any]:
    return {"name": name, "address": address}


def mail(name: str, address: str) -> dict[str, Any]:
    virtual = [{"name": "Default"}]
    return {"name": name, "edition": "exchange-2000", "address": address, "smtp_virtual_servers": virtual}


def isa(name: str, address: str) -> dict[str, Any]:
    return {"name": name, "version": "isa-2000", "internal_addresses": [address]}


def connector(name: str) -> dict[str, Any]:
    return {"name": name, "delivery": "dns"}


@pytest.mark.parametrize(
    ("path", "first", "second", "field"),
    [
        (("forest", "dns", "servers"), dns("A", "10.0.0.1"), dns("B", "10.0.0.2"), "dns_servers"),
        (("exchange", "servers"), mail("A", "10.0.0.1"), mail("B", "10.0.0.2"), "exchange_servers"),
        (("exchange", "connectors"), connector("A"), connector("B"), "connectors"),
        (("isa", "servers"), isa("A", "10.0.0.1"), isa("B", "10.0.0.2"), "isa_servers"),
    ],
    ids=["DNS servers", "Exchange servers", "connectors", "ISA servers"],
)
def test_a_list_is_joined_in_the_order_of_the_files_and_each_item_knows_its_file(
    path: tuple[str, ...], first: dict[str, Any], second: dict[str, Any], field: str
) -> None:
    def file(item: dict[str, Any]) -> dict[str, Any]:
        section: Any = [item]
        for key in reversed(path):
            section = {key: section}
        return {**section}

    # A forest without name needs another file that has one.
    found = getattr(estate(forest(), file(first), file(second)), field)

    assert [(one.name, one.at) for one in found] == [("A", (1, *path, 0)), ("B", (2, *path, 0))]


def test_the_forests_external_servers_are_a_list_and_joined() -> None:
    first = forest(dns={"external_servers": ["198.51.100.1", "198.51.100.2"]})
    second = forest(None, dns={"external_servers": ["198.51.100.3"]})

    servers = estate(first, second).forest.external_servers

    assert servers == tuple(map(number, ("198.51.100.1", "198.51.100.2", "198.51.100.3")))


def test_the_isa_servers_of_a_fragment_are_those_of_the_estate() -> None:
    """An empty list in one file says nothing against the servers in another."""
    found = estate({"isa": {"servers": []}, "exchange": {"servers": [mail("M", "10.0.0.9")]}}, {"isa": {"servers": []}})
    assert found.exchange_servers[0].standing.decided
    found = estate({"isa": {}, "exchange": {"servers": [mail("M", "10.0.0.9")]}}, {"isa": {}})
    assert not found.exchange_servers[0].standing.decided


@pytest.mark.parametrize(
    ("documents", "at"),
    [
        pytest.param([{}], (0, "forest", "dns", "external_servers"), id="no forest: the document"),
        pytest.param([{}, forest()], (1, "forest", "dns", "external_servers"), id="the file with the forest"),
        pytest.param(
            [forest(), forest(None, dns={})], (1, "forest", "dns", "external_servers"), id="the file with its DNS"
        ),
        pytest.param(
            [forest(dns={}), forest(None, dns={"external_servers": []})],
            (1, "forest", "dns", "external_servers"),
            id="the file with the list",
        ),
    ],
)
def test_what_is_wrong_with_the_forests_list_is_shown_where_it_is_or_should_be(
    documents: list[dict[str, Any]], at: Route
) -> None:
    assert estate(*documents).forest.external_at == at


SINGLE = [
    pytest.param(("forest", "name"), {"forest": {"name": "a.example"}}, {"forest": {"name": "a.example"}}, id="name"),
    pytest.param(
        ("forest", "description"),
        {"forest": {"name": "a.example", "description": "One"}},
        {"forest": {"description": ""}},
        id="description",
    ),
    pytest.param(
        ("exchange", "organization"),
        {"exchange": {"organization": "Contoso"}},
        {"exchange": {"organization": "contoso"}},
        id="organization",
    ),
]


@pytest.mark.parametrize(("path", "first", "second"), SINGLE)
def test_a_single_value_in_two_files_is_a_conflict_even_when_they_agree(
    path: tuple[str, ...], first: dict[str, Any], second: dict[str, Any]
) -> None:
    fault = only(first, second)

    words = ".".join(path)
    assert (fault.code, fault.problem.at, fault.problem.mark) == ("EXL025", (1, *path), Mark.KEY)
    assert fault.problem.message == (
        f"{words} is written in more than one file of the estate; a single value stands in one file"
    )
    assert fault.problem.related == (Clue((0, *path), "written here", Mark.KEY),)
    assert fault.problem.mend == f"keep {words} in one of the files"


def test_each_file_that_repeats_a_value_is_named() -> None:
    found = built(forest(), {}, forest(), forest())
    assert not isinstance(found, Estate)
    assert [(fault.code, fault.problem.at[0]) for fault in found] == [("EXL025", 2), ("EXL025", 3)]
    assert {fault.problem.related[0].at[0] for fault in found} == {0}


def test_a_single_value_may_stand_in_any_one_file() -> None:
    assert estate({}, forest("contoso.local"), {"exchange": {"organization": "Contoso"}}).forest.name == "contoso.local"


def test_a_forest_whose_name_is_in_no_file_lacks_it_where_it_comes_first() -> None:
    fault = only({}, forest(None, dns={}), forest(None))
    assert (fault.code, fault.problem.at) == ("EXL012", (1, "forest", "name"))
    assert fault.problem.message == (
        "forest has no key name in any file of the estate; expected the DNS name of the forest's root domain"
    )


def test_an_estate_without_a_forest_needs_no_name() -> None:
    assert estate({}, {}).forest.name == "forest"
