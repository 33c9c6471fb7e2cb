"""What the tests of this room share: git apart from the developer's own settings, and an alarm against waiting."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from types import FrameType

    Git = Callable[..., str]


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
