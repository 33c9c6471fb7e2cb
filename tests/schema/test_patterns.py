"""The forms of texts: what they hold and what they do not, alike in Python and ECMA-262, and in linear time."""

from __future__ import annotations

import re
import time

import pytest

from exlint.schema import patterns

ALL = {
    "address": patterns.ADDRESS,
    "addresses": patterns.ADDRESSES,
    "remote computer": patterns.REMOTE_COMPUTER,
    "destination": patterns.DESTINATION,
    "binding": patterns.BINDING,
    "address space": patterns.ADDRESS_SPACE,
    "hours": patterns.HOURS,
    "server name": patterns.SERVER_NAME,
    "ISA server name": patterns.ISA_SERVER_NAME,
    "schedule name": patterns.SCHEDULE_NAME,
}
GOOD = {
    "address": ["0.0.0.0", "10.0.0.1", "99.100.199.200", "249.250.255.255"],  # noqa: S104 - a text of the form, nothing listens
    "addresses": ["10.0.0.1", "0.0.0.0/0", "10.0.0.0/9", "10.0.0.0/32", "10.0.0.0-10.0.0.255"],
    "remote computer": ["all", "10.0.0.1", "10.0.0.0/8", "10.0.0.1-10.0.0.2"],
    "destination": [
        "*",
        "*.example.com",
        "*example.com",
        "example.com",
        "mail",
        "under_score",
        "3com.example",
        "1-a",
        "10.example",
        "example.net/path",
        "example.net/",
        "example.net/a b/*",
        "*/path",
        "192.0.2.1",
        "192.0.2.0/24",
        "192.0.2.1-192.0.2.9",
        "192.0.2.1/path",
    ],
    "binding": ["*:25", "*:1", "*:65535", "*:9999", "10.0.0.1:2525", "*:60000"],
    "address space": ["SMTP:*;1", "SMTP:*.example.com;100", "X400:c=US;a= ;p=Contoso;99", "smtp:a;10"],
    "hours": ["00-24", "08-18", "23-24", "09-17", "18-08", "24-24"],
    "server name": ["MAIL1", "a b", "none"],
    "ISA server name": ["ISA1", "none2", "anone"],
    "schedule name": ["Work hours", "always on", "a/b"],
}
BAD = {
    "address": ["", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1.", "10.0.0.0/8", " 10.0.0.1", "::1", "1.2.3.4.5"],
    "addresses": ["10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "10.0.0.1-", "10.0.0.1 - 10.0.0.2", "all", "10.0.0.0/8-1"],
    "remote computer": ["", "All", "any", "10.0.0.0/33"],
    "destination": [
        "",
        "**",
        "*.*.com",
        "a*b",
        "a b",
        "/path",
        "10.0.0.256",
        "1-2",
        "10.0.0",
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.1-192.0.2.300",
        "192.0.2.300/path",
        "http://example.net",
        "example.net/\t",
    ],
    "binding": ["25", ":25", "*:0", "*:65536", "*:025", "*:", "10.0.0.1", "mail:25", "*:100000"],
    "address space": ["SMTP:*", "*;1", "SMTP:;1", "SMTP:*;0", "SMTP:*;101", "SMTP:*;01", "SM-TP:*;1", "SMTP:a\tb;1"],
    "hours": ["8-18", "08-25", "08:00-18:00", "0818", "08-18 ", "-08-18"],
    "server name": ["", "MAIL1/VS"],
    "ISA server name": ["", "none", "NONE", "None", "a/b"],
    "schedule name": ["always", "Always", "ALWAYS"],
}


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in GOOD.items() for text in texts])
def test_a_text_of_the_form_is_held(form: str, text: str) -> None:
    assert re.search(ALL[form], text)


@pytest.mark.parametrize(("form", "text"), [(form, text) for form, texts in BAD.items() for text in texts])
def test_a_text_of_another_form_is_not_held(form: str, text: str) -> None:
    assert not re.search(ALL[form], text)


@pytest.mark.parametrize("form", [form for form in ALL if not form.endswith("name")])
def test_a_line_feed_at_the_end_is_not_overlooked(form: str) -> None:
    assert not re.search(ALL[form], GOOD[form][0] + "\n")


@pytest.mark.parametrize("form", ALL)
def test_a_pattern_uses_nothing_that_ecma_262_reads_otherwise(form: str) -> None:
    assert not re.search(r"\\[dDwWsSbBAZ]|\(\?[P<>a-zA-Z#(]|[*+?}]\+", ALL[form])
    assert not re.search(r"\$(?!\(\?!\\n\))", ALL[form]), "a $ that Python also finds before a last line feed"


@pytest.mark.parametrize("form", ALL)
@pytest.mark.parametrize("piece", ["a", "1", "1.", "*", "a/", "1-", ";1", "-", "x:y;", "10.0.0.1-"])
def test_a_long_text_takes_no_more_than_linear_time(form: str, piece: str) -> None:
    def seconds(length: int) -> float:
        text = "X:" * (form == "address space") + piece * length + "\x00"
        start = time.perf_counter()
        re.search(ALL[form], text)
        return time.perf_counter() - start

    # Quadratic would be ten thousand times a millisecond.
    assert seconds(100_000) < 2
