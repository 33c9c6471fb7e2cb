"""The shape of the section `exchange`: the organization's servers and SMTP connectors."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from exlint.schema import relations
from exlint.schema.smtp import SmtpVirtualServer
from exlint.schema.values import (
    ABSENT,
    Absent,
    Address,
    AddressSpace,
    IsaClient,
    OneOrMoreAddresses,
    ServerName,
    ServicePack,
    Text,
)

Edition = Literal[
    "exchange-2000",
    "exchange-2000-enterprise",
    "exchange-2003-standard",
    "exchange-2003-enterprise",
    "sbs-2000",
    "sbs-2003-standard",
    "sbs-2003-premium",
]


class ExchangeServer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An Exchange server, as Exchange System Manager lists it below Servers."""

    name: ServerName
    """The computer's name. Examples: ["MAIL1"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    edition: Edition
    """The product and its edition; sbs is Small Business Server."""
    service_pack: ServicePack | Absent = ABSENT
    """The number of Exchange's service pack; 0 for none. Absent: unknown."""
    operating_system: Literal["windows-2000", "windows-server-2003"] | Absent = ABSENT
    """The computer's operating system, which decides how SMTP asks DNS servers.
    Absent: windows-2000 for the 2000 editions, windows-server-2003 for the others.
    """
    os_service_pack: ServicePack | Absent = ABSENT
    """The number of the operating system's service pack; 0 for none. Absent: unknown."""
    address: OneOrMoreAddresses
    """The computer's own IP address; or a list, the address that it sends from first."""
    fqdn: Text | Absent = ABSENT
    """The computer's fully-qualified domain name. Examples: ["mail1.contoso.local"]. Absent: unknown."""
    dns_servers: tuple[Address, ...] | Absent = ABSENT
    """Preferred and alternate DNS server, in the TCP/IP properties of the network adapter; [] for none.
    Absent: unknown.
    """
    behind: Text | Absent = ABSENT
    """The name of the ISA server between this computer and the Internet; or none. Examples: ["ISA1", "none"].
    Absent: the one ISA server whose local address table holds every address of this computer, if there is one.
    """
    isa_client: IsaClient | Absent = ABSENT
    """How this computer is a client of its ISA server. Absent: "secure_nat"."""
    smtp_virtual_servers: Annotated[tuple[SmtpVirtualServer, ...], Meta(min_length=1)]
    """The SMTP virtual servers, below Protocols > SMTP."""

    def __post_init__(self) -> None:
        relations.check_address(self.address)


class Connector(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An SMTP connector, with the settings of its Properties in Exchange System Manager."""

    name: Text
    """The name below Connectors. Examples: ["Internet"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    address_spaces: tuple[AddressSpace, ...] | Absent = ABSENT
    """Address Space tab: the mail domains that it takes, each as type:pattern;cost.
    Absent: none: the connector takes no mail.
    """
    delivery: Literal["dns", "smart_host"]
    """General tab. dns: "Use DNS to route to each address space on this connector". smart_host: "Forward all mail
    through this connector to the following smart hosts".
    """
    smart_hosts: tuple[Text, ...] | Absent = ABSENT
    """General tab: the smart hosts, each a host name, or an IP address in [ ].
    Examples: [["relay.example.net", "[203.0.113.25]"]]. Absent: unknown where delivery is smart_host, otherwise none.
    """
    bridgeheads: tuple[Text, ...] | Absent = ABSENT
    """General tab, "Local bridgeheads": the virtual servers that send its mail, each as SERVER/VIRTUAL SERVER.
    Examples: [["MAIL1/Default SMTP Virtual Server"]]. Absent: [].
    """


class Exchange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The Exchange organization."""

    organization: Text | Absent = ABSENT
    """The organization's name. Examples: ["Contoso"]. Absent: unknown."""
    servers: tuple[ExchangeServer, ...] | Absent = ABSENT
    """The Exchange servers of the organization. Absent: none declared: there is no mail to judge."""
    connectors: tuple[Connector, ...] | Absent = ABSENT
    """The SMTP connectors of the organization. Absent: []."""
