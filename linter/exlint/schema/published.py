"""The published schema as it was shipped: the text of `exlint.schema.json`."""

from __future__ import annotations


def text() -> str:
    """The published JSON Schema: the file inside the installed package, or the checkout's."""
    from importlib.resources import files  # noqa: PLC0415 - heavy, and a valid document needs no schema
    from pathlib import Path  # noqa: PLC0415 - as above

    shipped = files("exlint").joinpath("exlint.schema.json")
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    checkout = Path(__file__).parents[3]
    return (checkout / "schema" / "exlint.schema.json").read_text(encoding="utf-8")
