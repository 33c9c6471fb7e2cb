"""The JSON of `exlint trace`, version 1, as docs/verdicts.md lists it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from exlint.model.hours import DAYS

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli.conftest import Done

    Exlint = Callable[..., Done]

PROJECT = Path(__file__).parents[2]
PLACE = ["file", "line", "column", "end_line", "end_column", "pointer"]
TOP = ["version", "to", "at", "flows", "not_judged"]
FLOW = [
    "file",
    "virtual_server",
    "verdict",
    "witness",
    "shown",
    "windows",
    "destinations",
    "hops",
    "reasons",
    "findings",
    "missing",
    "assumptions",
]
HOP = ["actor", "action", "transport", "decision", "by", "console", "alternative", "alternatives", *PLACE]


def test_the_json_has_the_keys_of_the_interface(exlint: Exlint, broken: Path) -> None:
    report = json.loads(exlint("trace", "--output-format", "json", broken.name).out)

    assert (list(report), report["version"]) == (TOP, 1)
    (flow,) = report["flows"]
    assert list(flow) == FLOW
    assert (flow["verdict"], flow["witness"]) == ("queues", {"destination": "internet", "hour": "monday 0"})
    assert flow["shown"] == flow["witness"]
    assert set(map(tuple, flow["windows"].values())) == {("00-24",)}
    assert list(flow["windows"]) == list(DAYS)
    assert [list(hop) for hop in flow["hops"]] == [HOP] * len(flow["hops"])
    assert flow["reasons"][0]["line"] == flow["hops"][-1]["line"]
    assert flow["assumptions"] == ["U5"]


def test_a_stopping_hop_and_its_reason_say_where_to_click_and_no_other_hop_does(exlint: Exlint, broken: Path) -> None:
    (flow,) = json.loads(exlint("trace", "--output-format", "json", broken.name).out)["flows"]

    *others, last = flow["hops"]
    assert (last["decision"], {hop["console"] for hop in others}) == ("stopped", {""})
    assert last["console"].startswith("ISA Management > Servers and Arrays > ISA1 > ")
    assert flow["reasons"][0]["console"] == last["console"]


def test_the_findings_of_a_flow_are_those_of_check(exlint: Exlint, broken: Path) -> None:
    (flow,) = json.loads(exlint("trace", "--output-format", "json", broken.name).out)["flows"]
    checked = json.loads(exlint("check", "--output-format", "json", broken.name).out)["findings"]

    known = {one["fingerprint"]: (one["code"], one["object"]) for one in checked}
    assert [one["code"] for one in flow["findings"]] == ["EXL302", "EXL101"]
    assert all(known[one["fingerprint"]] == (one["code"], one["object"]) for one in flow["findings"])


def test_what_has_no_verdict_comes_with_whole_findings(exlint: Exlint, clean: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("exlint: 1\nforrest: 1\n", encoding="utf-8")
    done = exlint("trace", "--output-format", "json", clean.name, "bad.yaml")
    report = json.loads(done.out)
    checked = json.loads(exlint("check", "--output-format", "json", "bad.yaml").out)

    assert (done.status, len(report["flows"])) == (1, 1)
    assert report["not_judged"] == [{"file": "bad.yaml", "findings": checked["findings"]}]
    assert done.err == "exlint: bad.yaml: no verdict: mend 1 error first (EXL011)\n"


def test_the_manual_lists_every_field() -> None:
    text = (PROJECT / "docs/verdicts.md").read_text(encoding="utf-8")
    section = text.partition("## The JSON of a trace")[2].partition("\n## ")[0]
    listed = set(re.findall(r"^\| `(\w+)`", section, re.MULTILINE))

    assert {*TOP, *FLOW, *HOP} - set(PLACE) <= listed
