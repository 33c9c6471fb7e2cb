"""What git ignores is left out, and nothing of a repository runs."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exlint.project import Selection, select
from exlint.project import git as git_asking

if TYPE_CHECKING:
    from collections.abc import Callable

    Git = Callable[..., str]

posix = pytest.mark.skipif(os.name == "nt", reason="cannot exist on Windows")


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git: Git) -> Path:
    """The current folder, a repository."""
    here = tmp_path / "here"
    here.mkdir()
    git(here, "init", "--quiet")
    monkeypatch.chdir(here)
    return here


def plant(top: Path, *paths: str) -> None:
    for path in paths:
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_text("exlint: 1\n", encoding="utf-8")


def ignore(folder: Path, *lines: str) -> None:
    (folder / ".gitignore").write_text("\n".join((*lines, "")), encoding="utf-8")


def files(*paths: str) -> tuple[str, ...]:
    """The files of a selection that has nothing else to say."""
    selection = select(paths, skip_foreign=False)
    assert selection == Selection(selection.files, (), ())
    return selection.files


def test_what_git_ignores_is_left_out_and_what_it_takes_back_is_not(here: Path) -> None:
    plant(here, "a.yaml", "b.log.yaml", "keep.log.yaml", "build/c.yaml", "sub/d.yaml", "sub/e.yaml")
    ignore(here, "*.log.yaml", "!keep.log.yaml", "build/")
    ignore(here / "sub", "d.yaml")
    assert files() == ("a.yaml", "keep.log.yaml", "sub/e.yaml")
    assert files("sub") == ("sub/e.yaml",)


def test_the_repository_is_found_upwards_from_any_current_folder(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(here, "sub/a.yaml", "sub/b.yaml")
    ignore(here, "/sub/a.yaml")
    monkeypatch.chdir(here / "sub")
    assert files() == ("b.yaml",)
    monkeypatch.chdir(tmp_path)
    assert files("here") == ("here/sub/b.yaml",)
    assert files(str(here)) == (f"{here.as_posix()}/sub/b.yaml",)


def test_an_ignored_file_that_is_named_is_judged(here: Path) -> None:
    plant(here, "a.yaml", "b.yaml")
    ignore(here, "a.yaml")
    assert files("a.yaml") == ("a.yaml",)
    assert files(".", "a.yaml") == ("b.yaml", "a.yaml")


def test_a_tracked_file_is_judged_though_a_pattern_ignores_it(here: Path, git: Git) -> None:
    plant(here, "a.yaml", "b.yaml")
    ignore(here, "*.yaml")
    git(here, "add", "--force", "a.yaml")
    assert files() == ("a.yaml",)


def test_the_repository_s_own_exclude_file_counts(here: Path) -> None:
    plant(here, "a.yaml", "b.yaml")
    (here / ".git" / "info").mkdir(exist_ok=True)
    (here / ".git" / "info" / "exclude").write_text("a.yaml\n", encoding="utf-8")
    assert files() == ("b.yaml",)


def test_a_repository_inside_a_repository_is_asked_itself(here: Path, git: Git) -> None:
    plant(here, "a.yaml", "inner/a.yaml", "inner/b.yaml")
    git(here / "inner", "init", "--quiet")
    ignore(here, "a.yaml")
    ignore(here / "inner", "b.yaml")
    assert files() == ("inner/a.yaml",)


def test_a_submodule_is_asked_itself(here: Path, tmp_path: Path, git: Git) -> None:
    origin = tmp_path / "origin"
    plant(origin, "a.yaml")
    ignore(origin, "b.yaml")
    git(origin, "init", "--quiet")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message", "first")
    git(here, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(origin), "module")
    plant(here, "a.yaml", "module/b.yaml")
    ignore(here, "a.yaml")
    assert (here / "module" / ".git").is_file()
    assert files() == ("module/a.yaml",)


def test_folders_of_several_repositories_are_judged_together(here: Path, tmp_path: Path, git: Git) -> None:
    other = tmp_path / "other"
    plant(other, "a.yaml", "b.yaml")
    git(other, "init", "--quiet")
    ignore(other, "b.yaml")
    plant(here, "a.yaml", "b.yaml")
    ignore(here, "a.yaml")
    assert files(".", "../other") == ("b.yaml", "../other/a.yaml")


def test_no_note_is_made_of_what_git_ignores(here: Path, link: Callable[[Path, str], None]) -> None:
    plant(here, "a.yaml")
    link(here / "modules", "..")
    link(here / "out.yaml", "../none.yaml")
    ignore(here, "modules", "out.yaml")
    assert files() == ("a.yaml",)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is denied to root")
def test_an_ignored_folder_that_may_not_be_listed_is_no_fault(here: Path) -> None:
    plant(here, "a.yaml", "data/b.yaml")
    ignore(here, "data/")
    (here / "data").chmod(0)
    try:
        assert files() == ("a.yaml",)
    finally:
        (here / "data").chmod(0o700)


@posix
def test_names_of_any_characters_can_be_ignored(here: Path) -> None:
    odd = [
        "-h.yaml",
        ":!x.yaml",
        ":(top)y.yaml",
        "a b.yaml",
        "a\nb.yaml",
        "\x1b.yaml",
        "é.yaml",
        '"q".yaml',
        "a\\b.yaml",
    ]
    plant(here, "kept.yaml", *odd)
    ignore(here, "*.yaml", "!kept.yaml")
    assert files() == ("kept.yaml",)
    ignore(here, "kept.yaml")
    assert files() == tuple(sorted(odd))


@pytest.mark.skipif(os.name == "nt" or os.uname().sysname != "Linux", reason="names are text there")
def test_undecodable_names_can_be_ignored(here: Path) -> None:
    plant(here, os.fsdecode(b"\xff.yaml"), os.fsdecode(b"\xfe.yaml"))
    (here / ".gitignore").write_bytes(b"\xff.yaml\n")
    assert files() == (os.fsdecode(b"\xfe.yaml"),)


def test_the_environment_points_git_nowhere_else(
    here: Path, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    plant(other, "a.yaml")
    git(other, "init", "--quiet")
    git(other, "add", "a.yaml")
    plant(here, "a.yaml", "b.yaml")
    ignore(here, "a.yaml")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(here))
    assert files() == ("b.yaml",)


def test_the_user_s_own_settings_count(here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(here, "a.yaml", "b.yaml")
    (tmp_path / "excludes").write_text("a.yaml\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.excludesFile")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", (tmp_path / "excludes").as_posix())
    assert files() == ("b.yaml",)


def test_without_git_nothing_is_left_out_and_one_note_says_so(
    here: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(here, "a.yaml", "inner/b.yaml")
    git(here / "inner", "init", "--quiet")
    ignore(here, "a.yaml")
    monkeypatch.setenv("PATH", str(here / "no programs"))
    note = "git is not on the path, so nothing is left out for being ignored"
    assert select((), skip_foreign=False) == Selection(("a.yaml", "inner/b.yaml"), (), (note,))


def test_outside_any_repository_git_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(tmp_path, "a.yaml")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "no programs"))
    assert files() == ("a.yaml",)


@posix
def test_each_repository_is_asked_once(here: Path, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(here, "a.yaml", "sub/b.yaml", "sub/deep/c.yaml", "inner/d.yaml")
    git(here / "inner", "init", "--quiet")
    counter = tmp_path / "bin" / "git"
    counter.parent.mkdir()
    real, log = shlex.quote(str(shutil.which("git"))), shlex.quote(str(tmp_path / "log"))
    counter.write_text(f'#!/bin/sh\npwd >> {log}\nexec {real} "$@"\n', encoding="utf-8")
    counter.chmod(0o755)
    monkeypatch.setenv("PATH", f"{counter.parent}{os.pathsep}{os.environ['PATH']}")
    assert files("sub", ".", "inner", "sub/deep") == ("sub/b.yaml", "sub/deep/c.yaml", "a.yaml", "inner/d.yaml")
    asked = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert sorted(asked) == [str(here.resolve()), str((here / "inner").resolve())]


@pytest.mark.parametrize(
    ("path", "text"),
    [(".git", "gitdir: nowhere\n"), (".git", "nonsense"), (".git/HEAD", ""), (".git/config", "[broken")],
    ids=["a pointer to nowhere", "a broken pointer", "no repository", "a broken setting"],
)
def test_a_repository_that_git_refuses_leaves_nothing_out(here: Path, path: str, text: str) -> None:
    if path == ".git":
        shutil.rmtree(here / ".git")
    plant(here, "a.yaml")
    ignore(here, "a.yaml")
    (here / path).write_text(text, encoding="utf-8")
    selection = select((), skip_foreign=False)
    assert selection.files == ("a.yaml",)
    # In git's own words, which differ between its versions.
    (note,) = selection.notes
    assert re.fullmatch(r"\.: git does not say what it ignores, so nothing is left out \(\w+: .+\)", note)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_repository_of_someone_else_is_not_asked(here: Path) -> None:
    plant(here, "a.yaml")
    ignore(here, "a.yaml")
    for path in (here, here / ".git"):
        os.chown(path, 12345, 12345)
    selection = select((), skip_foreign=False)
    assert selection.files == ("a.yaml",)
    assert "dubious ownership" in selection.notes[0]


@posix
@pytest.mark.usefixtures("alarm")
def test_a_repository_made_to_let_git_wait_is_given_up(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(here, "a.yaml")
    os.mkfifo(here / ".gitignore")
    monkeypatch.setattr(git_asking, "_PATIENCE", 0.5)
    note = ".: git does not say what it ignores, so nothing is left out (no answer in 0.5 seconds)"
    assert select((), skip_foreign=False) == Selection(("a.yaml",), (), (note,))


def trap(here: Path) -> str:
    """A program that leaves a trace beside the repository."""
    program = here / "trap.sh"
    program.write_text(f"#!/bin/sh\necho > {shlex.quote(str(here.parent / 'SPRUNG'))}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(program)


def set_watcher(here: Path, git: Git) -> tuple[str, ...]:
    """A repository that names a program to watch its files; gives a command of git that runs it."""
    git(here, "config", "core.fsmonitor", trap(here))
    return ("status",)


def set_hooks(here: Path, git: Git) -> tuple[str, ...]:
    """A repository whose hooks are the program."""
    (here / "hooks").mkdir()
    for name in ("post-index-change", "pre-commit", "post-checkout", "fsmonitor-watchman"):
        shutil.copy(trap(here), here / "hooks" / name)
    git(here, "config", "core.hooksPath", "hooks")
    return ("add", "trap.sh")


def set_lazy_fetch(here: Path, git: Git) -> tuple[str, ...]:
    """A repository that lacks its .gitignore and names a program to fetch it."""
    git(here, "add", ".gitignore")
    git(here, "update-index", "--skip-worktree", ".gitignore")
    name = git(here, "rev-parse", ":.gitignore").strip()
    (here / ".gitignore").unlink()
    (here / ".git" / "objects" / name[:2] / name[2:]).unlink()
    settings = {
        "core.repositoryFormatVersion": "1",
        "core.sparseCheckout": "true",
        "extensions.partialClone": "origin",
        "remote.origin.url": ".",
        "remote.origin.promisor": "true",
        "remote.origin.uploadPack": trap(here),
        "protocol.allow": "always",
    }
    for key, value in settings.items():
        git(here, "config", key, value)
    return ("check-ignore", "a.yaml")


@posix
@pytest.mark.parametrize("set_trap", [set_watcher, set_hooks, set_lazy_fetch])
def test_nothing_that_a_repository_names_runs(
    here: Path, git: Git, set_trap: Callable[[Path, Git], tuple[str, ...]]
) -> None:
    plant(here, "a.yaml")
    ignore(here, "a.yaml")
    command = set_trap(here, git)
    select((), skip_foreign=False)
    assert not (here.parent / "SPRUNG").exists()
    # The trap is a good one: the plain command falls into it.
    subprocess.run(["git", *command], cwd=here, check=False, capture_output=True)
    assert (here.parent / "SPRUNG").exists()


@posix
@pytest.mark.parametrize("path", ["", ".", ":", "bin:."], ids=["empty", "a dot", "empty parts", "relative"])
def test_no_program_of_the_tree_is_taken_for_git(here: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    plant(here, "a.yaml")
    for folder in (here, here / "bin"):
        folder.mkdir(exist_ok=True)
        shutil.copy(trap(here), folder / "git")
    monkeypatch.setenv("PATH", path)
    select((), skip_foreign=False)
    assert not (here.parent / "SPRUNG").exists()
