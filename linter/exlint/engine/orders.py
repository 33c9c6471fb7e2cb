"""What the comments of a file ask for: those that suppress, and what is wrong with the others (EXL902 to 905)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from exlint.document import Span, TextFault, brief
from exlint.document.comments import Comment
from exlint.engine import placing
from exlint.engine.directive import FORM, Directive, Malformed, parse
from exlint.engine.files import File
from exlint.engine.policy import Policy
from exlint.findings import Place
from exlint.rules.selection import NO_OWN, is_own, meant_by

# A suggestion for an unknown word costs more than all the rest; who has more of them mends one after the other.
_SUGGESTIONS = 20


class Order(NamedTuple):
    """A comment that suppresses.

    Attributes:
        file: The file that it stands in.
        comment: The comment.
        directive: What it asks for.
        place: Where it stands.
        about: Where it suppresses; None for nowhere.
        meant: Each of its words that is known -> the codes that it means.
    """

    file: File
    comment: Comment
    directive: Directive
    place: Place
    about: Span | None
    meant: dict[str, frozenset[str]]


class Orders:
    """Reads the comments of files; `faults` are what is wrong with them, each with its file."""

    def __init__(self, policy: Policy) -> None:
        """Prepares; a company's own rules are those of the policy."""
        self.faults: list[tuple[TextFault, File]] = []
        self._policy = policy
        self._own = [one.rule for one in policy.own]
        self._meant: dict[str, frozenset[str]] = {}
        self._near: dict[str, str] = {}
        self._today = policy.today

    def of(self, file: File, comments: Sequence[Comment]) -> Iterator[Order]:
        """The comments of a file that suppress."""
        for comment in comments:
            try:
                directive = parse(comment.text)
            except Malformed as error:
                self.faults.append((_malformed(comment, error), file))
                continue
            if directive is not None:
                faults = list(self._void(comment, directive))
                if not faults:
                    yield self._order(file, comment, directive)
                self.faults += [(one, file) for one in (*faults, *self._unknown(comment, directive))]

    def _order(self, file: File, comment: Comment, directive: Directive) -> Order:
        about = Span(0, len(file.text.source.text)) if directive.in_file else comment.about
        meant = {word: codes for word in directive.words if (codes := self._codes(word))}
        return Order(file, comment, directive, placing.of_span(file, comment.span), about, meant)

    def _codes(self, word: str) -> frozenset[str]:
        if word not in self._meant:
            self._meant[word] = meant_by(word, self._own)
        return self._meant[word]

    def _void(self, comment: Comment, directive: Directive) -> Iterator[TextFault]:
        """Why a comment suppresses nothing though it could."""
        which = _named(directive)
        if directive.until and directive.until < self._day():
            message = f"{which} ended with {directive.until}, and today is {self._day()}: it suppresses nothing"
            mend = "mend what it suppressed and take the comment out, or write a later day behind until="
            yield TextFault("EXL903", comment.span, message, "has ended", mend=mend)
        if self._policy.require_reason and not directive.reason:
            message = f"{which} has no reason, so it suppresses nothing; expected -- and the reason at its end"
            yield TextFault("EXL904", comment.span, message, "no reason", mend=f"write it as {FORM}")

    def _unknown(self, comment: Comment, directive: Directive) -> Iterator[TextFault]:
        which = _named(directive)
        for word in directive.words:
            if not self._codes(word):
                what = NO_OWN if is_own(word) else f"which is no rule, area or group{self._question(brief(word))}"
                message = f"{which} names {brief(word)}, {what}: the word suppresses nothing"
                mend = "write a code or name of exlint rules"
                yield TextFault("EXL902", comment.span, message, "names no rule", mend=mend)

    def _question(self, word: str) -> str:
        if word not in self._near and len(self._near) < _SUGGESTIONS:
            from exlint.rules.nearness import nearest  # noqa: PLC0415 - few comments name what is no rule

            self._near[word] = nearest(word, self._own)
        return self._near.get(word, "")

    def _day(self) -> str:
        if not self._today:
            import time  # noqa: PLC0415 - few comments have an end

            self._today = time.strftime("%Y-%m-%d")
        return self._today


def _named(directive: Directive) -> str:
    """A comment as messages name it: `the suppression of EXL101`."""
    return f"the suppression of {brief(', '.join(directive.words))}"


def _malformed(comment: Comment, error: Malformed) -> TextFault:
    message = f"this comment suppresses nothing: {error}; expected as {error.expected}"
    return TextFault("EXL905", comment.span, message, "cannot be read", mend=f"write it as {error.expected}")
