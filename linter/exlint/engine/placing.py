"""Routes to places, problems to findings: the one room where lines and columns come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from exlint.document import Span, TextFault
from exlint.engine.files import File
from exlint.findings import Clue, Finding, Mark, Place, Problem, Related, Route
from exlint.rules import Rule, rule


def of_problem(about: Rule, problem: Problem, files: Sequence[File]) -> Finding:
    """A problem of a rule at its place; the first step of each of its routes is an index in `files`."""
    place, anchors = _place(problem.at, problem.mark, files)
    related = [*anchors, *(part for clue in problem.related for part in _related(clue, files))]
    return Finding(
        place,
        about.code,
        about.name,
        problem.severity or about.severity,
        problem.message,
        problem.object,
        problem.label,
        tuple(related),
        problem.mend,
        problem.console,
        about.cited,
        first=problem.first,
        proposed=problem.fixes,
    )


def of_text(fault: TextFault, file: File) -> Finding:
    """A fault of a text at its place."""
    about = rule(fault.code)
    place = of_span(file, fault.span)
    related = tuple(Related(of_span(file, span), label) for span, label in fault.related)
    return Finding(
        place,
        about.code,
        about.name,
        about.severity,
        fault.message,
        label=fault.label,
        related=related,
        mend=fault.mend,
    )


def fingerprinted(findings: Iterable[Finding], files: Sequence[File]) -> tuple[Finding, ...]:
    """The findings of an estate as one reads them, each with a fingerprint that edits elsewhere do not change.

    It is made of the code and the names on the way to the object, not of file, line or message (interface.md).
    """
    from hashlib import sha256  # noqa: PLC0415 - not loaded while nothing is found

    by_name = {file.shown: file for file in files}
    seen: dict[str, int] = {}
    done = []
    for finding in sorted(set(findings), key=lambda one: one.bare):
        key = f"{finding.code}\n{_named(finding.place, by_name)}"
        seen[key] = seen.get(key, 0) + 1
        digest = sha256(f"{key}\n{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        done.append(finding._replace(fingerprint=digest[:16]))
    return tuple(done)


def place(at: Route, files: Sequence[File]) -> Place:
    """The place of a key, or of its nearest written parent; the first step of the route is an index in `files`."""
    return _place(at, Mark.KEY, files)[0]


def _place(at: Route, mark: Mark, files: Sequence[File]) -> tuple[Place, list[Related]]:
    """The place of a route; where it leads through an alias, also what the alias stands for."""
    file = files[int(at[0])]
    spot = file.text.locate(at[1:], mark)
    place = of_span(file, spot.span, spot.path)
    if spot.anchor is None:
        return place, []
    return place, [Related(of_span(file, spot.anchor, spot.path), "written here")]


def _related(clue: Clue, files: Sequence[File]) -> list[Related]:
    place, anchors = _place(clue.at, clue.mark, files)
    return [Related(place, clue.label), *anchors]


def of_span(file: File, span: Span, path: Route = ()) -> Place:
    """The place of a span of a file; `path` are the keys and indexes that lead there."""
    line, column = file.text.source.position(span.start)
    end_line, end_column = file.text.source.position(span.end)
    return Place(file.shown, line, column, end_line, end_column, _pointer(path))


def _pointer(path: Route) -> str:
    """A JSON Pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def _named(place: Place, files: dict[str, File]) -> str:
    """A pointer with each list index replaced by what the item is called, without case."""
    data: Any = files[place.file].text.data
    parts = []
    for step in place.pointer.split("/")[1:]:
        if isinstance(data, list):
            data = data[int(step)]
            parts.append(_called(data, step))
        else:
            data = data[step.replace("~1", "/").replace("~0", "~")]
            parts.append(step)
    return "/".join(parts)


def _called(item: Any, index: str) -> str:
    name = item.get("name") if isinstance(item, dict) else item
    return name.casefold() if isinstance(name, str) else index
