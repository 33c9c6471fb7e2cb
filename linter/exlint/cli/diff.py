"""`exlint diff`: what two versions of documents differ in, for who reviews a change."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from exlint import engine
from exlint.cli import console, given
from exlint.cli.configured import configured
from exlint.cli.options import DiffOptions
from exlint.cli.policies import Policies
from exlint.cli.versions import Refused, Version, errors_of, of_revisions
from exlint.cli.within import TOO_MANY
from exlint.engine import Judged
from exlint.engine.diff import difference, followed
from exlint.model.renaming import TooMany
from exlint.project import NoRevision
from exlint.project.config import Misconfigured
from exlint.reports.different import Difference
from exlint.reports.style import painter

DONE, WORSE, FAILED = 0, 1, 2


def run(options: DiffOptions) -> int:
    """Compares what the options name.

    Returns:
        The exit status: 1 where a verdict got worse; 2 where the job, or a part of it, could not be done.
    """
    try:
        policies = Policies(configured())
        old, new = of_revisions(options, policies) if options.old is not None else _files(options, policies)
        policies.look(())
    except (NoRevision, Refused) as error:
        return console.refuse(str(error))
    except Misconfigured as error:
        return console.refuse(*error.faults)
    found = _compared(old.judged, new.judged)
    _show(found, options)
    errors = (*old.errors, *new.errors)
    for line in errors:
        console.complain(line)
    if errors:
        return FAILED
    return WORSE if any(one.worse for one in found) else DONE


def _compared(old: Mapping[str, Judged], new: Mapping[str, Judged]) -> list[Difference]:
    """The documents of both versions by path; one under two names stands under its new one."""
    try:
        names = followed(old, new)
    except TooMany:
        names = {}
        console.say(TOO_MANY)
    paths = sorted({*old, *new} - {*names.values()})
    return [difference(old.get(names.get(path, path)), new.get(path), renamed=path in names) for path in paths]


def _show(found: Sequence[Difference], options: DiffOptions) -> None:
    if options.output_format == "json":
        from exlint.reports import diff_json  # noqa: PLC0415 - only for this format

        console.answer(diff_json.render(found), machine=True)
        return
    from exlint.reports import diff  # noqa: PLC0415 - only for this format

    text = diff.text(found, painter(colour=console.coloured(options.color)))
    console.answer(text)
    if not text:
        console.say("no difference that matters")


def _files(options: DiffOptions, policies: Policies) -> tuple[Version, Version]:
    """Both versions, each a document that is named."""
    if len(options.paths) != 2:  # noqa: PLR2004 - an old one and a new one
        seen = f"{len(options.paths)} given"
        raise Refused(f"diff: expected two documents, the old and the new one ({seen}); or --from with a revision")
    old, new = (_one(path, options, policies) for path in options.paths)
    return old, new


def _one(path: str, options: DiffOptions, policies: Policies) -> Version:
    """The one document that a path names, or that the fragment there is part of."""
    if os.path.isdir(path):
        raise Refused(f"{path}: is a folder; expected a document (--from compares folders with a revision)")
    selection = given.selected([path], skip_foreign=False, configurations=policies.configurations)
    if not selection.files:
        raise Refused("; ".join(selection.faults) or f"{path}: no such file")
    judged, report = engine.follow(selection.files, options.limits, None, engine.audit(policies))
    if len(judged) != 1:
        names = ", ".join(one.files[0].shown for one in judged)
        raise Refused(f"{path}: is part of {len(judged)} documents; name one of them ({names})")
    return Version({"": judged[0]}, errors_of(report))
