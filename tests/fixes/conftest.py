"""What the tests of this room share: a file to write, and a user to whom something can be denied."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import exlint

OLD = b"exlint: 1\n"
NEW = b"exlint: 1\nforest:\n  name: contoso.local\n"

# Everything is imported before the privileges go: the user need not be able to read this checkout.
PROGRAM = f"""
import os, sys
sys.path.insert(0, {str(Path(exlint.__file__).parents[1])!r})
from exlint.fixes.writing import NotWritten, replace
os.setgroups([int(group) for group in sys.argv[2:]])
os.setgid(65534)
os.setuid(65534)
try:
    replace(sys.argv[1], {OLD!r}, {NEW!r})
    print("written")
except NotWritten as error:
    print(error)
"""


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
