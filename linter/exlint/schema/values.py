"""The single values of a document: what a number or a text may be, each with its words, its unit and examples.

`title` holds the words by which a message says what is expected; `x-unit` the unit of a number, as the consoles show
it. A bound stands where the products have one: integer attributes of Active Directory have 32 bits with a sign, values
of the registry 32 bits without. The narrower limits of a property page are for rules, since an import may go past them.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from exlint.schema import patterns

Absent = msgspec.UnsetType
"""The type of a key that is not written, for unions."""

ABSENT: Final = msgspec.UNSET
"""What a key that is not written holds; never the same as an explicit null."""

_WORD = 2**16 - 1
_ATTRIBUTE = 2**31 - 1
_REGISTRY = 2**32 - 1


def _number(words: str, unit: str, least: int, most: int) -> Meta:
    return Meta(title=words, ge=least, le=most, extra_json_schema={"x-unit": unit})


def _text(words: str, pattern: str, *examples: str) -> Meta:
    return Meta(title=words, pattern=pattern, examples=list(examples))


Port = Annotated[int, _number("a port", "port", 1, _WORD)]
Minutes = Annotated[int, _number("a number of minutes", "minutes", 0, _ATTRIBUTE)]
Seconds = Annotated[int, _number("a number of seconds", "seconds", 0, _REGISTRY)]
Kilobytes = Annotated[int, _number("a number of KB", "KB", 0, _ATTRIBUTE)]
Messages = Annotated[int, _number("a number of messages", "messages", 0, _ATTRIBUTE)]
Recipients = Annotated[int, _number("a number of recipients", "recipients", 0, _ATTRIBUTE)]
# At least one: KB 303701.
Connections = Annotated[int, _number("a number of connections", "connections", 1, _ATTRIBUTE)]
Hops = Annotated[int, _number("a number of hops", "hops", 0, _ATTRIBUTE)]
IpProtocol = Annotated[int, _number("an IP protocol number", "IP protocol", 0, 255)]
# Windows reports it in 16 bits.
ServicePack = Annotated[int, Meta(title="a service pack's number", ge=0, le=_WORD)]

Text = Annotated[str, Meta(title="some text", min_length=1)]
ServerName = Annotated[str, _text("a name without /", patterns.SERVER_NAME)]
IsaServerName = Annotated[str, _text("a name without /, other than none", patterns.ISA_SERVER_NAME)]
ScheduleName = Annotated[str, Meta(title="a name other than always", pattern=patterns.SCHEDULE_NAME, min_length=1)]
Address = Annotated[str, _text("an IPv4 address", patterns.ADDRESS, "10.0.0.1")]
Addresses = Annotated[
    str,
    _text("an IPv4 address, block or range", patterns.ADDRESSES, "10.0.0.1", "10.0.0.0/24", "10.0.0.0-10.0.0.255"),
]
RemoteComputer = Annotated[
    str,
    _text("all, or an IPv4 address, block or range", patterns.REMOTE_COMPUTER, "198.51.100.53", "192.0.2.0/24"),
]
Destination = Annotated[
    str,
    _text("a host name or an IPv4 address", patterns.DESTINATION, "*.example.com", "192.0.2.0/24", "example.net/path"),
]
Binding = Annotated[str, _text("an address and a port", patterns.BINDING, "*:25", "10.0.0.10:25")]
AddressSpace = Annotated[str, _text("type:pattern;cost", patterns.ADDRESS_SPACE, "SMTP:*;1", "SMTP:*.example.com;10")]
HourWindow = Annotated[str, _text("whole hours", patterns.HOURS, "08-18", "00-24")]

Names = tuple[Text, ...]
Range = tuple[Addresses, ...]

# In a union with a list, a pattern of msgspec's own ends in a crash: up to 0.22 it frees the compiled pattern as if it
# were the type of the list's items. So this one is published here, and checked by relations.check_address.
_ADDRESS_ALONE = Meta(title="an IPv4 address", examples=["10.0.0.1"], extra_json_schema={"pattern": patterns.ADDRESS})
OneOrMoreAddresses = Annotated[str, _ADDRESS_ALONE] | Annotated[tuple[Address, ...], Meta(min_length=1)]

Unlimited = Literal["unlimited"]
Action = Literal["allow", "deny"]
IsaClient = Literal["secure_nat", "firewall_client", "web_proxy"]
