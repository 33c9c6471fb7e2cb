"""The files of a git revision are written aside, nothing of the repository runs, and nothing is left behind."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import exlint
from exlint.project import NoRevision, trees
from exlint.project import git as git_asking
from exlint.project.names import refusal
from exlint.project.revisions import Revision, revision, top_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Git = Callable[..., str]

OURS = "exlint: 1\n"
LARGEST = 1000
posix = pytest.mark.skipif(os.name == "nt", reason="cannot exist on Windows")


@pytest.fixture(name="here")
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, git: Git) -> Path:
    """The current folder, a repository."""
    here = tmp_path / "here"
    here.mkdir()
    git(here, "init", "--quiet")
    monkeypatch.chdir(here)
    return here


def write(top: Path, **files: str) -> None:
    for name, text in files.items():
        path = top / name.replace("__", "/")
        path = path if path.suffix else path.with_suffix(".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def commit(top: Path, git: Git, **files: str) -> None:
    write(top, **files)
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "x")


def taken(name: str = "HEAD", largest: int = LARGEST, named: tuple[str, ...] = ()) -> tuple[dict[str, str], Revision]:
    """The files of ours in a revision with their text, and the revision, whose folder is gone."""
    with revision(top_of("."), name, largest, named) as found:
        folder = Path(found.folder)
        texts = {one: Path(found.path(one)).read_text(encoding="utf-8") for one in found.ours}
        assert all(path.is_file() and not path.is_symlink() for path in folder.rglob("*") if not path.is_dir())
    assert not folder.exists()
    return texts, found


def refused(name: str) -> str:
    with pytest.raises(NoRevision) as raised, revision(top_of("."), name, LARGEST):
        pass
    return str(raised.value)


def test_the_files_are_those_of_the_revision_and_not_of_the_working_tree(here: Path, git: Git) -> None:
    commit(here, git, a=OURS, sub__b=f"# old\n{OURS}", foreign="a: 1\n")
    commit(here, git, a=f"{OURS}x-new: 1\n")
    write(here, a="changed", c=OURS)

    old, _ = taken("HEAD~1")

    assert old == {"a.yaml": OURS, "sub/b.yaml": f"# old\n{OURS}"}
    assert taken()[0]["a.yaml"] == f"{OURS}x-new: 1\n"


def test_a_path_of_a_revision_is_shown_as_git_names_it_and_leads_back_to_the_working_tree(here: Path, git: Git) -> None:
    commit(here, git, sub__b=OURS)

    _, found = taken()

    path = found.path("sub/b.yaml")
    assert found.shown(path) == "HEAD:sub/b.yaml"
    assert git(here, "show", found.shown(path)) == OURS
    assert found.here(path) == str(here.resolve() / "sub" / "b.yaml")
    assert found.here(str(here)) == str(here)
    assert found.shown(str(here / "a.yaml")) == "a.yaml"


def test_files_that_mark_a_root_are_there_and_the_folder_itself_is_one(here: Path, git: Git) -> None:
    (here / "pyproject.toml").write_text("[tool.exlint]\n", encoding="utf-8")
    commit(here, git, a=OURS)

    with revision(top_of("."), "HEAD", LARGEST) as found:
        assert {path.name for path in Path(found.folder).iterdir()} == {".git", "pyproject.toml", "a.yaml"}


def test_a_file_with_another_ending_is_taken_where_it_is_named(here: Path, git: Git) -> None:
    (here / "estate.txt").write_text(OURS, encoding="utf-8")
    commit(here, git)

    assert taken()[0] == {}
    assert taken(named=("estate.txt",))[0] == {"estate.txt": OURS}


@pytest.mark.parametrize("name", ["nope", "HEAD:a.yaml", "HEAD..HEAD", "-h", "--all", "", "a\0b", "HEAD\n"])
def test_what_is_no_revision_is_refused_in_one_line(here: Path, git: Git, name: str) -> None:
    commit(here, git, a=OURS)

    words = refused(name)

    assert words.startswith(name or "an empty text")
    assert "revision" in words


def test_a_repository_without_commits_says_so(here: Path) -> None:
    assert refused("HEAD") == "HEAD: no such revision in ., which has no commit yet"
    assert here.is_dir()


def test_no_repository_and_a_bare_one_are_refused(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "bare")
    for folder in (tmp_path, tmp_path / "bare"):
        monkeypatch.chdir(folder)
        with pytest.raises(NoRevision, match="no folder upwards is a git repository with files"):
            top_of(".")


def test_a_shallow_clone_says_that_its_history_is_cut(
    here: Path, tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(here, git, a=OURS)
    commit(here, git, b=OURS)
    git(tmp_path, "clone", "--quiet", "--depth", "1", here.resolve().as_uri(), "clone")
    monkeypatch.chdir(tmp_path / "clone")

    assert refused("HEAD~1") == "HEAD~1: no such revision in ., which is a shallow clone: fetch more of its history"
    assert set(taken()[0]) == {"a.yaml", "b.yaml"}


def test_without_git_there_is_no_revision(here: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(here, git, a=OURS)
    monkeypatch.setenv("PATH", str(here / "none"))

    assert refused("HEAD") == "HEAD: git is not on the path"


@pytest.mark.parametrize("words", ["gitdir: nowhere\n", "nonsense"])
def test_a_broken_repository_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    (tmp_path / ".git").write_text(words, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert "\n" not in refused("HEAD")


def test_links_and_submodules_are_not_followed(
    here: Path, tmp_path: Path, git: Git, link: Callable[[Path, str], None]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    commit(other, git, inner=OURS)
    (tmp_path / "secret.yaml").write_text(OURS, encoding="utf-8")
    link(here / "link.yaml", "../secret.yaml")
    link(here / "folder", "..")
    git(here, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "module")
    commit(here, git, a=OURS)

    files, found = taken()

    assert files == {"a.yaml": OURS}
    assert found.notes == (("link.yaml", "is a link; not followed"),)


def test_a_file_that_is_too_large_is_left_out_with_a_note(here: Path, git: Git) -> None:
    commit(here, git, a=OURS, big=OURS + "#" * LARGEST)

    files, found = taken()

    assert set(files) == {"a.yaml"}
    assert found.notes == (("big.yaml", "has 1,010 bytes; exlint reads 1,000 (--max-size)"),)


@pytest.mark.parametrize(
    ("bound", "words"), [("_MOST_FILES", "more than 1 YAML files"), ("_MOST_TOGETHER", "20 bytes")]
)
def test_the_number_and_the_size_of_all_files_are_bounded(
    here: Path, git: Git, monkeypatch: pytest.MonkeyPatch, bound: str, words: str
) -> None:
    commit(here, git, a=OURS, b=OURS)
    monkeypatch.setattr(trees, bound, 1)

    assert words in refused("HEAD")


def test_a_few_objects_that_list_files_without_end_are_given_up(here: Path, git: Git) -> None:
    name = subprocess.run(["git", "hash-object", "-w", "--stdin"], input=b"x", capture_output=True, check=True).stdout
    line = f"100644 blob {name.decode().strip()}\tf{{}}.yaml"
    tree = mktree(here, [line.format(index) for index in range(10)])
    for _ in range(8):
        tree = mktree(here, [f"040000 tree {tree}\td{index}" for index in range(10)])
    bomb = git(here, "commit-tree", "-m", "x", tree).strip()

    assert "git does not give its files (its answer has more than 67,108,864 bytes)" in refused(bomb)


def mktree(top: Path, lines: list[str]) -> str:
    done = subprocess.run(["git", "mktree"], cwd=top, input="\n".join(lines).encode(), capture_output=True, check=True)
    return done.stdout.decode().strip()


def crafted(top: Path, git: Git, names: list[bytes]) -> str:
    """A commit with a tree that git itself would not make: its entries have these names."""
    blob = git(top, "hash-object", "-w", "--", "a.yaml").strip()
    raw = b"".join(b"100644 " + name + b"\0" + bytes.fromhex(blob) for name in names)
    command = ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"]
    tree = subprocess.run(command, cwd=top, input=raw, capture_output=True, check=True).stdout.decode().strip()
    return git(top, "commit-tree", "-m", "x", tree).strip()


def test_names_that_lead_out_are_refused(here: Path, git: Git, tmp_path: Path) -> None:
    write(here, a=OURS)
    names = [
        b"../out.yaml",
        b"/abs.yaml",
        b"x/../../out.yaml",
        b".git/in.yaml",
        b".GIT/in.yaml",
        b"a//b.yaml",
        b"ok.yaml",
    ]

    files, found = taken(crafted(here, git, names))

    assert set(files) == {"ok.yaml"}
    assert len(found.notes) == 6
    assert not (tmp_path / "out.yaml").exists()
    assert not Path("/abs.yaml").exists()


def test_two_files_of_one_name_are_written_once(here: Path, git: Git) -> None:
    write(here, a=OURS)

    files, found = taken(crafted(here, git, [b"a.yaml", b"a.yaml"]))

    assert set(files) == {"a.yaml"}
    assert found.notes[0][1].startswith("cannot be written aside")


@pytest.mark.parametrize(
    ("name", "windows", "is_refused"),
    [
        ("a/b.yaml", True, False),
        ("com1.yaml", False, False),
        ("com1.yaml", True, True),
        ("sub/NUL/a.yaml", True, True),
        ("console.yaml", True, False),
        ("a:b.yaml", True, True),
        ("a\\b.yaml", True, True),
        ("a\\b.yaml", False, False),
        ("a. /b.yaml", True, True),
        (".g\u200cit/a.yaml", False, True),
        ("git~1/a.yaml", False, True),
        ("a/./b.yaml", False, True),
    ],
)
def test_a_name_is_refused_where_no_file_can_have_it(
    name: str,
    windows: bool,  # noqa: FBT001 - a case's value
    is_refused: bool,  # noqa: FBT001 - a case's value
) -> None:
    assert bool(refusal(name, windows=windows)) is is_refused


def test_replaced_objects_and_grafts_count_for_nothing(here: Path, git: Git) -> None:
    commit(here, git, a=OURS)
    commit(here, git, a=f"{OURS}x-b: 1\n")
    first, second = git(here, "rev-parse", "HEAD~1", "HEAD").split()
    blob = git(here, "rev-parse", "HEAD~1:a.yaml").strip()
    (here / "evil").write_text("exlint: 1\nx-evil: 1\n", encoding="utf-8")
    evil = git(here, "hash-object", "-w", "evil").strip()
    git(here, "replace", blob, evil)
    (here / ".git" / "info").mkdir(exist_ok=True)
    (here / ".git" / "info" / "grafts").write_text(f"{second}\n", encoding="utf-8")

    assert taken("HEAD~1")[0] == {"a.yaml": OURS}
    assert taken(first)[0] == {"a.yaml": OURS}


def test_the_folder_is_gone_whatever_happens(here: Path, git: Git) -> None:
    commit(here, git, a=OURS)
    folders = []

    def end_with(error: type[BaseException]) -> None:
        with revision(top_of("."), "HEAD", LARGEST) as found:
            folders.append(found.folder)
            raise error

    for error in (ValueError, KeyboardInterrupt):
        with pytest.raises(error):
            end_with(error)
    assert not any(Path(folder).exists() for folder in folders)


@posix
def test_an_answer_that_does_not_come_is_given_up(
    here: Path, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(here, git, a=OURS)
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text("#!/bin/sh\nexec sleep 30\n", encoding="utf-8")
    slow.chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git_asking, "_PATIENCE", 0.3)

    assert refused("HEAD") == "HEAD: no answer in 0.3 seconds"


HOSTILE = """
import os, sys
sys.path.insert(0, sys.argv[1])
ran, top = [], os.getcwd()
def hook(event, arguments):
    if event in ("os.exec", "os.posix_spawn", "subprocess.Popen", "os.system"):
        ran.append(os.path.basename(os.fsdecode(arguments[0])))
