"""exlint: does outgoing mail of an Exchange server leave through its ISA server?"""

from __future__ import annotations

__version__ = "0.1.0"
