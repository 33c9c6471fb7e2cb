"""The shape of an SMTP virtual server: its property pages in Exchange System Manager, tab by tab."""

from __future__ import annotations

from typing import Literal

import msgspec

from exlint.schema.smtp_parts import ConnectionControl, Limits, Relay, Retry
from exlint.schema.values import ABSENT, Absent, Address, Binding, Hops, Minutes, Port, Text

Credentials = Literal["anonymous", "basic", "integrated"]


class SmtpVirtualServer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An SMTP virtual server, with the settings of its Properties in Exchange System Manager."""

    name: Text
    """The name below Protocols > SMTP. Examples: ["Default SMTP Virtual Server"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    bindings: tuple[Binding, ...] | Absent = ABSENT
    """General > IP address > Advanced: where it listens, as address:port; * is "(All Unassigned)". Absent: ["*:25"]."""
    secure_bindings: tuple[Binding, ...] | Absent = ABSENT
    """Where it listens for SMTP inside TLS, as address:port; no console page shows it. Absent: []."""
    connection_timeout: Minutes | Absent = ABSENT
    """General > Connection time-out (minutes): when an idle incoming connection is closed.
    Absent: the product's own, which is not known for every edition.
    """
    logging: bool | Absent = ABSENT
    """General > Enable logging. Absent: false."""
    authentication: tuple[Credentials, ...] | Absent = ABSENT
    """Access > Authentication: what incoming connections may use. integrated: "Integrated Windows Authentication".
    Absent: ["anonymous", "basic", "integrated"].
    """
    require_tls: bool | Absent = ABSENT
    """Access > Authentication or Communication: incoming connections need TLS ("Require secure channel").
    Absent: false.
    """
    connection_control: ConnectionControl | Absent = ABSENT
    """Access > Connection: the computers that may connect. Absent: unknown."""
    relay: Relay | Absent = ABSENT
    """Access > Relay: the computers that may send mail through this virtual server to other domains.
    Absent: {"computers": "only_listed", "list": [], "allow_authenticated": true}.
    """
    limits: Limits | Absent = ABSENT
    """The limits of the tabs General, Messages and Delivery. Absent: the default of each."""
    ndr_copy_to: Text | Absent = ABSENT
    """Messages > Send copy of Non-Delivery Report to: a mail address. Examples: ["postmaster@contoso.com"].
    Absent: none.
    """
    badmail_directory: Text | Absent = ABSENT
    """Messages > Badmail directory. Examples: ["C:\\\\Program Files\\\\Exchsrvr\\\\Mailroot\\\\vsi 1\\\\BadMail"].
    Absent: the folder Mailroot, vsi 1, BadMail below the folder of Exchange.
    """
    unresolved_recipients_host: Text | Absent | None = ABSENT
    """Messages > Forward all mail with unresolved recipients to host; null for no host.
    Examples: ["mail2.contoso.local"]. Absent: null.
    """
    retry: Retry | Absent = ABSENT
    """Delivery: when mail that cannot be delivered is tried again, reported and given up. Absent: the default of each.
    """
    outbound_security: Credentials | Absent = ABSENT
    """Delivery > Outbound security: how it signs on to the next server. There is no key for a password.
    Absent: "anonymous".
    """
    outbound_require_tls: bool | Absent = ABSENT
    """Delivery > Outbound security > TLS encryption. Absent: false."""
    tcp_port: Port | Absent = ABSENT
    """Delivery > Outbound connections > TCP port: the port that it connects to. Absent: 25."""
    outbound_timeout: Minutes | Absent = ABSENT
    """Delivery > Outbound connections > Time-out (minutes). Absent: 10."""
    maximum_hop_count: Hops | Absent = ABSENT
    """Delivery > Advanced > Maximum hop count. Absent: 15 in the Exchange 2000 editions, 30 in the Exchange 2003 ones.
    """
    masquerade_domain: Text | Absent | None = ABSENT
    """Delivery > Advanced > Masquerade domain; null for none. Examples: ["contoso.com"]. Absent: null."""
    fqdn: Text | Absent = ABSENT
    """Delivery > Advanced > Fully-qualified domain name: how it names itself to other servers.
    Examples: ["mail.contoso.com"]. Absent: the computer's own fully-qualified domain name.
    """
    external_dns_servers: tuple[Address, ...] | Absent = ABSENT
    """Delivery > Advanced > Configure external DNS servers: asked instead of the network adapter's; [] for none. Behind
    an ISA server KB 305394 asks for that ISA server's internal address. Absent: [].
    """
    smart_host: Text | tuple[Text, ...] | Absent | None = ABSENT
    """Delivery > Advanced > Smart host: a host name, or an IP address in [ ]; or a list of them; null for none.
    Examples: ["relay.example.net", "[203.0.113.25]"]. Absent: null.
    """
    attempt_direct_delivery: bool | Absent = ABSENT
    """Delivery > Advanced > Attempt direct delivery before sending to smart host. Absent: false."""
    reverse_dns_lookup: bool | Absent = ABSENT
    """Delivery > Advanced > Perform reverse DNS lookup on incoming messages. Absent: false."""
    dns_transport: Literal["tcp", "udp", "udp_then_tcp"] | Absent = ABSENT
    """How it asks DNS servers: the metabase's SmtpUseTcpDns; no console shows it.
    Absent: tcp on Windows 2000 (KB 263237), udp_then_tcp on Windows Server 2003 (KB 820284).
    """
