"""Each call of the system fails in turn, the disk is full, the disk lies: the file is the old one or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import exlint
from exlint.project.writing import NotWritten, replace
from system_calls import before_each

OLD = b"exlint: 1\n"
NEW = b"exlint: 1\nforest:\n  name: contoso.local\n"

posix = pytest.mark.skipif(os.name == "nt", reason="a limit of POSIX systems")


def said(file: Path, act: Callable[..., None] = lambda *_: None) -> str:
    """What a writer says, empty when it has written; the file is as it says, and nothing lies beside it.

    Before each of the writer's calls of the system stands what `act` does.
    """
    words = ""
    try:
        with before_each(act):
            replace(str(file), OLD, NEW)
    except NotWritten as error:
        words = str(error)
    assert file.read_bytes() == (OLD if words else NEW)
    assert os.listdir(file.parent) == [file.name]
    return words


def test_whichever_call_of_the_system_fails_the_file_is_the_old_one_or_the_new_one(file: Path) -> None:
    failed: list[tuple[str, str]] = []
    while True:
        file.write_bytes(OLD)
        calls: list[str] = []

        def fail(name: str, *_: object, calls: list[str] = calls) -> None:
            calls.append(name)
            if len(calls) == len(failed) + 1:
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        words = said(file, fail)
        if len(calls) <= len(failed):
            break
        failed.append((calls[len(failed)], words))

    first = ["open", "read", "stat", "close", "write", "fsync", "utime", "replace"]
    assert {name for name, _ in failed} >= {*first, "unlink", "listdir"}
    renamed = [name for name, _ in failed].index("replace")
    assert {words for _, words in failed[renamed + 1 :]} == {""}
    assert all(words.endswith("; nothing is written") for _, words in failed[: renamed + 1])


NOT_KEPT = "cannot be written (the new file, read again, did not hold what was written); nothing is written"
REFUSED = "cannot be replaced: another program has it open, or only its owner may; nothing is written"


@pytest.mark.parametrize(
    ("call", "number", "words"),
    [
        ("open", errno.EACCES, "lies in a folder in which this user may make no file; nothing is written"),
        ("open", errno.EROFS, "lies on a disk that is read-only; nothing is written"),
        ("open", errno.ENAMETOOLONG, "has a path that is too long; nothing is written"),
        ("write", errno.ENOSPC, "finds no room on the disk; nothing is written"),
        ("write", errno.EDQUOT, "finds no room in the user's share of the disk; nothing is written"),
        ("write", errno.EFBIG, "would be larger than a file may be here; nothing is written"),
        ("fsync", errno.EIO, f"cannot be written ({os.strerror(errno.EIO)}); nothing is written"),
        ("close", errno.ENOSPC, "finds no room on the disk; nothing is written"),
        ("chmod", errno.EPERM, f"cannot be written ({os.strerror(errno.EPERM)}); nothing is written"),
        ("replace", errno.EACCES, REFUSED),
        ("replace", errno.EPERM, REFUSED),
        ("replace", errno.EBUSY, "is in use by the system, as a mounted file is; nothing is written"),
    ],
)
def test_the_words_say_what_the_system_refused(file: Path, call: str, number: int, words: str) -> None:
    calls: list[str] = []

    def fail(name: str, *arguments: object) -> None:
        if calls or (name == "open" and ".exlint-" in str(arguments[0])):  # from the making of the new file on
            calls.append(name)
        if name == call and calls.count(call) == 1:
            raise OSError(number, os.strerror(number))

    assert said(file, fail) == words


@pytest.mark.parametrize("most", [1, 7, len(NEW) - 1])
def test_a_write_that_stops_short_is_continued(file: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda number, content: write(number, content[:most]))

    assert said(file) == ""


def test_a_write_that_never_gets_on_is_given_up(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", lambda *_: 0)

    assert said(file) == f"cannot be written ({os.strerror(errno.EIO)}); nothing is written"


@pytest.mark.parametrize("kept", [NEW[:-1], NEW[:-1] + b"\0", NEW + b"\0"], ids=["less", "other", "more"])
def test_a_disk_that_does_not_keep_what_it_took_is_found_out(
    file: Path, monkeypatch: pytest.MonkeyPatch, kept: bytes
) -> None:
    write = os.write

    def lie(number: int, content: bytes) -> int:
        write(number, kept)
        return len(content)

    monkeypatch.setattr(os, "write", lie)

    assert (
        said(file) == "cannot be written (the new file, read again, did not hold what was written); nothing is written"
    )


def test_a_new_file_that_somebody_removes_is_not_missed(file: Path) -> None:
    def remove(name: str, *arguments: object) -> None:
        if name == "open" and ".exlint-" in str(arguments[0]):
            for path in file.parent.glob(".infra.yaml.exlint-*"):
                path.unlink()

    assert said(file, remove) == NOT_KEPT


LIMITED = """
import sys
sys.path.insert(0, sys.argv[2])
from exlint.project.writing import NotWritten, replace
if len(sys.argv) > 3:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]),) * 2)
try:
    replace(sys.argv[1], b"a" * 40_000, b"b" * 40_000)
    print("written")
except NotWritten as error:
    print(error)
"""
SOURCE = str(Path(exlint.__file__).parents[1])


@posix
def test_a_file_that_may_not_grow_so_large_stays_the_old_one(file: Path) -> None:
    file.write_bytes(b"a" * 40_000)
    command = [sys.executable, "-c", LIMITED, str(file), SOURCE]

    refused = subprocess.run([*command, "39999"], capture_output=True, text=True, check=True).stdout

    assert refused == "would be larger than a file may be here; nothing is written\n"
    assert (file.read_bytes(), os.listdir(file.parent)) == (b"a" * 40_000, ["infra.yaml"])
    assert subprocess.run([*command, "40000"], capture_output=True, text=True, check=True).stdout == "written\n"
    assert (file.read_bytes(), os.listdir(file.parent)) == (b"b" * 40_000, ["infra.yaml"])


@pytest.fixture(name="on_a_small_disk")
def _on_a_small_disk(tmp_path: Path) -> Callable[[str], str]:
    """Gives a function that writes on a disk of 64 KiB, prepared by a line of shell, and gives what is said and left.

    The disk is seen by that process alone, and ends with it.
    """
    unshare = shutil.which("unshare")
    apart = [str(unshare), "--mount", "--map-root-user", "sh", "-ec"]
    mount = 'mount -t tmpfs -o size=64k tmpfs "$1"; cd "$1"; head -c 40000 /dev/zero | tr "\\0" a > infra.yaml; '
    if not unshare or subprocess.run([*apart, mount, "sh", str(tmp_path)], capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a disk in memory")

    def write(prepare: str) -> str:
        script = (
            f'{mount}{prepare}; "$2" -c "$3" infra.yaml "$4"; ls -A; tr -d a < infra.yaml | wc -c; wc -c < infra.yaml'
        )
        command = [*apart, script, "sh", str(tmp_path), sys.executable, LIMITED, SOURCE]
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True).stdout

    return write


def test_on_a_full_disk_the_file_stays_the_old_one(on_a_small_disk: Callable[[str], str]) -> None:
    assert on_a_small_disk(":") == "finds no room on the disk; nothing is written\ninfra.yaml\n0\n40000\n"


def test_on_a_read_only_disk_the_file_stays_the_old_one(on_a_small_disk: Callable[[str], str]) -> None:
    words = "may not be written by this user, or lies on a disk that is read-only; nothing is written"

    assert on_a_small_disk('mount -o remount,ro "$1"') == f"{words}\ninfra.yaml\n0\n40000\n"
