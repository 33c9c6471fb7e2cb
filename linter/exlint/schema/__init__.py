"""The shape of a document: plain data in, typed objects or faults out.

The frozen Structs of this room are the one source of the shape: they check and convert data, and the published JSON
Schema is made of them. msgspec and jsonschema are imported here only.
"""

from __future__ import annotations

from exlint.schema.document import Document
from exlint.schema.faults import Fault
from exlint.schema.gate import check
from exlint.schema.values import ABSENT, Absent

__all__ = ["ABSENT", "Absent", "Document", "Fault", "check"]
