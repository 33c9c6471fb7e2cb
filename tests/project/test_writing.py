"""A file is replaced whole or not at all, and nothing but a file is ever replaced."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from exlint.project.writing import Unwritable, replace

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has no such thing")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that is there."""
    path = tmp_path / "known.jsonl"
    path.write_bytes(b"old")
    return path


def test_a_file_is_made_and_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "known.jsonl"

    replace(str(path), b"one\r\n")
    assert path.read_bytes() == b"one\r\n"
    replace(str(path), b"two\n")

    assert path.read_bytes() == b"two\n"
    assert os.listdir(tmp_path) == ["known.jsonl"]


def test_a_name_without_a_folder_is_in_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    replace("known.jsonl", b"one")
    assert (tmp_path / "known.jsonl").read_bytes() == b"one"


@POSIX
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_permissions_stay(old: Path, mode: int) -> None:
    old.chmod(mode)
    replace(str(old), b"new")
    assert (old.read_bytes(), stat.S_IMODE(old.stat().st_mode)) == (b"new", mode)


@POSIX
def test_a_new_file_has_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace(str(tmp_path / "known.jsonl"), b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "known.jsonl").stat().st_mode) == 0o640


@pytest.mark.parametrize("step", ["open", "fsync", "chmod", "replace"])
@pytest.mark.parametrize(
    ("fault", "seen"),
    [(OSError(errno.ENOSPC, "No space left on device"), Unwritable), (KeyboardInterrupt(), KeyboardInterrupt)],
    ids=["full disk", "interrupt"],
)
def test_whatever_fails_on_the_way_the_old_file_is_there_still(
    old: Path,
    step: str,
    fault: BaseException,
    seen: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(os, step, fail)
        with pytest.raises(seen) as raised:
            replace(str(old), b"new")

    assert str(raised.value) in ("cannot be written (No space left on device)", "")
    assert old.read_bytes() == b"old"
    assert os.listdir(old.parent) == [old.name]


def test_until_the_last_step_the_old_file_is_whole_and_then_the_new_one_is(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    steps = {"fsync": os.fsync, "chmod": os.chmod, "replace": os.replace}

    def watched(name: str) -> None:
        def step(*words: object) -> None:
            seen.append((name, old.read_bytes()))
            steps[name](*words)  # type: ignore[operator] # one of three functions

        monkeypatch.setattr(os, name, step)

    for name in steps:
        watched(name)
    replace(str(old), b"new")

    assert seen[:3] == [("fsync", b"old"), ("chmod", b"old"), ("replace", b"old")]
    assert all(one == ("fsync", b"new") for one in seen[3:])


@POSIX
def test_a_link_is_refused_and_what_it_leads_to_stays(old: Path) -> None:
    for target in (old, old.parent / "nowhere"):
        link = old.parent / "link"
        link.symlink_to(target)
        with pytest.raises(Unwritable, match=r"^is a link; name the file itself$"):
            replace(str(link), b"new")
        assert link.is_symlink()
        link.unlink()

    assert old.read_bytes() == b"old"
    assert os.listdir(old.parent) == [old.name]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match=r"^is a folder$"):
        replace(str(tmp_path), b"new")


@POSIX
def test_a_named_pipe_is_refused_without_a_wait(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unwritable, match=r"^is a named pipe, not a file$"):
        replace(str(tmp_path / "pipe"), b"new")


def test_a_folder_that_is_not_there_and_a_name_that_cannot_be_are_reasons(tmp_path: Path) -> None:
    with pytest.raises(Unwritable, match=r"^cannot be written \("):
        replace(str(tmp_path / "no" / "known.jsonl"), b"new")
    with pytest.raises(Unwritable, match=r"^no file can have this name$"):
        replace(str(tmp_path / "a\0b"), b"new")
