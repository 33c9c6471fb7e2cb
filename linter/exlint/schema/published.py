"""The published schemas as they were shipped."""

from __future__ import annotations


def text(name: str = "exlint.schema.json") -> str:
    """A published JSON Schema, by default that of documents: the file in the installed package, or the checkout's."""
    from importlib.resources import files  # noqa: PLC0415 - heavy, and a valid document needs no schema
    from pathlib import Path  # noqa: PLC0415 - as above

    shipped = files("exlint").joinpath(name)
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    checkout = Path(__file__).parents[3]
    return (checkout / "schema" / name).read_text(encoding="utf-8")
