"""Reports turn a `findings.Report` into text: one module a format, and none of them reads a file, prints or judges.

A format's module has one function, `render(report, paint)`, which gives the whole output, with its last line end, or
an empty text where there is nothing to say. To add a format: write the module, and name it in `FORMATS`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from exlint.reports.style import Paint, painter
from exlint.reports.summary import closing

if TYPE_CHECKING:
    from collections.abc import Callable

    from exlint.findings import Report

__all__ = ["FORMATS", "closing", "renderer"]

FORMATS = {"full": "full", "concise": "concise", "json": "json_v1", "github": "github"}
"""The formats by the names that `--output-format` takes, the default first, each with its module in this room."""


def renderer(name: str) -> Callable[[Report, bool], str]:
    """Gives the function that renders a format: a report, and whether to colour it, to text.

    Only the format's own module is imported, so that a run pays for no other.

    Args:
        name: One of `FORMATS`.

    Raises:
        KeyError: The name is none of them.
    """
    render: Callable[[Report, Paint], str] = import_module(f"{__name__}.{FORMATS[name]}").render
    return lambda report, colour: render(report, painter(colour=colour))
