"""`exlint check --watch`: checks again whenever a file changes that could change the answer."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

from exlint import project
from exlint.cli import check, console
from exlint.cli.options import CheckOptions

_SUFFIXES = (".yaml", ".yml", ".toml", ".jsonl")  # documents, rule files; configuration; baselines
_PAUSE = 1000  # milliseconds after which Python looks whether it was interrupted
_TOGETHER = 400  # milliseconds within which changes count as one: an editor writes a file in several steps
_FEW = 3


def run(options: CheckOptions) -> int:
    """Checks, and checks again after each change, until it is interrupted.

    Returns:
        2 where there is nothing that could change; else it ends with KeyboardInterrupt.
    """
    if "-" in options.paths:
        console.complain("--watch: standard input does not change; expected files or folders")
        return check.FAILED
    gc.enable()  # a run leaves its garbage to the end of the process, which here does not come
    changes = _changes(_roots(options.paths))
    next(changes)  # from here on no change is missed
    check.run(options)
    for changed in changes:
        if changed:
            console.say(f"--- {_named(changed)}: checking again")
            check.run(options)
    return check.FAILED


def _changes(folders: list[str]) -> Iterator[list[str]]:
    """The paths that changed, one list after the other; an empty one now and then."""
    from watchfiles import DefaultFilter, watch  # noqa: PLC0415 - only here

    usual = DefaultFilter()
    events = watch(
        *folders,
        watch_filter=lambda change, path: path.lower().endswith(_SUFFIXES) and usual(change, path),
        debounce=_TOGETHER,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    for changes in events:
        yield sorted({project.shown(path) for _, path in changes})


def _roots(paths: tuple[str, ...]) -> list[str]:
    """The folders that hold all that the answer depends on: no estate leads out of its root."""
    folders = {project.root(os.path.join(path, "") if os.path.isdir(path) else path) for path in paths or (".",)}
    return sorted(folders)


def _named(changed: list[str]) -> str:
    more = len(changed) - _FEW
    return ", ".join(changed[:_FEW]) + (f" and {more} more" if more > 0 else "") + " changed"
