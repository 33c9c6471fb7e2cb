r"""The texts that have a form of their own, as regular expressions that Python and ECMA-262 read alike.

So an editor that holds the published schema and exlint agree on every text. No shorthand such as `\d` or `\s` is used,
because the two read those differently; Python's `$` also stands before a last line feed, which `END` rules out. Every
pattern needs time in proportion to the text. What a text *means* (start before end, host bits zero) the model judges.
"""

from __future__ import annotations

END = r"$(?!\n)"

_OCTET = r"(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_IPV4 = rf"({_OCTET}\.){{3}}{_OCTET}"
_PREFIX = r"(3[0-2]|[12]?[0-9])"
_ADDRESSES = rf"{_IPV4}(/{_PREFIX}|-{_IPV4})?"
_PORT = r"(6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[1-9][0-9]{0,3})"
_PRINTABLE = r"[^\x00-\x1f\x7f]"
_HOUR = r"([01][0-9]|2[0-4])"

# What consists of digits and dots is an address; one that is none of the right form must not pass as a name.
_NUMERIC = rf"[0-9.]+(-[0-9.]+)?(/|{END})"
_HOST = r"(\*?[A-Za-z0-9_.-]+|\*)"
# Digits alone behind an address are the length of a prefix, so they are no path.
_PATH_OF_ADDRESS = rf"/(?![0-9]*{END}){_PRINTABLE}*"

ADDRESS = rf"^{_IPV4}{END}"
ADDRESSES = rf"^{_ADDRESSES}{END}"
REMOTE_COMPUTER = rf"^(all|{_ADDRESSES}){END}"
DESTINATION = rf"^({_ADDRESSES}|{_IPV4}{_PATH_OF_ADDRESS}|(?!{_NUMERIC}){_HOST}(/{_PRINTABLE}*)?){END}"
BINDING = rf"^(\*|{_IPV4}):{_PORT}{END}"
ADDRESS_SPACE = rf"^[A-Za-z0-9]+:{_PRINTABLE}+;(100|[1-9][0-9]?){END}"
HOURS = rf"^{_HOUR}-{_HOUR}{END}"

RULE_PREFIX = rf"^[A-Z]{{2,8}}{END}"
RULE_CODE = rf"^[A-Z]{{2,8}}[0-9]{{3}}{END}"
RULE_NAME = rf"^(?![a-z0-9-]{{61}})[a-z][a-z0-9]*(-[a-z0-9]+)*{END}"

SERVER_NAME = rf"^[^/]+{END}"
"""Without `/`, which parts a server from its virtual server in `SERVER/VIRTUAL SERVER`."""

ISA_SERVER_NAME = rf"^(?![Nn][Oo][Nn][Ee]{END})[^/]+{END}"
"""Not `none`, which as the value of `behind` means that there is no ISA server."""

SCHEDULE_NAME = rf"^(?![Aa][Ll][Ww][Aa][Yy][Ss]{END})"
