"""`python -m exlint`."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # Python has put the current directory first; a file named typer.py there must not be imported.
    if not sys.flags.safe_path:
        del sys.path[0]
    from exlint.cli.entry import program

    program()
