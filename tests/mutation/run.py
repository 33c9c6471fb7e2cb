"""Mutation testing: `python tests/mutation/run.py mailflow` (or `rules`, or single modules, as `mailflow.route`).

Each mutant of the room's modules is a small fault, as `==` for `!=`; a process of its own tries whether a test notices
it. The survivors that are known stand in survivors.toml, each with its reason: most of them change nothing that can be
seen. The command ends with status 1 where too few are killed, or one survives that has no reason.
"""

from __future__ import annotations

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from typing import NamedTuple

from kill import PROJECT, file_of
from mutants import mutants

sys.path.insert(0, str(PROJECT / "tests"))

HERE = Path(__file__).parent
WANTED = {"mailflow": 0.90, "rules": 0.85}
ESTATES = 300
TIMEOUT = 600  # seconds by the clock; kill.py bounds the time of the processor


class Trial(NamedTuple):
    """One mutant to be tried."""

    module: str
    number: int
    name: str
    line: int


def modules(room: str) -> list[str]:
    """The modules of a room, or the one that is named."""
    if "." in room:
        return [room]
    folder = PROJECT / "linter" / "exlint" / room
    names = sorted(path.stem for path in folder.glob("*.py") if room != "rules" or path.stem.startswith("exl"))
    return [f"{room}.{name}" for name in names if name != "__init__"]


def trials(names: list[str]) -> list[Trial]:
    """Every mutant of some modules."""
    return [
        Trial(module, number, mutant.name, mutant.line)
        for module in names
        for number, mutant in enumerate(mutants(file_of(module).read_text(encoding="utf-8")))
    ]


def survives(trial: Trial) -> bool:
    """Whether nothing notices a mutant."""
    words = [sys.executable, str(HERE / "kill.py"), trial.module, str(trial.number)]
    try:
        done = subprocess.run(words, cwd=PROJECT, capture_output=True, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def keep_oracle(file: Path) -> None:
    """Works out the oracle's answers once for all mutants."""
    import estates  # noqa: PLC0415 - found where the path says, since this is a program
    import oracle  # noqa: PLC0415 - as above

    data = [estates.estate(Random(seed)) for seed in range(ESTATES)]
    file.write_bytes(pickle.dumps([(one, oracle.judge(one)) for one in data]))


def main() -> int:
    """Tries the mutants, and reports."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="+", metavar="ROOM")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sample", type=int, default=0, help="only so many mutants, chosen by chance")
    asked = parser.parse_args()
    known = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8"))
    status = 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TESTS_ORACLE"] = str(Path(folder) / "oracle")
        keep_oracle(Path(os.environ["TESTS_ORACLE"]))
        for room in asked.rooms:
            for module in modules(room)[:1]:  # else every mutant would seem to be noticed
                if not survives(Trial(module, -1, "as it is", 0)):
                    print(f"{module}: its tests fail without a mutant")
                    return 2
            found = trials(modules(room))
            found = Random(0).sample(found, asked.sample) if 0 < asked.sample < len(found) else found
            with ThreadPoolExecutor(asked.jobs) as pool:
                left = []
                for trial, alive in zip(found, pool.map(survives, found), strict=True):
                    if alive:  # told at once: a run that is cut short has not been for nothing
                        left.append(trial)
                        print(f"survives: {trial.module}:{trial.line}: {trial.name}", file=sys.stderr, flush=True)
            status |= _report(room, found, left, known)
    return status


def _report(room: str, found: list[Trial], left: list[Trial], known: dict[str, dict[str, str]]) -> int:
    unexplained = [one for one in left if one.name not in known.get(one.module, {})]
    noticed = [one for one in found if one.name in known.get(one.module, {}) and one not in left]
    share = 1 - len(left) / len(found)
    print(f"{room}: {len(found)} mutants, {len(found) - len(left)} killed ({share:.1%}), {len(left)} survive")
    for said, some in (("has no reason", unexplained), ("has a reason, and is noticed", noticed)):
        for one in some:
            print(f"  {one.module}:{one.line}: {one.name} {said}")
    return int(share < WANTED[room.partition(".")[0]] or bool(unexplained or noticed))


if __name__ == "__main__":
    sys.exit(main())
