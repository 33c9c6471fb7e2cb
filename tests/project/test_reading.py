"""Reading: whole files, nothing but files, never more than the limit, never a wait."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import exlint
from exlint.project import TooLarge, Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Callable

posix = pytest.mark.skipif(os.name == "nt", reason="cannot exist on Windows")

SOURCE = str(Path(exlint.__file__).parents[1])
READ_STDIN = """
import sys
sys.path.insert(0, sys.argv[1])
from exlint.project import TooLarge, Unreadable, read_stdin
try:
    print(read_stdin(int(sys.argv[2])))
except TooLarge as error:
    print("too large", error.size)
except Unreadable as error:
    print("unreadable", error.reason)
"""


def stdin_answer(limit: int, data: bytes) -> str:
    """What a program says that reads its standard input."""
    command = [sys.executable, "-c", READ_STDIN, SOURCE, str(limit)]
    return subprocess.run(command, input=data, capture_output=True, timeout=30, check=True).stdout.decode().strip()


def reason(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read(str(path), 100)
    return caught.value.reason


@pytest.mark.parametrize(
    "data",
    [b"", b"exlint: 1\r\n\x1a\x00\xff", b"x" * 65536, b"x" * 65537, b"xyz" * 100_000],
    ids=["empty", "control bytes", "one chunk", "a chunk and a byte", "many chunks"],
)
def test_a_file_is_read_whole_and_unchanged(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    assert read(str(tmp_path / "a"), len(data)) == data


def test_a_file_of_the_limit_is_read_and_one_byte_more_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)
    assert read(str(tmp_path / "a"), 11) == b"x" * 11
    with pytest.raises(TooLarge) as caught:
        read(str(tmp_path / "a"), 10)
    assert caught.value.size == 11


@posix
def test_a_huge_file_is_refused_by_its_size(tmp_path: Path) -> None:
    with (tmp_path / "a").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(TooLarge) as caught:
        read(str(tmp_path / "a"), 10)
    assert caught.value.size == 1 << 40


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no file here keeps its size a secret")
def test_a_file_whose_size_the_system_hides_is_held_to_the_limit() -> None:
    with pytest.raises(TooLarge) as caught:
        read("/proc/self/status", 10)
    assert caught.value.size == 11


def test_a_missing_file_is_no_such_file(tmp_path: Path) -> None:
    assert reason(tmp_path / "a") == "no such file"
    assert reason(tmp_path / "a" / "b") == "no such file"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert reason(tmp_path / "a" / "b") == "no such file"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path) == "is a folder"


@pytest.mark.parametrize("name", ["a\0b", pytest.param("\ud800", marks=posix)], ids=["NUL", "lone surrogate"])
def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path, name: str) -> None:
    assert reason(tmp_path / name) == "no file can have this name"


@posix
@pytest.mark.usefixtures("alarm")
def test_a_named_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a")
    assert reason(tmp_path / "a") == "is a named pipe, not a file"


@posix
def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("a")
        assert reason(Path("a")) == "is a socket, not a file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
@pytest.mark.usefixtures("alarm")
def test_a_device_without_end_is_refused() -> None:
    assert reason(Path("/dev/zero")) == "is a device, not a file"


def test_a_link_is_read_as_its_target(tmp_path: Path, link: Callable[[Path, str], None]) -> None:
    (tmp_path / "a").write_bytes(b"a")
    link(tmp_path / "b", "a")
    assert read(str(tmp_path / "b"), 100) == b"a"


@posix
def test_links_that_lead_in_a_circle_or_nowhere_say_so(tmp_path: Path, link: Callable[[Path, str], None]) -> None:
    link(tmp_path / "a", "b")
    link(tmp_path / "b", "a")
    link(tmp_path / "c", "nothing")
    assert reason(tmp_path / "a") == "is a link that leads in a circle"
    assert reason(tmp_path / "c") == "is a link that leads nowhere"


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is denied to root")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").touch(mode=0)
    assert reason(tmp_path / "a") == "permission denied"


@posix
def test_a_name_that_is_too_long_says_so(tmp_path: Path) -> None:
    assert reason(tmp_path / ("a" * 300)) == "its name is too long"


def test_no_descriptor_stays_open(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 11)
    first = os.open(tmp_path / "a", os.O_RDONLY)
    os.close(first)
    for limit, path in ((100, "a"), (5, "a"), (100, "."), (100, "none")):
        with contextlib.suppress(TooLarge, Unreadable):
            read(str(tmp_path / path), limit)
    last = os.open(tmp_path / "a", os.O_RDONLY)
    os.close(last)
    assert last == first


def test_standard_input_is_read_whole_from_a_pipe() -> None:
    assert stdin_answer(100, b"exlint: 1\r\n\x1a\xff") == r"b'exlint: 1\r\n\x1a\xff'"


def test_standard_input_beyond_the_limit_is_too_large() -> None:
    assert stdin_answer(10, b"x" * 11) == "too large 11"
    assert stdin_answer(10, b"x" * 100_000) == "too large 11"


@posix
def test_closed_standard_input_says_so() -> None:
    command = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-c", READ_STDIN, SOURCE, "10"]
    assert subprocess.run(command, capture_output=True, timeout=30, check=True).stdout == b"unreadable is closed\n"
