"""The hooks under the real pre-commit, in a real repository: what a team sees that adds them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
BROKEN = PROJECT / "examples/kb305394/broken.yaml"
MENDED = PROJECT / "examples/kb305394/mended.yaml"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="pre-commit needs git")

IDENTITY = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.com",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


class Repository:
    """A repository with both hooks, whose commits pre-commit really runs before."""

    def __init__(self, folder: Path, hooks: Path, home: Path) -> None:
        self.folder = folder
        self.environment = os.environ | IDENTITY | {"PRE_COMMIT_HOME": str(home)}
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        config = f"repos:\n- repo: {hooks}\n  rev: main\n  hooks:\n  - id: exlint\n"
        self.write(".pre-commit-config.yaml", config)
        self.git("add", "-A")
        self.git("commit", "--quiet", "--message=begin")
        self.pre_commit("install")

    def write(self, name: str, text: str) -> None:
        """Writes a file, and the folders that it needs."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *words: str) -> str:
        """Runs git, which must succeed."""
        return self._run(0, "git", *words)

    def pre_commit(self, *words: str, status: int = 0) -> str:
        """Runs pre-commit, which must end with a status."""
        return self._run(status, sys.executable, "-m", "pre_commit", *words)

    def commit(self, *, status: int) -> str:
        """Commits everything; gives what the hooks said."""
        self.git("add", "-A")
        return self._run(status, "git", "commit", "--message=change")

    def _run(self, status: int, *words: str) -> str:
        done = subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        output = done.stdout + done.stderr
        assert done.returncode == status, output
        return output


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This project as a repository of its own, so that uncommitted changes are tested too."""
    folder = tmp_path_factory.mktemp("hooks") / "exlint"
    ignored = shutil.ignore_patterns(".git", "__pycache__", ".*_cache", ".hypothesis", ".venv", "dist", "tests")
    shutil.copytree(PROJECT, folder, ignore=ignored)
    for words in (["init", "--quiet", "--initial-branch=main"], ["add", "-A"], ["commit", "--quiet", "--message=all"]):
        subprocess.run(["git", *words], cwd=folder, env=os.environ | IDENTITY, check=True)
    return folder


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps the environment that it builds once."""
    return tmp_path_factory.mktemp("pre-commit-home")


@pytest.fixture
def repository(tmp_path: Path, hooks: Path, home: Path) -> Repository:
    """A fresh repository with the hook `exlint`."""
    return Repository(tmp_path / "estate", hooks, home)


def test_a_broken_document_is_not_committed_and_the_mended_one_is(repository: Repository) -> None:
    repository.write("infra.yaml", BROKEN.read_text(encoding="utf-8"))
    said = repository.commit(status=1)
    assert all(code in said for code in ("EXL101", "EXL201", "EXL301", "EXL302"))

    repository.write("infra.yaml", MENDED.read_text(encoding="utf-8"))
    repository.commit(status=0)


def test_unrelated_yaml_is_left_alone(repository: Repository) -> None:
    repository.write("compose.yaml", "services: {web: {image: x}}\n")
    repository.write("broken.yml", "a: [\n")

    repository.commit(status=0)


@pytest.mark.parametrize("name", ["with space.yaml", "100%.yaml", "-q.yaml", "--version.yaml", "ünï.yaml"])
def test_odd_file_names_are_judged(repository: Repository, name: str) -> None:
    repository.write(name, BROKEN.read_text(encoding="utf-8"))

    assert "EXL101" in repository.commit(status=1)


def test_a_change_in_a_fragment_alone_is_judged_with_its_estate(repository: Repository) -> None:
    document = MENDED.read_text(encoding="utf-8")
    head, isa, rest = document.partition("isa:\n")
    repository.write("infra.yaml", head.replace("exlint: 1\n", "exlint: 1\ninclude: parts/*.yaml\n"))
    repository.write("parts/isa.yaml", "exlint: 1\npart_of: ../infra.yaml\n" + isa + rest)
    repository.commit(status=0)

    repository.write(
        "parts/isa.yaml", "exlint: 1\npart_of: ../infra.yaml\n" + (isa + rest).replace("10.0.0.1]", "10.0.0.2]")
    )
    said = repository.commit(status=1)

    assert "infra.yaml" in said
    assert "EXL101" in said


def test_the_hook_for_the_whole_project_also_sees_what_did_not_change(repository: Repository) -> None:
    config = repository.folder / ".pre-commit-config.yaml"
    repository.write("infra.yaml", BROKEN.read_text(encoding="utf-8"))
    repository.git("add", "-A")
    repository.git("commit", "--quiet", "--no-verify", "--message=unseen")
    config.write_text(config.read_text(encoding="utf-8").replace("id: exlint", "id: exlint-project"), encoding="utf-8")
    repository.write("README", "text\n")

    assert "EXL101" in repository.commit(status=1)


def test_the_hook_for_the_whole_project_passes_where_there_is_no_document(repository: Repository) -> None:
    config = repository.folder / ".pre-commit-config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("id: exlint", "id: exlint-project"), encoding="utf-8")

    repository.commit(status=0)
