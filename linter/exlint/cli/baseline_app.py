"""`exlint baseline` as typer reads it: two commands with the same options."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from exlint.cli import baseline
from exlint.cli.options import CheckOptions, words

_DEFAULTS = CheckOptions()

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)


def _reading(run: Callable[[CheckOptions], int]) -> Callable[..., int]:
    """A command that reads its options and does what they say."""

    def command(
        paths: Annotated[list[str] | None, typer.Argument(help="Files and folders.")] = None,
        file: Annotated[
            str | None,
            typer.Option("--baseline", help=f"Its file; else as configured, or {baseline.DEFAULT}."),
        ] = None,
        max_size: Annotated[int, typer.Option(min=1, help="Bytes of a file.")] = _DEFAULTS.max_size,
        max_depth: Annotated[int, typer.Option(min=1, help="Collections inside one another.")] = _DEFAULTS.max_depth,
        max_nodes: Annotated[int, typer.Option(min=1, help="Keys, values and items of a file.")] = _DEFAULTS.max_nodes,
        select: Annotated[list[str] | None, typer.Option(help="Only these rules, as in exlint check.")] = None,
        extend_select: Annotated[list[str] | None, typer.Option(help="These rules as well.")] = None,
        ignore: Annotated[list[str] | None, typer.Option(help="Not these rules.")] = None,
        extend_ignore: Annotated[list[str] | None, typer.Option(help="Nor these.")] = None,
        preview: Annotated[bool | None, typer.Option(help="Rules in preview as well.")] = None,
        rule_file: Annotated[list[str] | None, typer.Option(help="A file of your own rules.")] = None,
        config_file: Annotated[
            str, typer.Option("--config", help="The configuration to read, instead of the nearest.")
        ] = "",
        isolated: Annotated[
            bool, typer.Option("--isolated", help="Without files and variables of configuration.")
        ] = False,
    ) -> int:
        options = CheckOptions(
            tuple(paths or ()),
            max_size=max_size,
            max_depth=max_depth,
            max_nodes=max_nodes,
            select=words(select),
            extend_select=words(extend_select),
            ignore=words(ignore),
            extend_ignore=words(extend_ignore),
            preview=preview,
            rule_file=tuple(rule_file or ()),
            config=config_file,
            isolated=isolated,
            baseline=file,
        )
        return run(options)

    return command


app.command("write", help="Write the findings that count now, so that only new ones count.")(_reading(baseline.write))
app.command("prune", help="Remove the entries whose findings are gone.")(_reading(baseline.prune))
