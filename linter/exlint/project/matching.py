"""Wildcards of one path component, in time that grows with the pattern and with the name, whatever they hold."""

from __future__ import annotations


def is_wild(text: str) -> bool:
    """Whether `*` or `?` stands in a pattern."""
    return "*" in text or "?" in text


def fits(pattern: str, name: str) -> bool:
    """Whether a name fits a pattern of one path component.

    `*` is any text, `?` any one character; case counts. A hidden name fits only a pattern that begins with a dot.
    """
    return (pattern[:1] == "." or name[:1] != ".") and alike(pattern, name)


def alike(pattern: str, name: str) -> bool:
    """The same as `fits`, hidden or not.

    Only the last `*` is ever widened: what stood before it fits already as far left as it can, which leaves the most
    room for the rest. So the time is at most the product of both lengths.
    """
    here = there = 0
    star, taken = -1, 0
    while there < len(name):
        if pattern[here : here + 1] == "*":
            star, taken = here, there
            here += 1
        elif pattern[here : here + 1] in ("?", name[there]):
            here, there = here + 1, there + 1
        elif star >= 0:
            taken += 1
            here, there = star + 1, taken
        else:
            return False
    return not pattern[here:].strip("*")
