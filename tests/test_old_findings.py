"""docs/old-findings.md: its commands, one after the other, in a repository made for them, give what the page shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

PAGE = Path(__file__).parents[1] / "docs/old-findings.md"
SITES = ("berlin", "lyon", "oslo", "porto", "turin")
SERVERS = range(1, 51)

HEAD = """\
exlint: 1

forest:
  name: {site}.contoso.local
  dns:
    external_servers: [10.0.0.1]
    servers:
      - {{name: DC1, address: 10.0.0.5}}

isa:
  servers:
    - name: ISA-{upper}
      version: isa-2000
      internal_addresses: [10.0.0.1]
      local_address_table: [10.0.0.0/24]
      dns_listener: true
      dns_forwarders: [198.51.100.53]
      client_sets:
        - {{name: DNS servers, addresses: [10.0.0.5]}}
      protocol_rules:
        - {{name: Mail, action: allow, protocols: [SMTP], applies_to: any_request}}
        - name: Names
          action: allow
          protocols: [DNS Query, DNS Zone Transfer]
          applies_to: {{client_sets: [DNS servers]}}
      site_and_content_rules:
        - {{name: Allow rule, action: allow, applies_to: any_request}}
      packet_filtering: true
      packet_filters:
        - {{name: DNS filter, action: allow, transport: udp, direction: send_receive, remote_port: 53}}

exchange:
  organization: Contoso
  servers:
"""
SERVER = """\
    - name: {name}
      edition: exchange-2003-standard
      address: 10.0.0.{address}
      dns_servers: [10.0.0.5]
      smtp_virtual_servers:
        - name: Default SMTP Virtual Server
          external_dns_servers: [198.51.100.53]
"""

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("git"), reason="the page speaks to a POSIX shell and to git"
)


class Step(NamedTuple):
    """A block of commands, the status of the last, and what all of them write: None where the page does not show it."""

    commands: str
    status: int
    shown: str | None


def _steps() -> list[Step]:
    blocks = re.compile(r"<!-- status (\d) -->\n```sh\n(.*?)```\n(?:\n```text\n(.*?)```\n)?", re.DOTALL)
    return [Step(commands, int(status), shown) for status, commands, shown in blocks.findall(PAGE.read_text("utf-8"))]


class Repository(NamedTuple):
    """A repository with five hundred findings, and programs to run in it."""

    folder: Path
    programs: Path

    def run(self, commands: str) -> tuple[int, str]:
        """Runs commands until one fails that is not the last; the status, and what is written to both streams."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        who = {f"GIT_{one}_{what}": "a@example.com" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1"}
        done = subprocess.run(
            ["sh", "-e", "-c", commands],
            cwd=self.folder,
            env=clean | who | alone | {"PATH": f"{self.programs}{os.pathsep}{clean['PATH']}"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        # Not every git says so.
        return done.returncode, re.sub(r"(?m)^Auto-merging .*\n", "", done.stdout.decode())

    def add(self, site: str, name: str, address: int) -> None:
        """Adds a server with two findings to a site, and to the baseline, and commits both."""
        with (self.folder / "sites" / site).open("a", encoding="utf-8") as file:
            file.write(SERVER.format(name=name, address=address))
        status, said = self.run(f"exlint baseline write && git commit -q -a -m {name}")
        assert status == 0, said


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with the five sites, committed."""
    made = Repository(tmp_path / "repository", tmp_path / "bin")
    for folder in (made.folder / "sites", made.programs):
        folder.mkdir(parents=True)
    program = made.programs / "exlint"
    program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m exlint \"$@\"\n", encoding="utf-8")
    program.chmod(0o755)
    for site in SITES:
        servers = (SERVER.format(name=f"{site.upper()}-MAIL{one}", address=100 + one) for one in SERVERS)
        text = HEAD.format(site=site, upper=site.upper()) + "".join(servers)
        (made.folder / f"sites/{site}.yaml").write_text(text, encoding="utf-8")
    status, said = made.run("git init -q -b main && git add sites && git commit -q -m 'Five sites'")
    assert status == 0, said
    return made


def _prepare_the_merge(repository: Repository) -> None:
    """Two branches whose lines of the baseline are neighbours: the last of one document, the first of the next."""
    assert repository.run("git checkout -q -b colleague")[0] == 0
    repository.add("berlin.yaml", "BERLIN-MAIL99", 199)
    assert repository.run("git checkout -q main")[0] == 0
    repository.add("france.yaml", "LYON-MAIL0", 100)


def test_the_commands_of_the_page_do_what_it_says(repository: Repository) -> None:
    steps = _steps()
    text = PAGE.read_text("utf-8")
    assert len(steps) == text.count("```sh\n") > 10, "each block of commands has its status above it"

    for step in steps:
        if step.commands.startswith("git merge"):
            _prepare_the_merge(repository)
        status, written = repository.run(step.commands)
        shown = step.shown or ""
        if shown.startswith("...\n"):
            shown = shown.removeprefix("...\n")
            written = written[-len(shown) :]
        assert (status, written) == (step.status, shown), step.commands


def test_without_the_attribute_the_merge_of_the_page_is_a_conflict(repository: Repository) -> None:
    assert repository.run("git mv sites/lyon.yaml sites/france.yaml && exlint baseline write && git add .")[0] == 0
    assert repository.run("git commit -q -m all")[0] == 0
    _prepare_the_merge(repository)

    assert repository.run("git merge -q --no-edit colleague")[0] == 1
    status, said = repository.run("exlint check --baseline exlint-baseline.jsonl")

    assert status == 2
    assert re.fullmatch(r"exlint: --baseline: exlint-baseline\.jsonl:\d+: a merge is not finished here; .*\n", said)
