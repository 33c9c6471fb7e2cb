"""Names that git keeps for files, and whether a file can be written under such a name without harm."""

from __future__ import annotations

import os
import re

# What Windows refuses or takes for something else: devices with any extension, and names that end in a dot or a blank.
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[\x00-\x1f<>:"|?*\\]|[. ]$')

# Characters that HFS+ ignores in names, so that `.g\u200cit` is `.git` there.
_IGNORED = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")


def refusal(name: str, *, windows: bool = os.name == "nt") -> str:
    """Why no file is written under a name with `/` between folders; empty where nothing speaks against it.

    Args:
        name: As git has it; nothing is known of who wrote it.
        windows: Whether the rules of Windows count.
    """
    parts = name.split("/")
    if any(part in ("", ".", "..") for part in parts):
        return "leads out of the folder"
    if any(_IGNORED.sub("", part).casefold() in (".git", "git~1") for part in parts):
        return "pretends to be a part of git"
    if windows and any(_DEVICE.fullmatch(part) or _FORBIDDEN.search(part) for part in parts):
        return "cannot be a file's name on this system"
    return ""
