"""The gate of the room: plain data becomes a typed document, or faults.

The fast way (msgspec) reads every document; only one that it refuses is looked at again, key by key, with jsonschema.
"""

from __future__ import annotations

import msgspec

from exlint.findings import Mark, Problem
from exlint.schema.document import VERSION, Document
from exlint.schema.faults import Fault


def check(data: object, file: int) -> Document | tuple[Fault, ...]:
    """Reads the plain data of one file as a document.

    Args:
        data: What the YAML says, as dict with text keys, list, str, int, float, bool and None; an integral float is
            given as int.
        file: The index of the file in its estate, the first step of every route.

    Returns:
        The document; or, at least one, every fault: EXL006, EXL007 or EXL010 alone, or any number of EXL010 to 014.
    """
    if data is None:
        return (_without_version("the file is empty, or holds only comments", file),)
    if not isinstance(data, dict):
        return (Fault("EXL010", Problem((file,), "the document is not a mapping of keys, as exlint: 1 begins one")),)
    version = data.get("exlint", ...)
    if version is ...:
        return (_without_version("the document lacks the key exlint", file),)
    if isinstance(version, int) and version > VERSION:
        return (Fault("EXL007", Problem((file, "exlint"), _newer(version))),)
    try:
        return msgspec.convert({key: part for key, part in data.items() if not key.startswith("x-")}, Document)
    except msgspec.ValidationError as refusal:
        from exlint.schema import explain  # noqa: PLC0415 - jsonschema is heavy, and a valid document needs none of it

        return explain.explain(data, file) or (explain.unexplained(str(refusal), file),)


def _without_version(seen: str, file: int) -> Fault:
    message = f"{seen}; write exlint: {VERSION}, the version of the format"
    return Fault("EXL006", Problem((file, "exlint"), message, mark=Mark.KEY))


def _newer(version: int) -> str:
    # Beyond a few digits the number itself tells nothing, and Python may refuse to write it.
    shown = str(version) if version < 10**6 else "a later version"
    return (
        f"the document is in format version {shown}; this exlint knows version {VERSION}, so a newer exlint is needed"
    )
