"""Kills writers and looks at what is left: `python tests/project/kill.py [KILLS]`, 1,000 if no number is given.

First one writer is killed before each call of the system that it makes, then others at random moments. Each time the
file must be the old one or the new one in full. Status 1 where it is not.
"""

from __future__ import annotations

import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import NoReturn

PROJECT = Path(__file__).parents[2]
sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "linter")]

from exlint.project.writing import replace  # noqa: E402 - found where the line above says
from system_calls import before_each  # noqa: E402 - as above

# Large enough that much of a writer's time goes into writing.
LARGE = tuple(f"{letter} 10.0.0.1\n".encode() * 300_000 for letter in "ab")
SMALL = (b"exlint: 1\n", b"exlint: 1\nforest:\n  name: contoso.local\n")
_kill, _self = os.kill, os.getpid


class Damaged(Exception):  # noqa: N818 - named for what the file is
    """A file that is neither the old one nor the new one, or a writer that failed."""


def writer(file: Path, old: bytes, new: bytes, before: Callable[..., None]) -> tuple[int, int]:
    """Starts a process that writes; its number, and a descriptor from which a byte comes just before it begins."""
    ready, tell = os.pipe()
    child = os.fork()
    if child:
        os.close(tell)
        return child, ready
    status = 1
    try:
        os.write(tell, b"!")
        with before_each(before):
            replace(str(file), old, new)
        status = 0
    finally:
        os._exit(status)


def ended(child: int) -> bool:
    """Whether a writer ended by itself; otherwise it was killed."""
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, -signal.SIGKILL):
        raise Damaged(f"a writer ended with status {status}")
    return status == 0


def left(file: Path, old: bytes, new: bytes) -> str:
    """When a writer was killed, told from what it left, which is removed."""
    content = file.read_bytes()
    if content not in (old, new):
        raise Damaged(f"{len(content)} bytes, neither the {len(old)} old ones nor the {len(new)} new ones")
    beside = [path for path in file.parent.iterdir() if path != file]
    sizes = [path.stat().st_size for path in beside]
    for path in beside:
        path.unlink()
    if content == new:
        return "after the renaming"
    return "before the first write" if not any(sizes) else "between the first write and the renaming"


def at_every_call(file: Path) -> Counter[str]:
    """Kills a writer before its first call of the system, another before its second, and so on."""
    moments: Counter[str] = Counter()
    file.write_bytes(SMALL[0])
    while True:
        count = 0

        def die(*_: object, at: int = moments.total()) -> None:
            nonlocal count
            if count == at:
                _kill(_self(), signal.SIGKILL)
            count += 1

        child, ready = writer(file, *SMALL, die)
        os.close(ready)
        if ended(child):
            return moments
        moments[left(file, *SMALL)] += 1
        file.write_bytes(SMALL[0])


def at_random(file: Path, kills: int, random: Random) -> Counter[str]:
    """Kills writers at moments that are spread evenly over the time that a writer takes."""
    moments: Counter[str] = Counter()
    old, new = LARGE
    file.write_bytes(old)
    usual = sorted(_takes(file, *contents) for contents in [(old, new), (new, old)] * 3)[3]
    while moments.total() < kills:
        child, ready = writer(file, old, new, lambda *_: None)
        os.read(ready, 1)
        time.sleep(random.uniform(0, usual))
        _kill(child, signal.SIGKILL)
        late = ended(child)
        os.close(ready)
        when = left(file, old, new)
        if not late:
            moments[when] += 1
        if file.read_bytes() == new:
            old, new = new, old
    return moments


def _takes(file: Path, old: bytes, new: bytes) -> float:
    """How long a writer takes, in seconds."""
    child, ready = writer(file, old, new, lambda *_: None)
    os.read(ready, 1)
    start = time.perf_counter()
    ended(child)
    os.close(ready)
    return time.perf_counter() - start


def told(moments: Counter[str]) -> str:
    """How many writers were killed, and when."""
    parts = (f"{moments[when]} {when}" for when in sorted(moments, key=lambda when: (when[0] == "a", when)))
    return f"{moments.total()} times: {', '.join(parts)}"


def program(kills: int) -> NoReturn:
    """Kills and reports."""
    if not hasattr(os, "fork"):
        sys.exit("this system cannot fork")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "infra.yaml"
        try:
            sys.stdout.write(f"killed before every call of the system, {told(at_every_call(file))}\n")
            sys.stdout.write(f"killed at random, {told(at_random(file, kills, Random()))}\n")
        except Damaged as damaged:
            sys.exit(f"damaged: {damaged}")
    sys.exit(0)


if __name__ == "__main__":
    program(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
