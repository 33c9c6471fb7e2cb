"""Questions for names: what is known of servers is looked up, not gone through, since an estate can have thousands."""

from __future__ import annotations

from typing import Any, NoReturn

import pytest

from comparison import built
from exlint.findings import Route
from exlint.mailflow import judge
from exlint.mailflow.decision import Decision
from exlint.mailflow.ground import Ground

SITES = range(1, 4)


class Answers(dict[Route, Decision]):
    """What is known of servers; whoever goes through it does so once for each server."""

    def _no(self, *_: object) -> NoReturn:
        raise AssertionError("all answers are gone through")

    __iter__ = keys = items = values = copy = _no


def estate() -> dict[str, Any]:
    """Sites with a DNS server each, that asks its ISA server and the DNS server of the site before."""
    mail = [
        {
            "name": f"MAIL{n}",
            "edition": "exchange-2003-standard",
            "address": f"10.{n}.0.10",
            "dns_servers": [f"10.{n}.0.5"],
            "smtp_virtual_servers": [{"name": "VS"}],
        }
        for n in SITES
    ]
    dns = [
        {
            "name": f"DC{n}",
            "address": f"10.{n}.0.5",
            "forwarders": [f"10.{n}.0.1", *([f"10.{n - 1}.0.5"] if n > 1 else [])],
            "root_hints": False,
        }
        for n in SITES
    ]
    isa = [
        {
            "name": f"ISA{n}",
            "version": "isa-2000",
            "internal_addresses": [f"10.{n}.0.1"],
            "local_address_table": [f"10.{n}.0.0/24"],
            "dns_listener": True,
            "dns_forwarders": ["198.51.100.53"],
        }
        for n in SITES
    ]
    return {
        "exlint": 1,
        "forest": {"name": "x.org", "dns": {"servers": dns}},
        "exchange": {"servers": mail},
        "isa": {"servers": isa},
    }


def test_what_is_known_of_other_servers_is_looked_up_and_not_gone_through() -> None:
    one = built(estate())
    ground = Ground(one)
    ground.answers = Answers()

    flows = judge(one, ground=ground)

    assert len(ground.answers) == 2 * len(SITES)
    assert [flow.verdict for flow in flows] == [flow.verdict for flow in judge(built(estate()))]
    with pytest.raises(AssertionError):
        list(ground.answers)
