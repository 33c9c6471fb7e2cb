"""The groups of settings within an SMTP virtual server: who connects, who relays, the limits, the retries."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from exlint.schema.values import (
    ABSENT,
    Absent,
    Connections,
    Kilobytes,
    Messages,
    Minutes,
    Range,
    Recipients,
    Unlimited,
)

Computers = Literal["only_listed", "all_except_listed"]


class ConnectionControl(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Access > Connection: the computers that may connect."""

    computers: Computers
    """only_listed: "Only the list below". all_except_listed: "All except the list below"."""
    list: Range | Absent = ABSENT
    """The list below: addresses, blocks (host bits zero) and ranges. Absent: []."""


class Relay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Access > Relay: the computers that may send mail through this virtual server to other domains."""

    computers: Computers
    """only_listed: "Only the list below". all_except_listed: "All except the list below"."""
    list: Range | Absent = ABSENT
    """The list below: addresses, blocks (host bits zero) and ranges. Absent: []."""
    allow_authenticated: bool | Absent = ABSENT
    """Whether "Allow all computers which successfully authenticate to relay, regardless of the list above" is checked.
    Absent: true.
    """


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The limits of the tabs General, Messages and Delivery; each a number, or unlimited (box not checked)."""

    message_size: Kilobytes | Unlimited | Absent = ABSENT
    """Messages > Limit message size to (KB). Absent: "unlimited"."""
    session_size: Kilobytes | Unlimited | Absent = ABSENT
    """Messages > Limit session size to (KB). Absent: "unlimited"."""
    messages_per_connection: Messages | Unlimited | Absent = ABSENT
    """Messages > Limit number of messages per connection to. Absent: 20."""
    recipients_per_message: Recipients | Unlimited | Absent = ABSENT
    """Messages > Limit number of recipients per message to. Absent: 64000."""
    inbound_connections: Connections | Unlimited | Absent = ABSENT
    """General > Limit number of connections to. Absent: "unlimited"."""
    outbound_connections: Connections | Unlimited | Absent = ABSENT
    """Delivery > Outbound connections > Limit number of connections to. Absent: 1000."""
    outbound_connections_per_domain: Connections | Unlimited | Absent = ABSENT
    """Delivery > Outbound connections > Limit number of connections per domain to.
    Absent: 10 on Small Business Server 2003, otherwise 100.
    """


class Retry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Delivery: when mail that cannot be delivered is tried again, reported and given up."""

    # The page has four boxes.
    intervals: Annotated[tuple[Minutes, ...], Meta(min_length=1, max_length=4)] | Absent = ABSENT
    """Outbound: first, second, third and subsequent retry interval (minutes). Examples: [[10, 10, 10, 15]].
    Absent: the product's own: not known for every edition.
    """
    delay_notification: Minutes | Absent = ABSENT
    """Outbound: delay notification (minutes). Absent: 720."""
    expiration: Minutes | Absent = ABSENT
    """Outbound: expiration time-out (minutes); then the sender gets a non-delivery report. Absent: 2880."""
    local_delay_notification: Minutes | Absent = ABSENT
    """Local: delay notification (minutes). Absent: 720."""
    local_expiration: Minutes | Absent = ABSENT
    """Local: expiration time-out (minutes). Absent: 2880."""
