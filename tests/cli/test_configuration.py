"""`exlint check` as its configuration says: what counts, what fails, and mistakes that end the run before it begins."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from exlint import engine
from exlint.cli import app, check, policies
from exlint.cli.options import FAIL_LEVELS, FORMATS, CheckOptions
from exlint.findings import Severity
from exlint.project.config import Configurations, Misconfigured
from exlint.project.config.keys import KEYS, Kind

if TYPE_CHECKING:
    from cli.conftest import Done
    from exlint.engine import Policy

    Exlint = Callable[..., Done]

CODES = ["EXL201", "EXL401", "EXL101", "EXL302", "EXL301"]  # of broken.yaml, in its order
WRONG_TYPE = {Kind.FLAG: '"true"', Kind.NUMBER: "1.5"}  # of all other kinds a date
WRONG_WORD = {
    Kind.WORDS: '["EXL101", "no-rule"]',
    Kind.GLOBS: '["lab", "../lab"]',
    Kind.LEVELS: '{dns = "fatal"}',
    Kind.IGNORES: '{lab = ["no-rule"]}',
    Kind.FLAG: '"yes"',
    Kind.CHOICE: '"loud"',
    Kind.NUMBER: "-1",
    Kind.VERSIONS: '"~=1"',
    Kind.PATH: '"a\\u0000b"',
}


def codes(done: Done) -> list[str]:
    return re.findall(r"(?:error|warning|info) (EXL\d{3})", done.out)


def write(folder: Path, text: str, name: str = "exlint.toml") -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def concise(exlint: Exlint, *words: str, **environment: str) -> Done:
    return exlint("check", "--output-format", "concise", *words, env=environment)


def refused(done: Done) -> list[str]:
    """The lines of a run that its configuration ended."""
    assert (done.status, done.out) == (2, "")
    lines = done.err.splitlines()
    assert all(line.startswith("exlint: ") for line in lines)
    return [line.removeprefix("exlint: ") for line in lines]


@pytest.mark.parametrize("of_words", [False, True], ids=["a wrong type", "a wrong word"])
def test_every_key_refuses_a_wrong_value_with_its_place(exlint: Exlint, broken: Path, of_words: bool) -> None:  # noqa: FBT001 - a case's value
    values = [WRONG_WORD[key.kind] if of_words else WRONG_TYPE.get(key.kind, "1979-05-27") for key in KEYS]
    lines = [f"{key.name} = {value}\n" for key, value in zip(KEYS, values, strict=True)]
    write(broken.parent, "".join(lines))

    said = refused(concise(exlint, broken.name))

    # A word for rules that means none is told when nothing else is wrong.
    later = [key for key in KEYS if of_words and key.kind in (Kind.WORDS, Kind.IGNORES)]
    expected = [(number, key) for number, key in enumerate(KEYS, 1) if key not in later]
    assert len(said) == len(expected)
    for line, (number, key) in zip(said, expected, strict=True):
        place, _, words = line.partition(": ")
        assert re.fullmatch(rf"exlint\.toml:{number}:\d+", place)
        assert int(place.rpartition(":")[2]) > len(key.name)  # the value is marked, or an item of it
        assert words.startswith(key.name)


def test_every_word_for_rules_that_means_none_is_refused_with_its_place(exlint: Exlint, broken: Path) -> None:
    write(
        broken.parent,
        'select = ["dns",\n "smpt"]\nextend-select = ["EXL1O1"]\nignore = ["EXL777"]\nextend-ignore = ["file"]\n'
        'severity = {securty = "info", EXL002 = "info"}\nper-file-ignores.x = ["dns", "verdikt"]\n',
    )

    said = refused(concise(exlint, broken.name))

    rest = "; exlint rules lists them"
    fixed = (
        "which says that a file is not read, or not understood; "
        "EXL001 to 009 can neither be ignored nor get another severity"
    )
    assert said[0] == f"exlint.toml:2:2: smpt: no such rule, area or group (did you mean smtp?){rest}"
    assert said[1] == f"exlint.toml:3:18: EXL1O1: no such rule, area or group (did you mean EXL101?){rest}"
    assert said[2].startswith("exlint.toml:4:11: EXL777: no such rule, area or group")
    assert said[3] == f"exlint.toml:5:18: file means EXL001, {fixed}"
    assert said[4] == f"exlint.toml:6:13: securty: no such rule, area or group (did you mean security?){rest}"
    assert said[5] == f"exlint.toml:6:31: {fixed.replace('which', 'EXL002')}"
    assert said[6] == f"exlint.toml:7:30: verdikt: no such rule, area or group (did you mean verdict?){rest}"
    assert len(said) == 7


def test_every_variable_refuses_a_wrong_value(exlint: Exlint, broken: Path) -> None:
    texts = {Kind.WORDS: ",", Kind.GLOBS: "..", Kind.LEVELS: "x", Kind.IGNORES: "x", Kind.PATH: ""}
    keys = [key for key in KEYS if not key.only_in_files and key.kind is not Kind.PATH]  # any text is a path

    said = refused(concise(exlint, broken.name, **{key.variable: texts.get(key.kind, "?") for key in keys}))

    assert {line.partition(":")[0] for line in said} == {key.variable for key in keys}


def test_a_terminal_escape_in_a_key_is_shown_and_not_obeyed(exlint: Exlint, broken: Path) -> None:
    write(broken.parent, '"\\u001b[31mx" = 1\n')

    assert refused(concise(exlint, broken.name)) == [
        r"exlint.toml:1:1: \x1b[31mx: no such key; exlint config show lists the keys"
    ]


@pytest.mark.parametrize(
    "data", [b"ignore = [", b"\xff", b"[" * 5000, b"#" * 2_000_000], ids=["cut", "bytes", "deep", "2 MB"]
)
def test_a_configuration_that_cannot_be_read_ends_the_run_in_one_line(
    exlint: Exlint, broken: Path, data: bytes
) -> None:
    (broken.parent / "exlint.toml").write_bytes(data)

    assert len(refused(concise(exlint, broken.name))) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes in folders")
def test_a_named_pipe_in_place_of_the_configuration_is_an_error_and_no_wait(exlint: Exlint, broken: Path) -> None:
    os.mkfifo(broken.parent / "exlint.toml")

    assert refused(concise(exlint, broken.name)) == ["exlint.toml: is a named pipe, not a file"]


def test_mistakes_of_all_configurations_are_told_before_any_file_is_checked(
    exlint: Exlint, broken: Path, tmp_path: Path
) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.yaml").write_bytes(broken.read_bytes())
    write(tmp_path / "a", "x = 1\n")
    write(tmp_path / "b", 'ignore = ["no-rule"]\n')

    said = refused(concise(exlint, "."))

    assert [line.split(": ")[0] for line in said] == ["a/exlint.toml:1:1", "b/exlint.toml:1:11"]


def test_each_document_is_judged_as_the_configuration_nearest_to_it_says(
    exlint: Exlint, broken: Path, tmp_path: Path
) -> None:
    write(tmp_path, 'select = ["EXL101"]\n')
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "x.yaml").write_bytes(broken.read_bytes())
    write(tmp_path / "a", 'ignore = ["verdict", "EXL101"]\nseverity.dns = "info"\n')

    done = concise(exlint, ".")

    assert [line.split(" ")[:3] for line in done.out.splitlines()] == [
        ["a/x.yaml:7:5:", "info", "EXL201"],
        ["a/x.yaml:43:11:", "error", "EXL302"],
        ["a/x.yaml:44:7:", "error", "EXL301"],
        ["broken.yaml:23:11:", "error", "EXL101"],
    ]


def test_a_fragment_is_judged_as_the_configuration_of_its_document_says(exlint: Exlint, tmp_path: Path) -> None:
    write(tmp_path, "exlint: 1\ninclude: [../isa.yaml]\n", "estate/infra.yaml")
    write(tmp_path, "exlint: 1\npart_of: estate/infra.yaml\nforrest: {}\n", "isa.yaml")
    (tmp_path / ".git").mkdir()

    assert codes(concise(exlint, "isa.yaml")) == ["EXL011"]
    # Such a table is no configuration, and so no end of an estate; only the run finds it, from the document.
    write(tmp_path, "[tool]\nexlint = 5\n", "estate/pyproject.toml")
    assert refused(concise(exlint, "isa.yaml")) == [
        "estate/pyproject.toml:2:1: tool.exlint is no table; expected [tool.exlint] and the keys below it"
    ]


def test_flags_are_over_the_environment_and_that_over_the_file(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    write(tmp_path, 'select = ["EXL101"]\noutput-format = "json"\n')

    assert [one["code"] for one in json.loads(exlint("check", broken.name).out)["findings"]] == ["EXL101"]
    assert codes(concise(exlint, broken.name, EXLINT_SELECT="EXL201")) == ["EXL201"]
    assert codes(concise(exlint, "--select", "EXL301,EXL302", broken.name, EXLINT_SELECT="EXL201")) == [
        "EXL302",
        "EXL301",
    ]


def test_what_the_command_line_selects_no_file_ignores(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    write(tmp_path, 'ignore = ["EXL101", "EXL201"]\nextend-ignore = ["EXL301"]\n')

    assert codes(concise(exlint, broken.name)) == ["EXL401", "EXL302"]
    assert codes(concise(exlint, "--select", "EXL101", broken.name)) == ["EXL101"]
    assert codes(concise(exlint, "--extend-select", "EXL101", broken.name)) == ["EXL401", "EXL101", "EXL302"]
    assert codes(concise(exlint, "--ignore", "EXL401", broken.name)) == ["EXL201", "EXL101", "EXL302"]
    assert codes(concise(exlint, "--extend-ignore", "EXL401", broken.name)) == ["EXL302"]


def test_a_named_configuration_and_none_at_all(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    write(tmp_path, 'select = ["EXL101"]\n')
    write(tmp_path, 'select = ["EXL301"]\n', "other.toml")

    assert codes(concise(exlint, "--config", "other.toml", broken.name)) == ["EXL301"]
    assert codes(concise(exlint, "--isolated", broken.name, EXLINT_FAIL_LEVEL="bad")) == CODES
    assert refused(concise(exlint, "--isolated", "--config", "other.toml", broken.name)) == [
        "--config names a file, --isolated wants none; leave one of them out"
    ]


def test_the_fail_level_and_the_bound_on_warnings_are_obeyed(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    severities = "".join(f'{code} = "warning"\n' for code in CODES)
    write(tmp_path, f'fail-level = "error"\nmax-warnings = 4\n[severity]\n{severities}')

    done = concise(exlint, broken.name)
    assert (done.status, done.err) == (1, "exlint: 5 warnings; expected at most 4 (max-warnings)\n")
    assert concise(exlint, "--max-warnings", "5", broken.name).status == 0
    assert concise(exlint, "--max-warnings", "5", "--fail-level", "warning", broken.name).status == 1


def test_a_rule_can_be_ignored_in_some_files(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    (tmp_path / "lab").mkdir()
    (tmp_path / "lab" / "x.yaml").write_bytes(broken.read_bytes())
    write(tmp_path, 'select = ["EXL101", "EXL301"]\nper-file-ignores = {"lab/**" = ["smtp"]}\n')

    assert [line.split(":")[0] for line in concise(exlint, ".").out.splitlines()] == ["broken.yaml"] * 2 + [
        "lab/x.yaml"
    ]


def test_an_ignored_finding_about_a_file_leaves_its_estate_unjudged_and_the_run_failing(
    exlint: Exlint, tmp_path: Path
) -> None:
    write(tmp_path, "exlint: 1\nforrest: {}\n", "x.yaml")
    write(tmp_path, 'ignore = ["EXL011"]\n')

    done = concise(exlint, "x.yaml")

    assert (done.status, done.out) == (1, "")
    assert "x.yaml is not judged: what keeps it from that is ignored, not gone" in done.err
    assert codes(concise(exlint, "--select", "EXL101", "x.yaml")) == ["EXL011"]


def test_a_configuration_above_the_repository_is_not_read(exlint: Exlint, broken: Path, tmp_path: Path) -> None:
    write(tmp_path, "this is not TOML\n")
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    broken.rename(tmp_path / "repository" / "x.yaml")

    done = exlint("check", "--isolated", "repository")
    assert done.status == 1
    settings = Configurations({}, {}).at(str((tmp_path / "repository").resolve()))
    assert settings.fail_level.value == "warning"


def test_nothing_is_judged_where_a_configuration_is_wrong(
    clean: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (clean.parent / "below").mkdir()
    clean.rename(clean.parent / "below" / "clean.yaml")
    write(clean.parent / "below", "x = 1\n")
    monkeypatch.chdir(clean.parent)
    monkeypatch.setattr(engine, "check", lambda *_: pytest.fail("it judged"))

    assert check.run(CheckOptions(("below",))) == 2
    assert capsys.readouterr().err.startswith("exlint: below/exlint.toml:1:1: x: no such key")


def test_the_words_of_typer_are_those_of_the_table_of_keys() -> None:
    assert get_args(app._Format) == FORMATS
    assert get_args(app._Level) == FAIL_LEVELS


def made(flags: dict[str, Any], *layers: tuple[Path, str]) -> Policy:
    for folder, text in layers:
        write(folder, text)
    return policies.policy(Configurations(flags, {}).at(str(layers[-1][0].resolve())))


def test_in_one_layer_the_narrower_word_for_a_severity_wins_and_an_upper_layer_always(tmp_path: Path) -> None:
    write(
        tmp_path,
        'severity = {EXL101 = "error", EXL1 = "warning", smtp-external-dns-without-isa = "error"}\n',
        "base.toml",
    )

    below = made({}, (tmp_path, 'extend = "base.toml"\n'))
    above = made({}, (tmp_path, 'extend = "base.toml"\nseverity.smtp = "info"\n'))

    assert (below.severities["EXL101"], below.severities["EXL102"]) == (Severity.ERROR, Severity.WARNING)
    assert (above.severities["EXL101"], above.severities["EXL102"]) == (Severity.INFO, Severity.INFO)


@pytest.mark.parametrize("level", ["info", "error"])
def test_a_rule_that_a_file_gives_a_severity_twice_in_other_letters_is_refused(tmp_path: Path, level: str) -> None:
    text = f'[severity]\nEXL101 = "info"\ndns = "info"\n exl101 = "{level}"\n'

    with pytest.raises(Misconfigured, match=r"exlint.toml:4:2: severity has exl101 as EXL101 already; write one"):
        made({}, (tmp_path, text))


def test_an_upper_file_may_write_a_rule_in_other_letters(tmp_path: Path) -> None:
    write(tmp_path, 'severity.EXL101 = "info"\n', "base.toml")

    policy = made({}, (tmp_path, 'extend = "base.toml"\nseverity.exl101 = "warning"\n'))

    assert policy.severities == {"EXL101": Severity.WARNING}


def test_a_policy_says_what_the_settings_say(tmp_path: Path) -> None:
    policy = made({}, (tmp_path, 'fail-level = "never"\nmax-warnings = 3\nrequire-reason = false\n'))

    assert (policy.codes, policy.fail_level, policy.max_warnings, policy.require_reason) == (None, None, 3, False)
    assert policy.source.endswith("exlint.toml")


def test_where_nothing_is_left_the_last_word_on_it_is_named(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match=r"exlint.toml:2:1: no rule is left to check"):
        made({}, (tmp_path, 'select = ["dns"]\nignore = ["dns"]\n'))


def test_where_all_is_excluded_nothing_is_checked_and_that_is_said(
    exlint: Exlint, broken: Path, tmp_path: Path
) -> None:
    (tmp_path / "exlint.toml").write_text('exclude = ["*.yaml"]\n', encoding="utf-8")

    done = exlint("check")

    said = "no YAML file there that is not excluded has a line that begins with exlint:"
    assert done == (2, "", f"exlint: nothing to check in the current directory: {said}\n")
    assert exlint("check", "--output-format", "concise", broken.name).status == 1
