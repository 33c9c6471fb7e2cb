"""A small estate from which mail leaves, and the ways in which the cases change it.

MAIL1 (10.0.0.10) asks DC1 (10.0.0.5), which asks a DNS server on the Internet; both are behind ISA1 (10.0.0.1), which
lets everything through. DC2 (10.0.0.6) never finds a host, so what asks it alone is stopped.
"""

from __future__ import annotations

from typing import Any, NamedTuple

Data = dict[str, Any]
GONE: Any = object()
"""The value of a key that the estate does without."""

DEAD = ["10.0.0.6"]
OUTSIDE = ["198.51.100.53"]
ALL: Data = {"name": "All", "action": "allow", "protocols": "all", "applies_to": "any_request"}
SITES: Data = {"name": "Sites", "action": "allow", "applies_to": "any_request"}
ACCESS: Data = {"name": "Out", "action": "allow", "protocols": "all", "from": ["Internal"], "to": ["External"]}
RELATED: Data = {"name": "Internet", "from": ["Internal"], "to": ["External"], "relation": "nat"}


class Case(NamedTuple):
    """What a sentence of the specification says about MAIL1 of a small estate.

    `points` gives for some destinations a letter for every hour, or the 168 letters, Monday 00 first.
    """

    sentence: str
    words: str
    verdict: str
    data: Data
    points: dict[tuple[str, str], str] | None = None


def estate(**changes: Any) -> Data:
    """The small estate with changed parts: `mail`, `vs`, `dc`, `dns` (of the forest), `isa`, `connectors`.

    `mails`, `dcs` and `isas` are servers beside those; `isa=None` leaves the section out.
    """
    isa = changes.get("isa", {})
    dns = {"servers": [dc(**changes.get("dc", {})), DC2, *changes.get("dcs", [])], **changes.get("dns", {})}
    keys = {"name": "MAIL1", "address": "10.0.0.10", **changes.get("mail", {})}
    first = mail(**keys, vs=changes.get("vs", {}))
    exchange: Data = {"servers": [first, *changes.get("mails", [])]}
    if "connectors" in changes:
        exchange["connectors"] = changes["connectors"]
    data: Data = {"exlint": 1, "forest": {"name": "contoso.local", "dns": dns}, "exchange": exchange}
    if isa is not None:
        data["isa"] = {"servers": [isa if "version" in isa else isa_2000(**isa), *changes.get("isas", [])]}
    return data


def mail(name: str, address: str, vs: Data | None = None, **keys: Any) -> Data:
    """An Exchange server with one virtual server, VS."""
    base = {"name": name, "edition": "exchange-2003-standard", "address": address, "dns_servers": ["10.0.0.5"]}
    return written(base | keys | {"smtp_virtual_servers": [written({"name": "VS"} | (vs or {}))]})


def dc(**keys: Any) -> Data:
    """DC1, or another DNS server in its place."""
    return written({"name": "DC1", "address": "10.0.0.5", "forwarders": OUTSIDE, "root_hints": False} | keys)


def isa_2000(**keys: Any) -> Data:
    """ISA1 as ISA Server 2000."""
    rules = {"protocol_rules": [ALL], "site_and_content_rules": [SITES], "packet_filtering": True, "packet_filters": []}
    return written(_firewall("isa-2000") | rules | keys)


def isa_2004(**keys: Any) -> Data:
    """ISA1 as ISA Server 2004."""
    rules = {"network_rules": [RELATED], "system_rules": [], "access_rules": [ACCESS]}
    return written(_firewall("isa-2004") | rules | keys)


def connector(name: str, space: str, *heads: str, **keys: Any) -> Data:
    """A connector whose bridgeheads are the virtual servers VS of these servers."""
    bridgeheads = [f"{head}/VS" for head in heads]
    return {"name": name, "address_spaces": [space], "delivery": "dns", "bridgeheads": bridgeheads, **keys}


def written(keys: Data) -> Data:
    """The keys that are not gone."""
    return {key: value for key, value in keys.items() if value is not GONE}


def hours(*days: str) -> str:
    """A week in which these are the letters of each day: one day's 24, or one letter for all of them."""
    return "".join(day if len(day) == 24 else day * 24 for day in days)


def _firewall(version: str) -> Data:
    addresses = {"internal_addresses": ["10.0.0.1"], "external_addresses": ["203.0.113.2"]}
    table = {"local_address_table": ["10.0.0.0/24"], "dns_listener": True}
    return {"name": "ISA1", "version": version, **addresses, **table}


DC2 = dc(name="DC2", address="10.0.0.6", forwarders=GONE, root_zone=True)
MAIL2 = mail("MAIL2", "10.0.0.11", dns_servers=DEAD)
"""A server whose own mail is stopped."""

MAIL3 = mail("MAIL3", "10.0.0.12", dns_servers=GONE)
"""A server of whose mail nobody can say anything."""

ISA2 = isa_2000(
    name="ISA2", internal_addresses=["10.2.0.1"], external_addresses=GONE, local_address_table=["10.2.0.0/24"]
)
