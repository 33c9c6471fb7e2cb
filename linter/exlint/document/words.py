"""What exlint says where the pure parser stops: its complaints, in words that say what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple


class Trouble(NamedTuple):
    """Why a text cannot be read.

    Attributes:
        message: One line.
        offset: Where, in characters; none where the parser does not say.
        mend: What to write instead; may be empty.
        opening: Where that began which is not as it should be, with a few words; none where nothing is open.
    """

    message: str
    offset: int | None
    mend: str = ""
    opening: tuple[int, str] | None = None


class _Words(NamedTuple):
    """How one complaint is told; `{0}` stands for what the pattern's group matched.

    `opening` labels the place where that began which the parser was reading; `there` says that it is the place to mark.
    """

    pattern: str
    message: str
    mend: str
    opening: str = ""
    there: bool = False


_QUOTE_ALL = "put quotes around the whole value; inside '...' write '' for a '"
_NEIGHBOURS = "indent this line as its neighbours"

# Matched in this order against "CONTEXT: PROBLEM", the two parts of what ruamel.yaml 0.18 and 0.19 say.
_TABLE = (
    _Words(
        r".*: found character '\\t' that cannot",
        "a tab stands where YAML wants spaces",
        "replace the tab by spaces",
    ),
    _Words(
        r".*: found character (.+) that cannot",
        "a value cannot begin with {0}",
        "put quotes around the value",
    ),
    _Words(
        r".*: mapping values are not allowed",
        "this colon follows a text that is no key",
        "put quotes around a value with a colon in it; else mend the indentation, or the key above",
    ),
    _Words(
        r".*: could not find expected ':'",
        "this is neither a key with a colon nor an item with a dash",
        "write it as key: value, with a space behind the colon",
        there=True,
    ),
    _Words(
        r".*: sequence entries are not allowed",
        "a list begins behind a key",
        "put the dash on a line of its own, or write the list as [a, b]",
    ),
    _Words(
        r".*: mapping keys are not allowed",
        "a ? outside quotes begins a key, and none can begin here",
        "put quotes around the value",
    ),
    _Words(
        r"while parsing a flow sequence: expected .* got '<stream end>'",
        "the file ends inside a list: its ] is missing",
        "close the list with ]",
        "the list is opened here",
    ),
    _Words(
        r"while parsing a flow mapping: expected .* got '<stream end>'",
        "the file ends inside a mapping: its }} is missing",
        "close the mapping with }}",
        "the mapping is opened here",
    ),
    _Words(
        r"while parsing a flow sequence: ",
        "a comma, or the ] of the list, is missing before this",
        "close the list with ], or put quotes around an item that holds a colon or a bracket",
        "the list is opened here",
    ),
    _Words(
        r"while parsing a flow mapping: ",
        "a comma, or the }} of the mapping, is missing before this",
        "close the mapping with }}, or put quotes around a value that holds a colon or a bracket",
        "the mapping is opened here",
    ),
    _Words(
        r".*: expected <block end>, but found '<block (?:mapping|sequence) start>'",
        "this line is indented like no line above it",
        _NEIGHBOURS,
        "it would belong to what begins here",
    ),
    _Words(
        r".*: expected <block end>, but found '-'",
        "an item of a list stands among keys",
        _NEIGHBOURS,
        "the keys begin here",
    ),
    _Words(
        r".*: expected <block end>, but found '\?'",
        "a key stands among the items of a list",
        _NEIGHBOURS,
        "the list begins here",
    ),
    _Words(
        r".*: expected <block end>",
        "this stands behind the end of a value",
        _QUOTE_ALL,
    ),
    _Words(
        r".*: expected the node content, but found '(.+)'",
        "a value is missing before {0}",
        "write the value, with quotes if it begins with {0}",
    ),
    _Words(
        r".*: found unexpected end of stream",
        "the file ends inside quotes",
        "close the quotes; inside '...' write '' for a '",
        "the quotes are opened here",
    ),
    _Words(
        r".*: found unexpected document separator",
        "a line that separates documents stands inside quotes",
        "close the quotes above, or indent the line",
        "the quotes are opened here",
    ),
    _Words(
        r".*: found unknown escape character '(.*)'",
        'inside "..." a backslash begins an escape, and there is none with {0}',
        "write '...' instead of \"...\", or two backslashes",
    ),
    _Words(
        r".*: expected escape sequence of (\d)",
        'inside "..." a backslash begins an escape, and this one lacks some of its {0} hexadecimal digits',
        "write '...' instead of \"...\", or two backslashes",
    ),
    _Words(
        r"while scanning an alias",
        "a * outside quotes begins an alias, and no name follows",
        "put quotes around a value that begins with *",
    ),
    _Words(
        r"while scanning an anchor",
        "a & outside quotes begins an anchor, and no name follows",
        "put quotes around a value that begins with &",
    ),
    _Words(
        r"more indented follow up line",
        "an empty line at the beginning of this block of text holds spaces",
        "take the spaces out of the empty lines above",
    ),
    _Words(
        r"while scanning a block scalar",
        "a | or > outside quotes begins a block of text, which stands on the lines below",
        "put quotes around a value that begins with | or >",
    ),
    _Words(
        r"while (?:scanning|parsing) an? directive|.*: (?:found duplicate YAML|found incompatible|duplicate tag)",
        "exlint does not know this % line",
        "drop the line",
    ),
    _Words(
        r"while (?:scanning|parsing) an? tag|.*: found undefined tag handle",
        "a ! outside quotes begins a tag, and this one cannot be read",
        "put quotes around a value that begins with !",
    ),
    _Words(
        r".*: expected '<document start>'",
        "this belongs to nothing: the document has ended above it",
        "indent it as its neighbours; between % lines and the document write ---",
    ),
    _Words(
        r".*: found non-comment content after document end",
        "this stands behind the ... that ends the document",
        "drop it",
    ),
)


def trouble(error: Exception) -> Trouble:
    """What an error of the pure parser says to the writer of the text.

    ruamel.yaml raises errors of many kinds on bad input (assertions and index errors among them), so any kind may come.
    """
    problem, context = getattr(error, "problem", None), getattr(error, "context", None)
    begun, stopped = _offset(error, "context_mark"), _offset(error, "problem_mark")
    said = f"{context}: {problem}" if problem else str(context)
    for words in _TABLE if context or problem else ():
        match = re.match(words.pattern, said)
        if match is not None:
            offset = begun if words.there or stopped is None else stopped
            opening = None if begun is None or not words.opening else (begun, words.opening)
            return Trouble(words.message.format(*match.groups()), offset, words.mend.format(*match.groups()), opening)
    if context or problem:
        return Trouble(f"this is not YAML: {problem or context}", begun if stopped is None else stopped)
    return _unmarked(error)


def _unmarked(error: Exception) -> Trouble:
    """Errors that have no marks: of the parser's reader, and of the Python functions that it calls."""
    character, position = getattr(error, "character", None), getattr(error, "position", None)
    if isinstance(character, int) and isinstance(position, int):
        mend = "take it out; if it is no character of the text at all, save the file as UTF-8"
        return Trouble(f"the character U+{character:04X} is not allowed in YAML", position, mend)
    if isinstance(error, AssertionError):
        return Trouble("exlint reads YAML 1.2, and a %YAML line asks for another version", None, "drop the %YAML line")
    if isinstance(error, ValueError | OverflowError):
        return Trouble(
            'behind this, an escape inside "..." stands for no character', None, "write the character itself"
        )
    return Trouble("this is not YAML", None)


def _offset(error: Exception, name: str) -> int | None:
    mark = getattr(error, name, None)
    return None if mark is None else int(mark.index)
