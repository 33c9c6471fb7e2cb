"""Fixes that were tried: the finding is gone, nothing is worse, and all other bytes stay."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from document.styles import HANDS, Hand, written
from exlint import engine
from exlint.document import Limits, read
from exlint.engine import Judged, Policy
from exlint.findings import Finding, Fix
from exlint.fixes import Bench, Mended

PROJECT = Path(__file__).parents[2]
NAME = "infra.yaml"
COMMENT = re.compile(r"# (?:a|the end)[^\r\n]*")  # as the hands write them
ARTICLE = PROJECT / "examples/kb305394/broken.yaml"
ALONE = [path for path in sorted((PROJECT / "examples").rglob("*.yaml")) if "sites" not in path.parts]


def usual(_: str) -> Policy:
    return Policy()


def everything(_: Judged) -> Callable[[Finding, Fix], bool]:
    return lambda _finding, _fix: True


def bench(data: bytes) -> Bench:
    return Bench(Limits(), {NAME: data}, usual)


def mended(data: bytes) -> tuple[Mended, bytes]:
    """What mending a document comes to, and its bytes afterwards."""
    done = bench(data).mend([NAME], everything)
    return done, next(iter(done.new.values()), data)


def codes(data: bytes) -> list[str]:
    return [one.code for one in engine.check([NAME], given={NAME: data}).findings]


def offers(data: bytes) -> dict[str, Finding]:
    """The findings of a document with their fixes as they were tried, by code."""
    trial = bench(data)
    (judged,), _ = engine.follow([NAME], given={NAME: data})
    return {one.code: trial.offered(judged, one) for one in judged.findings}


def test_the_articles_estate_is_mended_by_the_articles_four_steps() -> None:
    before = ARTICLE.read_bytes()

    done, after = mended(before)

    assert [one.code for one in done.fixed] == ["EXL201", "EXL101", "EXL302", "EXL301"]
    assert codes(after) == []
    assert list(done.old.values()) == [before]
    changed = list(difflib.ndiff(before.decode().splitlines(), after.decode().splitlines()))
    assert [line[2:].partition(" #")[0] for line in changed if line.startswith("+ ")] == [
        "    external_servers: [198.51.100.53, 10.0.0.1]",
        "          external_dns_servers: [10.0.0.1, 198.51.100.53]",
        "        - name: DNS for DNS servers",
        "          action: allow",
        "          protocols: [DNS Query, DNS Zone Transfer]",
        "          applies_to: {client_sets: [DNS servers]}",
        "        - name: Allow rule",
        "          action: allow",
        "          applies_to: any_request",
        "      client_sets:",
        "        - name: DNS servers",
        "          addresses: [10.0.0.5]",
    ]


@pytest.mark.parametrize("hand", HANDS, ids=str)
@pytest.mark.parametrize("example", ALONE, ids=lambda path: path.stem)
def test_whatever_the_hand_the_same_is_mended_nothing_else_changes_and_a_second_run_does_nothing(
    example: Path, hand: Hand
) -> None:
    plain = json.loads(json.dumps(read(example.read_bytes()).data))
    before = written(plain, hand)
    expected = read(mended(written(plain, HANDS[0]))[1]).data

    done, after = mended(before)

    assert read(after).data == expected
    assert sorted(one.code for one in done.fixed) == sorted(set(codes(before)) & {one.code for one in done.fixed})
    assert set(codes(after)) <= set(codes(before)) - {one.code for one in done.fixed}
    assert mended(after) == (Mended({}, {}, {}, ()), after)
    assert hand.as_json is None or json.loads(after) == expected
    assert after.startswith(hand.mark)
    old, new = (data[len(hand.mark) :].decode(hand.encoding).splitlines(keepends=True) for data in (before, after))
    gone = [line for line in difflib.ndiff(old, new) if line.startswith("- ")]
    assert len(gone) <= 2 * len(done.fixed)  # a line that an insertion changes, and one that ends a file without an end
    assert COMMENT.findall(after.decode(hand.encoding)) == COMMENT.findall(before.decode(hand.encoding))


def test_an_offer_says_where_which_text_is_written() -> None:
    finding = offers(b"""\
exlint: 1
forest: {name: a.local, dns: {external_servers: [10.0.0.1], servers: [{name: DC1, address: 10.0.0.5}]}}
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      dns_servers: [10.0.0.5]
      smtp_virtual_servers:
        - name: VS
