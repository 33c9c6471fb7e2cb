"""What the tests of the document room share: a text as both parsers read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from exlint.document.anchors import Stop
from exlint.document.compose import Composer
from exlint.document.events import fast_events
from exlint.document.limits import Limits, Span, TextFault
from exlint.document.reader import compose_purely
from exlint.document.tree import Tree


class Readings(NamedTuple):
    """A text as the C parser and as the pure one read it; `fast` is none where the C parser may not be trusted."""

    fast: str | None
    pure: str
    spans: tuple[Span, ...]


def _picture(trees: list[Tree], faults: list[TextFault]) -> str:
    """Data, places and faults as text: unlike `==` it tells 1 from 1.0 and from True, and NaN is NaN."""
    return repr((trees, faults))


def _fast(text: str, limits: Limits) -> str | None:
    following = fast_events(text)
    if following is None:
        return None
    composer = Composer(text, following, limits, fast=True)
    try:
        composer.run()
    except Stop as stop:
        return _picture(composer.trees, [*composer.faults, stop.fault])
    except Exception:  # noqa: BLE001 - as the reader does: whatever the C parser does not read, the pure one decides
        return None
    return _picture(composer.trees, composer.faults)


def _both(text: str) -> Readings:
    trees, faults = compose_purely(text, Limits())
    spans = [tree.span(node) for tree in trees for node in range(len(tree.starts))]
    for fault in faults:
        spans += [fault.span, *(span for span, _ in fault.related)]
    return Readings(_fast(text, Limits()), _picture(trees, faults), tuple(spans))


@pytest.fixture(scope="session")
def both() -> Callable[[str], Readings]:
    """Reads a text with both parsers."""
    return _both
