"""Places, once more: data written as YAML in a random way, by a writer that notes where it puts what."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exlint.document import read
from exlint.findings import Mark, Route

_PLAIN = re.compile(r"[A-Za-z\u00e4\U0001f600][\w.;/*\\é-]*(?: [\w(][\w*/\\-]*)*")
_NOT_TEXT = {"null", "true", "false", "Null", "True", "False", "NULL", "TRUE", "FALSE"}

_TEXTS = st.one_of(
    st.text("abz 019.:#-,[]{}'\"\\*&!|>%@`?~é\U0001f600", max_size=8),
    st.from_regex(r"[a-zA-Z]{1,3}( [a-z0-9]{1,3})?", fullmatch=True),
    st.sampled_from(
        ["true", "null", "~", "12", "010", "<<", "---", "...", "SMTP:*;1", "10.0.0.1", "a\nb\n", "\t\r\x07"]
    ),
)
_SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.sampled_from([0.5, -2e-7]), _TEXTS)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_TEXTS, inner, max_size=4)),
    max_leaves=14,
)


class Rendering(NamedTuple):
    """A text, and where the values and the keys of its routes stand in it."""

    text: str
    values: dict[Route, tuple[int, int]]
    keys: dict[Route, tuple[int, int]]


class Writer:
    """Writes data as YAML; every choice of style is the generator's."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.line_end = chance.choice(["\n", "\n", "\r\n", "\r"])
        self.parts: list[str] = []
        self.length = 0
        self.values: dict[Route, tuple[int, int]] = {}
        self.keys: dict[Route, tuple[int, int]] = {}

    def put(self, part: str) -> tuple[int, int]:
        """Writes a part as it is; gives its offsets."""
        begin = self.length
        self.parts.append(part)
        self.length += len(part)
        return begin, self.length

    def new_line(self, indent: int) -> None:
        """Ends a line, perhaps with a comment and empty lines behind it, and indents the next."""
        if self.chance.random() < 0.15:
            self.put("  # a: comment, [with {marks")
        self.put(self.line_end)
        while self.chance.random() < 0.1:
            self.put(self.chance.choice(["", " " * indent + "# - more", "   "]) + self.line_end)
        self.put(" " * indent)

    def scalar(self, value: Any, *, key: bool) -> str:
        """A scalar in one of the styles that can hold it."""
        if not isinstance(value, str):
            words: dict[Any, list[str]] = {None: ["null", "~"], True: ["true", "True"], False: ["false", "FALSE"]}
            return self.chance.choice(words[value]) if value is None or isinstance(value, bool) else repr(value)
        styles: list[Callable[[str], str]] = [self.double]
        if value.isprintable():
            styles.append(lambda text: "'" + text.replace("'", "''") + "'")
        if _PLAIN.fullmatch(value) and (key or value not in _NOT_TEXT):
            styles += [str, str]
        return self.chance.choice(styles)(value)

    def double(self, text: str) -> str:
        """A text in double quotes."""
        return '"' + "".join(map(self.escaped, text)) + '"'

    def escaped(self, character: str) -> str:
        """A character inside double quotes."""
        if character in '"\\':
            return "\\" + character
        if character.isprintable() and self.chance.random() < 0.9:
            return character
        return f"\\U{ord(character):08x}" if ord(character) > 0xFFFF else f"\\u{ord(character):04x}"

    def key(self, key: str, route: Route) -> None:
        """Writes a key and its colon."""
        self.keys[route] = self.put(self.scalar(key, key=True))
        self.put(" " * self.chance.choice([0, 0, 0, 1, 2]) + ":")

    def flow(self, value: Any, route: Route) -> None:
        """Writes a value on one line or between brackets over several."""
        begin = self.length
        if isinstance(value, dict):
            self.flow_parts("{}", [(self.flow_pair, part, route) for part in value.items()])
        elif isinstance(value, list):
            self.flow_parts("[]", [(self.flow_item, part, route) for part in enumerate(value)])
        else:
            self.put(self.scalar(value, key=False))
        self.values[route] = begin, self.length

    def flow_parts(self, brackets: str, parts: list[Any]) -> None:
        """Writes the pairs or items between two brackets."""
        self.put(brackets[0])
        for number, (write, part, route) in enumerate(parts):
            self.put("," if number else "")
            self.flow_space()
            write(part, route)
        self.flow_space()
        self.put(brackets[1])

    def flow_space(self) -> None:
        """Writes what may stand between the parts of flow text."""
        if self.chance.random() < 0.15:
            self.new_line(self.chance.choice([1, 2, 5]) + 60)
        else:
            self.put(" " * self.chance.choice([0, 1, 1, 2]))

    def flow_pair(self, pair: tuple[str, Any], route: Route) -> None:
        """Writes a key and a value inside braces."""
        self.key(pair[0], (*route, pair[0]))
        self.put(" " * self.chance.choice([1, 1, 2]))
        self.flow(pair[1], (*route, pair[0]))

    def flow_item(self, item: tuple[int, Any], route: Route) -> None:
        """Writes an item inside brackets."""
        self.flow(item[1], (*route, item[0]))

    def block(self, value: Any, route: Route, indent: int) -> int:
        """Writes a value whose first line is already indented; gives where its last node ends."""
        if not value or not isinstance(value, dict | list) or self.chance.random() < 0.3:
            self.flow(value, route)
            return self.length
        begin, end = self.length, self.length
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for number, (part, inner) in enumerate(parts):
            if number:
                self.new_line(indent)
            if isinstance(value, dict):
                self.key(part, (*route, part))
                end = self.value_of_key(inner, (*route, part), indent)
            else:
                end = self.item(inner, (*route, part), indent)
        self.values[route] = begin, end
        return end

    def value_of_key(self, value: Any, route: Route, indent: int) -> int:
        """Writes a value behind the colon of a key; gives where its last node ends."""
        if value is None and self.chance.random() < 0.5:
            self.values[route] = self.length, self.length
            return self.length
        if isinstance(value, dict | list) and value and self.chance.random() < 0.8:
            deeper = indent + self.chance.choice([1, 2, 4] if isinstance(value, dict) else [0, 1, 2, 4])
            self.new_line(deeper)
            if deeper == indent:
                return self.indentless(value, route, indent)
            return self.block(value, route, deeper)
        self.put(" " * self.chance.choice([1, 1, 3]))
        self.flow(value, route)
        return self.length

    def indentless(self, value: Any, route: Route, indent: int) -> int:
        """Writes a list whose dashes stand below the first letter of its key."""
        begin, end = self.length, self.length
        for number, item in enumerate(value):
            if number:
                self.new_line(indent)
            end = self.item(item, (*route, number), indent)
        self.values[route] = begin, end
        return end

    def item(self, value: Any, route: Route, indent: int) -> int:
        """Writes a dash and an item; gives where its last node ends."""
        self.put("-")
        if value is None and self.chance.random() < 0.5:
            self.values[route] = self.length, self.length
            return self.length
        spaces = self.chance.choice([1, 1, 3])
        self.put(" " * spaces)
        return self.block(value, route, indent + 1 + spaces)


