"""What a plain scalar means: the core schema of YAML 1.2 (section 10.3.2) and nothing else.

No dates, no `yes`, no octal by a leading zero, no base 60: exlint, the published schema and an editor must read the
same values from the same text.
"""

from __future__ import annotations

import re

from exlint.document.limits import brief

Scalar = str | int | float | bool | None

_NUMBER = re.compile(
    r"(?P<int>[-+]?[0-9]+)|(?P<based>0o[0-7]+|0x[0-9a-fA-F]+)"
    r"|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
)
_FIRST = frozenset("-+.0123456789")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
# Python refuses to convert longer ones (its guard against quadratic time); no setting is a number of that size.
LONGEST_NUMBER = 4_000

TAG = "tag:yaml.org,2002:"
_OF_TAG: dict[str, type] = {"null": type(None), "bool": bool, "int": int, "float": float}


class Core(dict[str, Scalar]):
    """Text of a plain scalar -> its value; every distinct text is looked at once.

    Equal texts of a document become one object in memory, keys too.
    """

    def __init__(self) -> None:
        super().__init__(_WORDS)
        texts: dict[str, str] = {}
        self.texts = texts.setdefault  # called with the same text twice: gives the first one seen

    def __missing__(self, text: str) -> Scalar:
        value = _number(text) if text[0] in _FIRST else text
        self[text] = value
        return value


def _number(text: str) -> Scalar:
    """The number that a text is, else the text. As in JSON Schema, a number without fraction is an integer."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text
    if len(text) > LONGEST_NUMBER:
        return float("inf")
    if match["int"]:
        return int(text)
    if match["based"]:
        return int(text, 0)
    value = float(text)
    return int(value) if value.is_integer() else value


def plain_trouble(text: str) -> str:
    """Why this text of a number is refused; empty when it is not."""
    digits = text.lstrip("+-")
    if len(text) > LONGEST_NUMBER:
        return f"a number of {len(text)} characters is not read"
    if len(digits) > 1 and digits[0] == "0" and digits.isdigit():
        return f"{text} has a leading zero: YAML 1.1 reads it in base 8, YAML 1.2 in base 10"
    return ""


def paired(text: str) -> tuple[str, bool]:
    r"""A text in which halves of surrogate pairs are joined, and whether none was left over.

    JSON writes characters beyond U+FFFF as two escapes, `"\ud83d\ude00"`. A half without its other half becomes U+FFFD.
    """
    halves = text.encode("utf-16-le", "surrogatepass")
    try:
        return halves.decode("utf-16-le"), True
    except UnicodeDecodeError:
        return halves.decode("utf-16-le", "replace"), False


def tagged(tag: str, text: str, core: Core) -> Scalar:
    """The value of a scalar with one of the core tags.

    Raises:
        ValueError: The text is not of that type, or is refused without the tag too, or the tag is not a core tag.
    """
    kind = tag.removeprefix(TAG)
    if tag == "!" or (kind == "str" and tag != kind):
        return text
    if tag == kind or kind not in _OF_TAG:
        raise ValueError(f"the tag {brief(tag)} is not one of YAML's core schema")
    value = core[text]
    trouble = plain_trouble(text) if isinstance(value, int | float) else ""
    if trouble:
        raise ValueError(trouble)
    if kind == "float" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if type(value) is not _OF_TAG[kind]:
        raise ValueError(f"{brief(text)!r} is no {kind}")
    return value
