"""The examples: each gives exactly the findings that it announces."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import AsAnnounced

EXAMPLES = Path(__file__).parents[1] / "examples"


def _documents() -> list[Path]:
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.rglob("*.yaml"))}
    return [path for path, text in texts.items() if "\npart_of:" not in text]


@pytest.mark.parametrize("document", _documents(), ids=lambda path: path.relative_to(EXAMPLES).as_posix())
def test_an_example_gives_the_findings_that_it_announces(document: Path, as_announced: AsAnnounced) -> None:
    as_announced(document, verdicts=True)
