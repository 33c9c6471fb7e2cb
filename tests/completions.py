"""Undecided estates, and what may be written at a key that is missing."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import combinations, product
from random import Random
from typing import Any

import estates
from exlint.mailflow.decision import Missing
from sentences.small import ALL, SITES, Data

EVERYWHERE: Data = {"from": ["All Networks"], "to": ["All Networks"]}
ACCESS: Data = {"name": "All", "action": "allow", "protocols": "all", **EVERYWHERE}
SENDS: Data = {"action": "allow", "transport": "any", "direction": "both"}
OUTSIDER = "9.9.9.9"  # nothing in the random estates names it
ANSWERS: Data = {"forwarders": [OUTSIDER], "root_hints": True, "behind": "none"}
NEVER: Data = {"forwarders": [], "root_hints": False}

DNS = ["DNS Query", "DNS Zone Transfer"]


def _access(*targets: str) -> list[Data]:
    """Mail to everywhere, DNS to these networks, and nothing else."""
    mail = ACCESS | {"name": "Mail", "protocols": {"all_except": ["DNS"]}}
    dns = [ACCESS | {"name": one, "protocols": ["DNS"], "to": [one]} for one in targets]
    return [mail, *dns, ACCESS | {"action": "deny"}]


def _filters(*remote: str) -> list[Data]:
    """Mail to everywhere, DNS to these computers only."""
    mail = [SENDS | {"name": f"Mail {port}", "remote_port": port} for port in (25, 2525)]
    return [*mail, *(SENDS | {"name": one, "remote_port": 53, "remote_computer": one} for one in remote)]


FILLED = 0.7  # the share of keys that are filled in where some are

Written = list[tuple[Missing, Any]]
"""Missing keys with what is written there."""

VALUES: dict[str, list[Any]] = {
    "dns_listener": [True, False],
    "packet_filtering": [False, True],
    "packet_filters": [
        [SENDS | {"name": "All"}],
        *(_filters(one) for one in ("all", "10.0.0.0/8", "198.51.100.53", "192.0.2.9", "8.8.8.8")),
        [],
    ],
    "protocol_rules": [[ALL], [ALL | {"protocols": {"all_except": DNS}}], [ALL | {"protocols": DNS}], []],
    "site_and_content_rules": [[SITES], [SITES | {"destinations": "internal"}], []],
    "network_rules": [[EVERYWHERE | {"name": "All", "relation": "route"}], []],
    "access_rules": [[ACCESS], _access("Internal"), _access("External"), _access(), [], [ACCESS | {"action": "deny"}]],
    "system_rules": [[ACCESS], _access("Internal"), _access("External"), _access(), [], [ACCESS | {"action": "deny"}]],
    "root_hints": [True, False],
    "smart_hosts": [["[9.9.9.8]"], ["[127.0.0.1]"], ["relay"]],
}
"""The keys whose values need no look at the estate; of each first a value that lets everything through."""


def undecided(source: Random) -> Data:
    """A random estate, of which much is not declared."""
    data = estates.estate(source)
    share = source.choice([0, 0.3, 0.7])
    isa = ["dns_listener", "packet_filtering", "packet_filters", "protocol_rules", "site_and_content_rules"]
    isa += ["network_rules", "access_rules", "system_rules"]
    for server in data.get("isa", {}).get("servers", []):
        _thinned(server, isa, share, source)
    for server in data.get("forest", {}).get("dns", {}).get("servers", []):
        _thinned(server, ["forwarders", "root_hints"], share, source)
    return data


def _thinned(part: Data, keys: list[str], share: float, source: Random) -> None:
    for key in keys:
        if key in part and source.random() < share:
            del part[key]


def values(missing: Missing, data: Data) -> list[Any]:
    """What is tried at a missing key; the first lets most mail through."""
    key = str(missing.at[-1])
    names = [one["name"] for one in data.get("isa", {}).get("servers", [])]
    if key == "behind":
        return ["none", *names]
    if key in {"dns_servers", "forwarders"}:
        none: list[list[str]] = [[]] if key == "forwarders" else []
        return [[OUTSIDER], *([one] for one in _declared(data)), *none]
    if key == "servers":  # a DNS server at an address
        address = missing.key.split(" ")[6]
        named = {"name": f"NEW-{address}", "address": address}
        return [named | ANSWERS, named | NEVER]
    return VALUES[key]


def _declared(data: Data) -> list[str]:
    """The addresses of DNS servers, and those at which a listener may be."""
    servers = data.get("forest", {}).get("dns", {}).get("servers", [])
    isa = data.get("isa", {}).get("servers", [])
    return [*(one["address"] for one in servers), *(one["internal_addresses"][0] for one in isa)]


def completed(data: Data, written: Written) -> Data:
    """The estate with these values at the missing keys."""
    found = copy.deepcopy(data)
    for missing, value in written:
        part: Any = found
        for step in missing.at[1:-1]:
            part = part[step] if isinstance(step, int) else part.setdefault(step, {})
        key = missing.at[-1]
        if key == "servers":
            found["forest"].setdefault("name", "new.example")
            part.setdefault(key, []).append(value)
        else:
            part[key] = value
    return found


def completions(keys: list[Missing], data: Data, source: Random) -> Iterator[Written]:
    """All keys filled in: with the values that let most through, with those that let least, and at random."""
    tried = [values(key, data) for key in keys]
    yield [(key, options[0]) for key, options in zip(keys, tried, strict=True)]
    yield [(key, options[-1]) for key, options in zip(keys, tried, strict=True)]
    for _ in range(10):
        yield [(key, source.choice(options)) for key, options in zip(keys, tried, strict=True)]


def partly(keys: list[Missing], data: Data, source: Random) -> Iterator[Written]:
    """Some of the keys filled in.

    None; all with what lets most through; of those one or two left out or with another value; then at random.
    """
    best = [(key, values(key, data)[0]) for key in keys]
    other = [[[], *([(key, value)] for value in values(key, data)[1:])] for key in keys]
    yield from ([], best)
    for one, written in enumerate(other):
        for some in written:
            yield [*best[:one], *some, *best[one + 1 :]]
    for one, two in combinations(range(len(keys)), 2):
        for some, more in product(other[one], other[two]):
            yield [*best[:one], *some, *best[one + 1 : two], *more, *best[two + 1 :]]
    for _ in range(100):
        yield [(key, source.choice(values(key, data))) for key in keys if source.random() < FILLED]
