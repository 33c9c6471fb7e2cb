"""A file is made whole or not at all, and neither made nor replaced through a link."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from exlint.project.writing import NotWritten, put
from system_calls import before_each

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that is there."""
    path = tmp_path / "known.jsonl"
    path.write_bytes(b"old")
    return path


def refused(path: Path | str, held: bytes | None) -> str:
    with pytest.raises(NotWritten) as caught:
        put(str(path), held, b"new")
    return caught.value.reason


def test_a_file_is_made_and_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "known.jsonl"

    put(str(path), None, b"one\r\n")
    assert path.read_bytes() == b"one\r\n"
    put(str(path), b"one\r\n", b"two\n")

    assert path.read_bytes() == b"two\n"
    assert os.listdir(tmp_path) == ["known.jsonl"]


def test_a_name_without_a_folder_is_in_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put("known.jsonl", None, b"one")
    assert (tmp_path / "known.jsonl").read_bytes() == b"one"


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_permissions_of_a_file_that_is_there_stay(old: Path, mode: int) -> None:
    old.chmod(mode)
    put(str(old), b"old", b"new")
    assert (old.read_bytes(), stat.S_IMODE(old.stat().st_mode)) == (b"new", mode)


@POSIX
def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put(str(tmp_path / "known.jsonl"), None, b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "known.jsonl").stat().st_mode) == 0o640


def test_whichever_call_of_the_system_fails_there_is_no_file_or_the_whole_one(tmp_path: Path) -> None:
    failed: list[str] = []
    made: list[bool] = []
    while True:
        calls: list[str] = []

        def fail(name: str, *_: object, calls: list[str] = calls) -> None:
            calls.append(name)
            if len(calls) == len(failed) + 1:
                raise OSError(errno.EIO, os.strerror(errno.EIO))

        path = tmp_path / f"{len(failed)}" / "known.jsonl"
        path.parent.mkdir()
        written = True
        try:
            with before_each(fail):
                put(str(path), None, b"new")
        except NotWritten:
            written = False
        assert [one.read_bytes() for one in path.parent.iterdir()] == [b"new"] * written
        if len(calls) <= len(failed):
            break
        failed.append(calls[len(failed)])
        made.append(written)

    assert {"open", "write", "fsync", "close", "replace"} <= set(failed)
    renamed = failed.index("replace")
    assert not any(made[: renamed + 1])
    assert all(made[renamed + 1 :])


def test_an_interrupt_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        put(str(tmp_path / "known.jsonl"), None, b"new")
    assert os.listdir(tmp_path) == []


@POSIX
@pytest.mark.parametrize("held", [b"old", None])
def test_a_link_is_refused_and_what_it_leads_to_stays(old: Path, held: bytes | None) -> None:
    for target in (old, old.parent / "nowhere"):
        link = old.parent / "link"
        link.symlink_to(target)
        assert refused(link, held) == "is a link; name the file itself"
        assert link.is_symlink()
        link.unlink()

    assert old.read_bytes() == b"old"
    assert os.listdir(old.parent) == [old.name]


def test_a_file_that_somebody_made_or_changed_since_is_not_lost(old: Path) -> None:
    assert refused(old, None) == "is there, and was not before"
    assert refused(old, b"older") == "was changed by something else since it was read"
    assert (old.read_bytes(), os.listdir(old.parent)) == (b"old", [old.name])


def test_a_file_that_somebody_makes_meanwhile_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "known.jsonl"

    def make(name: str, *_: object) -> None:
        if name == "fsync":
            path.write_bytes(b"theirs")

    with before_each(make):
        assert refused(path, None) == "is there, and was not before"
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"theirs", [path.name])


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, b"") == "is a folder"


@POSIX
def test_a_named_pipe_is_refused_without_a_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe", b"") == "is a named pipe, not a file"


def test_a_folder_that_is_not_there_and_a_name_that_cannot_be_are_reasons(tmp_path: Path) -> None:
    assert refused(tmp_path / "no" / "known.jsonl", None).startswith("cannot be written (")
    assert refused(tmp_path / "a\0b", None) == "no file can have this name"
