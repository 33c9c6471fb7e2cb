"""Where an administrator finds a setting: the menus of the products' consoles, in the products' own words."""

from __future__ import annotations

from exlint.model.estate import (
    AccessRule,
    Connector,
    DnsServer,
    IsaServer,
    ProtocolRule,
    SiteAndContentRule,
    VirtualServer,
)

_SECTIONS_2000 = {
    "protocol_rules": "Access Policy > Protocol Rules",
    "site_and_content_rules": "Access Policy > Site and Content Rules",
    "packet_filters": "Access Policy > IP Packet Filters",
    "client_sets": "Policy Elements > Client Address Sets",
    "destination_sets": "Policy Elements > Destination Sets",
    "schedules": "Policy Elements > Schedules",
    "content_groups": "Policy Elements > Content Groups",
    "protocol_definitions": "Policy Elements > Protocol Definitions",
    "local_address_table": "Network Configuration > Local Address Table (LAT)",
}
_SECTIONS_2004 = {
    "access_rules": "Firewall Policy",
    "system_rules": "Firewall Policy > Edit System Policy",
    "network_rules": "Configuration > Networks > Network Rules",
    "networks": "Configuration > Networks > Networks",
    "local_address_table": "Configuration > Networks > Networks > Internal > Properties > Addresses",
    "client_sets": "Firewall Policy > Toolbox > Network Objects > Address Ranges",
    "destination_sets": "Firewall Policy > Toolbox > Network Objects > Domain Name Sets",
    "schedules": "Firewall Policy > Toolbox > Schedules",
    "protocol_definitions": "Firewall Policy > Toolbox > Protocols",
}


def virtual_server(sender: VirtualServer, *steps: str) -> str:
    """A page of an SMTP virtual server's properties, as `Delivery`, `Advanced`."""
    name = sender.server.name
    return " > ".join(
        ("Exchange System Manager > Servers", name, "Protocols > SMTP", sender.name, "Properties", *steps)
    )


def connector(one: Connector, *steps: str) -> str:
    """A page of an SMTP connector's properties."""
    return " > ".join(("Exchange System Manager > Connectors", one.name, "Properties", *steps))


def smart_host(of: VirtualServer | Connector) -> str:
    """Where a virtual server or a connector has its smart hosts."""
    if isinstance(of, VirtualServer):
        return virtual_server(of, "Delivery", "Advanced", "Smart host")
    return connector(of, "General", "Forward all mail through this connector to the following smart hosts")


def network_adapter(server: str) -> str:
    """The TCP/IP settings of a computer's network adapter."""
    return f"on {server}: Network Connections > the adapter > Properties > Internet Protocol (TCP/IP) > Properties"


def dns_server(server: DnsServer, *steps: str) -> str:
    """A page of a DNS server's properties."""
    return " > ".join(("DNS console", server.name, "Properties", *steps))


def forwarding_timeout(server: DnsServer) -> str:
    """How long a DNS server waits for a forwarder."""
    return dns_server(server, "Forwarders", "Number of seconds before forward queries time out")


def dns_zones(server: DnsServer) -> str:
    """The zones of a DNS server."""
    return f"DNS console > {server.name} > Forward Lookup Zones"


def isa_section(isa: IsaServer, section: str, *steps: str) -> str:
    """The node of an ISA server that holds a section of the format, and what to open there."""
    if isa.is_2000:
        return " > ".join(("ISA Management > Servers and Arrays", isa.name, _SECTIONS_2000[section], *steps))
    return " > ".join(("ISA Server Management", isa.name, _SECTIONS_2004[section], *steps))


def rule(isa: IsaServer, one: ProtocolRule | SiteAndContentRule, tab: str) -> str:
    """A tab of the properties of a rule of ISA Server 2000."""
    section = "protocol_rules" if isinstance(one, ProtocolRule) else "site_and_content_rules"
    return isa_section(isa, section, one.name, "Properties", tab)


def packet_filtering(isa: IsaServer) -> str:
    """The switch of packet filtering on an ISA Server 2000."""
    return isa_section(isa, "packet_filters", "Properties", "General", "Enable packet filtering")


def access_rule(isa: IsaServer, rule: AccessRule, *steps: str) -> str:
    """A page of the properties of an access rule; the System Policy Editor, which shows no rules, but their groups."""
    if "system_rules" in rule.at:
        return isa_section(isa, "system_rules", f"the configuration group of {rule.name}")
    return isa_section(isa, "access_rules", rule.name, "Properties", *steps)


def firewall_client(server: str) -> str:
    """Where the Firewall Client of a computer is removed."""
    return f"on {server}: Control Panel > Add or Remove Programs > Microsoft Firewall Client > Remove"


def windows_version(server: str) -> str:
    """What tells a computer's operating system and its service pack."""
    return f"on {server}: Windows Explorer > Help > About Windows"


def exchange_version(server: str) -> str:
    """What tells a server's edition of Exchange and its service pack."""
    return f"Exchange System Manager > Servers > {server} > Properties > General"


def dns_service(isa: IsaServer, *steps: str) -> str:
    """A page of the properties of what answers DNS on an ISA computer."""
    return " > ".join((f"on {isa.name}: DNS console", isa.name, *steps))


def setup(isa: IsaServer) -> str:
    """The installation of an ISA server, which alone sets its mode."""
    return f"on {isa.name}: Control Panel > Add/Remove Programs > Microsoft ISA Server > Change"