isa:
  servers:
    - {name: ISA1, version: isa-2000, internal_addresses: [10.0.0.1], local_address_table: [10.0.0.0/24]}
""")["EXL101"]

    assert finding.fix is not None
    assert (finding.fix.title, finding.fix.safe) == (
        "write external_dns_servers of MAIL1/VS: [10.0.0.5, 10.0.0.1]",
        False,
    )
    (change,) = finding.fix.changes
    assert change.new_text == "\n          external_dns_servers: [10.0.0.5, 10.0.0.1]"
    assert (change.place.file, change.place.line, change.place.column) == (NAME, 10, 19)
    assert change.place[3:5] == (10, 19)
    assert change.place.pointer == "/exchange/servers/0/smtp_virtual_servers/0/external_dns_servers"


@pytest.mark.parametrize(
    ("code", "line", "first"),
    [
        ("EXL101", "      dns_servers: [10.0.0.5]\n", "dns_servers of MAIL1"),
        ("EXL201", "    external_servers: [198.51.100.53]", "external_servers of forest, dns"),
        ("EXL301", "      site_and_content_rules:", "site_and_content_rules of ISA1"),
    ],
)
def test_where_nobody_knows_what_is_there_today_the_finding_says_what_to_declare_first(
    code: str, line: str, first: str
) -> None:
    text = ARTICLE.read_text(encoding="utf-8").replace("          external_dns_servers: [198", "          x-was: [198")
    kept = [one for one in text.splitlines(keepends=True) if "x-was" not in one]
    start = next(index for index, one in enumerate(kept) if one.startswith(line))
    end = start + (4 if line.endswith("rules:") else 1)

    finding = offers("".join(kept[:start] + kept[end:]).encode())[code]

    assert (finding.fix, finding.first) == (None, first)


TWO_METHODS = b"""\
exlint: 1
exchange:
  servers:
    - name: MAIL1
      edition: exchange-2003-standard
      address: 10.0.0.10
      smtp_virtual_servers:
        - {name: V, smart_host: "[198.51.100.7]"}
isa:
  servers:
    - name: ISA1
      version: isa-2000
      internal_addresses: [10.0.0.1]
      local_address_table: [10.0.0.0/24]
      client_sets:
        - {name: A, addresses: [10.0.0.0/24]}
      protocol_rules:
        # mail for the staff
        - name: Mail
          action: allow
          protocols:
            - SMTP
          applies_to:
            client_groups:  # all of them
              - X
            client_sets: [A]

        # the web, as agreed
        # exlint: ignore[EXL303] -- known
        - {name: Web, action: allow, protocols: [HTTP], applies_to: {client_groups: [Y], client_sets: [A]}}
      site_and_content_rules:
        - {name: All, action: allow, applies_to: any_request}
"""


def test_a_rule_is_split_in_the_style_of_its_lines_and_the_next_ones_comments_stay_the_next_ones() -> None:
    done, after = mended(TWO_METHODS)

    assert [one.code for one in done.fixed] == ["EXL303"]
    first, rest = TWO_METHODS.split(b"            client_sets: [A]\n\n")
    new = b"""
        - name: Mail for client sets
          action: allow
          protocols:
            - SMTP
          applies_to:
            client_sets: [A]
"""
    assert after == first + new + rest
    assert "EXL901" not in codes(after)  # the comment still suppresses what it did


def test_a_fix_that_brings_another_warning_is_not_offered() -> None:
    # A rule for the ISA computer itself would do nothing (EXL308): the Small Business Server is that computer.
    finding = offers((PROJECT / "examples/sbs-2003-premium.yaml").read_bytes())["EXL302"]

    assert finding.fix is None


def test_what_is_not_wanted_is_left_alone() -> None:
    done = bench(ARTICLE.read_bytes()).mend([NAME], lambda _: lambda finding, _fix: finding.code == "EXL201")

    assert [one.code for one in done.fixed] == ["EXL201"]


def test_edits_go_to_the_fragment_that_holds_the_object(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = PROJECT / "examples/sites"
    for path in folder.rglob("*.yaml"):
        target = tmp_path / path.relative_to(folder)
        target.parent.mkdir(exist_ok=True, parents=True)
        target.write_bytes(path.read_bytes())
    monkeypatch.chdir(tmp_path)

    done = Bench(Limits(), {}, usual).mend(["infra.yaml"], everything)

    assert list(done.shown.values()) == ["exchange/lyon.yaml"]
    assert b"external_dns_servers: [10.1.0.1, 10.2.0.1]" in next(iter(done.new.values()))
