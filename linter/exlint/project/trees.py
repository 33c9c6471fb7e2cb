"""The files of a git revision: which of them may matter, and what they hold."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from exlint.project.git import NoAnswer, NoRevision, ask, program
from exlint.project.names import refusal
from exlint.project.ours import marked
from exlint.project.paths import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

_SUFFIXES = (".yaml", ".yml")
_ROOTS = ("exlint.toml", "pyproject.toml")  # what marks a root

_MOST_LISTED = 2**26  # bytes of names: about half a million files
_MOST_FILES = 20_000
_MOST_TOGETHER = 2**28  # bytes

_FILES = ("100644", "100755", "100664")
_LINK = "120000"


class Entry(NamedTuple):
    """A file of a revision: its path from the top, with `/`, and the name of its object."""

    name: str
    object: bytes


class Tree:
    """A revision, as git lists it.

    Attributes:
        notes: What was left out so far: its path, and why, in words that follow it.
    """

    def __init__(self, top: str, name: str, largest: int) -> None:
        """Finds the revision; the arguments are those of `revisions.revision`."""
        git = program()
        if git is None:
            raise NoRevision(f"{name}: git is not on the path")
        self._git, self._top, self._name, self._largest = git, top, name, largest
        self._commit = self._resolved()
        self.notes: list[tuple[str, str]] = []

    def entries(self, named: Collection[str]) -> Iterator[Entry]:
        """The files that may matter; what is left out of them is noted."""
        listing = self._asked(("ls-tree", "-r", "-z", "--full-tree", self._commit), most=_MOST_LISTED)
        count = 0
        for line in listing.split(b"\0")[:-1]:
            head, _, path = line.partition(b"\t")
            mode, _, number = head.decode("ascii", "replace").split(" ")
            name = os.fsdecode(path)
            if not (name.lower().endswith(_SUFFIXES) or name in named or name.rpartition("/")[2] in _ROOTS):
                continue
            if mode == _LINK:
                self._leave(name, "is a link; not followed")
            elif mode in _FILES and (words := refusal(name)):
                self._leave(name, f"{words}; left out")
            elif mode in _FILES:
                count += 1
                if count > _MOST_FILES:
                    raise NoRevision(f"{self._name}: more than {_MOST_FILES:,} YAML files; exlint looks at no more")
                yield Entry(name, number.encode())

    def write(self, entries: Iterable[Entry], folder: str, wanted: Collection[str] = ()) -> Iterator[str]:
        """Writes the files that are ours, that mark a root, or that are wanted; gives the paths of ours."""
        kept = self._small(list(entries))
        for entry, data in zip(kept, self._contents(kept), strict=True):
            ours = marked(data)
            if ours or entry.name in wanted or entry.name.rpartition("/")[2] in _ROOTS:
                path = os.path.join(folder, *entry.name.split("/"))
                try:
                    os.makedirs(os.path.dirname(path), exist_ok=True)
                    with open(path, "xb") as file:
                        file.write(data)
                except (OSError, ValueError) as error:
                    self._leave(entry.name, f"cannot be written aside ({getattr(error, 'strerror', error)}); left out")
                    continue
                if ours:
                    yield entry.name

    def _small(self, entries: list[Entry]) -> list[Entry]:
        """The files that are there and not too large, alone and together."""
        asked = b"".join(entry.object + b"\n" for entry in entries)
        answers = self._asked(("cat-file", "--batch-check=%(objecttype) %(objectsize)"), asked).splitlines()
        kept, together = [], 0
        for entry, answer in zip(entries, answers, strict=True):
            kind, _, size = answer.decode("ascii", "replace").rpartition(" ")
            if kind != "blob":
                self._leave(entry.name, "is not in the repository; left out")
            elif int(size) > self._largest:
                self._leave(entry.name, f"has {int(size):,} bytes; exlint reads {self._largest:,} (--max-size)")
            else:
                together += int(size)
                kept.append(entry)
        if together > _MOST_TOGETHER:
            raise NoRevision(f"{self._name}: its YAML files have {together:,} bytes; exlint reads {_MOST_TOGETHER:,}")
        return kept

    def _contents(self, entries: list[Entry]) -> Iterator[bytes]:
        asked = b"".join(entry.object + b"\n" for entry in entries)
        rest = (
            memoryview(self._asked(("cat-file", "--batch"), asked, 2 * _MOST_TOGETHER)) if entries else memoryview(b"")
        )
        for _ in entries:
            head = bytes(rest[:200]).partition(b"\n")[0]
            size = int(head.rpartition(b" ")[2])
            start = len(head) + 1
            yield bytes(rest[start : start + size])
            rest = rest[start + size + 1 :]

    def _resolved(self) -> str:
        """The full name of the commit."""
        if not self._name or self._name.startswith("-") or "\0" in self._name:
            seen = self._name or "an empty text"
            raise NoRevision(f"{seen}: no revision; expected a branch, a tag or a commit, as HEAD~1")
        arguments = ("rev-parse", "--verify", "--end-of-options", f"{self._name}^{{commit}}")
        found, error = self._answer(arguments)
        commit = found.decode("ascii", "replace").strip()
        if not error and commit and not commit.strip("0123456789abcdef"):
            return commit
        raise NoRevision(f"{self._name}: {self._why_not(error)}")

    def _why_not(self, error: str) -> str:
        """Why there is no such commit, in words of ours where git's say little."""
        if "single revision" not in error:
            return error or "no such revision"
        shallow, _ = self._answer(("rev-parse", "--is-shallow-repository"))
        if shallow.strip() == b"true":
            return f"no such revision in {shown(self._top)}, which is a shallow clone: fetch more of its history"
        found, _ = self._answer(("rev-parse", "--verify", "HEAD"))
        return f"no such revision in {shown(self._top)}{'' if found else ', which has no commit yet'}"

    def _asked(self, arguments: tuple[str, ...], given: bytes = b"", most: int = _MOST_LISTED) -> bytes:
        out, error = self._answer(arguments, given, most)
        if error:
            raise NoRevision(f"{self._name}: git does not give its files ({error})")
        return out

    def _answer(self, arguments: tuple[str, ...], given: bytes = b"", most: int = _MOST_LISTED) -> tuple[bytes, str]:
        """What git says, or nothing; and why it says nothing."""
        try:
            answer = ask(self._git, self._top, arguments, given, most)
        except NoAnswer as error:
            return b"", str(error)
        return (b"", answer.error) if answer.status else (answer.out, "")

    def _leave(self, name: str, words: str) -> None:
        self.notes.append((name, words))
