"""What a comment says that suppresses: `# exlint: ignore[EXL101, dns] until=2027-01-31 owner=ops -- reason`."""

from __future__ import annotations

import re
from typing import NamedTuple

from exlint.document import brief

FORM = "# exlint: ignore[EXL101] -- reason"

_INVISIBLE = "\u115f\u1160\u2800\u3164\uffa0"  # printable, for Python
_VERBS = ("ignore", "file-ignore")
_KEYS = ("until", "owner")
_REASON = re.compile(r"(?:^|\s)(?:--(?!\S)|(#))")  # behind a # stands another comment, and no reason
_DOCUMENT = re.compile(r"\s*+[0-9]++(?:\s|$)")
_VERB = re.compile(r"\s*+([\w-]*+)")


class Directive(NamedTuple):
    """What a comment asks for.

    Attributes:
        words: Which findings it suppresses: codes, names and so on, as written; never empty.
        in_file: Whether in the whole file.
        reason: Why; may be empty.
        until: The last day on which it holds, as `2027-01-31`; empty for none.
        owner: Who answers for it; empty for nobody.
    """

    words: tuple[str, ...]
    in_file: bool = False
    reason: str = ""
    until: str = ""
    owner: str = ""


class Malformed(Exception):  # noqa: N818 - named for what the comment is
    """The comment is not as it should be; the words say where.

    Attributes:
        expected: How it, or the part that is wrong, is written.
    """

    def __init__(self, words: str, expected: str = FORM) -> None:
        super().__init__(words)
        self.expected = expected


def parse(text: str) -> Directive | None:
    """What a comment asks for.

    Args:
        text: The comment without `#` and blanks around it; it begins with `exlint:`, or as if.

    Returns:
        None where it is the first line of a document, `exlint: 1`, that was taken out.

    Raises:
        Malformed: It is none.
    """
    if not text.startswith("exlint:"):
        raise Malformed(_slip(text.partition("[")[0].strip()))
    said = text.removeprefix("exlint:")
    if _DOCUMENT.match(said):
        return None
    head, reason = _parted(said)
    verb, rest = _verb(head)
    words, rest = _words(verb, rest)
    return Directive(words, verb == "file-ignore", reason, **_settings(rest))


def _slip(begun: str) -> str:
    verb = "file-ignore" if "file" in begun.casefold() else "ignore"
    return f"it begins with {brief(begun)} and not with exlint: {verb}"


def _parted(said: str) -> tuple[str, str]:
    end = _REASON.search(said)
    if end is None:
        return said, ""
    reason = said[end.end() :].strip()
    return said[: end.start()], "" if end[1] or _is_blank(reason) else reason


def _is_blank(text: str) -> bool:
    """Whether nobody sees anything of it, as of blanks of no width."""
    return not any(one.isprintable() and not one.isspace() and one not in _INVISIBLE for one in text)


def _verb(head: str) -> tuple[str, str]:
    match = _VERB.match(head)
    verb, rest = (match[1], head[match.end() :]) if match else ("", head)
    if verb not in _VERBS:
        raise Malformed(_unknown_verb(verb, rest))
    if head.startswith(verb):
        raise Malformed("a space is missing behind exlint:")
    return verb, rest


def _unknown_verb(verb: str, rest: str) -> str:
    if not verb:
        return "ignore or file-ignore is missing behind exlint:"
    likely = "file-ignore" if "file" in verb else "ignore"
    near = f" (did you mean {likely}?)" if rest.startswith("[") else _near(verb, (likely,))
    return f"it says {brief(verb)}{near}"


def _words(verb: str, rest: str) -> tuple[tuple[str, ...], str]:
    """The words in brackets, and what follows."""
    if not rest.startswith("["):
        raise Malformed(f"[ is missing right behind {verb}")
    inside, bracket, rest = rest[1:].partition("]")
    if not bracket:
        raise Malformed("] is missing behind the rules")
    words = tuple(word.strip() for word in inside.split(","))
    if not all(words):
        raise Malformed("a rule is missing between the brackets")
    if rest.strip() and not rest[0].isspace():
        raise Malformed(f"a space is missing behind the ] before {brief(rest)}")
    return words, rest


def _settings(rest: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in rest.split():
        key, equals, value = one.partition("=")
        if not equals:
            raise Malformed(f"{brief(one)} stands where until=, owner= or -- and the reason belong")
        if key not in _KEYS:
            raise Malformed(f"{brief(key)}= is neither until= nor owner={_near(key, _KEYS, '=')}")
        if key in found:
            raise Malformed(f"{key}= stands there twice")
        if _is_blank(value):
            raise Malformed(f"{key}= has no value")
        if key == "until" and not _is_date(value):
            raise Malformed(f"until={brief(value)} is no day of the calendar", "until=2027-01-31")
        found[key] = value
    return found


def _is_date(text: str) -> bool:
    from datetime import date  # noqa: PLC0415 - few comments have one

    try:  # of the forms that Python reads only the one with dashes
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _near(word: str, known: tuple[str, ...], mark: str = "") -> str:
    import difflib  # noqa: PLC0415 - only for a word that is wrong

    near = difflib.get_close_matches(brief(word).casefold(), known, n=1)
    return f" (did you mean {near[0]}{mark}?)" if near else ""
