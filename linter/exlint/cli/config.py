"""`exlint config`: what is configured, and the JSON Schema of a configuration."""

from __future__ import annotations

import os
from typing import Annotated, Literal

import typer

from exlint import project
from exlint.cli import console
from exlint.cli.configured import configured
from exlint.cli.policies import policy
from exlint.project.config import Misconfigured, Settings, publish
from exlint.project.paths import nearest
from exlint.reports import settings as report

app = typer.Typer(help="The configuration: exlint.toml, pyproject.toml, EXLINT_ variables.", no_args_is_help=True)


@app.command("show")
def show(
    path: Annotated[str, typer.Argument(help="A document or a folder.")] = ".",
    config: Annotated[str, typer.Option(help="The configuration to read, instead of the nearest.")] = "",
    isolated: Annotated[bool, typer.Option("--isolated", help="Without files and variables of configuration.")] = False,
    output_format: Annotated[Literal["full", "json"], typer.Option(help="How it is written.")] = "full",
) -> int:
    """Show what is configured for a document or a folder, and where each value comes from."""
    try:
        settings = _settings(path, config, isolated=isolated)
    except Misconfigured as error:
        return console.refuse(*error.faults)
    if output_format == "json":
        console.answer(report.json(settings, project.shown(path)), machine=True)
    else:
        console.answer(report.toml(settings))
    return 0


@app.command("schema")
def schema() -> int:
    """Print the JSON Schema of a configuration, for editors."""
    console.answer(publish.text(), machine=True)
    return 0


def _settings(path: str, config: str, *, isolated: bool) -> Settings:
    """The settings for a path, of which the words are looked at, too."""
    configurations = configured({}, config, isolated=isolated)
    if not os.path.lexists(path):
        near = nearest(path)
        raise Misconfigured(f"{path or repr(path)}: no such file{f' (did you mean {near}?)' if near else ''}")
    real = os.path.realpath(path)
    settings = configurations.at(real if os.path.isdir(real) else os.path.dirname(real))
    policy(settings)
    return settings
