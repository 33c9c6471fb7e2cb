"""What an administrator notices, from which one looks up the rules."""

from __future__ import annotations

SYMPTOMS = {
    "queue": "Mail waits in the queue, and for days no non-delivery report comes",
    "hours": "The queue drains at certain hours only",
    "some": "Mail to some destinations stays, other mail leaves",
    "slow": "The queue drains slowly, or waits before it drains",
    "ndr": "Mail comes back with a non-delivery report",
    "refused": "Other servers refuse the mail",
    "incoming": "Incoming mail does not arrive",
    "clients": "Mail programs cannot hand their mail over",
    "loop": "Mail goes round in a loop",
    "relay": "Strangers send mail through the server",
    "exposed": "The firewall lets through more than was meant",
    "setting": "A setting does nothing, or other than it seems",
    "file": "exlint does not judge a document",
    "upkeep": "A note to exlint, in a comment or a baseline, is out of date or does nothing",
}
"""Key, as a rule's `symptom` gives it -> the symptom."""
