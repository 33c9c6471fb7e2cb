"""The way out: what was asked for to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from exlint.reports.escape import visible


class Lost(Exception):  # noqa: N818 - named for what became of the output
    """What was asked for could not be written."""


def prepare() -> None:
    """Makes both streams take any character: what the terminal's encoding lacks is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def answer(text: str, *, machine: bool = False) -> None:
    """Writes what was asked for.

    Args:
        text: The whole of it.
        machine: A program reads it: UTF-8 and line feeds, whatever the terminal's encoding.

    Raises:
        BrokenPipeError: Nobody reads any more.
        Lost: It cannot be written.
    """
    if not text:
        return
    stream: TextIO | None = sys.stdout
    if stream is None:
        raise Lost("standard output is closed")
    try:
        if machine and hasattr(stream, "buffer"):
            stream.flush()
            stream.buffer.write(text.encode())
        else:
            stream.write(text)
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Lost(f"standard output: {error.strerror}") from error


def say(text: str) -> None:
    """Writes a line for people to standard error; a name in it cannot move the cursor or forge a line."""
    if sys.stderr is not None:
        try:
            print(visible(text), file=sys.stderr, flush=True)
        except OSError:
            return


def complain(text: str) -> None:
    """Says why the job, or a part of it, could not be done."""
    say(f"exlint: {text}")


def refuse(*faults: str) -> int:
    """Says why the job cannot be done, a line each; gives the exit status."""
    for fault in faults:
        complain(fault)
    return 2


def coloured(choice: str) -> bool:
    """Whether to colour: as asked; else as FORCE_COLOR and NO_COLOR say; else on a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def forsake() -> None:
    """Turns standard output away from a closed pipe, so that the interpreter does not write to it when it ends."""
    if sys.stdout is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
