"""How the tests of the command line run exlint: as a process of its own, as users do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

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
    """Runs exlint in an empty folder; `stdin` and `env` as given, bytes of both streams decoded as UTF-8."""

    def run(*arguments: str | bytes, stdin: bytes = b"", env: dict[str, str] | None = None) -> Done:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
        done = subprocess.run(
            [sys.executable, "-m", "exlint", *arguments],
            cwd=tmp_path,
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
