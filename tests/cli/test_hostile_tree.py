"""A tree that is checked is data: nothing of it is imported, compiled, executed or run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.conftest import BROKEN

# Python imports it by itself where it begins, before anything of exlint: the path of this folder comes first.
WITNESS = """
import json, os, sys

def names(value, seen):
    if hasattr(value, "co_filename"):
        value = value.co_filename
    if isinstance(value, bytes):
        value = os.fsdecode(value)
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, (list, tuple)):
        for one in value:
            names(one, seen)
    elif isinstance(value, str):
        seen.append(value)

def hook(event, arguments):
    if event.split(".")[0] in ("exec", "compile", "import", "subprocess", "ctypes") or event in (
        "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.system", "pty.spawn"
    ):
        seen = []
        names(arguments, seen)
        log.append([event, seen])

def tell():
    with open(os.environ["WITNESS_LOG"], "w", encoding="utf-8") as file:
        json.dump(log, file)

log = []
leave = os._exit
os._exit = lambda status: (tell(), leave(status))
sys.addaudithook(hook)
"""

PROGRAM = Path(sys.executable).parent / ("exlint.exe" if os.name == "nt" else "exlint")
PLANTED = ["exlint.py", "typer.py", "sitecustomize.py", "usercustomize.py", "conftest.py", "tomllib.py", "json.py"]
TRAP = "import pathlib; pathlib.Path(__file__).with_suffix('.sprung').touch()\nraise SystemExit('sprung')\n"


CONFIGURED = """\
baseline = "known.jsonl"
rule-files = ["rules/*.yaml"]
exclude = ["attic"]
"""
OWN_RULE = """\
exlint_rules: 1
prefix: ACME
rules:
  - code: ACME001
    name: fqdn-of-ours
    severity: warning
    select: smtp_virtual_server
    assert: {properties: {fqdn: {type: string, maxLength: 60}}}
    message: "{name} on {server} has another name"
    page: What our names are.
    cases: []
"""


def plant(tree: Path) -> None:
    """Fills a repository with everything that a careless program might run."""
    subprocess.run(["git", "init", "-q", tree], check=True)
    for name in PLANTED:
        (tree / name).write_text(TRAP, encoding="utf-8")
        (tree / "exlint").mkdir(exist_ok=True)
        (tree / "exlint" / name.replace("exlint", "__init__")).write_text(TRAP, encoding="utf-8")
    sprung = tree / "git.sprung"
    for name in ("git", "git.exe", "git.bat", "less", "monitor"):
        (tree / name).write_text(f"#!/bin/sh\necho > '{sprung}'\n", encoding="utf-8")
        (tree / name).chmod(0o755)
    hooks = "[core]\n\tfsmonitor = ./monitor\n\thooksPath = .\n\tpager = ./less\n"
    with (tree / ".git/config").open("a", encoding="utf-8") as file:
        file.write(hooks)
    (tree / "exlint.toml").write_text(CONFIGURED, encoding="utf-8")
    (tree / "rules").mkdir()
    (tree / "rules/own.yaml").write_text(OWN_RULE, encoding="utf-8")
    (tree / "known.jsonl").write_text('{"exlint_baseline": 1}\n', encoding="utf-8")
    (tree / "infra.yaml").write_bytes(BROKEN)
    (tree / "left-out.yaml").write_bytes(BROKEN)
    (tree / ".gitignore").write_text("left-out.yaml\n", encoding="utf-8")


def events(tree: Path, home: Path, *arguments: str) -> tuple[int, list[tuple[str, list[str]]]]:
    """Runs the installed program in a tree; gives its status and what it executed, imported, compiled and ran."""
    home.mkdir(exist_ok=True)
    (home / "sitecustomize.py").write_text(WITNESS, encoding="utf-8")
    log = home / "log.json"
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("EXLINT_", "PYTHON"))}
    env = clean | {"PYTHONPATH": str(home), "WITNESS_LOG": str(log), "PWD": str(tree)}
    done = subprocess.run([PROGRAM, *arguments], cwd=tree, capture_output=True, env=env, check=False, timeout=60)
    assert log.exists(), done.stderr.decode()
    return done.returncode, [(event, names) for event, names in json.loads(log.read_bytes())]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["check"], 1),
        (["check", "--select", "EXL101"], 1),
        (["check", "--statistics", "--output-format", "json", "."], 1),
        (["trace"], 1),
        (["graph", "infra.yaml"], 0),
        (["config", "show"], 0),
        (["baseline", "prune"], 0),
        (["rules", "--rule-file", "rules/own.yaml"], 0),
        (["diff", "infra.yaml", "left-out.yaml"], 0),
    ],
)
def test_nothing_that_a_tree_holds_is_executed_imported_or_run(
    tmp_path: Path, arguments: list[str], expected: int
) -> None:
    tree = tmp_path / "tree"
    plant(tree)

    status, seen = events(tree, tmp_path / "home", *arguments)

    assert status == expected
    assert {"exec", "import"} <= {event for event, _ in seen}
    assert [(event, name) for event, names in seen for name in names if str(tree) in name] == []
    assert list(tree.rglob("*.sprung")) == []


def test_the_witness_sees_what_a_tree_runs(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    plant(tree)
    home = tmp_path / "home"
    home.mkdir()
    (home / "sitecustomize.py").write_text(WITNESS, encoding="utf-8")
    env = os.environ | {"PYTHONPATH": str(home), "WITNESS_LOG": str(home / "log.json")}

    program = (
        "import os, sys\nsys.path.append(sys.argv[1])\ntry:\n    import conftest\nexcept SystemExit:\n    os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, tree], cwd=home, env=env, check=True)

    seen = json.loads((home / "log.json").read_bytes())
    assert any(str(tree) in name for event, names in seen if event == "exec" for name in names)
    assert (tree / "conftest.sprung").exists()
