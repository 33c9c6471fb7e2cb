"""Where SMTP virtual servers listen: what is written in `bindings` and `secure_bindings`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from exlint.findings import Route
from exlint.model.estate import VirtualServer

_SMTP_IN_TLS = 465
_SHOWN = 4  # bindings of a list that a sentence can carry


class Binding(NamedTuple):
    """A binding as it is written, as `*:25`; `secure` where it stands in `secure_bindings`."""

    at: Route
    text: str
    secure: bool
    sender: VirtualServer

    @property
    def port(self) -> int:
        """Its port."""
        return int(self.text.rpartition(":")[2])


def bindings(sender: VirtualServer) -> tuple[Binding, ...]:
    """What is written of a virtual server, `secure_bindings` first; nothing for a key that is not written."""
    lists = {"secure_bindings": sender.declared.secure_bindings, "bindings": sender.declared.bindings}
    return tuple(
        Binding((*sender.at, key, index), text, key == "secure_bindings", sender)
        for key, texts in lists.items()
        for index, text in enumerate(texts or ())
    )


def taken(senders: Iterable[VirtualServer]) -> dict[Route, Binding]:
    """The bindings that a virtual server before has on the same server: the route of each -> the first one's.

    `*:25` and `10.0.0.10:25` are two things.
    """
    first: dict[tuple[Route, str], Binding] = {}
    found: dict[Route, Binding] = {}
    for sender in senders:
        for one in bindings(sender):
            earlier = first.setdefault((sender.server.at, one.text), one)
            if earlier.sender.at != sender.at:
                found[one.at] = earlier
    return found


def for_tls(sender: VirtualServer, others: Mapping[Route, Binding]) -> Binding | None:
    """The first binding for SMTP inside TLS, a secure one or else one on port 465, that is not among `others`."""
    wanted = (one for one in bindings(sender) if one.secure or one.port == _SMTP_IN_TLS)
    return next((one for one in wanted if one.at not in others), None)


def named(texts: Iterable[str]) -> str:
    """Bindings as a sentence names them, each once; a long list is cut."""
    every = list(dict.fromkeys(texts))
    more = len(every) - _SHOWN
    return ", ".join(every[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
