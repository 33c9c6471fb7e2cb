"""What an Exchange server runs on."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from exlint.model.estate import ExchangeServer, Standing
from exlint.model.systems import operating_system
from exlint.schema import ABSENT, exchange

OLD = {"exchange-2000", "exchange-2000-enterprise", "sbs-2000"}
NOWHERE = Standing(None, decided=False)


def _server(edition: Any, system: Any) -> ExchangeServer:
    declared = exchange.ExchangeServer(
        name="MAIL1", edition=edition, operating_system=system, address="10.0.0.10", smtp_virtual_servers=()
    )
    return ExchangeServer((), "MAIL1", declared, (), NOWHERE)


@pytest.mark.parametrize("edition", get_args(exchange.Edition))
def test_an_edition_is_of_2000_or_of_2003_and_says_what_it_runs_on(edition: str) -> None:
    server = _server(edition, ABSENT)
    assert server.is_2000 is (edition in OLD)
    assert operating_system(server) == ("windows-2000" if edition in OLD else "windows-server-2003")


@pytest.mark.parametrize("edition", get_args(exchange.Edition))
@pytest.mark.parametrize("system", ["windows-2000", "windows-server-2003"])
def test_an_operating_system_that_is_written_counts(edition: str, system: str) -> None:
    assert operating_system(_server(edition, system)) == system
