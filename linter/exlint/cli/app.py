"""The command line as typer reads it: the only source of options, help and errors of use."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from exlint import __version__
from exlint.cli import catalogue, check, config, console, diff, documents, graph, own, plan, trace, watching
from exlint.cli.baseline_app import app as baseline_app
from exlint.cli.options import CheckOptions, DiffOptions, TraceOptions
from exlint.cli.options import words as _words
from exlint.rules import Rule

_DEFAULTS = CheckOptions()
_USAGE = 2
_Format = Literal["full", "concise", "json", "github"]
_Plain = Literal["full", "json"]
_Drawing = Literal["mermaid", "dot", "svg"]
_Level = Literal["error", "warning", "info", "never"]
_Area = Literal[
    "file", "smtp", "dns", "isa-rules", "verdict", "isa-elements", "editions", "security", "isa-2004", "exlint", "own"
]
_Severity = Literal["error", "warning", "info"]
_Status = Literal["preview", "stable", "deprecated", "removed"]
_Group = Literal["non-default", "what-if"]
_Color = Literal["auto", "always", "never"]
_RuleFile = Annotated[list[str] | None, typer.Option("--rule-file", help="A file with rules of your own.")]


def _server(given: str | None) -> str:
    """The server of `--server`; an empty one is a mistake, as of a variable that is not set, and not all servers."""
    if given is not None and not given.strip():
        raise typer.BadParameter("--server is empty; expected the name of a server, or SERVER/VIRTUAL SERVER")
    return given or ""


app = typer.Typer(
    name="exlint",
    help="Does outgoing mail of an Exchange server leave through its ISA server? (KB 305394)",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(config.app, name="config")


def _version(wanted: bool) -> None:
    if wanted:
        console.answer(f"exlint {__version__}\n")
        raise typer.Exit


@app.callback()
def _everywhere(
    _: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Options of exlint itself."""


