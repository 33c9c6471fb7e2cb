"""Bytes to a document: the text, its data, and every fault that keeps the text from meaning anything."""

from __future__ import annotations

from exlint.document.anchors import Stop
from exlint.document.compose import Composer
from exlint.document.document import Document
from exlint.document.events import fast_events, pure_events
from exlint.document.limits import Limits, Span, TextFault
from exlint.document.source import decode
from exlint.document.tree import Tree


def read(data: bytes, limits: Limits | None = None) -> Document:
    """Reads a file's bytes as YAML 1.2. Never raises: what is wrong with them is in the document's `faults`."""
    source, fault = decode(data)
    if fault is not None:
        return Document(source, (), (fault,))
    trees, faults = _compose(source.text, limits or Limits())
    return Document(source, tuple(trees), tuple(faults))


def _compose(text: str, limits: Limits) -> tuple[list[Tree], list[TextFault]]:
    following = fast_events(text)
    if following is not None:
        composer = Composer(text, following, limits, fast=True)
        try:
            composer.run()
        except Stop as stop:
            return composer.trees, [*composer.faults, stop.fault]
        except Exception:  # noqa: BLE001, S110 - whatever the C parser does not read, the pure one decides
            pass
        else:
            return composer.trees, composer.faults
    return compose_purely(text, limits)


def compose_purely(text: str, limits: Limits) -> tuple[list[Tree], list[TextFault]]:
    """The documents of a text and their faults, as the pure parser reads them: what YAML is, here."""
    composer = Composer(text, pure_events(text), limits, fast=False)
    try:
        composer.run()
    except Stop as stop:
        return composer.trees, [*composer.faults, stop.fault]
    except Exception as error:  # noqa: BLE001 - the pure parser raises errors of a dozen kinds on bad input
        return composer.trees, [*composer.faults, _not_yaml(error, composer.reached, text)]
    return composer.trees, composer.faults


def _not_yaml(error: Exception, reached: int, text: str) -> TextFault:
    from exlint.document.words import trouble  # noqa: PLC0415 - a file that can be read needs no words

    message, offset, mend, opening = trouble(error)
    here = _point(reached if offset is None else offset, text)
    related = () if opening is None else ((_point(opening[0], text), opening[1]),)
    return TextFault("EXL001", here, message, "the file is read up to here", related, mend)


def _point(offset: int, text: str) -> Span:
    start = min(offset, len(text))
    return Span(start, start)
