"""The people and keys that a state begins with, straight in the database; the same names and prefixes every time.

Moments are told from now: the panel says "3 hours ago", and the server decides by its own clock what has expired.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import insert
from uuid_utils.compat import uuid7

from sami.auth import sessions
from sami.auth.key_format import ALPHABET
from sami.client import Client
from sami.db.database import Database
from sami.models.audit_event import Action
from sami.tables import ApiKey, AuditEvent, KeyUsage, KeyUsageDay, User, Workspace
from sami.text import fold

YOU, ADMIN = "Maya Lindqvist", "Alex Admin"


@dataclass(frozen=True)
class Row:
    """A key as its owner knows it. `created`, `used` and `revoked` are that long ago, `expires` that far ahead."""

    name: str
    permission: str = "read"
    created: timedelta = timedelta(days=40)
    expires: timedelta | None = None
    used: timedelta | None = None
    agent: str = "Zapier/1.0"
    address: str = "54.86.9.50"
    revoked: timedelta | None = None
    revoked_by: str = YOU
    #: Calls answered and refused on the last days, today's last.
    calls: Sequence[int] = ()
    refusals: Sequence[int] = ()
    #: Calls with the dead key, and how long ago the last one was.
    attempts: int = 0
    tried: timedelta | None = None
    #: Further columns of its usage.
    usage: Mapping[str, object] = field(default_factory=dict)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def days(count: float) -> timedelta:
    # A little less than whole days, so that "in 9 days" doesn't turn into 8 while somebody looks.
    return timedelta(days=count) - timedelta(minutes=5)


#: Weeks with less to do at their ends, and one day on which everything was imported anew.
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

#: As much as fits into each of them.
LONGEST = (
    Row("W" * 80, "admin", days(2000), days(-1), days(33), "A" * 200, "2001:0db8:85a3:0000:0000:8a2e:0370:7334"),
    Row("Rechtsschutzversicherungsgesellschaften " * 2, "write", days(3), hours(300), hours(1), "x/" + "9" * 60),
)


async def move_in(database: Database, of: str, keys: Sequence[Row]) -> str:
    """A new workspace with Maya, who has these keys, and the token of a session of hers.

    `of` tells households apart.
    """
    now = datetime.now(UTC)
    workspace = Workspace(id=uuid7(), name="Acme Demo")
    people = {
        name: User(
            workspace_id=workspace.id,
            id=uuid7(),
            email=f"{name.split()[0].lower()}@{of}.test",
            name=name,
            role="admin" if name == ADMIN else "member",
            password_hash="nobody signs in by it",
        )
        for name in (YOU, ADMIN)
    }
    you = people[YOU]
    async with database.transaction() as session:
        session.add(workspace)
        await session.flush()
        session.add_all(people.values())
        await session.flush()
        for row in keys:
            key_id = uuid7()
            await session.execute(
                insert(ApiKey).values(
                    workspace_id=workspace.id,
                    id=key_id,
                    user_id=you.id,
                    name=row.name,
                    folded_name=fold(row.name),
                    prefix=f"sami_{_ten_characters(of + row.name)}",
                    permission=row.permission,
                    pepper_id="none",
                    digest=bytes(32),
                    created_at=now - row.created,
                    expires_at=now + row.expires if row.expires is not None else None,
                    revoked_at=now - row.revoked if row.revoked is not None else None,
                    revoked_by_id=people[row.revoked_by].id if row.revoked is not None else None,
                )
            )
            await session.execute(insert(AuditEvent).values(_creation(row, you, key_id, now)))
            if row.used is not None:
                await session.execute(
                    insert(KeyUsage).values(workspace_id=workspace.id, key_id=key_id, **_usage(row, now), **row.usage)
                )
            if row.calls:
                await session.execute(insert(KeyUsageDay).values(_usage_by_day(row, workspace.id, key_id, now)))
        return await sessions.start(session, you, Client(ip="127.0.0.1", agent=None))


def _creation(row: Row, you: User, key_id: UUID, now: datetime) -> dict[str, object]:
    return {
        "workspace_id": you.workspace_id,
        "at": now - row.created,
        "action": Action.KEY_CREATED,
        "user_id": you.id,
        "actor_id": you.id,
        "key_id": key_id,
        "ip": "82.99.3.7",
        "agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "detail": {"name": row.name, "permission": row.permission, "expires_at": None, "replaces": None},
    }


def _usage(row: Row, now: datetime) -> dict[str, object]:
    tried = {"last_attempt_ip": row.address, "last_attempt_agent": row.agent, "attempts": row.attempts}
    return {
        "last_used_at": now - row.used if row.used is not None else None,
        "last_used_ip": row.address,
        "last_used_agent": row.agent,
        "calls": sum(row.calls),
        **({"last_attempt_at": now - row.tried, **tried} if row.tried is not None else {}),
    }


def _usage_by_day(row: Row, workspace_id: UUID, key_id: UUID, now: datetime) -> list[dict[str, object]]:
    refusals = row.refusals or (0,) * len(row.calls)
    return [
        {
            "workspace_id": workspace_id,
            "key_id": key_id,
            "day": now.date() - timedelta(days=len(row.calls) - 1 - index),
            "calls": calls,
            "refusals": refused,
        }
        for index, (calls, refused) in enumerate(zip(row.calls, refusals, strict=True))
    ]


def _ten_characters(of: str) -> str:
    """As random as a prefix looks, yet always the same."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in hashlib.sha256(of.encode()).digest()[:10])
