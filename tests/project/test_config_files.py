"""Which file configures a folder, what it extends, and what lies over it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from exlint import __version__
from exlint.project import config
from exlint.project.config import Configurations, Misconfigured, Settings, toml
from exlint.project.config.keys import KEYS, Kind


@pytest.fixture(name="tree")
def _tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of its own, which is the current directory."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path.resolve()


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def at(folder: Path, flags: Mapping[str, Any] = MappingProxyType({}), /, **variables: str) -> Settings:
    return Configurations(flags, variables).at(str(folder))


def faults(folder: Path, **variables: str) -> list[str]:
    with pytest.raises(Misconfigured) as refused:
        Configurations({}, variables).at(str(folder))
    return list(refused.value.faults)


def told(settings: Settings, name: str) -> tuple[Any, str]:
    said = getattr(settings, name)
    return said.value, str(said.origin)


def items(settings: Settings, name: str) -> list[tuple[str, str]]:
    return [(item.value, str(item.origin)) for item in getattr(settings, name).value]


def test_without_a_file_the_defaults_hold(tree: Path) -> None:
    assert at(tree / "a") is config.DEFAULTS


def test_the_nearest_file_wins_alone(tree: Path) -> None:
    write(tree / "exlint.toml", 'fail-level = "info"\npreview = true\n')
    write(tree / "a" / "exlint.toml", '\nfail-level = "error"\n')

    below, beside = at(tree / "a" / "b"), at(tree)

    assert told(below, "fail_level") == ("error", "a/exlint.toml:2:1")
    assert told(below, "preview") == (False, "default")
    assert told(beside, "fail_level") == ("info", "exlint.toml:1:1")


def test_in_one_folder_exlint_toml_wins_over_pyproject_toml(tree: Path) -> None:
    write(tree / "pyproject.toml", '[tool.exlint]\nfail-level = "info"\n')
    assert told(at(tree), "fail_level") == ("info", "pyproject.toml:2:1")

    write(tree / "exlint.toml", 'fail-level = "error"\n')
    assert told(at(tree), "fail_level") == ("error", "exlint.toml:1:1")


@pytest.mark.parametrize("text", ["", "[tool.other]\nx = 1\n", "# exlint\n[tool]\n", "tool = 'exlint'\n"])
def test_a_pyproject_without_the_table_is_passed_over(tree: Path, text: str) -> None:
    write(tree / "exlint.toml", "preview = true\n")
    write(tree / "a" / "pyproject.toml", text)

    assert told(at(tree / "a"), "preview") == (True, "exlint.toml:1:1")


@pytest.mark.parametrize(
    ("text", "place"),
    [("[tool]\nexlint = 5\n", "2:1"), ("[[tool.exlint]]\n", "1:8"), ("tool.exlint = []\n", "1:6")],
)
def test_a_table_of_a_pyproject_that_is_none_is_an_error(tree: Path, text: str, place: str) -> None:
    write(tree / "pyproject.toml", text)
    assert faults(tree) == [
        f"pyproject.toml:{place}: tool.exlint is no table; expected [tool.exlint] and the keys below it"
    ]


def test_nothing_is_read_above_the_root_of_the_repository(tree: Path) -> None:
    write(tree / "exlint.toml", "not TOML at all\n")
    (tree / "a" / ".git").write_text("gitdir: elsewhere\n", encoding="utf-8")

    assert at(tree / "a" / "b") is config.DEFAULTS


def test_the_root_of_the_repository_itself_is_looked_at(tree: Path) -> None:
    write(tree / "exlint.toml", "preview = true\n")
    assert told(at(tree / "a" / "b"), "preview") == (True, "exlint.toml:1:1")


def test_each_file_is_read_once(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tree / "exlint.toml", "preview = true\n")
    read: list[str] = []
    load = toml.load

    def counted(path: str, *, mention: bytes = b"") -> Any:
        read.append(path)
        return load(path, mention=mention)

    monkeypatch.setattr(toml, "load", counted)
    configurations = Configurations({}, {})
    folders = [tree / "a" / "b", tree / "a", tree, tree / "a" / "b"]

    found = [configurations.at(str(folder)) for folder in folders]

    assert len(read) == 1
    assert all(one is found[0] for one in found)


def test_a_wrong_file_is_wrong_for_every_folder_below_it(tree: Path) -> None:
    write(tree / "exlint.toml", "x = 1\n")
    configurations = Configurations({}, {})
    for folder in (tree / "a", tree, tree / "a" / "b"):
        with pytest.raises(Misconfigured, match=r"exlint.toml:1:1: x: no such key"):
            configurations.at(str(folder))


def test_flags_lie_over_the_environment_and_that_over_the_file(tree: Path) -> None:
    write(tree / "exlint.toml", 'fail-level = "info"\noutput-format = "json"\npreview = true\n')

    settings = at(
        tree,
        {"fail-level": "never"},
        EXLINT_FAIL_LEVEL="error",
        EXLINT_OUTPUT_FORMAT="concise",
        OTHER_FAIL_LEVEL="x",
        EXLINT_PREVIEW="",
    )

    assert told(settings, "fail_level") == ("never", "--fail-level")
    assert told(settings, "output_format") == ("concise", "EXLINT_OUTPUT_FORMAT")
    assert told(settings, "preview") == (True, "exlint.toml:3:1")


def test_lists_that_extend_add_up_each_item_with_its_place(tree: Path) -> None:
    write(tree / "base.toml", 'extend-ignore = ["EXL101"]\nignore = ["EXL102"]\nextend-exclude = ["x"]\n')
    write(tree / "exlint.toml", 'extend = "base.toml"\nignore = [\n "EXL103"]\nextend-ignore = ["EXL104"]\n')

    settings = at(tree, {"extend-ignore": ["EXL106"]}, EXLINT_EXTEND_IGNORE="EXL105, dns")

    assert items(settings, "extend_ignore") == [
        ("EXL101", "base.toml:1:18"),
        ("EXL104", "exlint.toml:4:18"),
        ("EXL105", "EXLINT_EXTEND_IGNORE"),
        ("dns", "EXLINT_EXTEND_IGNORE"),
        ("EXL106", "--extend-ignore"),
    ]
    assert items(settings, "ignore") == [("EXL103", "exlint.toml:3:2")]
    assert items(settings, "extend_exclude") == [("x", "base.toml:3:19")]
    layers = [item.origin.layer for item in settings.extend_ignore.value]
    assert layers == sorted(layers)
    assert len(set(layers)) == 4


def test_tables_are_joined_key_by_key(tree: Path) -> None:
    write(
        tree / "base.toml", '[severity]\ndns = "info"\nsmtp = "error"\n[per-file-ignores]\na = ["dns"]\nb = ["dns"]\n'
    )
    write(tree / "exlint.toml", 'extend = "base.toml"\nseverity.smtp = "info"\nper-file-ignores = {b = ["smtp"]}\n')

    settings = at(tree, EXLINT_SEVERITY="EXL101=error")

    assert [(word.value, level, str(word.origin)) for word, level in settings.severity.value] == [
        ("dns", "info", "base.toml:2:1"),
        ("smtp", "info", "exlint.toml:2:10"),
        ("EXL101", "error", "EXLINT_SEVERITY"),
    ]
    assert [(glob.value, [word.value for word in words]) for glob, words in settings.per_file_ignores.value] == [
        ("a", ["dns"]),
        ("b", ["smtp"]),
    ]


def test_a_layer_that_selects_drops_what_those_below_select_and_ignore(tree: Path) -> None:
    write(
        tree / "exlint.toml",
        'select = ["dns"]\nextend-select = ["smtp"]\nignore = ["EXL201"]\nextend-ignore = ["EXL202"]\n',
    )

    settings = at(tree, {"select": ["EXL101"]}, EXLINT_EXTEND_IGNORE="EXL203")

    assert items(settings, "select") == [("EXL101", "--select")]
    assert [items(settings, name) for name in ("extend_select", "ignore", "extend_ignore")] == [[], [], []]


def test_what_is_relative_is_so_to_the_folder_of_its_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tree / "shared" / "base.toml", 'extend-exclude = ["x"]\nbaseline = "known.jsonl"\n')
    write(tree / "a" / "exlint.toml", 'extend = "../shared/base.toml"\nextend-exclude = ["y"]\n')
    monkeypatch.chdir(tree / "a" / "b")

    settings = at(tree / "a", {"extend-exclude": ["z"]})

    bases = [item.origin.base for item in settings.extend_exclude.value]
    assert bases == [str(tree / "shared"), str(tree / "a"), str(tree / "a" / "b")]
    assert settings.baseline.origin.base == str(tree / "shared")
    assert settings.baseline.origin.source == str(tree / "shared" / "base.toml").replace(os.sep, "/")


def test_a_chain_of_files_is_read_from_its_bottom(tree: Path) -> None:
    write(tree / "c.toml", 'fail-level = "info"\npreview = true\nmax-warnings = 1\n')
    write(tree / "b.toml", 'extend = "c.toml"\npreview = false\nmax-warnings = 2\n')
    write(tree / "a" / "pyproject.toml", '[tool.exlint]\nextend = "../b.toml"\nmax-warnings = 3\n')

    settings = at(tree / "a")

    assert told(settings, "fail_level") == ("info", "c.toml:1:1")
    assert told(settings, "preview") == (False, "b.toml:2:1")
    assert told(settings, "max_warnings") == (3, "a/pyproject.toml:3:1")


def test_a_chain_that_leads_in_a_circle_is_an_error(tree: Path) -> None:
    write(tree / "exlint.toml", 'extend = "a/b.toml"\n')
    write(tree / "a" / "b.toml", '\nextend = "../exlint.toml"\n')

    assert faults(tree) == ["a/b.toml:2:10: extend leads in a circle: exlint.toml is above it"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("bsae.toml", "exlint.toml:1:10: extend: bsae.toml: no such file (did you mean base.toml?)"),
        ("a", "exlint.toml:1:10: extend: a: is a folder"),
        ("exlint.toml", "exlint.toml:1:10: extend leads in a circle: exlint.toml is above it"),
        ("a/pyproject.toml", "a/pyproject.toml: has no table [tool.exlint]"),
        ("broken.toml", "broken.toml:1:8: not TOML: Expected '=' after a key in a key/value pair"),
    ],
)
def test_what_cannot_be_extended_is_an_error_with_its_place(tree: Path, value: str, said: str) -> None:
    write(tree / "base.toml", "")
    write(tree / "broken.toml", "broken and more")
    write(tree / "a" / "pyproject.toml", "# exlint\n")
    write(tree / "exlint.toml", f'extend = "{value}"\n')

    assert faults(tree) == [said]


@pytest.mark.parametrize("value", ["../../outside.toml", "OUTSIDE"])
def test_nothing_outside_the_repository_is_extended(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, value: str
) -> None:
    outside = write(tmp_path_factory.mktemp("elsewhere") / "outside.toml", "secret = 1\n").as_posix()
    value = value.replace("OUTSIDE", outside)
    write(tree / "exlint.toml", f'extend = "{value}"\n')

    (said,) = faults(tree)

    assert said.startswith(f"exlint.toml:1:10: extend is {value}, which leads out of the repository ")
    assert "secret" not in said


def test_no_baseline_lies_outside_the_repository(tree: Path) -> None:
    write(tree / "exlint.toml", 'baseline = "../../known.jsonl"\n')

    (said,) = faults(tree)

    assert said.startswith("exlint.toml:1:12: baseline is ../../known.jsonl, which leads out of the repository ")


def test_a_link_that_leads_out_of_the_repository_is_not_read(
    tree: Path, tmp_path_factory: pytest.TempPathFactory, link: Callable[[Path, str], None]
) -> None:
    outside = write(tmp_path_factory.mktemp("elsewhere") / "outside.toml", "secret = 1\n")
    link(tree / "exlint.toml", str(outside))

    (said,) = faults(tree)

    assert said.startswith("exlint.toml: is a link that leads out of the repository ")
    assert "secret" not in said


def test_mistakes_of_all_files_of_a_chain_are_told_at_once(tree: Path) -> None:
    write(tree / "base.toml", "preview = 1\n")
    write(tree / "exlint.toml", 'x = 1\nextend = "base.toml"\nmax-warnings = true\n')

    assert [fault.split(" ")[0] for fault in faults(tree)] == [
        "exlint.toml:1:1:",
        "exlint.toml:3:16:",
        "base.toml:1:11:",
    ]


def test_a_file_for_another_version_is_told_before_its_keys(tree: Path) -> None:
    write(tree / "base.toml", 'required-version = ">=99.1"\nkey-of-the-future = 1\n')
    write(tree / "exlint.toml", 'extend = "base.toml"\nrequired-version = ">=0.1"\n')

    assert faults(tree) == [f"base.toml:1:1: this is exlint {__version__}; required-version is >=99.1"]


def test_a_file_that_is_named_is_the_configuration_of_every_folder(tree: Path) -> None:
    write(tree / "a" / "exlint.toml", "preview = false\n")
    write(tree / "mine.toml", "preview = true\nexclude = ['x']\n")

    named = Configurations({}, {}, config="mine.toml").at(str(tree / "a"))
    variable = at(tree / "a", EXLINT_CONFIG="mine.toml")

    assert told(named, "preview") == told(variable, "preview") == (True, "mine.toml:1:1")
    assert named.exclude.value[0].origin.base == str(tree)


def test_isolated_counts_neither_files_nor_variables(tree: Path) -> None:
    write(tree / "exlint.toml", "preview = true\n")
    variables = {"EXLINT_FAIL_LEVEL": "error", "EXLINT_NONSENSE": "1"}

    assert Configurations({}, variables, isolated=True).at(str(tree)) is config.DEFAULTS
    assert at(tree, EXLINT_ISOLATED="1", EXLINT_FAIL_LEVEL="error") is config.DEFAULTS
    flagged = Configurations({"preview": False}, variables, isolated=True).at(str(tree))
    assert told(flagged, "preview") == (False, "--preview")
    assert told(flagged, "fail_level") == ("warning", "default")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"EXLINT_FAIL_LEVLE": "x"}, "EXLINT_FAIL_LEVLE: no such setting (did you mean EXLINT_FAIL_LEVEL?)"),
        ({"EXLINT_QQQ": "x"}, "EXLINT_QQQ: no such setting; exlint config show lists them"),
        ({"EXLINT_EXTEND": "x"}, "EXLINT_EXTEND: extend stands in files only; EXLINT_CONFIG names one"),
        ({"EXLINT_PREVIEW": "yes"}, 'EXLINT_PREVIEW: preview is "yes"; expected true or false'),
        (
            {"EXLINT_SEVERITY": "dns"},
            'EXLINT_SEVERITY: severity is "dns"; expected NAME=VALUE, with commas between several',
        ),
        ({"EXLINT_SEVERITY": "dns=bad"}, 'EXLINT_SEVERITY: severity.dns is "bad"; expected error, warning or info'),
        ({"EXLINT_ISOLATED": "maybe"}, 'EXLINT_ISOLATED is "maybe"; expected true or false'),
        (
            {"EXLINT_CONFIG": "x", "EXLINT_ISOLATED": "1"},
            "EXLINT_CONFIG and EXLINT_ISOLATED: one names a file, the other wants none; unset one of them",
        ),
        (
            {"EXLINT_REQUIRED_VERSION": ">99"},
            f"EXLINT_REQUIRED_VERSION: this is exlint {__version__}; required-version is >99",
        ),
        ({"EXLINT_CONFIG": "nothing.toml"}, "EXLINT_CONFIG: nothing.toml: no such file"),
        (
            {"EXLINT_SEVERITY": "dns=info,EXL101=error, dns=error"},
            "EXLINT_SEVERITY: severity has dns twice; write one of them",
        ),
        (
            {"EXLINT_PER_FILE_IGNORES": "a=dns,a=smtp"},
            "EXLINT_PER_FILE_IGNORES: per-file-ignores has a twice; write one of them",
        ),
        (
            {"EXLINT_SELECT": "dns,"},
            'EXLINT_SELECT: select holds ""; expected the code, name or area of rules',
        ),
    ],
)
def test_a_wrong_variable_is_an_error(tree: Path, variables: dict[str, str], said: str) -> None:
    assert faults(tree, **variables) == [said]


def test_the_variable_of_every_key_is_read(tree: Path) -> None:
    texts = {
        Kind.WORDS: "dns, EXL101",
        Kind.GLOBS: "a,b/*",
        Kind.LEVELS: "dns=info,EXL101=error",
        Kind.IGNORES: "lab/**=smtp dns,a=b.yaml=EXL101",
        Kind.FLAG: "TRUE",
        Kind.NUMBER: "12",
        Kind.VERSIONS: ">=0.1,<2",
        Kind.PATH: "a/b",
    }
    keys = [key for key in KEYS if not key.only_in_files]
    variables = {key.variable: key.choices[-1] if key.choices else texts[key.kind] for key in keys}

    settings = Configurations({}, variables).at(str(tree))

    assert {str(getattr(settings, key.field).origin) for key in keys} == set(variables)
    assert [item.value for item in settings.select.value] == ["dns", "EXL101"]
    assert [(word.value, level) for word, level in settings.severity.value] == [("dns", "info"), ("EXL101", "error")]
    assert [(glob.value, [word.value for word in words]) for glob, words in settings.per_file_ignores.value] == [
        ("lab/**", ["smtp", "dns"]),
        ("a=b.yaml", ["EXL101"]),
    ]
    assert (settings.force_exclude.value, settings.max_warnings.value) == (True, 12)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfeh\x00", "exlint.toml:1: the byte ff is no UTF-8; save the file as UTF-8"),
        (b"# ok\nignore = ['\xed\xa0\x80']\n", "exlint.toml:2: the byte ed is no UTF-8; save the file as UTF-8"),
        (b"a = low\n", "exlint.toml:1:5: not TOML: Invalid value"),
        (b"a = [1\n\n", "exlint.toml:1:7: not TOML: Unclosed array"),
        (b"a = '\0'\n", "exlint.toml:1:6: not TOML: Found invalid character '\\x00'"),
        (b"a = " + b"[" * 100_000, "exlint.toml: lists or tables are nested too deep to be read"),
        (b"a" + b".a" * 600 + b" = 1\n", "exlint.toml:1: more than 500 dots in a line; not read"),
        (b"a = " + b"1" * 5000, "exlint.toml: not TOML that can be read: "),
        (b"#" * (1024 * 1024 + 1), "exlint.toml: 1,048,577 bytes; exlint reads 1,048,576 of a configuration"),
    ],
    ids=["UTF-16", "a surrogate", "no value", "cut", "NUL", "deep", "dots", "digits", "large"],
)
def test_a_file_that_cannot_be_understood_is_one_line(tree: Path, data: bytes, said: str) -> None:
    (tree / "exlint.toml").write_bytes(data)

    (fault,) = faults(tree)

    assert fault.startswith(said)
    assert "\n" not in fault


def test_a_byte_order_mark_and_the_line_ends_of_windows_are_read(tree: Path) -> None:
    (tree / "exlint.toml").write_bytes(b"\xef\xbb\xbf# one\r\npreview = true\r\n")

    assert told(at(tree), "preview") == (True, "exlint.toml:2:1")


@pytest.mark.parametrize("name", ["exlint.toml", "pyproject.toml"])
def test_a_folder_in_place_of_a_file_is_an_error(tree: Path, name: str) -> None:
    (tree / name).mkdir()
    assert faults(tree) == [f"{name}: is a folder"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
@pytest.mark.usefixtures("alarm")
@pytest.mark.parametrize("name", ["exlint.toml", "pyproject.toml"])
def test_a_named_pipe_in_place_of_a_file_is_an_error_and_no_wait(tree: Path, name: str) -> None:
    os.mkfifo(tree / name)
    assert faults(tree) == [f"{name}: is a named pipe, not a file"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="nothing is denied to root")
def test_a_file_that_may_not_be_read_is_an_error(tree: Path) -> None:
    write(tree / "exlint.toml", "").chmod(0)
    assert faults(tree) == ["exlint.toml: permission denied"]
