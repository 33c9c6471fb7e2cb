"""Where exlint begins: the fast way for common command lines, typer for all others, one exit for every fault."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

INTERRUPTED, FORSAKEN, FAILED = 130, 141, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs exlint; never raises.

    Args:
        arguments: The command line without the program's name; by default the process's own.

    Returns:
        The exit status (interface.md): 0, 1, 2, 130 or 141.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words == ["--version"]:
        from exlint import __version__  # noqa: PLC0415 - the answer needs nothing else

        print(f"exlint {__version__}")
        return 0
    try:
        return _run(words)
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: Sequence[str]) -> int:
    from exlint.cli import console, fast  # noqa: PLC0415 - an interrupt while this is imported must end quietly, too

    console.prepare()
    try:
        options = fast.read(words)
        if options is None:
            from exlint.cli import app  # noqa: PLC0415 - typer takes longer to import than a file takes to check

            return app.run(words)
        from exlint.cli import check  # noqa: PLC0415 - see above

        return check.run(options)
    except BrokenPipeError:
        console.forsake()
        return FORSAKEN
    except console.Lost as error:
        console.complain(str(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence, never a traceback
        console.complain(f"internal error: {type(error).__name__}: {error}; this is a fault of exlint")
        return FAILED


def program() -> NoReturn:
    """The program `exlint`: runs, and leaves at once.

    A run makes no reference cycles worth looking for, and there is nothing to tidy up when it ends: without the
    collector and the interpreter's farewell one file is checked in an eighth less time.
    """
    gc.disable()
    status = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, broken or not there: `main` has said so
            stream.flush()
    os._exit(status)
