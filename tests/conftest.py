"""What the tests of several rooms share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable

# How long one example takes says nothing on a busy computer; what must be fast is measured where it is promised.
settings.register_profile("exlint", deadline=None)
settings.load_profile("exlint")


@pytest.fixture(scope="session")
def corpora() -> Callable[[str], Path]:
    """Gives a function that finds test data of other projects, which is too large or too foreign to live here.

    The data lies beside the project, or where the environment variable EXLINT_CORPORA says.
    """
    home = Path(os.environ.get("EXLINT_CORPORA") or Path(__file__).parents[2] / "shared" / "corpora")

    def find(name: str) -> Path:
        path = home / name
        if not path.exists():
            pytest.skip(f"no corpus {name} in {home}: EXLINT_CORPORA says where the corpora are")
        return path

    return find
