"""The keys in the states, the same ones every time.

Their times are relative to now: the panel shows "3 hours ago", and the server's clock decides what has expired.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

#: The people in the workspace: the default owner of the keys, an admin, a colleague, and one who was deactivated.
YOU, ADMIN, COLLEAGUE, FORMER = PEOPLE = "Maya Lindqvist", "Alex Admin", "Tom Okafor", "Lena Moreau"


@dataclass(frozen=True)
class Row:
    """A key in the list. `created`, `used` and `revoked` are that long ago, `expires` that far ahead."""

    name: str
    permission: str = "read"
    created: timedelta = timedelta(days=40)
    expires: timedelta | None = None
    used: timedelta | None = None
    agent: str = "Zapier/1.0"
    address: str = "54.86.9.50"
    revoked: timedelta | None = None
    #: None if somebody reported the key as leaked.
    revoked_by: str | None = YOU
    owner: str = YOU
    #: Accepted and refused calls of the last days, today's last.
    calls: Sequence[int] = ()
    refusals: Sequence[int] = ()
    #: Calls after the key was revoked or expired, and how long ago the last one was.
    attempts: int = 0
    tried: timedelta | None = None
    #: The key that it replaced when it was created. That one must come before it in the list.
    replaces: "Row | None" = None
    calls_of_old_since: int = 0
    #: Further columns of its usage.
    usage: Mapping[str, object] = field(default_factory=dict)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def days(count: float) -> timedelta:
    # Five minutes short, so that the number of days on the page doesn't change during a test.
    return timedelta(days=count) - timedelta(minutes=5)


#: Calls per day: fewer at weekends, and one day with an import.
_WEEK = (47, 44, 50, 41, 39, 11, 5)
WORKDAYS = (*_WEEK, *_WEEK, 93, 58, *_WEEK, *_WEEK)
NIGHTLY = (1,) * 30

FEW = (
    Row(
        "Zapier production",
        "write",
        days(210),
        days(155),
        timedelta(minutes=4),
        calls=WORKDAYS,
        refusals=(0,) * 14 + (31, 2) + (0,) * 12 + (1, 0),
    ),
    Row("n8n: invoices to Fortnox", "read", days(96), days(9), hours(5), "n8n/1.110.1", "91.223.4.17", calls=NIGHTLY),
    Row("Make – Lead-Import Förderprojekt", "admin", days(61), None, days(43), "Make/production", "34.254.1.9"),
    Row("Reporting notebook", "read", days(24), days(66)),
)

RETIRED = (
    Row("Zapier (old account)", "admin", days(400), None, days(91), revoked=days(90), attempts=14, tried=hours(3.2)),
    Row("Laptop script", "write", days(300), days(65), days(35), "python-httpx/0.28", "82.99.3.7", days(33), ADMIN),
    Row("Typo", "read", days(12), days(353), revoked=days(12)),
)

#: Reported by somebody, an hour after it was last used.
LEAKED = Row(
    "Zapier production",
    "write",
    days(210),
    days(155),
    hours(3),
    calls=WORKDAYS,
    revoked=hours(2.1),
    revoked_by=None,
    attempts=3,
    tried=timedelta(minutes=6),
)

MANY = (
    *FEW,
    Row("Webflow contact form", "write", days(180), None, timedelta(minutes=31), "node-fetch", "76.76.21.21"),
    Row(
        "Mailchimp sync",
        "read",
        days(120),
        days(-2),
        days(2.1),
        "Mailchimp-Sync/3.2",
        "198.2.180.4",
        attempts=9,
        tried=hours(1),
    ),
    Row("Looker Studio", "read", days(88), days(277), days(1.5), "GoogleAppsScript", "107.178.200.1"),
    Row("Slack: deals won", "read", days(75), None, hours(2), "axios/1.12", "3.122.8.40"),
    Row("Nightly backup", "read", days(58), days(30), hours(9), "curl/8.16.0", "2a01:4f8:c2c:123f::1"),
    Row("مزامنة جهات الاتصال", "write", days(33), days(57), days(3), "python-requests/2.33", "185.60.9.2"),
    Row("Intern project, summer: contacts de-duplication", "admin", days(31), hours(20), days(30.5), "Deno/2.5"),
    Row("Trial", "read", days(3), days(27)),
)

#: Every text has its maximum length.
LONGEST = (
    Row("W" * 80, "admin", days(2000), days(-1), days(33), "A" * 200, "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
    Row("Rechtsschutzversicherungsgesellschaften " * 2, "write", days(3), hours(300), hours(1), "x/" + "9" * 60),
)

OLD = Row("Zapier production", "write", days(210), hours(23), timedelta(minutes=4), calls=WORKDAYS)
#: The old key is being replaced: some clients already use the new one.
REPLACED = (
    *FEW[1:],
    OLD,
    Row(
        "Zapier production",
        "write",
        hours(1),
        days(155),
        timedelta(minutes=1),
        replaces=OLD,
        calls=(120,),
        calls_of_old_since=31,
    ),
)

#: The keys of everybody in the workspace.
EVERYBODY = (
    *FEW,
    *RETIRED,
    Row("HubSpot import", "admin", days(150), None, days(60), "node-fetch", owner=FORMER),
    Row("Zapier production", "read", days(15), days(75), hours(7), owner=COLLEAGUE),
    Row("Terraform", "admin", days(9), days(81), hours(30), "Terraform/1.15", owner=ADMIN),
)
