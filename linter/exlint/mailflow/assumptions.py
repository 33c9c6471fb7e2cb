"""The points where the sources leave a doubt and a verdict can depend on how it is decided.

Each is a switch; a verdict names those whose other reading would change it.
"""

from __future__ import annotations

from typing import NamedTuple


class Assumptions(NamedTuple):
    """How exlint reads what the products' documentation leaves open; the defaults are its readings."""

    unfiltered_computer_is_open: bool = True
    """U1: an ISA computer without packet filtering lets its own traffic out; the documents speak of clients only. The
    fact check lists the same point as 3.18."""

    all_protocols_need_no_definition: bool = True
    """U2: a rule for all protocols also carries ports without a definition; for SecureNAT clients of ISA Server 2004
    a book says otherwise, for those of ISA Server 2000 nothing was found."""

    deny_for_groups_spares_services: bool = True
    """U3: a deny rule for client groups does not stop a request without identity."""

    groups_never_hold_services: bool = True
    """U5: no client group holds the system account, Everyone neither (KB 305394, cause 3)."""

    windows_2000_asks_by_tcp_only: bool = True
    """2.5b: SMTP of Windows 2000 asks DNS servers over TCP, never UDP (KB 263237; KB 330070 knows exceptions)."""

    services_cannot_authenticate: bool = True
    """3.7: a firewall client's request as system account is refused where users are asked for (KB 305394)."""

    names_are_not_addresses: bool = True
    """3.11: a name in a destination set does not match a host known by its address, nor an address one known by its
    name (KB 292018 knows exceptions)."""

    wildcards_leave_out_the_domain: bool = True
    """9.16a: `*.example.com` in a destination set does not hold example.com itself."""


CODES = {
    "unfiltered_computer_is_open": "U1",
    "all_protocols_need_no_definition": "U2",
    "deny_for_groups_spares_services": "U3",
    "groups_never_hold_services": "U5",
    "windows_2000_asks_by_tcp_only": "2.5b",
    "services_cannot_authenticate": "3.7",
    "names_are_not_addresses": "3.11",
    "wildcards_leave_out_the_domain": "9.16a",
}
"""The name of each assumption as a verdict gives it."""

STANDARD = Assumptions()
