"""The paths of a command line, and the files that they come to."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exlint.project import Selection, select
from exlint.project.globs import glob
from exlint.project.selection import unfolded

if TYPE_CHECKING:
    from collections.abc import Callable

    Link = Callable[[Path, str], None]

posix = pytest.mark.skipif(os.name == "nt", reason="cannot exist on Windows")
unprivileged = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is denied to root")


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def plant(top: Path, *paths: str, text: str = "exlint: 1\n") -> None:
    for path in paths:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text(text, encoding="utf-8")


def chosen(*paths: str, skip_foreign: bool = False) -> Selection:
    return select(paths, skip_foreign=skip_foreign)


def only(*files: str) -> Selection:
    return Selection(files, (), ())


def test_without_a_path_the_current_folder_is_meant(here: Path) -> None:
    plant(here, "b.yaml", "a.yml", "c/d.yaml")
    assert chosen() == chosen(".") == only("a.yml", "b.yaml", "c/d.yaml")


def test_a_folder_gives_its_files_sorted_by_path_and_reached_through_it(here: Path) -> None:
    plant(here, "estate/b.yaml", "estate/a/z.yaml", "estate/a.yaml", "estate/a-b.yaml")
    expected = only("estate/a-b.yaml", "estate/a.yaml", "estate/a/z.yaml", "estate/b.yaml")
    assert chosen("estate") == chosen("estate/") == expected


def test_a_folder_gives_only_yaml_files_of_ours(here: Path) -> None:
    plant(here, "ours.yaml", "OURS.YML", "ours.txt", "yaml")
    plant(here, "foreign.yaml", text="services: []\n")
    plant(here, "empty.yaml", text="")
    assert set(chosen().files) == {"OURS.YML", "ours.yaml"}


def test_a_folder_is_judged_without_its_hidden_folders_but_with_hidden_files(here: Path) -> None:
    plant(here, ".cache/a.yaml", "b/.cache/a.yaml", ".exlint.yaml")
    assert chosen() == only(".exlint.yaml")


def test_a_hidden_folder_that_is_named_is_judged(here: Path) -> None:
    plant(here, ".cache/a.yaml")
    assert chosen(".cache") == only(".cache/a.yaml")


def test_a_named_file_is_taken_whatever_it_is_called_and_holds(here: Path) -> None:
    plant(here, "notes.txt", text="services: []\n")
    assert chosen("notes.txt") == only("notes.txt")


def test_a_foreign_named_file_can_be_left_out_in_silence(here: Path) -> None:
    plant(here, "foreign.yaml", text="services: []\n")
    plant(here, "ours.txt")
    assert chosen("foreign.yaml", "ours.txt", skip_foreign=True) == only("ours.txt")


def test_files_stay_in_the_order_given(here: Path) -> None:
    plant(here, "a.yaml", "b.yaml", "c/d.yaml", "c/e.yaml")
    assert chosen("b.yaml", "c", "a.yaml") == only("b.yaml", "c/d.yaml", "c/e.yaml", "a.yaml")


def test_a_file_reached_in_several_ways_is_judged_once(here: Path) -> None:
    plant(here, "a.yaml", "c/d.yaml")
    assert chosen("c/d.yaml", "./c//d.yaml", str(here / "c" / "d.yaml"), ".", "c", "c/../a.yaml") == only(
        "c/d.yaml", "a.yaml"
    )


def test_a_file_and_a_link_to_it_are_one(here: Path, link: Link) -> None:
    plant(here, "b.yaml")
    link(here / "a.yaml", "b.yaml")
    assert chosen() == only("a.yaml")
    assert chosen("b.yaml", ".") == only("b.yaml")


def test_a_missing_path_is_a_fault_and_the_rest_is_judged(here: Path) -> None:
    plant(here, "infra.yaml", "isa/one.yaml")
    assert chosen("infra.yml", "isa/on.yaml", "none/zzz", "infra.yaml", "") == Selection(
        ("infra.yaml",),
        (
            "infra.yml: no such file (did you mean infra.yaml?)",
            "isa/on.yaml: no such file (did you mean isa/one.yaml?)",
            "none/zzz: no such file",
            "'': no such file",
        ),
        (),
    )


@posix
def test_a_fault_is_told_once(here: Path) -> None:
    plant(here, "x")
    assert chosen("x/y", "x/y").faults == ("x/y: no such file",)


@posix
def test_names_of_any_characters_are_kept_as_they_are(here: Path) -> None:
    odd = [
        "-h.yaml",
        "--fix.yaml",
        "a b.yaml",
        "a\n::error::b.yaml",
        "\x1b[31m.yaml",
        "100%.yaml",
        "*.yaml",
        "a\\b.yaml",
    ]
    plant(here, *odd)
    assert chosen() == only(*sorted(odd))
    assert chosen(*odd) == only(*odd)


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname != "Linux", reason="names are text there")
def test_undecodable_names_are_kept_as_they_are(here: Path) -> None:
    name = os.fsdecode(b"\xff\xfe.yaml")
    plant(here, name)
    assert chosen() == chosen(name) == only(name)


@posix
@pytest.mark.usefixtures("alarm")
def test_pipes_sockets_and_the_like_in_a_folder_are_left_out_with_a_note(here: Path, link: Link) -> None:
    plant(here, "a.yaml")
    os.mkfifo(here / "pipe.yaml")
    os.mkfifo(here / "pipe.txt")
    link(here / "pipe-too.yml", "pipe.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.yaml")
        assert chosen() == Selection(
            ("a.yaml",),
            (),
            (
                "pipe-too.yml is a named pipe, not a file; left out",
                "pipe.yaml is a named pipe, not a file; left out",
                "socket.yaml is a socket, not a file; left out",
            ),
        )


@posix
@pytest.mark.parametrize("skip_foreign", [False, True])
@pytest.mark.usefixtures("alarm")
def test_a_named_pipe_on_the_command_line_is_left_to_reading(here: Path, *, skip_foreign: bool) -> None:
    os.mkfifo(here / "pipe.yaml")
    assert chosen("pipe.yaml", skip_foreign=skip_foreign) == only("pipe.yaml")


@posix
def test_a_named_link_that_leads_nowhere_is_left_to_reading(here: Path, link: Link) -> None:
    link(here / "a.yaml", "none")
    link(here / "b.yaml", "b.yaml")
    assert chosen("a.yaml", "b.yaml") == only("a.yaml", "b.yaml")


@posix
def test_links_that_lead_nowhere_in_a_folder_are_left_out_with_a_note(here: Path, link: Link) -> None:
    link(here / "a.yaml", "none")
    link(here / "b.yaml", "b.yaml")
    link(here / "c.txt", "none")
    assert chosen().notes == (
        "a.yaml is a link that leads nowhere; left out",
        "b.yaml is a link that leads in a circle; left out",
    )


@pytest.mark.usefixtures("alarm")
def test_links_to_folders_are_not_followed(here: Path, link: Link) -> None:
    plant(here, "estate/a.yaml")
    link(here / "estate" / "loop", "..")
    link(here / "estate" / ".hidden-loop", "..")
    link(here / "estate" / ".hidden-loop.yaml", "..")
    assert chosen() == Selection(("estate/a.yaml",), (), ("estate/loop is a link to a folder; not followed",))


def test_a_link_to_a_folder_that_is_named_is_followed(here: Path, link: Link) -> None:
    plant(here, "estate/a.yaml")
    link(here / "also", "estate")
    assert chosen("also") == only("also/a.yaml")


def test_links_to_files_are_taken_inside_the_root_only(here: Path, link: Link) -> None:
    plant(here, "root/exlint.toml", "root/shared/b.txt", "outside.txt")
    (here / "root" / "estate").mkdir()
    link(here / "root" / "estate" / "b.yaml", "../shared/b.txt")
    link(here / "root" / "estate" / "c.yaml", "../../outside.txt")
    link(here / "root" / "estate" / "d.txt", "../../outside.txt")
    note = "root/estate/c.yaml is a link that leads out of the root; left out"
    assert chosen("root/estate") == Selection(("root/estate/b.yaml",), (), (note,))


def test_a_link_out_of_the_root_that_is_named_is_taken(here: Path, link: Link) -> None:
    plant(here, "root/exlint.toml", "outside.txt")
    link(here / "root" / "c.yaml", "../outside.txt")
    assert chosen("root/c.yaml") == only("root/c.yaml")


@posix
@unprivileged
def test_a_folder_that_may_not_be_listed_is_a_fault(here: Path) -> None:
    plant(here, "a.yaml", "shut/b.yaml")
    (here / "shut").chmod(0)
    try:
        assert chosen() == Selection(("a.yaml",), ("shut: permission denied",), ())
        assert chosen("shut") == Selection((), ("shut: permission denied",), ())
    finally:
        (here / "shut").chmod(0o700)


@posix
@unprivileged
def test_a_file_that_may_not_be_read_is_not_taken_for_foreign(here: Path) -> None:
    plant(here, "a.yaml", text="services: []\n")
    (here / "a.yaml").chmod(0)
    assert chosen() == only("a.yaml")


@posix
def test_a_tree_deeper_than_python_s_stack_is_walked(here: Path) -> None:
    folders = [here / ("d/" * depth) for depth in range(1, 1201)]
    for folder in folders:
        folder.mkdir()
    plant(folders[-1], "a.yaml")
    try:
        assert chosen() == only("d/" * 1200 + "a.yaml")
    finally:
        # No program that tidies up by recursion could.
        (folders[-1] / "a.yaml").unlink()
        for folder in reversed(folders):
            folder.rmdir()


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname != "Linux", reason="only there such a folder can be removed")
def test_a_current_folder_that_is_gone_is_a_fault(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here.rmdir()
    assert chosen() == Selection((), (".: the current folder is gone",), ())
    monkeypatch.chdir("/")


@posix
def test_wildcards_are_left_to_the_shell_where_there_is_one(here: Path) -> None:
    plant(here, "zebra.yaml")
    assert chosen("*.yml").faults == ("*.yml: no such file",)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.yaml", ["a.yaml", "b.yaml"]),
        ("?.yaml", ["a.yaml", "b.yaml"]),
        ("[b-z].yaml", ["b.yaml"]),
        ("c/*", [os.path.join("c", "d.yaml")]),
        ("*.yml", []),
        ("none.yaml", []),
    ],
)
@pytest.mark.usefixtures("here")
def test_wildcards_are_unfolded_where_no_shell_does(here: Path, pattern: str, expected: list[str]) -> None:
    plant(here, "b.yaml", "a.yaml", ".hidden.yaml", "c/d.yaml")
    assert unfolded(pattern) == expected


@pytest.mark.skipif(os.name != "nt", reason="elsewhere the shell does it")
def test_wildcards_on_the_command_line_are_unfolded_on_windows(here: Path) -> None:
    plant(here, "b.yaml", "a.yaml", "[ab].yaml")
    assert chosen("[ab].yaml") == only("[ab].yaml")
    assert chosen("?.yaml", "*.yml") == Selection(("a.yaml", "b.yaml"), ("*.yml: no such file",), ())


def test_what_is_excluded_is_left_out_in_silence_whole_folders_with_all_that_lies_in_them(here: Path) -> None:
    plant(here, "old/a.yaml", "sites/old/b.yaml", "sites/c.yaml", "d.old.yaml")
    globs = [glob(os.path.realpath(here), pattern) for pattern in ("old", "*.old.yaml")]

    assert select((), skip_foreign=False, excludes=lambda _: globs) == only("sites/c.yaml")


def test_a_folder_that_is_named_is_walked_though_a_pattern_names_it_too(here: Path) -> None:
    plant(here, "old/a.yaml", "old/new/b.yaml", "old/new/x/old.yaml")
    globs = [glob(os.path.realpath(here), pattern) for pattern in ("old", "new/x")]

    found = select(("old",), skip_foreign=False, excludes=lambda _: globs)

    assert found == only("old/a.yaml", "old/new/b.yaml", "old/new/x/old.yaml")


def test_each_folder_is_governed_by_its_own_patterns(here: Path) -> None:
    plant(here, "a/x.yaml", "a/b/x.yaml", "a/b/y.yaml")
    below = os.path.realpath(here / "a/b")

    found = select((), skip_foreign=False, excludes=lambda folder: [glob(below, "x.yaml")] if folder == below else [])

    assert found == only("a/b/y.yaml", "a/x.yaml")


def test_a_file_that_is_named_is_taken_though_it_is_excluded_unless_exclusion_is_forced(here: Path) -> None:
    plant(here, "old/a.yaml", "b.yaml")
    globs = [glob(os.path.realpath(here), "old")]
    named = ("old/a.yaml", "b.yaml", "old")

    assert select(named, skip_foreign=False, excludes=lambda _: globs) == only("old/a.yaml", "b.yaml")
    assert select(named, skip_foreign=False, excludes=lambda _: globs, force_exclude=True) == Selection(
        ("b.yaml",),
        (),
        (
            "old/a.yaml is excluded by the configuration; left out",
            "old is excluded by the configuration; left out",
        ),
    )