@app.command("check")
def check_command(
    paths: Annotated[list[str] | None, typer.Argument(help="Files and folders; - for standard input.")] = None,
    output_format: Annotated[_Format | None, typer.Option(help="How findings are written (full).")] = None,
    fail_level: Annotated[
        _Level | None, typer.Option(help="The least severity that gives exit status 1 (warning).")
    ] = None,
    max_warnings: Annotated[int | None, typer.Option(min=0, help="More warnings give exit status 1.")] = None,
    skip_foreign: Annotated[
        bool, typer.Option("--skip-foreign", help="Leave named files alone that are not exlint's.")
    ] = False,
    stdin_filename: Annotated[str, typer.Option(help="The name of what comes from standard input.")] = "",
    show_files: Annotated[bool, typer.Option("--show-files", help="List the files, and check nothing.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing when there is nothing to say.")] = False,
    color: Annotated[_Color, typer.Option(help="Whether to colour.")] = "auto",
    max_size: Annotated[int, typer.Option(min=1, help="Bytes of a file.")] = _DEFAULTS.max_size,
    max_depth: Annotated[int, typer.Option(min=1, help="Collections inside one another.")] = _DEFAULTS.max_depth,
    max_nodes: Annotated[int, typer.Option(min=1, help="Keys, values and items of a file.")] = _DEFAULTS.max_nodes,
    select: Annotated[
        list[str] | None, typer.Option(help="Only these rules: a code or its beginning, a name, an area, a group, all.")
    ] = None,
    extend_select: Annotated[list[str] | None, typer.Option(help="These rules as well.")] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Not these rules.")] = None,
    extend_ignore: Annotated[list[str] | None, typer.Option(help="Nor these.")] = None,
    preview: Annotated[bool | None, typer.Option(help="Rules in preview as well.")] = None,
    exclude: Annotated[list[str] | None, typer.Option(help="Leave these files and folders out: globs.")] = None,
    extend_exclude: Annotated[list[str] | None, typer.Option(help="These as well.")] = None,
    force_exclude: Annotated[bool | None, typer.Option(help="Leave out also what the command line names.")] = None,
    server: Annotated[
        str | None, typer.Option(help="Only findings about this server, or this SERVER/VIRTUAL SERVER.")
    ] = None,
    statistics: Annotated[
        bool, typer.Option("--statistics", help="How often each rule finds something, instead of the findings.")
    ] = False,
    config_file: Annotated[
        str, typer.Option("--config", help="The configuration to read, instead of the nearest.")
    ] = "",
    isolated: Annotated[bool, typer.Option("--isolated", help="Without files and variables of configuration.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again after every change, until Ctrl-C.")] = False,
    rule_file: _RuleFile = None,
    baseline: Annotated[
        str | None, typer.Option(help="A file of findings that need not be found again (exlint baseline).")
    ] = None,
    no_suppressions: Annotated[
        bool, typer.Option("--no-suppressions", help="Comments suppress nothing, and nothing is said about them.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="REV", help="Only findings on what changed since this git revision.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Mend what can be mended safely, then check.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Also where a verdict, a resolver or the firewall changes.")
    ] = False,
    diff_only: Annotated[
        bool, typer.Option("--diff", help="Show what --fix would write, as a unified diff; status 1 if there is one.")
    ] = False,
    fix_only: Annotated[bool, typer.Option("--fix-only", help="Mend, and check nothing.")] = False,
) -> int:
    """Read, validate and judge documents; say what keeps mail in the queue."""
    options = CheckOptions(
        paths=tuple(paths or ()),
        output_format=output_format,
        fail_level=fail_level,
        skip_foreign=skip_foreign,
        stdin_filename=stdin_filename,
        show_files=show_files,
        quiet=quiet,
        color=color,
        max_size=max_size,
        max_depth=max_depth,
        max_nodes=max_nodes,
        server=_server(server),
        statistics=statistics,
        select=_words(select),
        extend_select=_words(extend_select),
        ignore=_words(ignore),
        extend_ignore=_words(extend_ignore),
        preview=preview,
        max_warnings=max_warnings,
        exclude=_words(exclude),
        extend_exclude=_words(extend_exclude),
        force_exclude=force_exclude,
        rule_file=tuple(rule_file or ()),
        no_suppressions=no_suppressions,
        baseline=baseline,
        since=since,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff_only,
        fix_only=fix_only,
        config=config_file,
        isolated=isolated,
    )
    return watching.run(options) if watch else check.run(options)


@app.command("trace")
def trace_command(
    paths: Annotated[list[str] | None, typer.Argument(help="Files and folders; - for standard input.")] = None,
    server: Annotated[
        str | None, typer.Option(help="Only this Exchange server, or this SERVER/VIRTUAL SERVER.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Mail to this domain, to host:NAME, or to an IPv4 address.")] = None,
    at: Annotated[str | None, typer.Option(help="At this hour, as 'mon 14'.")] = None,
    output_format: Annotated[_Plain, typer.Option(help="How traces are written.")] = "full",
    stdin_filename: Annotated[str, typer.Option(help="The name of what comes from standard input.")] = "",
    color: Annotated[_Color, typer.Option(help="Whether to colour.")] = "auto",
    max_size: Annotated[int, typer.Option(min=1, help="Bytes of a file.")] = _DEFAULTS.max_size,
    max_depth: Annotated[int, typer.Option(min=1, help="Collections inside one another.")] = _DEFAULTS.max_depth,
    max_nodes: Annotated[int, typer.Option(min=1, help="Keys, values and items of a file.")] = _DEFAULTS.max_nodes,
) -> int:
    """Show hop by hop whether outgoing mail leaves."""
    return trace.run(
        TraceOptions(
            tuple(paths or ()),
            _server(server),
            to,
            at,
            output_format,
            stdin_filename,
            color,
            max_size,
            max_depth,
            max_nodes,
        )
    )


@app.command("graph")
def graph_command(
    paths: Annotated[list[str] | None, typer.Argument(help="Files and folders; - for standard input.")] = None,
    server: Annotated[
        str | None, typer.Option(help="Only this Exchange server, or this SERVER/VIRTUAL SERVER.")
    ] = None,
    to: Annotated[str | None, typer.Option(help="Mail to this domain, to host:NAME, or to an IPv4 address.")] = None,
    at: Annotated[str | None, typer.Option(help="At this hour, as 'mon 14'.")] = None,
    output_format: Annotated[
        _Drawing, typer.Option(help="What the picture is written in; svg needs no other program.")
    ] = "mermaid",
    stdin_filename: Annotated[str, typer.Option(help="The name of what comes from standard input.")] = "",
) -> int:
    """Draw the way of outgoing mail, with the hop that stops it in red."""
    return graph.run(TraceOptions(tuple(paths or ()), _server(server), to, at, output_format, stdin_filename))


@app.command("diff")
def diff_command(
    paths: Annotated[
        list[str] | None, typer.Argument(help="An old document and a new one; with --from documents and folders.")
    ] = None,
    old: Annotated[str | None, typer.Option("--from", metavar="REV", help="Compare with this git revision.")] = None,
    new: Annotated[
        str | None, typer.Option("--to", metavar="REV", help="Up to this one; else up to the working tree.")
    ] = None,
    output_format: Annotated[_Plain, typer.Option(help="How the differences are written.")] = "full",
    color: Annotated[_Color, typer.Option(help="Whether to colour.")] = "auto",
    max_size: Annotated[int, typer.Option(min=1, help="Bytes of a file.")] = _DEFAULTS.max_size,
    max_depth: Annotated[int, typer.Option(min=1, help="Collections inside one another.")] = _DEFAULTS.max_depth,
    max_nodes: Annotated[int, typer.Option(min=1, help="Keys, values and items of a file.")] = _DEFAULTS.max_nodes,
) -> int:
    """Show what changed in objects, findings and verdicts, and why a verdict changed."""
    if new is not None and old is None:
        raise typer.BadParameter("--to needs --from")
    return diff.run(DiffOptions(tuple(paths or ()), old, new, output_format, color, max_size, max_depth, max_nodes))


@app.command("plan")
def plan_command(
    paths: Annotated[list[str] | None, typer.Argument(help="Files and folders; - for standard input.")] = None,
    output_format: Annotated[_Plain, typer.Option(help="How the plan is written.")] = "full",
    stdin_filename: Annotated[str, typer.Option(help="The name of what comes from standard input.")] = "",
    max_size: Annotated[int, typer.Option(min=1, help="Bytes of a file.")] = _DEFAULTS.max_size,
    max_depth: Annotated[int, typer.Option(min=1, help="Collections inside one another.")] = _DEFAULTS.max_depth,
    max_nodes: Annotated[int, typer.Option(min=1, help="Keys, values and items of a file.")] = _DEFAULTS.max_nodes,
) -> int:
    """Show the fewest steps with which outgoing mail leaves, and their diff; write nothing."""
    return plan.run(
        TraceOptions(
            tuple(paths or ()),
            output_format=output_format,
            stdin_filename=stdin_filename,
            max_size=max_size,
            max_depth=max_depth,
            max_nodes=max_nodes,
        )
    )


@app.command("explain")
def explain_command(
    rule: Annotated[str, typer.Argument(help="A code or a name, as EXL101.")] = "",
    everything: Annotated[bool, typer.Option("--all", help="The pages of all rules.")] = False,
    pager: Annotated[bool, typer.Option(help="Page the text on a terminal.")] = True,
    output_format: Annotated[_Plain, typer.Option(help="How the page is written.")] = "full",
    rule_file: _RuleFile = None,
) -> int:
    """Show a rule's page."""
    if everything is bool(rule):
        raise typer.BadParameter("name one rule, or ask for --all of them")

    def pages(rules: Sequence[Rule]) -> int:
        if everything:
            return catalogue.explain_all(output_format, rules, paged=pager)
        return catalogue.explain(rule, output_format, rules, paged=pager)

    return own.known(rule_file or (), pages)


@app.command("rules")
def rules_command(
    area: Annotated[_Area | None, typer.Option(help="Only this area.")] = None,
    severity: Annotated[_Severity | None, typer.Option(help="Only this severity.")] = None,
    source: Annotated[str, typer.Option(help="Only what rests on this document, as 305394.")] = "",
    status: Annotated[_Status | None, typer.Option(help="Only this status.")] = None,
    group: Annotated[_Group | None, typer.Option(help="Only this group.")] = None,
    output_format: Annotated[_Plain, typer.Option(help="How the list is written.")] = "full",
    rule_file: _RuleFile = None,
) -> int:
    """List the rules."""
    wanted = catalogue.Filter(area or "", severity or "", source, status or "", group or "")
    return own.known(rule_file or (), lambda rules: catalogue.listing(wanted, output_format, rules))


@app.command("test-rules")
def cases_command(
    files: Annotated[list[str] | None, typer.Argument(help="Rule files.")] = None,
) -> int:
    """Judge the cases of your own rules."""
    return own.test(files or ())


@app.command("schema")
def schema_command(
    rule_files: Annotated[bool, typer.Option("--rule-files", help="That of rule files instead.")] = False,
) -> int:
    """Print the JSON Schema of the format."""
    return documents.schema("exlint-rules.schema.json" if rule_files else "exlint.schema.json")


@app.command("init")
def init_command(
    path: Annotated[str, typer.Argument(help="The document to write.")] = "infra.yaml",
) -> int:
    """Write a commented document to begin with, and the JSON Schema beside it for the editor."""
    return documents.init(path)


app.add_typer(baseline_app, name="baseline", help="Let only new findings count.")


def run(words: Sequence[str]) -> int:
    """Reads a command line and does what it says; gives the exit status."""
    try:
        status = app(args=list(words), prog_name="exlint", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        # An error of use. Some versions of typer bring a click of their own, so its class has no name to rely on.
        if not hasattr(error, "show"):
            raise
        from exlint.cli import usage  # noqa: PLC0415 - only for an error of use

        if said := usage.told(error, words):
            return console.refuse(said)
        error.show(sys.stderr)
        return _USAGE
    return status if isinstance(status, int) else 0
