"""Start-up time is a feature: what a clean run does not need is not imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import exlint

HEAVY = [
    "dataclasses",
    "difflib",
    "glob",
    "inspect",
    "json",
    "logging",
    "pathlib",
    "subprocess",
    "tempfile",
    "textwrap",
    "tomllib",
]

# Without the site module, which may import anything by itself.
RUN = f"""
import sys
sys.path.insert(0, sys.argv[1])
from exlint.project import expand, read, select, shown
for path in select(sys.argv[2:], skip_foreign=True).files:
    read(path, 1000), shown(path), expand(path, "*.txt")
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_a_clean_run_over_files_and_folders_outside_git_imports_nothing_heavy(tmp_path: Path) -> None:
    for name in ("a.yaml", "sub/b.yaml", "c.txt", "sub/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("exlint: 1\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n", encoding="utf-8")
    source = str(Path(exlint.__file__).parents[1])
    command = [sys.executable, "-S", "-c", RUN, source, "a.yaml", "sub"]
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout == b"[]\n"
