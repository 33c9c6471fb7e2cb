"""A file's text: from bytes to characters, and from offsets to the lines and columns that people count."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right

from exlint.document.limits import Span, TextFault

_BREAK = re.compile(r"\r\n|\r|\n")

# A byte order mark decides; YAML without one is UTF-8 (YAML 1.2, section 5.2).
# UTF-32 begins as UTF-16 does, so it is asked first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Source:
    """A text, and where its lines begin; the table of lines is made when somebody asks for a line.

    Attributes:
        text: The characters, without byte order mark, line ends as they are.
        encoding: The codec that the bytes were read with.
        mark: The byte order mark that stood before the text; empty for none.
    """

    __slots__ = ("_starts", "encoding", "mark", "text")

    def __init__(self, text: str, encoding: str = "utf-8", mark: bytes = b"") -> None:
        self.text = text
        self.encoding = encoding
        self.mark = mark
        self._starts: list[int] | None = None

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, in characters; CR, LF and CR LF each end a line."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line, counted from 1, without its line end; empty beyond the last."""
        starts = self._line_starts()
        if number > len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(match.end() for match in _BREAK.finditer(self.text))]
        return self._starts


def decode(data: bytes) -> tuple[Source, TextFault | None]:
    """The text of a file's bytes.

    Returns:
        The source and, where the bytes are not text in their encoding, the fault; the source then ends before it.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return Source(data[len(mark) :].decode(encoding), encoding, mark), None
    except UnicodeDecodeError as error:
        readable = error.object[: error.start].decode(encoding)
        source = Source(readable, encoding, mark)
        return source, _not_text(error, len(readable), len(mark))


def _not_text(error: UnicodeDecodeError, offset: int, skipped: int) -> TextFault:
    seen = error.object[error.start]
    return TextFault(
        "EXL001",
        Span(offset, offset),
        f"this is no {error.encoding.upper()} text: the byte 0x{seen:02x} at offset {error.start + skipped}"
        " cannot stand here; the file is not read any further",
        label="text ends here",
        mend="save the file as UTF-8",
    )
