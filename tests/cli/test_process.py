"""exlint as a process among others: pipes that close, encodings that lack a letter, hostile folders."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

posix = pytest.mark.skipif(os.name == "nt", reason="a matter of POSIX systems")
EXLINT = [sys.executable, "-m", "exlint"]


def test_a_clean_file_is_checked_without_typer_pydantic_rich_and_jsonschema(clean: Path) -> None:
    program = (
        "import sys\nfrom exlint.cli.entry import main\n"
        f"status = main(['check', '--output-format', 'full', {str(clean)!r}])\n"
        "heavy = {'typer', 'click', 'rich', 'pydantic', 'jsonschema', 'json', 'subprocess', 'dataclasses', 'pathlib'}\n"
        "print(status, sorted(heavy & set(sys.modules)))\n"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "0 []\n"


@posix
def test_a_reader_that_goes_away_ends_exlint_silently_with_141(broken: Path) -> None:
    with subprocess.Popen(
        [*EXLINT, "check", *[broken.name] * 1],
        cwd=broken.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        error = process.stderr.read()

    assert (process.returncode, error) == (141, b"")


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_output_that_cannot_be_written_gives_status_2_and_a_reason(broken: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*EXLINT, "check", broken.name], cwd=broken.parent, stdout=full, stderr=subprocess.PIPE, check=False
        )

    assert done.returncode == 2
    assert done.stderr == b"exlint: standard output: No space left on device\n"


@posix
def test_a_closed_standard_output_gives_status_2_and_a_reason(broken: Path) -> None:
    command = f"'{sys.executable}' -m exlint check {broken.name} >&-"

    done = subprocess.run(["sh", "-c", command], cwd=broken.parent, capture_output=True, check=False)

    assert done.returncode == 2
    assert done.stderr == b"exlint: standard output is closed\n"


@posix
def test_an_interrupt_ends_it_with_130_and_no_traceback(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*EXLINT, "check", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        process.stdin.write(b"exlint: 1\n")  # and no end: it waits for more
        process.stdin.flush()
        _wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        out, error = process.communicate()

    assert (process.returncode, out, error) == (130, b"", b"")


def _wait_until_it_reads(pid: int) -> None:
    import time  # noqa: PLC0415 - one test waits

    for _ in range(200):
        where = Path(f"/proc/{pid}/wchan")
        modules = Path(f"/proc/{pid}/maps")
        if modules.exists() and "msgspec" in modules.read_text(encoding="utf-8") and "pipe" in _text(where):
            return
        time.sleep(0.05)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return "pipe"


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8", "utf-16"])
@pytest.mark.parametrize("output_format", ["full", "concise", "github"])
def test_a_name_that_the_terminal_cannot_write_is_escaped(broken: Path, encoding: str, output_format: str) -> None:
    text = broken.read_text(encoding="utf-8").replace("Default SMTP Virtual Server", "Почта ✉")
    broken.write_text(text, encoding="utf-8")

    done = subprocess.run(
        [*EXLINT, "check", "--output-format", output_format, broken.name],
        cwd=broken.parent,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": encoding},
    )

    assert done.returncode == 1
    assert done.stderr == b""
    shown = done.stdout.decode(encoding)
    assert ("Почта ✉" in shown) == encoding.startswith("utf")
    assert ("\\u041f\\u043e\\u0447\\u0442\\u0430 \\u2709" in shown) != encoding.startswith("utf")


def test_json_is_utf_8_whatever_the_terminal_takes(broken: Path) -> None:
    text = broken.read_text(encoding="utf-8").replace("Default SMTP Virtual Server", "Почта ✉")
    broken.write_text(text, encoding="utf-8")

    done = subprocess.run(
        [*EXLINT, "check", "--output-format", "json", broken.name],
        cwd=broken.parent,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )

    assert json.loads(done.stdout.decode())["findings"][2]["object"] == "MAIL1/Почта ✉"


@pytest.mark.parametrize("words", [["check", "clean.yaml"], ["rules"], ["check", "--help"]])
def test_nothing_in_the_current_folder_is_imported(clean: Path, words: list[str]) -> None:
    trap = "open('PWNED', 'w').close()\n"
    for name in (
        "typer",
        "ruamel",
        "msgspec",
        "jsonschema",
        "sitecustomize",
        "conftest",
        "exlint",
        "typing",
        "re",
        "json",
    ):
        (clean.parent / f"{name}.py").write_text(trap, encoding="utf-8")
    program = Path(sys.executable).with_name("exlint.exe" if os.name == "nt" else "exlint")
    ways = [[str(program)]] if program.exists() else []

    for way in [*ways, [sys.executable, "-P", "-m", "exlint"]]:
        done = subprocess.run([*way, *words], cwd=clean.parent, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr

    assert not (clean.parent / "PWNED").exists()


def test_two_runs_write_the_same_bytes(exlint: Exlint, broken: Path) -> None:
    runs = {exlint("check", broken.name, env={"PYTHONHASHSEED": str(seed)}) for seed in range(3)}

    assert len(runs) == 1
