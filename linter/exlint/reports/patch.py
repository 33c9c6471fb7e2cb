"""A unified diff of a file, byte for byte, as `git apply` takes it.

The header is the traditional one, without a line `diff --git`: with that, git takes paths as beginning at the top of
the repository, and skips them without a word where it is started in a folder below.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from operator import eq
from typing import NamedTuple

from exlint.reports.escape import visible

_AROUND = 3  # lines that stay the same, around each change
_SHORT = {0x07: "\\a", 0x08: "\\b", 0x09: "\\t", 0x0A: "\\n", 0x0B: "\\v", 0x0C: "\\f", 0x0D: "\\r"}
_QUOTED = b'"\\'
_FIRST_PRINTABLE, _LAST_PRINTABLE = 0x20, 0x7E


class Binary(Exception):  # noqa: N818 - named for what git takes the file for
    """Git takes the file for a binary one, as it does every text in UTF-16, and no diff of it can be applied."""


class _Hunk(NamedTuple):
    """Lines of both files that a part of the diff is about: the first, counted from 0, and the one behind the last."""

    old: tuple[int, int]
    new: tuple[int, int]


def patch(name: str, old: bytes, new: bytes) -> str:
    """The unified diff of a file; empty where nothing changes.

    Args:
        name: The path of the file, with `/`, from the folder in which the diff is applied; of an absolute one, that is
            the root.
        old: Its bytes.
        new: Its bytes afterwards.

    Returns:
        Text that encoded as UTF-8 is the diff; a lone CR in it is no line end.

    Raises:
        Binary: The bytes hold a zero.
    """
    if b"\0" in old or b"\0" in new:
        raise Binary
    if old == new:
        return ""
    before, after = _lines(old), _lines(new)
    lines = [f"--- {_named('a', name)}\n", f"+++ {_named('b', name)}\n"]
    for group in _grouped(before, after):
        lines += _hunk(before, after, group)
    return "".join(lines)


def on_terminal(diff: str) -> str:
    """A diff as a terminal may be given it: nothing in it is obeyed."""
    return "\n".join(map(visible, diff.split("\n")))


def _lines(data: bytes) -> list[str]:
    """The lines as git counts them, each with its line feed."""
    *lines, last = data.decode("utf-8").split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]


def _named(side: str, name: str) -> str:
    """A path as a header has it: quoted where git could not read it otherwise."""
    raw = f"{side}/{name.removeprefix('/')}".encode("utf-8", "surrogateescape")
    plain = all(byte >= _FIRST_PRINTABLE and byte not in _QUOTED and byte != _LAST_PRINTABLE + 1 for byte in raw)
    if plain and _is_text(raw):
        # Behind a blank git would look for the time of the last change, which begins at a tab.
        return raw.decode() + ("\t" if " " in name else "")
    return f'"{"".join(map(_spelt, raw))}"'


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _spelt(byte: int) -> str:
    """A byte within quotes, as in a string of C."""
    if byte in _SHORT:
        return _SHORT[byte]
    if byte in _QUOTED:
        return f"\\{chr(byte)}"
    return chr(byte) if _FIRST_PRINTABLE <= byte <= _LAST_PRINTABLE else f"\\{byte:03o}"


def _grouped(old: Sequence[str], new: Sequence[str]) -> Iterator[list[tuple[str, _Hunk]]]:
    """The parts of the diff: what stays and what changes, in order. Only what lies between the changes is compared."""
    head = _alike(old, new)
    tail = _alike(old[head:][::-1], new[head:][::-1])
    start = max(head - _AROUND, 0)
    stop = max(tail - _AROUND, 0)
    matcher = SequenceMatcher(None, old[start : len(old) - stop], new[start : len(new) - stop])
    for group in matcher.get_grouped_opcodes(_AROUND):
        yield [(tag, _Hunk((a + start, b + start), (c + start, d + start))) for tag, a, b, c, d in group]


def _alike(some: Iterable[str], others: Iterable[str]) -> int:
    """How many lines two texts have in common before they differ."""
    return sum(1 for _ in takewhile(bool, map(eq, some, others)))


def _hunk(old: Sequence[str], new: Sequence[str], parts: Sequence[tuple[str, _Hunk]]) -> Iterator[str]:
    first, last = parts[0][1], parts[-1][1]
    yield f"@@ -{_range(first.old[0], last.old[1])} +{_range(first.new[0], last.new[1])} @@\n"
    for tag, part in parts:
        if tag == "equal":
            yield from _written(" ", old[slice(*part.old)])
        else:
            yield from _written("-", old[slice(*part.old)])
            yield from _written("+", new[slice(*part.new)])


def _range(start: int, stop: int) -> str:
    """The first line, counted from 1, and how many there are; of no lines the one before."""
    length = stop - start
    return f"{start + 1 if length else start},{length}"


def _written(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"