sys.addaudithook(hook)
from exlint.project.revisions import revision, top_of
for name in ("HEAD", "HEAD~1"):
    with revision(top_of("."), name, 1000) as found:
        print(found.ours)
assert ran and set(ran) <= {"git", "git.exe"}, ran
assert not [name for name, one in sys.modules.items() if (getattr(one, "__file__", None) or "").startswith(top)]
"""


@posix
def test_nothing_that_a_hostile_repository_names_runs(here: Path, git: Git, tmp_path: Path) -> None:
    commit(here, git, a=OURS)
    trap = here / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho > {shlex.quote(str(tmp_path / 'SPRUNG'))}\ncat\n", encoding="utf-8")
    trap.chmod(0o755)
    (here / ".gitattributes").write_text("*.yaml diff=evil filter=evil merge=evil ident\n", encoding="utf-8")
    for name in ("git.py", "exlint.py", "tempfile.py", "sitecustomize.py", "subprocess.py"):
        (here / name).write_text(f"open({str(tmp_path / 'SPRUNG')!r}, 'w')\n", encoding="utf-8")
    commit(here, git, b=OURS)
    hooks = here / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "pre-auto-gc", "reference-transaction"):
        (hooks / name).write_bytes(trap.read_bytes())
        (hooks / name).chmod(0o755)
    settings = {
        "core.fsmonitor": trap,
        "core.pager": trap,
        "core.sshCommand": trap,
        "core.alternateRefsCommand": trap,
        "core.editor": trap,
        "diff.external": trap,
        "diff.evil.textconv": trap,
        "diff.evil.command": trap,
        "filter.evil.smudge": trap,
        "filter.evil.clean": trap,
        "gpg.program": trap,
        "credential.helper": trap,
        "alias.rev-parse": f"!{trap}",
        "alias.cat-file": f"!{trap}",
        "log.showSignature": "true",
        "pager.ls-tree": "true",
        "core.attributesFile": here / ".gitattributes",
    }
    for key, value in settings.items():
        git(here, "config", key, str(value))
    (tmp_path / "SPRUNG").unlink(missing_ok=True)  # git itself, while it was set up

    source = str(Path(exlint.__file__).parents[1])
    command = [sys.executable, "-P", "-S", "-c", HOSTILE, source]
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "('a.yaml', 'b.yaml')\n('a.yaml',)\n"
    assert not (tmp_path / "SPRUNG").exists()
    # The trap is a good one: the plain command falls into it.
    subprocess.run(["git", "cat-file", "--textconv", "HEAD:a.yaml"], cwd=here, check=False, capture_output=True)
    assert (tmp_path / "SPRUNG").exists()


def test_an_object_that_is_missing_is_not_fetched(here: Path, git: Git, tmp_path: Path) -> None:
    commit(here, git, a=OURS, b=f"{OURS}x-b: 1\n")
    blob = git(here, "rev-parse", "HEAD:a.yaml").strip()
    (here / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    trap = here / "trap.sh"
    trap.write_text(f"#!/bin/sh\necho > {shlex.quote(str(tmp_path / 'SPRUNG'))}\n", encoding="utf-8")
    trap.chmod(0o755)
    settings = {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.url": ".",
        "remote.origin.promisor": "true",
        "remote.origin.uploadPack": str(trap),
        "protocol.allow": "always",
    }
    for key, value in settings.items():
        git(here, "config", key, value)

    try:
        files, found = taken()
    except NoRevision as error:
        assert "git does not give its files" in str(error)  # noqa: PT017 - older versions of git end with an error
    else:
        assert set(files) == {"b.yaml"}
        assert found.notes == (("a.yaml", "is not in the repository; left out"),)
    assert not (tmp_path / "SPRUNG").exists()
