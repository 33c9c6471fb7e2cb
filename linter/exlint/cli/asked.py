"""What `--to` and `--at` mean: a destination and an hour of the week."""

from __future__ import annotations

import re

from exlint.mailflow.destinations import Destination
from exlint.mailflow.targets import Target
from exlint.mailflow.verdict import Asked
from exlint.model.addresses import number
from exlint.model.hours import DAYS
from exlint.schema import patterns

# Labels of letters, digits, - and _, in any script, as address spaces take them; a wildcard at the start stands for a
# name that nothing else names. What consists of digits and dots is an address, or a range of them, and no name.
_NAME = re.compile(rf"(?![0-9.]+(-[0-9.]+)?{patterns.END})(\*\.?)?[\w-]+(\.[\w-]+)*{patterns.END}")
_ADDRESS = re.compile(patterns.ADDRESS)
_HOST = "host:"
_DESTINATION = "expected a mail domain as example.com, host:NAME, or one IPv4 address"
_HOUR = "expected a day and an hour, as mon 14"


class Wrong(Exception):  # noqa: N818 - named for what is said about an option
    """An option has a value that means nothing; the words say what was expected."""


def asked(to: str | None, at: str | None) -> Asked:
    """What a trace is narrowed to.

    Args:
        to: The value of `--to`; None where it is not written.
        at: The value of `--at`, likewise.

    Raises:
        Wrong: One of them means nothing.
    """
    return Asked(None if to is None else _destination(to), None if at is None else _hour(at))


def _hour(text: str) -> int:
    """The hour of the week, 0 to 167, that `mon 14` means."""
    day, _, hour = text.strip().casefold().partition(" ")
    days = [index for index, name in enumerate(DAYS) if day and name.startswith(day)]
    if len(days) != 1 or not re.fullmatch("[0-9]{1,2}", hour.strip()) or int(hour) > 23:  # noqa: PLR2004 - a day's last
        raise Wrong(f"--at {text}: {_HOUR}")
    return days[0] * 24 + int(hour)


def _destination(text: str) -> Destination:
    found = _read(text)
    if found is not None:
        return found
    raise Wrong(f"--to {text}: {_DESTINATION}{_meant(text)}")


def _read(text: str) -> Destination | None:
    """The destination; None where the text is none of the three kinds."""
    if _ADDRESS.match(text):
        return Destination("address", text, Target(number(text)))
    folded = text.casefold()
    name = folded.removeprefix(_HOST)
    if not _NAME.match(name):
        return None
    if name != folded:
        return Destination("host", name, Target(name=name))
    return Destination("domain", name, domain=name)


def _meant(text: str) -> str:
    """What comes nearest: the domain of a mail address or an address space, the first address of a block or range."""
    plain = text.strip().rpartition("@")[2].strip("<>").partition(";")[0].strip(". ")
    is_host = plain.casefold().startswith(_HOST)
    bare = plain.rpartition(":")[2].partition("/")[0].strip(". ")
    first = bare.partition("-")[0]
    if _ADDRESS.match(first):
        return f"; did you mean {first}?"
    meant = f"{_HOST}{bare}" if is_host else bare
    return f"; did you mean {meant}?" if _read(meant) else ""
