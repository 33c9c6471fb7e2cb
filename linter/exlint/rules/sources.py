"""The documents that rules rest on: the one table of them."""

from __future__ import annotations

from typing import NamedTuple


class Document(NamedTuple):
    """A document.

    Attributes:
        number: What a finding calls it, as `KB 305394`.
        title: Its title, or what it is about.
        read: Who published it, and where its text was read.
    """

    number: str
    title: str
    read: str


DOCUMENTS = {
    "exlint": Document("exlint's format", "The format of exlint's documents, version 1", "docs/format.md"),
    "KB305394": Document(
        "KB 305394",
        "Outgoing SMTP messages remain in the outgoing queue, and you do not receive any NDRs",
        "Microsoft Knowledge Base, an archived copy",
    ),
    "ISA2000-SDK": Document(
        "ISA Server 2000 SDK", "Administration objects of ISA Server 2000", "Microsoft Developer Network, archived"
    ),
    "ISA2000-DOC": Document(
        "ISA Server 2000 product documentation", "The online help of ISA Server 2000", "Microsoft, archived"
    ),
    "ISA2004-HELP": Document("ISA Server 2004 Help", "The online help of ISA Server 2004", "Microsoft, archived"),
}
"""Key, as a rule's `source` gives it -> document."""
