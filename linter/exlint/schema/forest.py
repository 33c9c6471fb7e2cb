"""The shape of the section `forest`: the Active Directory forest and its DNS servers."""

from __future__ import annotations

import msgspec

from exlint.schema import relations
from exlint.schema.values import ABSENT, Absent, Address, IsaClient, OneOrMoreAddresses, Seconds, ServerName, Text


class DnsServer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A DNS server of the forest, with the settings of its Properties in the DNS console."""

    name: ServerName
    """The computer's name. Examples: ["DC1"]."""
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    address: OneOrMoreAddresses
    """The computer's own IP address; or a list, the address that it sends from first."""
    forwarders: tuple[Address, ...] | Absent = ABSENT
    """Forwarders tab: the servers that are asked what this one does not know; [] for none.
    Absent: the forest's external_servers; unknown where they are not declared either.
    """
    root_hints: bool | Absent = ABSENT
    """Whether it asks the root servers of the Internet when no forwarder answers. false: "Do not use recursion (for
    this domain)" is checked on the Forwarders tab, or the Root Hints tab is empty.
    Absent: unknown: mail that depends on it is not decided.
    """
    recursion: bool | Absent = ABSENT
    """false: "Disable recursion (also disables forwarders)" is checked on the Advanced tab. Absent: true."""
    root_zone: bool | Absent = ABSENT
    """Whether the server hosts the zone "." (a dot), which makes forwarders and root hints unavailable (KB 229840).
    Absent: false.
    """
    forwarding_timeout: Seconds | Absent = ABSENT
    """Forwarders tab, "Number of seconds before forward queries time out". Absent: 5."""
    recursion_timeout: Seconds | Absent = ABSENT
    """The registry's RecursionTimeout: after this time the server answers that it failed. Absent: 15."""
    behind: Text | Absent = ABSENT
    """The name of the ISA server between this computer and the Internet; or none. Examples: ["ISA1", "none"].
    Absent: the one ISA server whose local address table holds every address of this computer, if there is one.
    """
    isa_client: IsaClient | Absent = ABSENT
    """How this computer is a client of its ISA server. Absent: "secure_nat"."""

    def __post_init__(self) -> None:
        relations.check_address(self.address)


class ForestDns(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """How the forest resolves names of the Internet."""

    external_servers: tuple[Address, ...] | Absent = ABSENT
    """The external DNS settings for the forest, as KB 305394 calls them. No console shows this list: it stands for the
    Forwarders tab of every DNS server below that has no forwarders of its own; [] for none.
    Absent: unknown: what the DNS servers without forwarders of their own forward to.
    """
    servers: tuple[DnsServer, ...] | Absent = ABSENT
    """The DNS servers of the forest, as the DNS console lists them.
    Absent: none declared: an internal address that is asked for names is not known to be a DNS server.
    """


class Forest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The Active Directory forest. A document in one file gives its name."""

    name: Text | Absent = ABSENT
    """The DNS name of the forest's root domain. Required, unless the document has another part that gives it.
    Examples: ["contoso.local"]. Absent: written in another file of the document.
    """
    description: str | Absent = ABSENT
    """A remark, for readers. Absent: none."""
    dns: ForestDns | Absent = ABSENT
    """How the forest resolves names of the Internet. Absent: unknown."""
