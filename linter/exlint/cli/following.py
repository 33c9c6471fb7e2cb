"""What `exlint trace` and `exlint graph` have in common: the mail of some documents is followed, then told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from exlint import engine
from exlint.cli import console, given
from exlint.cli.asked import Wrong, asked
from exlint.cli.configured import configured
from exlint.cli.options import TraceOptions
from exlint.engine import Judged
from exlint.findings import Report
from exlint.mailflow import Asked
from exlint.project.config import Misconfigured

FAILED = 2
Tell = Callable[[TraceOptions, Asked, Sequence[Judged], Report], int]
"""Tells what the documents came to, and gives the exit status."""


def follow(options: TraceOptions, verb: str, tell: Tell) -> int:
    """Follows the mail of the documents that the options name.

    Args:
        options: What was asked for.
        verb: What is done with it, as `trace`, for the sentence that says that there is nothing.
        tell: Told the options, what is asked about, what each estate came to, and the report.

    Returns:
        What `tell` gives; 2 where the job, or a part of it, could not be done.
    """
    try:
        wanted = asked(options.to, options.at)
        stdin = given.standard_input(options.paths, options.stdin_filename, options.max_size)
        configurations = configured()
        left_out = given.left_out(options.paths, options.stdin_filename, configurations)
        stdin = {} if left_out else stdin
        selection = given.selected(options.paths, skip_foreign=False, configurations=configurations)
    except (Wrong, given.Refused) as error:
        console.complain(str(error))
        return FAILED
    except Misconfigured as error:
        return console.refuse(*error.faults)
    if configurations.faults:
        return console.refuse(*configurations.faults)
    for line in (*filter(None, (left_out,)), *selection.notes, *selection.faults):
        console.complain(line)
    files = (*stdin, *selection.files)
    if not files:
        if not selection.faults and not left_out:
            where = ", ".join(options.paths) or "the current directory"
            console.complain(f"nothing to {verb} in {where}: no YAML file there has a line that begins with exlint:")
        return FAILED
    judged, report = engine.follow(files, options.limits, stdin, engine.audit())
    status = tell(options, wanted, judged, report)
    return max(status, FAILED) if selection.faults else status
