"""Placeholders: what they become, and that nothing but the object's plain data can be reached."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.rules.own.objects import Object
from exlint.rules.own.words import Brace, read


def _object(data: dict[str, Any]) -> Object:
    return Object((((0, "x"), data),), data, {"server": "MAIL1"})


SERVER = _object(
    {
        "name": "Default {name}",
        "retry": {"expiration": 2880, "intervals": []},
        "logging": True,
        "masquerade_domain": None,
        "bindings": ["*:25", "10.0.0.1:2525"],
        "items": list(range(9)),
        "rules": [{"name": "A"}, {"hours": 1}],
        "long": "x" * 200,
    }
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain", "plain"),
        ("", ""),
        ("{name} on {server}", "Default {name} on MAIL1"),
        ("{retry.expiration} min", "2880 min"),
        ("{logging} {masquerade_domain}", "true null"),
        ("{bindings}", "*:25, 10.0.0.1:2525"),
        ("{items}", "0, 1, 2, 3, 4, 5, 3 more"),
        ("{retry.intervals}", "none"),
        ("{rules}", "A, a mapping with hours"),
        ("{retry}", "a mapping with expiration, intervals"),
        ("{fqdn}", "not declared"),
        ("{retry.expiration.unit}", "not declared"),
        ("{name.__class__}", "not declared"),
        ("{__class__}", "not declared"),
        ("{{name}} {{{server}}}", "{name} {MAIL1}"),
        ("{long}", "x" * 79 + "…"),
    ],
)
def test_a_placeholder_becomes_what_is_written_there(text: str, words: str) -> None:
    assert read(text).about(SERVER) == words


@pytest.mark.parametrize("text", ["{", "}", "{name", "name}", "{a{b}", "{name}}", "{{name}"])
def test_a_brace_that_stands_alone_is_refused(text: str) -> None:
    with pytest.raises(Brace, match="stands alone; write"):
        read(text)


@given(st.text())
def test_any_text_with_its_braces_doubled_stays_as_it_is(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")

    assert read(doubled).about(SERVER) == text
    assert read(doubled).placeholders == ()
