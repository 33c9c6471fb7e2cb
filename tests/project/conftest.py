"""What the tests of this room share: git apart from the developer's own settings, an alarm against waiting, and more.

More is a file to write, and a user to whom something can be denied.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import exlint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    Git = Callable[..., str]

OLD = b"exlint: 1\n"
NEW = b"exlint: 1\nforest:\n  name: contoso.local\n"

# Everything is imported before the privileges go: the user need not be able to read this checkout.
PROGRAM = f"""
import os, sys
sys.path.insert(0, {str(Path(exlint.__file__).parents[1])!r})
from exlint.project.writing import NotWritten, replace
os.setgroups([int(group) for group in sys.argv[2:]])
os.setgid(65534)
os.setuid(65534)
try:
    replace(sys.argv[1], {OLD!r}, {NEW!r})
    print("written")
except NotWritten as error:
    print(error)
"""


@pytest.fixture(autouse=True)
def _plain_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook's or a developer's settings of git must not decide what the tests see."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(name="git")
def _git() -> Git:
    """Runs git in a folder and gives its output."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")

    def run(folder: Path, *arguments: str) -> str:
        identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.com")
        command = ["git", *identity, *arguments]
        return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout

    return run


@pytest.fixture(name="alarm")
def _alarm() -> Iterator[None]:
    """Ends a test that waits for ever."""
    if not hasattr(signal, "SIGALRM"):
        pytest.skip("this system has no alarm")

    def ring(_number: int, _frame: FrameType | None) -> None:
        # No OSError, which the code under test may turn into an answer.
        pytest.fail("it waited for ever")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(15)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(name="link")
def _link() -> Callable[[Path, str], None]:
    """Makes a symbolic link, where the system and its user may."""

    def make(path: Path, target: str) -> None:
        try:
            path.symlink_to(target)
        except OSError as error:
            pytest.skip(f"no links here: {error}")

    return make


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    """A document alone in a folder, to be written from OLD to NEW."""
    file = tmp_path / "estate" / "infra.yaml"
    file.parent.mkdir()
    file.write_bytes(OLD)
    return file


@pytest.fixture(name="open_folder")
def _open_folder() -> Iterator[Path]:
    """A folder that every user of the system can reach, with a document in it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    (folder / "infra.yaml").write_bytes(OLD)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture(name="as_nobody")
def _as_nobody() -> Callable[..., str]:
    """Gives a function that writes a file as a user without privileges, in some groups, and gives what it says."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can become another user")

    def write(path: Path, *groups: int) -> str:
        command = [sys.executable, "-I", "-c", PROGRAM, str(path), *map(str, groups)]
        return subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout.strip()

    return write
