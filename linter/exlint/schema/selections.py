"""The shape of a choice within a rule: which protocols, clients, destinations or contents it is about."""

from __future__ import annotations

from typing import Literal

import msgspec

from exlint.schema import relations
from exlint.schema.values import ABSENT, Absent, Names


class AllExcept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Everything but what is named."""

    all_except: Names
    """What is left out."""


Protocols = Literal["all"] | Names | AllExcept


class AppliesTo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Applies To tab: some clients. ISA 2000 gives a rule one method; sets and groups stand for two rules."""

    client_sets: Names | Absent = ABSENT
    """Client address sets that the rule applies to. Examples: [["DNS servers"]]. Absent: []."""
    except_client_sets: Names | Absent = ABSENT
    """Client address sets within them that it leaves out. Examples: [["Guests"]]. Absent: []."""
    client_groups: Names | Absent = ABSENT
    """Users and groups that the rule applies to; the system account is in none.
    Examples: [["CONTOSO\\\\Domain Users"]]. Absent: [].
    """

    def __post_init__(self) -> None:
        ways = (self.client_sets, self.except_client_sets, self.client_groups)
        relations.check_count(sum(way is not ABSENT for way in ways), most=3)


class DestinationSelection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Destinations tab: some destination sets, or all destinations but some. One key of the two."""

    sets: Names | Absent = ABSENT
    """The sets of "Specified destination set". Examples: [["Partners"]]. Absent: all_except is written."""
    all_except: Names | Absent = ABSENT
    """The sets of "All destinations except selected set". Examples: [["Partners"]]. Absent: sets is written."""

    def __post_init__(self) -> None:
        relations.check_count((self.sets is not ABSENT) + (self.all_except is not ABSENT), most=1)


class ContentSelection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Some content groups only; they restrict HTTP, so such a rule carries neither mail nor DNS."""

    groups: Names
    """The content groups. Examples: [["Web pages"]]."""
