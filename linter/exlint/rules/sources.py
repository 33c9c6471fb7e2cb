"""The documents that rules rest on: the one table of them."""

from __future__ import annotations

from typing import NamedTuple


class Document(NamedTuple):
    """A document.

    Attributes:
        number: What a finding calls it, as `KB 305394`.
        title: Its title where that is known, else what it is about.
        read: Who published it, or where its text was read.
    """

    number: str
    title: str
    read: str


DOCUMENTS = {
    "KB229840": Document(
        "KB 229840",
        "DNS Server's Root Hints and Forwarder Pages Are Unavailable",
        "archives of Microsoft's Knowledge Base",
    ),
    "KB244986": Document(
        "KB 244986",
        "XCON: How SMTP Connectors Process Wildcards in Address Space Entries",
        "copy of ftp.microsoft.com, MISC/KB",
    ),
    "KB251951": Document(
        "KB 251951",
        "Messages wait in a connector's queue because the smart host's name is not valid",
        "mskb.pkisolutions.com",
    ),
    "KB257426": Document(
        "KB 257426",
        "XCON: Configuring Exchange 2000 to Use a Smart Host IP Address",
        "support.microsoft.com, archived",
    ),
    "KB260247": Document(
        "KB 260247",
        "XFOR: Message Looping with Exchange Server on a Windows 2000 DC",
        "jeffpar/kbarchive (about Exchange 5.5)",
    ),
    "KB275596": Document(
        "KB 275596",
        "XADM: MAPI Messages Stack Up in Send Queue to the Host Specified in Forward Unresolved Recipients",
        "BetaArchive, Microsoft KB Archive",
    ),
    "KB295765": Document(
        "KB 295765",
        "Description of the product limitations in Small Business Server 2000",
        "support.microsoft.com, archived",
    ),
    "KB301401": Document(
        "KB 301401",
        "XFOR: SMTP Tries to Deliver Messages to External Exchange 2000 Servers with Names That Are Not "
        "FQDNs Until an Expiration Time-Out Occurs",
        "copy of ftp.microsoft.com, MISC/KB",
    ),
    "KB303734": Document(
        "KB 303734",
        "HOW TO: Configure the SMTP Virtual Server for Message Delivery",
        "jeffpar/kbarchive",
    ),
    "KB303889": Document(
        "KB 303889",
        "MX Record Failover Does Not Occur When 4xx Error Occurs",
        "jeffpar/kbarchive",
    ),
    "KB305394": Document(
        "KB 305394",
        "Outgoing SMTP messages remain in the outgoing queue, and you do not receive any NDRs on a "
        "server that is running Exchange Server 2003, Exchange 2000 Server, or Small Business Server 2003",
        "copy of ftp.microsoft.com, MISC/KB",
    ),
    "KB324958": Document(
        "KB 324958",
        "How to block open SMTP relaying and clean up Exchange Server SMTP queues in Windows Small Business Server",
        "archives of Microsoft's Knowledge Base",
    ),
    "KB820284": Document(
        "KB 820284",
        "Mail may not be delivered to certain domains if Server OS is Windows Server 2003",
        "copy of ftp.microsoft.com, MISC/KB",
    ),
    "KB829722": Document(
        "KB 829722",
        "Mail delivery is slow in Exchange 2000 when the primary DNS server is not available",
        "archives of Microsoft's Knowledge Base",
    ),
    "EXBPA-BINDINGS": Document(
        "Exchange Best Practices Analyzer, page 4c22d36a",
        "The bindings of an SMTP virtual server are not port 25",
        "copy of the analyzer's help, unifiedpeople.ru",
    ),
    "EXBPA-BRIDGEHEAD": Document(
        "Exchange Best Practices Analyzer, TechNet aa996822",
        "SMTP instance with no outbound SMTP connector set",
        "TechNet library",
    ),
    "EXBPA-CONNECTIONS": Document(
        "Exchange Best Practices Analyzer, page 71ef13ad",
        "Outgoing connections are not 1000",
        "copy of the analyzer's help, unifiedpeople.ru",
    ),
    "EXBPA-DIRECT": Document(
        "Exchange Best Practices Analyzer, TechNet aa996573",
        "SmartHostType is not 0",
        "TechNet library",
    ),
    "EXBPA-DOMAIN": Document(
        "Exchange Best Practices Analyzer, page 6c66c741",
        "Outgoing connections for a domain are not 100",
        "copy of the analyzer's help",
    ),
    "EXBPA-FQDN": Document(
        "Exchange Best Practices Analyzer, page ecf8effc",
        "The virtual server's FQDN is not the computer's",
        "copy of the analyzer's help",
    ),
    "EXBPA-HOPS": Document(
        "Exchange Best Practices Analyzer, TechNet aa996739",
        "The maximum hop count is not the default",
        "TechNet library",
    ),
    "EXBPA-PORT": Document(
        "Exchange Best Practices Analyzer, page 6dbd672c",
        "The outgoing port is not 25",
        "copy of the analyzer's help",
    ),
    "EXBPA-RELAYAUTH": Document(
        "Exchange Best Practices Analyzer, page 90819727",
        "Relaying for authenticated computers is off",
        "copy of the analyzer's help",
    ),
    "EXBPA-SEVERAL": Document(
        "Exchange Best Practices Analyzer, TechNet aa997328",
        "A virtual server has several bindings",
        "TechNet library",
    ),
    "EXBPA-VSSMARTHOST": Document(
        "Exchange Best Practices Analyzer, TechNet aa997387",
        "A smart host is set on an SMTP virtual server",
        "TechNet library",
    ),
    "STIG-EX2003": Document(
        "STIG EMG2-120",
        "Microsoft Exchange Server 2003 Security Technical Implementation Guide",
        "public lists of the guide's items",
    ),
    "TN-CONNECTOR": Document(
        "TechNet aa998478",
        "Exchange Server 2003: an SMTP connector, its smart host and DNS",
        "TechNet library",
    ),
    "TN-SUPPORTABILITY": Document(
        "TechNet bb124788",
        "Exchange and the operating systems that it is supported on",
        "TechNet library",
    ),
    "IIS-SMARTHOSTTYPE": Document(
        "TechNet cc739348",
        "IIS 6.0 metabase: SmartHostType",
        "TechNet library",
    ),
    "TECHNETMAG-TLS": Document(
        "TechNet Magazine cc137760",
        "TechNet Magazine, on TLS for SMTP in Exchange",
        "TechNet library",
    ),
    "FLYLIB-SMTP": Document(
        "flylib 3.393.1.84",
        "Lesson 1: SMTP Configurations and Virtual Servers",
        "flylib.com (third party: a training book on Exchange 2000)",
    ),
    "WINDOWSITLIBRARY-SMTP": Document(
        "windowsitlibrary, table 2",
        "Default delays and time-outs of an SMTP virtual server",
        "windowsitlibrary (third party)",
    ),
    "REG-FORWARDINGTIMEOUT": Document(
        "TechNet cc940784",
        "ForwardingTimeout (Windows 2000 registry reference)",
        "Microsoft's archive of previous versions",
    ),
    "SDK-REQUESTS": Document(
        "ISA Server 2000 SDK, isaabout_8flf",
        "How a request is processed",
        "mirror of the SDK, certsrv.ru",
    ),
    "SDK-PROTOCOLRULE": Document(
        "ISA Server 2000 SDK, FPCProtocolRule",
        "FPCProtocolRule Object",
        "mirror of the SDK, certsrv.ru",
    ),
    "SDK-PACKETFILTERS": Document(
        "ISA Server 2000 SDK, isaabout_2l83",
        "IP packet filters",
        "mirror of the SDK, certsrv.ru",
    ),
    "SDK-SCHEDULE": Document(
        "MSDN aa501925",
        "FPCSchedule (ISA Server 2004 SDK; the weekly grid is that of ISA Server 2000)",
        "MSDN library",
    ),
    "PD-DESTINATIONS": Document(
        "ISA Server 2000 product documentation, cmt_destination",
        "Destination sets",
        "Microsoft's resources pages",
    ),
    "PD-LAT": Document(
        "ISA Server 2000 product documentation, m_p_c_lat",
        "The local address table",
        "Microsoft's resources pages",
    ),
    "PD-OTHERSVC": Document(
        "ISA Server 2000 product documentation, cmt_othersvc",
        "Other services on the ISA Server computer",
        "Microsoft's resources pages",
    ),
    "PD-PROTOCOLS": Document(
        "ISA Server 2000 product documentation, m_p_c_protocolschem",
        "Protocol definitions",
        "Microsoft's resources pages",
    ),
    "PD-RULES": Document(
        "ISA Server 2000 product documentation, m_p_c_proxyrule",
        "Site and content rules",
        "Microsoft's resources pages",
    ),
    "TN-LAT": Document(
        "TechNet cc750613",
        "Understanding the ISA Server 2000 Local Address Table",
        "TechNet library",
    ),
    "TN-UNSUPPORTED": Document(
        "TechNet cc302678",
        "Troubleshooting Unsupported Configurations (ISA Server 2004 and 2006)",
        "TechNet library",
    ),
    "TN-ACCESSRULES": Document(
        "TechNet bb838971",
        "ISA Server 2006: access rules are checked in order",
        "TechNet library",
    ),
    "ISA2004-MIGRATION": Document(
        "ISA Server 2004 Help, FW_C_MigratDetail",
        "Migrating from ISA Server 2000",
        "copies of the Help",
    ),
    "ISA2006-PROTOCOLS": Document(
        "ISA Server 2006 Help, isalink_protocoldirection",
        "Protocols",
        "mirror of the Help, certsrv.ru",
    ),
    "EXLINT-FORMAT": Document(
        "exlint's format",
        "The format, version 1: what is not declared is unknown",
        "docs/format.md",
    ),
}
"""Key, as a rule's `source` gives it -> document."""
