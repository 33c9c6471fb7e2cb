"""The form of host and domain names."""

from __future__ import annotations

_LONGEST_LABEL, _LONGEST_NAME = 63, 253
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


def is_host_name(text: str) -> bool:
    """Whether a text has the form of a DNS host or domain name (RFC 1123, with the underscore that Windows allows).

    Labels of 1 to 63 letters, digits, `-` and `_`, without `-` at their ends; at most 253 characters, not counting one
    dot at the end. A single label is a name; digits and dots alone are an address, or a slip in one.
    """
    name = text.removesuffix(".")
    if len(name) > _LONGEST_NAME or not name.strip("0123456789."):
        return False
    return all(_is_label(label) for label in name.casefold().split("."))


def _is_label(label: str) -> bool:
    inside = 0 < len(label) <= _LONGEST_LABEL and _LETTERS.issuperset(label)
    return inside and label[0] != "-" and label[-1] != "-"
