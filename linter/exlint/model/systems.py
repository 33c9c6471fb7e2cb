"""The operating systems of Exchange servers (semantics.md, section 6)."""

from __future__ import annotations

from exlint.model.estate import ExchangeServer
from exlint.schema import ABSENT

WINDOWS_2000 = "windows-2000"
WINDOWS_SERVER_2003 = "windows-server-2003"


def operating_system(server: ExchangeServer) -> str:
    """One of the two above: what is written, else what the server's edition is taken to run on."""
    if server.declared.operating_system is not ABSENT:
        return server.declared.operating_system
    return WINDOWS_2000 if server.is_2000 else WINDOWS_SERVER_2003
