"""`exlint config show` and `exlint config schema`."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exlint.project.config.keys import KEYS

if TYPE_CHECKING:
    from cli.conftest import Done

    Exlint = Callable[..., Done]

TEXT = """\
extend = "base.toml"
ignore = ["EXL101", "dns"]
extend-ignore = ["EXL102"]
fail-level = "info"
max-warnings = 0
baseline = "a\\u001b\\\\\\"\u202e😀.jsonl"

[severity]
"smtp" = "info"

[per-file-ignores]
"lab/**" = ["smtp", "EXL201"]
"""


@pytest.fixture(name="tree")
def _tree(tmp_path: Path) -> Path:
    (tmp_path / "exlint.toml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "base.toml").write_text('extend-ignore = ["EXL103"]\n', encoding="utf-8")
    (tmp_path / "sub").mkdir()
    return tmp_path


def test_what_is_shown_is_toml_with_every_value_and_its_place(exlint: Exlint, tree: Path) -> None:
    done = exlint("config", "show", "sub", env={"EXLINT_PREVIEW": "1"})

    assert (done.status, done.err) == (0, "")
    assert tomllib.loads(done.out) == {
        **{key.name: key.default for key in KEYS if key.default is not None and key.name != "select"},
        **tomllib.loads((tree / "exlint.toml").read_text(encoding="utf-8")),
        "extend-ignore": ["EXL103", "EXL102"],
        "preview": True,
    }
    lines = done.out.splitlines()
    assert "# select is not set" in lines
    assert 'ignore = ["EXL101", "dns"]  # exlint.toml:2:1' in lines
    assert '  "EXL103",  # base.toml:1:18' in lines
    assert '  "EXL102",  # exlint.toml:3:18' in lines
    assert "preview = true  # EXLINT_PREVIEW" in lines
    assert "exclude = []  # default" in lines
    assert 'smtp = "info"  # exlint.toml:9:1' in lines
    assert '"lab/**" = ["smtp", "EXL201"]  # exlint.toml:12:1' in lines
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_json_has_every_key_with_its_origin(exlint: Exlint, tree: Path) -> None:
    del tree
    report = json.loads(exlint("config", "show", "--output-format", "json").out)

    assert (report["version"], report["path"]) == (1, ".")
    found = {entry["key"]: entry for entry in report["settings"]}
    assert list(found) == [key.name for key in KEYS]
    assert found["fail-level"] == {
        "key": "fail-level",
        "value": "info",
        "origin": {"source": "exlint.toml", "line": 4, "column": 1},
    }
    assert found["extend-ignore"]["origins"] == [
        {"source": "base.toml", "line": 1, "column": 18},
        {"source": "exlint.toml", "line": 3, "column": 18},
    ]
    assert found["per-file-ignores"]["value"] == {"lab/**": ["smtp", "EXL201"]}
    assert found["preview"]["origin"] == {"source": "default", "line": None, "column": None}


def test_without_a_configuration_everything_is_a_default(exlint: Exlint) -> None:
    lines = exlint("config", "show").out.splitlines()

    assert len(lines) == len(KEYS)
    assert all(line.endswith(("  # default", " is not set")) for line in lines)


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        (["sbu"], "", "sbu: no such file (did you mean sub?)"),
        ([], "x = 1\n", "exlint.toml:1:1: x: no such key; exlint config show lists the keys"),
        (
            [],
            'ignore = ["smpt"]\n',
            "exlint.toml:1:11: smpt: no such rule, area or group (did you mean smtp?); exlint rules lists them",
        ),
        (["--config", "baes.toml"], "", "baes.toml: no such file (did you mean base.toml?)"),
    ],
)
def test_a_mistake_is_one_line_and_status_2(exlint: Exlint, tree: Path, words: list[str], text: str, said: str) -> None:
    (tree / "exlint.toml").write_text(text, encoding="utf-8")

    assert exlint("config", "show", *words) == (2, "", f"exlint: {said}\n")


def test_the_schema_is_printed_as_it_is_shipped(exlint: Exlint) -> None:
    done = exlint("config", "schema")

    shipped = Path(__file__).parents[2] / "schema" / "exlint-config.schema.json"
    assert (done.status, done.err) == (0, "")
    assert done.out == shipped.read_text(encoding="utf-8")


def test_the_manual_s_example_and_its_mistakes_are_real(exlint: Exlint, tmp_path: Path) -> None:
    manual = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    example = manual.partition("```toml\n")[2].partition("```")[0]
    errors = manual.partition("```text\n")[2].partition("```")[0]

    (tmp_path / "exlint.toml").write_text(example, encoding="utf-8")
    assert exlint("config", "show").status == 0
    wrong = example.replace("ignore", "ignroe", 1).replace('"error"', '"warn"', 1)
    (tmp_path / "exlint.toml").write_text(wrong, encoding="utf-8")
    assert exlint("config", "show") == (2, "", errors)
