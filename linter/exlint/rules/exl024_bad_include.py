"""An include or a part_of does not lead to a file that belongs to this estate.

## What it finds
A path that is no file, a pattern that matches none, an absolute path, one with a backslash, or one that leads out of
the root: the nearest folder upwards with `.git`, `exlint.toml` or `[tool.exlint]` in its pyproject.toml, else the
folder of the document. A document that includes itself, also in a circle. A file that is included but has no `part_of`
leading back; a `part_of` that leads to a file which does not include this one; a configuration or a repository of its
own between a document and its fragment, which ends the estate there.

## Why mail suffers
A part of the estate is missing, or a stranger to it would be taken in. Both could turn the verdict round, so exlint
judges nothing of this estate.

## How to mend it
Paths are relative to the file that they stand in, with `/` on every system; `*` and `?` stand for characters of a name,
`**` for any number of folders. Write both ends: `include: [isa/*.yaml]` in the document, and `part_of: ../infra.yaml`
in the fragment. A fragment that several documents share names all of them in a list.

## Source
exlint's format, version 1, Fragments: both ends must agree, and nothing leads out of the root.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL024",
    "bad-include",
    Severity.ERROR,
    __doc__ or "",
    fix="which file was meant only a person knows",
)
