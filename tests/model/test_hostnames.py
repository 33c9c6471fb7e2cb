"""What has the form of a host name."""

from __future__ import annotations

import pytest

from exlint.model.hostnames import is_host_name

LONGEST = ".".join(["a" * 63] * 3 + ["a" * 61])


@pytest.mark.parametrize(
    "text",
    ["relay", "mail.contoso.com", "mail.contoso.com.", "my_relay.example", "3com.com", "a-b.c", "a" * 63, LONGEST],
)
def test_a_host_name_is_one(text: str) -> None:
    assert is_host_name(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..",
        ".contoso.com",
        "contoso..com",
        "contoso.com..",
        "-a.example",
        "a-.example",
        "a b.com",
        "a;b",
        "smtp://a",
        "@contoso.com",
        "10.0.0.1",
        "10.0.0.300",
        "1.2",
        "[relay.example.net]",
        "münchen.de",
        "a" * 64,
        LONGEST + "a",
    ],
)
def test_what_is_no_host_name_is_none(text: str) -> None:
    assert not is_host_name(text)
