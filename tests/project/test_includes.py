"""What `include` and `part_of` name, and what they may not."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exlint.project import BadInclude, expand, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    Link = Callable[[Path, str], None]

posix = pytest.mark.skipif(os.name == "nt", reason="cannot exist on Windows")

OUT = "leads out of the root: the nearest folder upwards with .git, exlint.toml or [tool.exlint]"
ABSOLUTE = "is absolute; write it relative to the document's folder"
BACKSLASH = "holds a backslash; write / between folders"
FOLDER = "names a folder; name a file, or write *.yaml behind the folder"

TREE = [
    "estate/infra.yaml",
    "estate/other.yaml",
    "estate/.hidden.yaml",
    "estate/isa/one.yaml",
    "estate/isa/two.yaml",
    "estate/isa/two.yml",
    "estate/isa/deep/three.yaml",
    "estate/.secret/four.yaml",
    "shared.yaml",
]


def plant(top: Path, *paths: str) -> None:
    for path in paths:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).touch()


@pytest.fixture(name="top")
def _top(tmp_path: Path) -> Path:
    """A root that holds a document in a folder of its own, and a stranger beside the root."""
    top = tmp_path.resolve() / "root"
    plant(top, "exlint.toml", *TREE)
    plant(tmp_path, "stranger.yaml")
    return top


def names(top: Path, pattern: str) -> list[str]:
    """The files that the document includes, relative to the root."""
    return [Path(path).relative_to(top).as_posix() for path in expand(str(top / "estate/infra.yaml"), pattern)]


def refusal(top: Path, pattern: str) -> str:
    with pytest.raises(BadInclude) as caught:
        names(top, pattern)
    return caught.value.reason


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("other.yaml", ["estate/other.yaml"]),
        ("./isa//one.yaml", ["estate/isa/one.yaml"]),
        ("isa/../other.yaml", ["estate/other.yaml"]),
        ("../shared.yaml", ["shared.yaml"]),
        ("../*.yaml", ["shared.yaml"]),
        ("../../root/estate/../shared.yaml", None),
        ("*.yaml", ["estate/other.yaml"]),
        ("o????.yaml", ["estate/other.yaml"]),
        ("isa/*.yaml", ["estate/isa/one.yaml", "estate/isa/two.yaml"]),
        ("isa/two.*", ["estate/isa/two.yaml", "estate/isa/two.yml"]),
        ("*/one.yaml", ["estate/isa/one.yaml"]),
        ("*/*.yaml", ["estate/isa/one.yaml", "estate/isa/two.yaml"]),
        ("**/three.yaml", ["estate/isa/deep/three.yaml"]),
        ("**/other.yaml", ["estate/other.yaml"]),
        ("isa/**/*.yaml", ["estate/isa/deep/three.yaml", "estate/isa/one.yaml", "estate/isa/two.yaml"]),
        ("isa/**/**/two.yml", ["estate/isa/two.yml"]),
        ("isa/deep/**", ["estate/isa/deep/three.yaml"]),
        ("isa/deep/../**/deep/*", ["estate/isa/deep/three.yaml"]),
        (".hidden.yaml", ["estate/.hidden.yaml"]),
        (".*.yaml", ["estate/.hidden.yaml"]),
        (".secret/*", ["estate/.secret/four.yaml"]),
        (".*/four.yaml", ["estate/.secret/four.yaml"]),
        ("**/four.yaml", None),
        ("*/four.yaml", None),
        ("isa*one.yaml", None),
        ("ISA/*.YAML", None),
        ("i*/one.yaml/*", None),
    ],
)
def test_a_pattern_names_these_files(top: Path, pattern: str, expected: list[str] | None) -> None:
    if expected is None:
        assert refusal(top, pattern) in ("matches no file", OUT)
    else:
        assert names(top, pattern) == expected


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("", FOLDER),
        (".", FOLDER),
        ("isa/", FOLDER),
        ("isa", "is a folder"),
        ("..", "is a folder"),
        ("none/one.yaml", "no such file"),
        ("isa/one.yml", "no such file (did you mean isa/one.yaml?)"),
        ("otter.yaml", "no such file (did you mean other.yaml?)"),
        ("other.yaml/x", "no such file"),
        ("none*.yaml", "matches no file"),
        ("infra.yaml", "names only the document itself"),
        ("inf*", "names only the document itself"),
        ("../estate/infra.yaml", "names only the document itself"),
        ("isa\\one.yaml", BACKSLASH),
        ("\\\\server\\share\\one.yaml", BACKSLASH),
        ("/etc/passwd", ABSOLUTE),
        ("//server/share/one.yaml", ABSOLUTE),
        ("C:/one.yaml", ABSOLUTE),
        ("c:one.yaml", ABSOLUTE),
        ("../../stranger.yaml", OUT),
        ("../../*.yaml", OUT),
        ("../../root/estate/other.yaml", OUT),
        ("../../none", OUT),
        ("isa/../../../none/*", OUT),
        ("a\0b", "holds a NUL character, which no file's name can"),
        ("https://example.com/one.yaml", "no such file"),
    ],
)
def test_a_pattern_is_refused_for_this_reason(top: Path, pattern: str, reason: str) -> None:
    assert refusal(top, pattern) == reason


@posix
def test_a_name_that_cannot_be_encoded_is_refused(top: Path) -> None:
    assert refusal(top, "\ud800.yaml") == "holds a character that no file's name can"


def test_the_order_does_not_depend_on_the_current_folder(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(top, "estate/b.yaml", "a.yaml", "z.yaml")
    expected = ["a.yaml", "estate/.hidden.yaml", "estate/b.yaml", "estate/other.yaml", "shared.yaml", "z.yaml"]
    for folder in (top, top / "estate", top.parent):
        monkeypatch.chdir(folder)
        found = {name for pattern in ("../*.yaml", "*.yaml", ".*.yaml") for name in names(top, pattern)}
        assert sorted(found) == expected
        assert names(top, "../**/*.yaml")[:3] == ["a.yaml", "estate/b.yaml", "estate/isa/deep/three.yaml"]


def test_a_document_named_relatively_finds_the_same(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(top / "estate")
    assert expand("infra.yaml", "other.yaml") == (str(top / "estate" / "other.yaml"),)


def test_a_link_to_the_document_stands_for_the_document(top: Path, link: Link) -> None:
    link(top.parent / "link.yaml", "root/estate/infra.yaml")
    assert expand(str(top.parent / "link.yaml"), "other.yaml") == (str(top / "estate" / "other.yaml"),)


def test_a_link_out_of_the_root_is_refused_named_or_matched(top: Path, link: Link) -> None:
    link(top / "estate" / "isa" / "out.yaml", "../../../stranger.yaml")
    assert refusal(top, "isa/out.yaml") == OUT
    assert refusal(top, "isa/*.yaml") == OUT
    assert refusal(top, "**/out.yaml") == OUT


def test_a_link_to_a_folder_out_of_the_root_is_refused_before_it_is_looked_into(top: Path, link: Link) -> None:
    link(top / "estate" / "out", "../..")
    assert refusal(top, "out/stranger.yaml") == OUT
    assert refusal(top, "out/none.yaml") == OUT
    assert refusal(top, "out/*.yaml") == OUT


def test_a_link_inside_the_root_is_followed_to_its_target(top: Path, link: Link) -> None:
    link(top / "estate" / "isa" / "also-one.yaml", "one.yaml")
    link(top / "estate" / "also-isa", "isa")
    assert names(top, "isa/*one.yaml") == ["estate/isa/one.yaml"]
    assert names(top, "also-isa/two.*") == ["estate/isa/two.yaml", "estate/isa/two.yml"]
    assert refusal(top, "also*/two.yaml") == "matches no file"


def test_a_link_to_the_document_is_the_document(top: Path, link: Link) -> None:
    link(top / "estate" / "isa" / "back.yaml", "../infra.yaml")
    assert names(top, "isa/*.yaml") == ["estate/isa/one.yaml", "estate/isa/two.yaml"]
    assert refusal(top, "isa/back.yaml") == "names only the document itself"


@pytest.mark.usefixtures("alarm")
def test_a_circle_of_folders_ends(top: Path, link: Link) -> None:
    link(top / "estate" / "isa" / "loop", "..")
    assert names(top, "**/three.yaml") == ["estate/isa/deep/three.yaml"]


@posix
def test_links_that_lead_nowhere_are_errors_named_or_matched(
    top: Path, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(top)
    link(top / "estate" / "isa" / "gone.yaml", "none.yaml")
    link(top / "estate" / "round.yaml", "round.yaml")
    assert refusal(top, "isa/gone.yaml") == "is a link that leads nowhere"
    assert refusal(top, "isa/g*") == "leads to estate/isa/gone.yaml: is a link that leads nowhere"
    assert refusal(top, "round.yaml") == "is a link that leads in a circle"


@posix
@pytest.mark.usefixtures("alarm")
def test_a_named_pipe_is_no_file(top: Path) -> None:
    os.mkfifo(top / "estate" / "isa" / "pipe.yaml")
    assert names(top, "isa/*.yaml") == ["estate/isa/one.yaml", "estate/isa/two.yaml"]
    assert refusal(top, "isa/pipe.yaml") == "is a named pipe, not a file"


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is denied to root")
def test_a_folder_that_may_not_be_listed_is_an_error(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(top)
    (top / "estate" / "isa" / "deep").chmod(0)
    try:
        assert refusal(top, "**/*.yaml") == "leads to estate/isa/deep: permission denied"
    finally:
        (top / "estate" / "isa" / "deep").chmod(0o700)


@posix
def test_names_of_any_characters_are_found(top: Path) -> None:
    odd = ["-h.yaml", "a b.yaml", "a\nb.yaml", "\x1b[31m.yaml", "100%.yaml"]
    plant(top, *(f"estate/odd/{name}" for name in odd))
    assert names(top, "odd/*.yaml") == sorted(f"estate/odd/{name}" for name in odd)
    assert names(top, "odd/-h.yaml") == ["estate/odd/-h.yaml"]


@pytest.mark.usefixtures("alarm")
def test_many_double_asterisks_in_a_deep_tree_end_soon(top: Path) -> None:
    plant(top, "estate/" + "a/" * 24 + "x.yaml")
    assert refusal(top, "**/a/" * 12 + "none.yaml") == "matches no file"


def test_a_fragment_finds_its_document(top: Path) -> None:
    fragment = str(top / "estate" / "isa" / "one.yaml")
    assert resolve(fragment, "../infra.yaml") == str(top / "estate" / "infra.yaml")
    assert resolve(fragment, "one.yaml") == fragment


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("../*.yaml", "holds a wildcard; here every file is named"),
        ("../infra.yml", "no such file (did you mean ../infra.yaml?)"),
        ("..", "is a folder"),
        ("../../../stranger.yaml", OUT),
        ("/infra.yaml", ABSOLUTE),
        ("..\\infra.yaml", BACKSLASH),
    ],
)
def test_a_part_of_is_refused_for_this_reason(top: Path, path: str, reason: str) -> None:
    with pytest.raises(BadInclude) as caught:
        resolve(str(top / "estate" / "isa" / "one.yaml"), path)
    assert caught.value.reason == reason


def test_without_a_mark_a_fragment_finds_its_document_above_it(tmp_path: Path) -> None:
    plant(tmp_path, "infra.yaml", "isa/one.yaml", "other/stranger.yaml")
    fragment = str(tmp_path / "isa" / "one.yaml")

    assert resolve(fragment, "../infra.yaml") == str((tmp_path / "infra.yaml").resolve())
    with pytest.raises(BadInclude, match="whose folder does not hold this file"):
        resolve(fragment, "../other/stranger.yaml")


WOOD = ["a", "ab", ".h", "b/a", "b/.h", "b/b/ab", "b/b/b/a", ".d/a", ".d/b/a", "b/.d/ab", "ab.d/b/b"]


@pytest.fixture(name="wood", scope="module")
def _wood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small tree with names alike, some hidden."""
    top = tmp_path_factory.mktemp("wood").resolve()
    plant(top, "document", *WOOD)
    return top


def by_regular_expression(parts: list[str]) -> list[str]:
    """The files of the tree whose whole path fits, as another judge sees it."""
    words = {"*": "[^/]*", "?": "[^/]"}
    last = len(parts) - 1
    body = ""
    for at, part in enumerate(parts):
        if part == "**":
            body += r"(?:(?!\.)[^/]+/)*" + (r"(?!\.)[^/]+" if at == last else "")
        else:
            hidden = "" if part.startswith(".") else r"(?!\.)"
            body += hidden + "".join(words.get(sign) or re.escape(sign) for sign in part) + ("" if at == last else "/")
    return sorted(path for path in WOOD if re.fullmatch(body, path))


@given(
    parts=st.lists(st.sampled_from(["*", "**", "?", "a*", "*b*", ".*", "a", "b", ".d", "?b"]), min_size=1, max_size=5)
)
def test_patterns_and_regular_expressions_agree(wood: Path, parts: list[str]) -> None:
    try:
        found = [Path(path).relative_to(wood).as_posix() for path in expand(str(wood / "document"), "/".join(parts))]
    except BadInclude:
        found = []
    assert [name for name in found if name != "document"] == by_regular_expression(parts)
