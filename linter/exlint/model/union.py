"""The union of an estate's files: lists are joined, a single value stands in one file only (format.md, Fragments)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from exlint.findings import Clue, Mark, Problem, Route
from exlint.schema import ABSENT, Document, Fault
from exlint.schema.exchange import Connector, ExchangeServer
from exlint.schema.forest import DnsServer
from exlint.schema.isa import IsaServer

_EXTERNAL = ("forest", "dns", "external_servers")
Item = TypeVar("Item")
Items = list[tuple[Route, Item]]
"""What the files declare in one list, each with its route."""


class Union(NamedTuple):
    """The sections of all files. A route begins with the index of its file in `documents`.

    Attributes:
        forest_at: The route of the forest's DNS settings, written or not.
        name: The forest's name; empty where it has none.
        external: The forest's external DNS servers; None where no file declares them.
        external_at: The route of that list, written or not; of several the first.
        isa_servers: None where no file says which ISA servers there are.
    """

    forest_at: Route
    name: str
    external: Items[str] | None
    external_at: Route
    dns_servers: Items[DnsServer]
    exchange_servers: Items[ExchangeServer]
    connectors: Items[Connector]
    isa_servers: Items[IsaServer] | None


def unite(documents: Sequence[Document]) -> Union:
    """Joins the files of an estate, the document first, then its fragments."""
    names = [one.forest.name for one in documents if one.forest and one.forest.name]
    with_forest = [index for index, one in enumerate(documents) if one.forest]
    with_dns = [index for index in with_forest if _part(documents[index], "forest", "dns") is not ABSENT]
    with_list = [index for index in with_dns if _part(documents[index], *_EXTERNAL) is not ABSENT]
    return Union(
        ((with_dns or with_forest or [0])[0], "forest", "dns"),
        names[0] if names else "",
        _joined(documents, *_EXTERNAL),
        ((with_list or with_dns or with_forest or [0])[0], *_EXTERNAL),
        _joined(documents, "forest", "dns", "servers") or [],
        _joined(documents, "exchange", "servers") or [],
        _joined(documents, "exchange", "connectors") or [],
        _joined(documents, "isa", "servers"),
    )


def conflicts(documents: Sequence[Document]) -> Iterator[Fault]:
    """Single values that several files write, and the forest's name where none does."""
    for path in (("forest", "name"), ("forest", "description"), ("exchange", "organization")):
        yield from _conflict(documents, path)
    forests = [index for index, one in enumerate(documents) if one.forest]
    if forests and not any(one.forest and one.forest.name for one in documents):
        message = "forest has no key name in any file of the estate; expected the DNS name of the forest's root domain"
        yield Fault(
            "EXL012", Problem((forests[0], "forest", "name"), message, mend="write name: in forest, in one file")
        )


def _part(document: Document, *path: str) -> Any:
    """What a path of keys leads to; ABSENT where a key on the way is not written."""
    part: Any = document
    for key in path:
        part = getattr(part, key) if part is not ABSENT else ABSENT
    return part


def _joined(documents: Sequence[Document], *path: str) -> Items[Any] | None:
    parts = [(index, _part(document, *path)) for index, document in enumerate(documents)]
    written = [(index, part) for index, part in parts if part is not ABSENT]
    if not written:
        return None
    return [((index, *path, position), item) for index, part in written for position, item in enumerate(part)]


def _conflict(documents: Sequence[Document], path: tuple[str, ...]) -> Iterator[Fault]:
    first, *others = [index for index, one in enumerate(documents) if _part(one, *path) is not ABSENT] or [0]
    for index in others:
        words = ".".join(path)
        yield Fault(
            "EXL025",
            Problem(
                (index, *path),
                f"{words} is written in more than one file of the estate; a single value stands in one file",
                mark=Mark.KEY,
                label="again here",
                related=(Clue((first, *path), "written here", Mark.KEY),),
                mend=f"keep {words} in one of the files",
            ),
        )
