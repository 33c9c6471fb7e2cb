"""The fixes that a report offers: tried only where a rule proposes one, and imported only then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from exlint.document import Limits
from exlint.engine import Judged, Policies

if TYPE_CHECKING:
    from exlint.fixes import Offers


class Offering:
    """Gives the findings of an estate the fixes that are proved."""

    def __init__(self, limits: Limits, given: Mapping[str, bytes], policies: Policies) -> None:
        """Takes what `engine.check` takes."""
        self._asked = limits, given, policies
        self._offers: Offers | None = None

    def __call__(self, judged: Judged) -> Judged:
        """The estate with the fixes that its findings offer."""
        if not any(one.proposed for one in judged.findings):
            return judged
        if self._offers is None:
            from exlint.fixes import Offers  # noqa: PLC0415 - most runs find nothing that can be mended

            self._offers = Offers(*self._asked)
        return self._offers(judged)

    @property
    def untried(self) -> int:
        """How many findings were passed over, because trying them all would take too long."""
        return self._offers.untried if self._offers else 0
