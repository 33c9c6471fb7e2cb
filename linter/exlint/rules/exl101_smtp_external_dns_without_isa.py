"""An SMTP virtual server does not ask the ISA server before it for Internet names.

## What it finds
A virtual server behind an ISA server that sends mail to the Internet by DNS, and whose list of external DNS servers
holds none of that ISA server's internal addresses. A list that is not written counts as empty.

## Why mail suffers
To deliver a message the virtual server must find the receiving host, and asks a DNS server for it. Behind an ISA
server a question to any other server has to pass the firewall as the system account, which often it may not. The
question is dropped, the message waits in the queue, and a non-delivery report comes only after two days. The article
saw no event; others name event 4000 of SMTPSVC (KB 263237, KB 820284).

## How to mend it
In the console: Exchange System Manager > Servers > the server > Protocols > SMTP > the virtual server > Properties >
Delivery > Advanced > Configure; add the internal address of the ISA server.

In YAML: add the address to `external_dns_servers` of the virtual server.

The ISA computer must answer there: a DNS server has to run on it, or another one has to be reachable through it. While
it does not, the finding says why, and has no fix: mail would wait as before. Other
guidance from Microsoft asks for the opposite: where external DNS servers are set and delivery is slow, the DNS servers
of the network connection should be used (Exchange 2000 Server documentation, Configuring SMTP). Follow the article
where mail stays in the queue.

## Source
KB 305394, cause 1 and resolution, step 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exlint.findings import Clue, Edit, Fix, Mark, Problem, Severity, added
from exlint.mailflow import Mail, asks
from exlint.mailflow.asking import stopped_first
from exlint.mailflow.ground import Ground
from exlint.mailflow.listening import in_vain
from exlint.mailflow.resolution import Question, questions, resolvers, transport
from exlint.model.addresses import dotted, listed
from exlint.model.estate import IsaServer, VirtualServer
from exlint.rules import Rule


def check(mail: Mail) -> Iterator[Problem]:
    """Yields a problem for each such virtual server."""
    for isa, senders in mail.dns_senders:
        for sender in senders:
            if not asks(isa, sender.external_dns_servers):
                yield mail.weighed(_problem(sender, isa, mail.ground), [sender])


def _problem(sender: VirtualServer, isa: IsaServer, ground: Ground) -> Problem:
    asked, wanted = sender.external_dns_servers, listed(isa.internal)
    seen = f"its external DNS servers are {listed(asked)}" if asked else "it has no external DNS servers"
    written, why = () if asked else _written(sender, isa, ground), in_vain(isa, ground)
    lists = f"external_dns_servers: [{', '.join(written)}]"
    mend = f"add {dotted(isa.asked_at)} to external_dns_servers" if asked else f"write {lists}"
    fixes = () if why else _fixes(sender, isa, written)
    place = "on" if sender.server.standing.on_isa else "behind"
    where = f"Exchange System Manager > Servers > {sender.server.name} > Protocols > SMTP > {sender.name}"
    return Problem(
        (*sender.at, "external_dns_servers"),
        f"{sender.name} on {sender.server.name} does not ask {isa.name} for Internet names:"
        f" {seen}; expected {wanted} among them",
        sender.identity,
        Mark.KEY,
        f"holds no internal address of {isa.name} ({wanted})" if asked is not None else "names no external DNS server",
        (
            Clue((*sender.at, "name"), "delivers to the Internet by DNS"),
            Clue(
                (*isa.at, "name"),
                f"{sender.server.name} is {place} this ISA server",
            ),
        ),
        f"let {isa.name} answer first: {why}; then {mend}" if why else mend,
        f"{where} > Properties > Delivery > Advanced > Configure",
        fixes=fixes,
        first="" if why or fixes else f"dns_servers of {sender.server.name}",
    )


def _fixes(sender: VirtualServer, isa: IsaServer, written: Sequence[str]) -> tuple[Fix, ...]:
    at = (*sender.at, "external_dns_servers")
    if sender.external_dns_servers:
        return added(f"external_dns_servers of {sender.identity}", at, dotted(isa.asked_at))
    if not _today(sender):
        return ()
    title = f"write external_dns_servers of {sender.identity}: [{', '.join(written)}]"
    return (Fix(title, (Edit(at, tuple(written)),)),)


def _written(sender: VirtualServer, isa: IsaServer, ground: Ground) -> tuple[str, ...]:
    """A list where there is none: those asked today, and the address behind them or before them.

    It goes before them where it would wait for the first of them, which is stopped (EXL205).
    """
    today, computer = questions(sender, ground), ground.computer(sender.server)
    address = next((one.address for one in today if one.address in isa.internal), isa.asked_at)
    question = Question(computer, address, transport(sender, ground), (*sender.at, "external_dns_servers"))
    waits = stopped_first(resolvers([*today, question], ground)) is not None
    ordered = [question, *today] if waits else [*today, question]
    return tuple(dict.fromkeys(dotted(one.address) for one in ordered))


def _today(sender: VirtualServer) -> tuple[str, ...]:
    """The DNS servers that are asked without a list: those of the network adapter."""
    return sender.server.declared.dns_servers or ()


RULE = Rule(
    "EXL101",
    "smtp-external-dns-without-isa",
    Severity.ERROR,
    __doc__ or "",
    "KB305394",
    "cause 1",
    "queue",
    safety="unsafe",
    fix="it changes whom the virtual server asks for names. The address goes behind the others, or before "
    "them where those are stopped; a list that is not written gets the DNS servers that are asked today, "
    "and that address in the same way. There is no fix while the ISA server does not answer: that comes first",
    check=check,
)
