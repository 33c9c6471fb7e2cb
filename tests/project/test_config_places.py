"""Where the keys and values of a TOML text stand, held against tomllib."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.project.config.places import Spot, places

Draw = st.DrawFn
T = TypeVar("T")


@st.composite
def documents(draw: Draw) -> str:
    """A TOML text of every shape, in which no two keys and no two values are alike, so that each has one place."""
    writer = _Writer(draw)
    writer.pairs()
    for _ in range(draw(st.integers(0, 3))):
        writer.section()
    return writer.text if draw(st.booleans()) else writer.text.replace("\n", "\r\n")


class _Writer:
    """Writes a text, and asks hypothesis at every turn which way to write."""

    def __init__(self, draw: Draw) -> None:
        self._any = draw
        self._count = 0
        self.text = ""

    def _draw(self, strategy: st.SearchStrategy[T]) -> T:
        return self._any(strategy)

    def pairs(self) -> None:
        for _ in range(self._draw(st.integers(0, 3))):
            self._blank()
            self.text += f"{self._dotted()}{self._space()}={self._space()}{self._value(0)}"
            self.text += self._draw(st.sampled_from(["\n", " # = [ \" ' {\n", "\t\n\n"]))

    def section(self) -> None:
        name = self._dotted()
        begin, end = self._draw(st.sampled_from([("[", "]"), ("[[", "]]")]))
        for _ in range(self._draw(st.integers(1, 3)) if begin == "[[" else 1):
            self._blank()
            self.text += f"{begin}{self._space()}{name}{self._space()}{end} # ]\n"
            self.pairs()
            if self._draw(st.booleans()):
                self.text += f"[{name}.{self._key()}]\n"
                self.pairs()

    def _blank(self) -> None:
        self.text += self._draw(st.sampled_from(["", "\n", "# key = 'x' [\n", "  "]))

    def _space(self) -> str:
        return self._draw(st.sampled_from(["", " ", "\t "]))

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _key(self) -> str:
        number = self._next()
        return self._draw(
            st.sampled_from(
                [f"k-{number}", f"{number}_", f'"é.{number}"', f"'[{number}] = # \"'", f'"\\u0041\\"\\\\{number}"']
            )
        )

    def _dotted(self) -> str:
        parts = [self._key() for _ in range(self._draw(st.sampled_from([1, 1, 2, 3])))]
        return f"{self._space()}.{self._space()}".join(parts)

    def _value(self, depth: int) -> str:
        kinds: list[Callable[[int], str]] = [self._scalar, self._scalar, self._list, self._table]
        return self._draw(st.sampled_from(kinds if depth < 3 else kinds[:1]))(depth)

    def _scalar(self, _: int) -> str:
        n = self._next()
        return self._draw(
            st.sampled_from(
                [
                    str(n),
                    f"{n}.5",
                    f'"{n} ] , }} # \\" \\\\"',
                    f"'{n} \\'",
                    f'"""\n{n} " "" \\""" ]\n # \\\\"""',
                    f'"""{n}"""""',
                    f"'''{n}\n ' '' \\ '''''",
                    f"{1000 + n}-01-02 03:04:05",
                    f'"é\U0001f600{n}"',
                ]
            )
        )

    def _list(self, depth: int) -> str:
        between = self._draw(st.sampled_from([",", " , ", ",\n  ", " # , ] \"\n, # '''\n"]))
        items = [self._value(depth + 1) for _ in range(self._draw(st.integers(0, 3)))]
        trailing = self._draw(st.sampled_from(["", ","])) if items else ""
        return f"[{self._draw(st.sampled_from(['', chr(10), ' # [' + chr(10)]))}{between.join(items)}{trailing}]"

    def _table(self, depth: int) -> str:
        pairs = [
            f"{self._dotted()}{self._space()}={self._space()}{self._value(depth + 1)}"
            for _ in range(self._draw(st.integers(0, 2)))
        ]
        return f"{{{self._space()}{', '.join(pairs)}{self._space()}}}"


def _routes(data: Any, route: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every route into plain data, with what is there."""
    steps: list[tuple[str | int, Any]] = []
    if isinstance(data, dict):
        steps = list(data.items())
    elif isinstance(data, list):
        steps = list(enumerate(data))
    for step, value in steps:
        yield (*route, step), value
        yield from _routes(value, (*route, step))


@given(documents())
def test_the_place_of_a_key_holds_the_key_and_that_of_a_value_the_value(text: str) -> None:
    data = tomllib.loads(text)
    found = places(text)

    assert set(found) == {route for route, _ in _routes(data)}
    for route, value in _routes(data):
        key, span = found[route]
        if isinstance(route[-1], str):
            assert _name(text[slice(*key)]) == route[-1]
        if not isinstance(value, dict | list) or span != key:
            assert tomllib.loads(f"x = {text[slice(*span)]}") == {"x": value}
        elif not isinstance(route[-1], str):  # a table of a list has the name in its header
            assert _name(text[slice(*key)]) == route[-2]


def _name(key: str) -> str:
    (name,) = tomllib.loads(f"{key} = 1")
    return name


@pytest.mark.parametrize(
    ("text", "route", "key", "value"),
    [
        ("a = 1", ("a",), "a", "1"),
        ("a.b = 1\na.c = 2", ("a", "c"), "c", "2"),
        ("a.b = 1\na.c = 2", ("a",), "a", "a"),
        ("[a.b]\nc = 1", ("a", "b"), "b", "b"),
        ("[a.b]\nc = 1\n[a]\nd = 2", ("a", "d"), "d", "2"),
        ("[[a]]\nb = 1\n[[a]]\nb = 2", ("a", 1, "b"), "b", "2"),
        ("[[a]]\n[a.b]\nc = 1\n[[a]]\n[a.b]\nc = 2", ("a", 1, "b", "c"), "c", "2"),
        ("[[a.b]]\n[[a.b]]\nc = [4, [5, 6]]", ("a", "b", 1, "c", 1, 0), "5", "5"),
        ("a = {b = [1, {c.d = '2'}]}", ("a", "b", 1, "c", "d"), "d", "'2'"),
        ("a = [\n  1, # 2\n  3,\n]", ("a", 1), "3", "3"),
        ("a = []", ("a",), "a", "[]"),
    ],
)
def test_a_route_leads_to_its_text(text: str, route: tuple[str | int, ...], key: str, value: str) -> None:
    spot: Spot = places(text)[route]
    assert (text[slice(*spot.key)], text[slice(*spot.value)]) == (key, value)


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "a = [" + "1, " * n + "]",
        lambda n: "[[a]]\n" * n,
        lambda n: 'a = """' + '"" \\" ' * n + '"""',
        lambda n: "".join(f"a.b{i} = '{i}'\n" for i in range(n)),
        lambda n: "#\n" * n,
        lambda n: " " * n,
        lambda n: "a = [" + "\n" * n + "]",
    ],
    ids=["items", "tables of a list", "quotes", "pairs", "comments", "blanks", "lines"],
)
def test_the_time_grows_with_the_text_and_not_with_its_square(make: Any) -> None:
    texts = [make(size) for size in (20_000, 160_000)]
    took = []
    for text in texts:
        begin = time.process_time()
        places(text)
        took.append(time.process_time() - begin)

    assert took[1] < 0.05 + 32 * took[0]  # eight times the text; its square would be 64 times
