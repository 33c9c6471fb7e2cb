"""The shape of a whole document, or of a fragment of one."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from exlint.schema.exchange import Exchange
from exlint.schema.forest import Forest
from exlint.schema.isa import Isa
from exlint.schema.values import ABSENT, Absent, Text

VERSION = 1
"""The version of the format that this exlint knows."""


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A document of exlint: one Active Directory forest, its Exchange organization, and its ISA servers."""

    exlint: Literal[1]
    """The version of the format; also what marks a YAML file as exlint's."""
    include: Text | Annotated[tuple[Text, ...], Meta(min_length=1)] | Absent = ABSENT
    """The fragments of this document: a path or glob (*, ?, **; / everywhere), relative to this file; or a list.
    Examples: ["isa/*.yaml", ["exchange.yaml", "isa/*.yaml"]]. Absent: none.
    """
    part_of: Text | Annotated[tuple[Text, ...], Meta(min_length=1)] | Absent = ABSENT
    """Marks a fragment: the path of the document that includes this file; or a list, where several share it.
    Examples: ["../infra.yaml"]. Absent: none: this file is a document of its own.
    """
    forest: Forest | Absent = ABSENT
    """The Active Directory forest and its DNS servers. Absent: unknown."""
    exchange: Exchange | Absent = ABSENT
    """The Exchange organization. Absent: none declared: there is no mail to judge."""
    isa: Isa | Absent = ABSENT
    """The ISA servers in front of the estate. Absent: unknown: whether one stands before the Internet."""

    def __post_init__(self) -> None:
        alone = self.include is ABSENT and self.part_of is ABSENT
        if alone and isinstance(self.forest, Forest) and self.forest.name is ABSENT:
            raise ValueError("forest lacks the key name")
