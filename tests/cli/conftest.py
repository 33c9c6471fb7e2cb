"""How the tests of the command line run exlint: as a process of its own, as users do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Git = Callable[..., None]

PROJECT = Path(__file__).parents[2]

CLEAN = (PROJECT / "examples/kb305394/mended.yaml").read_bytes()
BROKEN = (PROJECT / "examples/kb305394/broken.yaml").read_bytes()


_OURS = ("NO_COLOR", "FORCE_COLOR", "EXLINT_")  # variables that exlint obeys


class Done(NamedTuple):
    """What a run came to."""

    status: int
    out: str
    err: str


@pytest.fixture
def exlint(tmp_path: Path) -> Callable[..., Done]:
    """Runs exlint in an empty folder, or in `cwd`; `stdin` and `env` as given, both streams decoded as UTF-8."""

    def run(
        *arguments: str | bytes, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path = tmp_path
    ) -> Done:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
        done = subprocess.run(
            [sys.executable, "-m", "exlint", *arguments],
            cwd=cwd,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=60,
            env=clean | {"PYTHONIOENCODING": "utf-8"} | (env or {}),
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A document with nothing to report, as clean.yaml in the folder that `exlint` runs in."""
    path = tmp_path / "clean.yaml"
    path.write_bytes(CLEAN)
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A document with four errors, as broken.yaml in the folder that `exlint` runs in."""
    path = tmp_path / "broken.yaml"
    path.write_bytes(BROKEN)
    return path


@pytest.fixture(name="git")
def _git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Runs git in the folder that `exlint` runs in, which is a repository."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")

    def run(*arguments: str) -> None:
        command = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.com", *arguments]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)

    run("init", "--quiet")
    return run


def commit(git: Git) -> None:
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "--message", "x")


def with_other_servers(text: bytes) -> bytes:
    """A document with servers of other names, which is another estate."""
    return re.sub(rb"\b(MAIL|DC|ISA)1\b", rb"\g<1>9", text)
