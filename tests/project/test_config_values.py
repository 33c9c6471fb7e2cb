"""Which values the keys of the configuration take: validation and the published schema agree, and say what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from exlint.project.config import DEFAULTS, Settings, publish
from exlint.project.config.keys import BY_NAME, KEYS, Kind
from exlint.project.config.settings import Origin
from exlint.project.config.values import checked
from exlint.project.config.versions import allows

SCHEMA = publish.schema()
WHERE = Origin("here")

GOOD: dict[Kind, list[Any]] = {
    Kind.WORDS: [["EXL101"], ["dns", " smtp ", "no-such-rule"]],
    Kind.GLOBS: [["a"], ["a/**", "*.yaml", "a//b/", "./a", "a/./b", "...", "a..b", "\n"], []],
    Kind.LEVELS: [{}, {"dns": "info", "EXL101": "error", "a": "warning"}],
    Kind.IGNORES: [{}, {"lab/**": ["EXL101", "dns"], "a": []}],
    Kind.FLAG: [True, False],
    Kind.CHOICE: [],
    Kind.NUMBER: [0, 1, 10**30],
    Kind.VERSIONS: [">=0.1,<2", "==0.1.0", " != 1 , <= 3.4.5 ", ">000"],
    Kind.PATH: ["a", "../b.toml", "C:\\x", "/etc/x", " ", "\n"],
}
BAD: dict[Kind, list[Any]] = {
    Kind.WORDS: ["EXL101", 1, [1], [""], [" "], [["a"]], {}, ["a", True]],
    Kind.GLOBS: [
        "a",
        [5],
        [""],
        ["/a"],
        ["C:x"],
        ["a\\b"],
        [".."],
        ["a/../b"],
        ["../a"],
        ["a/.."],
        ["."],
        ["./"],
        ["\0"],
    ],
    Kind.LEVELS: ["info", [], {"dns": "warn"}, {"dns": 1}, {"": "info"}, {" ": "info"}, {"dns": ["info"]}],
    Kind.IGNORES: ["a", [], {"a": "EXL101"}, {"a": [1]}, {"a": [""]}, {"/a": ["dns"]}, {"": []}],
    Kind.FLAG: [0, 1, "true", [], None],
    Kind.CHOICE: ["", "Full", 1, True, ["full"]],
    Kind.NUMBER: [-1, 1.5, "1", True, [1]],
    Kind.VERSIONS: [
        "",
        "1",
        ">=",
        ">=1,",
        "~=1",
        ">=1.x",
        ">=1\n",
        "=>1",
        ">=1..2",
        ">=.1",
        ">=1.",
        1,
        1.5,
        "=1",
        ">= 1 2",
    ],
    Kind.PATH: ["", 1, ["a"], "a\0b"],
}
CASES = [
    pytest.param(key.name, value, good, id=f"{key.name} {value!r}")
    for key in KEYS
    for good, values in ((True, GOOD[key.kind]), (False, BAD[key.kind]))
    for value in (*values, *(key.choices if good else ()))
]


def test_the_settings_have_a_field_for_each_key_of_the_table() -> None:
    assert sorted(Settings._fields) == sorted(key.field for key in KEYS)


def test_the_defaults_are_those_of_the_table() -> None:
    plain = {key.name: getattr(DEFAULTS, key.field).value for key in KEYS}

    assert plain == {key.name: () if key.default in ([], {}) else key.default for key in KEYS}


def test_the_schema_is_one_of_its_draft_and_is_closed() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["additionalProperties"] is False
    assert list(SCHEMA["properties"]) == [key.name for key in KEYS]


def test_the_schema_is_what_is_published() -> None:
    shipped = Path(__file__).parents[2] / "schema" / "exlint-config.schema.json"
    assert shipped.read_text(encoding="utf-8") == publish.text(), "run: python tests/drift.py"


@pytest.mark.parametrize(("name", "value", "good"), CASES)
def test_validation_and_the_schema_agree_on_a_value(name: str, value: Any, good: bool) -> None:  # noqa: FBT001 - a case's value
    layer, faults = checked({name: value}, WHERE)

    assert Draft7Validator(SCHEMA).is_valid({name: value}) is good
    assert (faults == ()) is good
    assert not good or list(layer) == [name]


PLAIN = st.recursive(
    st.booleans()
    | st.integers(-3, 3)
    | st.sampled_from(["EXL101", "info", "never", "json", "", " ", "a\\", "../a", "a/..", ">=1", "..", "*", "/"])
    | st.text(alphabet="./\\: \n*>=<!1,a\0", max_size=6)
    | st.floats(0.1, 0.9),  # 1.0 is a whole number to the schema, and none to TOML
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="./\\: \n*a\0", max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.sampled_from([key.name for key in KEYS]), PLAIN)
def test_validation_and_the_schema_agree_on_any_value(name: str, value: Any) -> None:
    _, faults = checked({name: value}, WHERE)

    assert (faults == ()) == Draft7Validator(SCHEMA).is_valid({name: value})


def test_an_empty_selection_is_refused() -> None:
    assert checked({"select": []}, WHERE)[1] == ("here: select is empty; expected rules, or no select at all",)
    assert not Draft7Validator(SCHEMA).is_valid({"select": []})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("fail-level", "warn", 'fail-level is "warn"; expected error, warning, info or never (did you mean warning?)'),
        ("fail-level", 3, "fail-level is 3; expected error, warning, info or never"),
        ("preview", "yes", 'preview is "yes"; expected true or false'),
        ("max-warnings", -1, "max-warnings is -1; expected a whole number, 0 or more"),
        ("max-warnings", 1.5, "max-warnings is 1.5; expected a whole number, 0 or more"),
        ("ignore", "dns", 'ignore is "dns"; expected a list of rules, as ["EXL101", "dns"]'),
        ("ignore", [7], "ignore holds 7; expected the code, name or area of rules, in quotes"),
        ("select", ["dns", ""], 'select holds ""; expected the code, name or area of rules'),
        ("severity", {" ": "info"}, "severity holds a key without text; expected the code, name or area of rules"),
        ("exclude", ["a\\b"], 'exclude holds "a\\b", which holds a backslash; write / between folders'),
        ("severity", [], 'severity is an empty list; expected a table of rules, as {EXL101 = "info"}'),
        ("severity", {"dns": "eror"}, 'severity.dns is "eror"; expected error, warning or info (did you mean error?)'),
        ("per-file-ignores", {"a": "dns"}, 'per-file-ignores.a is "dns"; expected a list of rules'),
        ("extend", {"a": 1}, 'extend is a table; expected a path, as "config/exlint.toml"'),
        ("max-warnings", "9" * 80, f'max-warnings is "{"9" * 60}..."; expected a whole number, 0 or more'),
        pytest.param(
            "fail-level",
            16**9999,
            "fail-level is a number with many digits; expected error, warning, info or never",
            id="digits",
        ),
        ("selct", 1, "selct: no such key (did you mean select?)"),
        ("Fail_Level", 1, "Fail_Level: no such key (did you mean fail-level?)"),
        ("zzz", 1, "zzz: no such key; exlint config show lists the keys"),
        (
            "tool",
            {},
            "tool: no such key; this file has the keys at its top, and only pyproject.toml has them in [tool.exlint]",
        ),
    ],
)
def test_a_wrong_value_is_told_with_what_was_seen_and_what_is_expected(name: str, value: Any, said: str) -> None:
    assert checked({name: value}, WHERE)[1] == (f"here: {said}",)


def test_of_a_table_full_of_mistakes_the_first_are_told() -> None:
    _, faults = checked({"ignore": [1] * 1000, **{f"x{number}": 1 for number in range(1000)}}, WHERE)

    assert len(faults) == 50


@pytest.mark.parametrize(
    ("specifier", "version", "holds"),
    [
        (">=0.1", "0.1.0", True),
        (">=0.1,<2", "2.0", False),
        ("<2", "1.99.99", True),
        ("<1.10", "1.9", True),
        ("==0.1", "0.1.0", True),
        ("!=0.1.0", "0.1", False),
        (">0.1", "0.1.0", False),
        (">0.1", "0.1.1", True),
        ("<=0.1", "0.1.0.0", True),
        (" >= 1 , != 1.5 ", "1.5", False),
        (">=0.1", "0.1.0.dev3", True),
        ("<0.1", "0.0.9", True),
    ],
)
def test_a_version_is_compared_number_by_number(specifier: str, version: str, holds: bool) -> None:  # noqa: FBT001 - a case's value
    assert allows(specifier, version) is holds


def test_what_adds_up_is_a_list_or_a_table() -> None:
    adding = {key.name for key in KEYS if key.adds}

    assert adding == {"extend-select", "extend-ignore", "extend-exclude", "severity", "per-file-ignores"}
    assert all(BY_NAME[name].default in ([], {}) for name in adding)