def render(data: Any, seed: int) -> Rendering:
    writer = Writer(random.Random(seed))
    if writer.chance.random() < 0.2:
        writer.put("---")
        writer.new_line(0)
    writer.block(data, (), 0)
    if writer.chance.random() < 0.8:
        writer.new_line(0)
    return Rendering("".join(writer.parts), writer.values, writer.keys)


@settings(
    max_examples=1_500, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
@given(_DATA, st.integers(0, 2**32))
def test_reading_gives_back_the_data_and_every_place(data: Any, seed: int) -> None:
    rendering = render(data, seed)
    document = read(rendering.text.encode())
    assert document.faults == ()
    assert repr(document.data) == repr(data)
    assert {route: document.locate(route).span for route in rendering.values} == rendering.values
    assert {route: document.locate(route, Mark.KEY).span for route in rendering.keys} == rendering.keys


def test_the_writer_uses_every_style() -> None:
    data = {"a b": ["x", {"it's": None, "n": [1, [True, 0.5]]}], "c": {"d": "e: f"}}
    texts = [render(data, seed).text for seed in range(300)]
    for sign in ["[", "{", "- ", "'it''s'", '"', "# - more", "\r\n", "\\u", "---", "~", ":\n", "a b :", "- - "]:
        assert any(sign in text for text in texts), sign
    assert len(set(texts)) == 300
