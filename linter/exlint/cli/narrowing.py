"""`exlint check --server`: the findings and verdicts of one server."""

from __future__ import annotations

from collections.abc import Callable

from exlint.cli.servers import is_meant
from exlint.engine import Judged
from exlint.findings import Finding, Report
from exlint.model import Estate


class OfServer:
    """Narrows a run to what is about one server, and remembers which servers there are.

    A server is an Exchange, DNS or ISA server by its name, or one virtual server as SERVER/VIRTUAL SERVER.
    """

    def __init__(self, server: str) -> None:
        """Takes the name, whatever its case."""
        self._server = server
        self._names: dict[str, str] = {}

    def __call__(self, judged: Judged) -> Callable[[Finding], bool]:
        """Whether a finding of an estate is about the server."""
        if judged.mail is not None:
            self._names |= {name.casefold(): name for name in _names(judged.mail.estate)}
        return lambda finding: is_meant(finding.object, self._server)

    def unknown(self) -> str:
        """What is said where no estate that was judged has such a server; empty where one has, or none was judged."""
        if not self._names or self._server.casefold() in self._names:
            return ""
        import difflib  # noqa: PLC0415 - only for a name that is wrong

        near = difflib.get_close_matches(self._server.casefold(), self._names, n=1)
        meant = f" (did you mean {self._names[near[0]]}?)" if near else ""
        return f"--server {self._server}: no such server and no such SMTP virtual server{meant}"

    def narrowed(self, report: Report) -> Report:
        """The report with the verdicts of that server alone."""
        verdicts = tuple(one for one in report.verdicts if is_meant(one.virtual_server, self._server))
        return report._replace(verdicts=verdicts)


def _names(estate: Estate) -> list[str]:
    lists = (estate.exchange_servers, estate.dns_servers, estate.isa_servers)
    servers = [server.name for servers in lists for server in servers]
    return servers + [one.identity for one in estate.virtual_servers]
