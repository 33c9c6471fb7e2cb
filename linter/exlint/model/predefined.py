"""What ISA Server knows without a declaration: protocol definitions, schedules, content groups, networks.

Sources: for the protocols of mail and DNS, the Exchange deployment kit of ISA Server 2000, KB 291662 and the ISA Server
product documentation; for schedules and content groups the ISA Server 2004 documentation. The other protocols are here
so that their names are known; none of them carries mail or DNS, so no verdict rests on their numbers.
"""

from __future__ import annotations

from exlint.model import hours
from exlint.model.estate import Protocol

_TCP_OUT = """
AOL Instant Messenger 5190; Chargen (TCP) 19; Daytime (TCP) 13; Discard (TCP) 9; DNS Zone Transfer 53; Echo (TCP) 7;
Finger 79; FTP 21; FTP Download Only 21; Gopher 70; H.323 Protocol 1720; HTTP 80; HTTPS 443; ICQ 2000 5190; Ident 113;
IMAP4 143; IMAPS 993; IRC 6667; Kerberos-Adm (TCP) 749; Kerberos-Sec (TCP) 88; LDAP 389; LDAPS 636;
LDAP GC (Global Catalog) 3268; LDAPS GC (Global Catalog) 3269; MMS - Windows Media 1755; MSN 569; MSN Messenger 1863;
Net2Phone Registration 6500; NetBIOS Session 139; NNTP 119; NNTPS 563; PNM - RealNetworks protocol 7070; POP2 109;
POP3 110; POP3S 995; Quote (TCP) 17; RDP (Terminal Services) 3389; Rlogin 513; RTSP 554; SMTP 25; SMTPS 465; SSH 22;
Telnet 23; Time (TCP) 37; Whois 43
"""
_TCP_IN = """
Any RPC Server 135; DNS Zone Transfer Server 53; Exchange RPC Server 135; FTP Server 21; HTTPS Server 443;
IMAP4 Server 143; IMAPS Server 993; Microsoft SQL Server 1433; MMS - Windows Media Server 1755; NNTP Server 119;
NNTPS Server 563; PNM - RealNetworks protocol Server 7070; POP3 Server 110; POP3S Server 995;
RDP (Terminal Services) Server 3389; RTSP Server 554; SMTP Server 25; SMTPS Server 465; Telnet Server 23
"""
_UDP_SEND_RECEIVE = """
Archie 1525; Chargen (UDP) 19; Daytime (UDP) 13; DNS Query 53; Echo (UDP) 7; ICQ 4000; Kerberos-Adm (UDP) 749;
Kerberos-IV 750; Kerberos-Sec (UDP) 88; Net2Phone 6801; NetBIOS Name Service 137; NTP (UDP) 123; Quote (UDP) 17;
RADIUS 1812; RADIUS Accounting 1813; RIP 520; SNMP 161; TFTP 69; Time (UDP) 37
"""
_UDP_SEND = "Discard (UDP) 9; NetBIOS Datagram 138; SNMP Trap 162"
_UDP_RECEIVE_SEND = "DNS Query Server 53"

_TCP_OUT_2004 = """
LDAP 389; LDAP GC (Global Catalog) 3268; LDAPS 636; LDAPS GC (Global Catalog) 3269; Kerberos-Sec (TCP) 88;
Microsoft CIFS (TCP) 445; NetBIOS Session 139; RPC (all interfaces) 135; RDP (Terminal Services) 3389;
Microsoft Firewall Control 3847
"""
_UDP_2004 = """
DHCP (request) 67; DHCP (reply) 68; LDAP (UDP) 389; Kerberos-Sec (UDP) 88; Kerberos-Adm (UDP) 749;
Microsoft CIFS (UDP) 445; NetBIOS Datagram 138; NetBIOS Name Service 137; NTP (UDP) 123
"""


def _definitions(text: str, transport: str, direction: str) -> list[Protocol]:
    parts = [part.strip().rsplit(" ", 1) for part in text.replace("\n", " ").split(";")]
    return [Protocol(name, transport, int(port), direction) for name, port in parts]


def _by_name(*definitions: Protocol) -> dict[str, tuple[Protocol, ...]]:
    found: dict[str, tuple[Protocol, ...]] = {}
    for definition in definitions:
        key = definition.name.casefold()
        found[key] = (*found.get(key, ()), definition)
    return found


def _isa_2000() -> dict[str, tuple[Protocol, ...]]:
    return _by_name(
        *_definitions(_TCP_OUT, "tcp", "outbound"),
        *_definitions(_TCP_IN, "tcp", "inbound"),
        *_definitions(_UDP_SEND_RECEIVE, "udp", "send_receive"),
        *_definitions(_UDP_SEND, "udp", "send"),
        *_definitions(_UDP_RECEIVE_SEND, "udp", "receive_send"),
    )


def _isa_2004() -> dict[str, tuple[Protocol, ...]]:
    """The names of ISA Server 2004 and 2006: DNS is one protocol there, over both transports."""
    web_and_mail = "HTTP 80; HTTPS 443; FTP 21; POP3 110; IMAP4 143"
    return _by_name(
        Protocol("DNS", "udp", 53, "send_receive"),
        Protocol("DNS", "tcp", 53, "outbound"),
        Protocol("DNS Server", "udp", 53, "receive_send"),
        Protocol("DNS Server", "tcp", 53, "inbound"),
        Protocol("SMTP", "tcp", 25, "outbound"),
        Protocol("SMTP Server", "tcp", 25, "inbound"),
        Protocol("PING", "icmp", 8, "send_receive"),
        *_definitions(_TCP_OUT_2004 + ";" + web_and_mail, "tcp", "outbound"),
        *_definitions(_UDP_2004, "udp", "send_receive"),
    )


PROTOCOLS = {True: _isa_2000(), False: _isa_2004()}
"""Whether it is ISA Server 2000 -> casefolded name -> the definitions that it stands for."""

PROTOCOL_NAMES = {
    is_2000: {key: definitions[0].name for key, definitions in table.items()} for is_2000, table in PROTOCOLS.items()
}

_WORK = sum(hours.of_day(day, 9, 17) for day in hours.DAYS[:5])
_WEEKEND = sum(hours.of_day(day, 0, 24) for day in hours.DAYS[5:])
SCHEDULES = {"always": hours.ALWAYS, "work hours": _WORK, "weekends": _WEEKEND}
SCHEDULE_NAMES = {name.casefold(): name for name in ("always", "Work hours", "Weekends")}
"""By casefolded name."""

_CONTENT_GROUPS = (
    "Application; Application data files; Audio; Compressed files; Documents; HTML documents; Images;"
    " Macro documents; Text; Video; VRML"
)
CONTENT_GROUPS = {name.strip().casefold(): name.strip() for name in _CONTENT_GROUPS.split(";")}
NETWORKS = {name.casefold(): name for name in ("Local Host", "Internal", "External", "All Networks")}
