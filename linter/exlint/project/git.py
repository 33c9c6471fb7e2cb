"""Asks git, so that nothing in a hostile repository runs and no other repository answers."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING, NamedTuple

from exlint.project.paths import upwards
from exlint.project.reasons import because

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable, Sequence

# Seconds. A repository may be made to let git wait for ever, as with a named pipe called .gitignore.
_PATIENCE = 20.0

# Bytes. A few objects can be made to list names without end.
_MOST = 2**26

_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "advice.graftFileDeprecated=false")


class NoAnswer(Exception):  # noqa: N818 - named for what git gave
    """Git gives no answer; the words say why."""


class NoRevision(Exception):  # noqa: N818 - named for what is missing
    """A revision cannot be read; the words are a whole line."""


class Answer(NamedTuple):
    """What git said.

    Attributes:
        status: Its exit status.
        out: Its standard output.
        error: The first line of what it said otherwise; where there is none, the status in words.
    """

    status: int
    out: bytes
    error: str


def by_repository(places: Iterable[str]) -> dict[str, list[str]]:
    """The places by the nearest folder upwards with `.git`; those in no repository are left out."""
    tops: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for place in places:
        folder = os.path.dirname(place)
        if folder not in tops:
            tops[folder] = repository(folder)
        if tops[folder]:
            groups.setdefault(tops[folder], []).append(place)
    return groups


def repository(folder: str) -> str:
    """The nearest folder with `.git`, from this real folder upwards; empty where there is none."""
    return next(filter(_is_repository, upwards(folder)), "")


def _is_repository(folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, ".git"))


def program() -> str | None:
    """The git program; never one from the current directory, which may belong to the tree that is judged."""
    name = "git.exe" if os.name == "nt" else "git"
    programs = (os.path.join(folder, name) for folder in os.get_exec_path() if os.path.isabs(folder))
    return next((path for path in programs if os.path.isfile(path) and os.access(path, os.X_OK)), None)


def ask(git: str, top: str, arguments: Sequence[str], given: bytes = b"", most: int = _MOST) -> Answer:
    """Runs git in a repository: no hook, no monitor, no pager, no replaced object, nothing fetched.

    Args:
        git: The program.
        top: The repository's folder.
        arguments: The subcommand and what follows; none of it may come from the tree.
        given: Standard input.
        most: The most bytes of an answer that are taken.

    Raises:
        NoAnswer: It cannot be started, takes too long, or says more.
    """
    import subprocess  # noqa: PLC0415 - only a folder in a repository needs it

    settings = (part for setting in _SETTINGS for part in ("-c", setting))
    command = [git, "--no-pager", "--no-replace-objects", *settings, *arguments]
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(  # noqa: S603 - the program is git, and no argument comes from the tree
            command, stdin=pipe, stdout=pipe, stderr=pipe, cwd=None if top == os.getcwd() else top, env=_environment()
        )
    except OSError as error:
        raise NoAnswer(because(error)) from error
    with process:
        return _answer(process, given, most)


def _answer(process: subprocess.Popen[bytes], given: bytes, most: int) -> Answer:
    """Talks to git until it has said all; kills it where that is too much or too late."""
    from threading import Thread, Timer  # noqa: PLC0415 - subprocess has imported it

    if process.stdin is None or process.stdout is None or process.stderr is None:
        raise NoAnswer("it has no streams")
    timer = Timer(_PATIENCE, process.kill)
    feeder = Thread(target=_feed, args=(process.stdin, given))
    try:
        timer.start()
        feeder.start()
        out = process.stdout.read(most + 1)
        if len(out) > most:
            raise NoAnswer(f"its answer has more than {most:,} bytes")
        error = process.stderr.readline(1000).decode(errors="replace").strip()
        status = process.wait()
        if not timer.is_alive():
            raise NoAnswer(f"no answer in {_PATIENCE:g} seconds")
    finally:
        timer.cancel()
        process.kill()  # one that has ended keeps its status
        feeder.join()
    return Answer(status, out, error or f"it ended with status {status}")


def _feed(stream: IO[bytes], given: bytes) -> None:
    """Writes and closes; git may end before it has read all."""
    try:
        with stream:
            stream.write(given)
    except OSError:
        return


def _environment() -> dict[str, str]:
    """The environment without what points git to another repository, and without a way to fetch from one.

    A repository can be made to lack an object that git then fetches, with a program that the repository names; grafts
    would give a commit other parents than it has.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or name.upper().startswith("GIT_CONFIG_")
        if name not in ("PWD", "OLDPWD")  # git asks the system, and believes nobody
    }
    return kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_GRAFT_FILE": os.devnull,
    }
