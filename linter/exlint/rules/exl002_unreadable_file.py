"""A file cannot be read from the disk.

## What it finds
A file that was named, found in a folder or brought in by `include`, and that the system does not hand out: it is not
there any more, access is refused, a link leads nowhere, or its name leads to a folder, a named pipe or a device.

## Why mail suffers
What the file says about the estate is not known. exlint does not judge an estate of which a part is missing: the one
rule that stops the mail may stand in that part. So the exit status is 2, the job could not be done, and not 1.

## How to mend it
Read the words behind the name: `no such file` is a name to correct, `permission denied` is for whoever owns the file.
Let the account that runs exlint read the file. In a continuous integration job, look whether the checkout holds the
file, and not a link into a folder that exists on one computer only. The other files are judged all the same.

## Source
exlint's own manual, Exit status: a file that cannot be read is a finding, so that every report shows it.
"""

from __future__ import annotations

from exlint.findings import Severity
from exlint.rules import Rule

RULE = Rule(
    "EXL002",
    "unreadable-file",
    Severity.ERROR,
    __doc__ or "",
    fix="exlint changes what a file holds, not who may read it",
)
