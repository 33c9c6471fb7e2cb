"""`exlint check --watch`: a change on the disk, and the next answer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cli.conftest import BROKEN, CLEAN

if TYPE_CHECKING:
    from cli.conftest import Done

PATIENCE = 30  # seconds


class Watching:
    """exlint at work in a folder, and what it has said so far."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        words = [sys.executable, "-m", "exlint", "check", "--watch", "--output-format", "concise", *arguments]
        self._process = subprocess.Popen(
            words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", bufsize=1
        )
        self.lines: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))

    def until(self, said: str) -> list[str]:
        """What was said up to a line that holds a text; it is then forgotten."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for index, line in enumerate(self.lines):
                if said in line:
                    heard, self.lines[: index + 1] = self.lines[: index + 1], []
                    return heard
            time.sleep(0.02)
        raise AssertionError(f"{said!r} was not said, but {self.lines}")

    def end(self, number: int) -> int:
        """Sends a signal, and gives the exit status."""
        self._process.send_signal(number)
        status = self._process.wait(PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return status


@pytest.fixture(name="watching")
def _watching(tmp_path: Path) -> Callable[..., Watching]:
    return lambda *arguments: Watching(tmp_path, *arguments)


@pytest.mark.skipif(os.name == "nt", reason="a process cannot be interrupted there as by Ctrl-C")
def test_a_change_is_answered_and_the_interrupt_key_ends_it(
    watching: Callable[..., Watching], broken: Path, tmp_path: Path
) -> None:
    seen = watching(broken.name)
    seen.until("EXL301")

    broken.write_bytes(CLEAN)
    assert "--- broken.yaml changed: checking again" in seen.until("mail leaves from it")

    (tmp_path / "notes.txt").write_text("no document", encoding="utf-8")
    broken.write_bytes(b"exlint: 1\nforest: [\n")
    assert seen.until("EXL001")[0] == "--- broken.yaml changed: checking again"

    broken.write_bytes(BROKEN)
    seen.until("EXL301")
    assert seen.end(signal.SIGINT) == 130


def test_standard_input_is_refused(exlint: Callable[..., Done]) -> None:
    done = exlint("check", "--watch", "-", stdin=CLEAN)

    assert done == (2, "", "exlint: --watch: standard input does not change; expected files or folders\n")
