"""Killed or interrupted at any moment, a writer leaves the old file or the new one."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from exlint.project import beside, refusals, writing

OLD = b"exlint: 1\n"
NEW = b"exlint: 1\nforest:\n  name: contoso.local\n"

# What is interrupted within a function of the library looks to its caller like an interrupted call.
OURS = (writing.__file__, beside.__file__, refusals.__file__, contextlib.__file__)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the command forks")
def test_killed_before_each_call_of_the_system_or_at_random_a_writer_damages_nothing() -> None:
    command = [sys.executable, str(Path(__file__).with_name("kill.py")), "30"]

    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stderr) == (0, "")
    moments = re.fullmatch(
        r"killed before every call of the system, \d+ times: (\d+) before the first write, "
        r"(\d+) between the first write and the renaming, (\d+) after the renaming\n"
        r"killed at random, 30 times: .+\n",
        done.stdout,
    )
    assert moments is not None, done.stdout
    assert all(int(number) > 0 for number in moments.groups())


class _Interrupt:
    """Plays Ctrl-C at a moment: before the step of the interpreter with this number."""

    def __init__(self, at: int) -> None:
        self.left = at

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            self.left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
        return self.trace


def outcomes_of_ctrl_c(file: Path) -> Iterator[bytes]:
    """What a file holds after a writer that is interrupted before its first step, before its second, and so on."""
    interrupted = True
    debugger = sys.gettrace()
    for at in count():
        if not interrupted:
            return
        file.write_bytes(OLD)
        interrupted = False
        try:
            sys.settrace(_Interrupt(at).trace)
            writing.replace(str(file), OLD, NEW)
        except KeyboardInterrupt:
            interrupted = True
        except writing.NotWritten:
            pass
        finally:
            sys.settrace(debugger)
        assert os.listdir(file.parent) == ["infra.yaml"], f"step {at}"
        yield file.read_bytes()


def test_ctrl_c_at_whatever_step_leaves_the_old_file_or_the_new_one_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)  # hundreds of steps, each tried

    outcomes = list(outcomes_of_ctrl_c(file))

    first_new = outcomes.index(NEW)
    assert set(outcomes[:first_new]) == {OLD}
    assert set(outcomes[first_new:]) == {NEW}


def test_ctrl_c_while_a_writer_that_failed_clears_up_leaves_the_old_file_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: str) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(os, "fsync", lambda _: None)  # as above
    monkeypatch.setattr(os, "replace", fail)

    assert set(outcomes_of_ctrl_c(file)) == {OLD}
