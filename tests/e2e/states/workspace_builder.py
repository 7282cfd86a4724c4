"""Creates the people and keys of a state directly in the database."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from sami.auth import sessions
from sami.auth.key_format import ALPHABET
from sami.client import Client
from sami.db.database import Database
from sami.models.audit_event import Action
from sami.tables import ApiKey, AuditEvent, KeyUsage, KeyUsageDay, User, Workspace
from sami.text import fold
from tests.e2e.states.rows import ADMIN, FORMER, PEOPLE, YOU, Row

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


async def create_workspace(database: Database, name: str, keys: Sequence[Row], who: str = YOU) -> str:
    """Creates a workspace with these keys, and returns the token of a session of `who`.

    `name` is unique among the workspaces of a test run.
    """
    async with database.transaction() as session:
        builder = _WorkspaceBuilder(session, name)
        await builder.add_people()
        for row in keys:
            await builder.add_key(row)
        await builder.write_events()
        return await sessions.start(session, builder.people[who], Client(ip="127.0.0.1", agent=None))


class _WorkspaceBuilder:
    """Creates one workspace. Several keys may have the same name, so it identifies a `Row` by its identity."""

    def __init__(self, session: AsyncSession, name: str) -> None:
        self._session = session
        self._name = name
        self._now = datetime.now(UTC)
        self._workspace = Workspace(id=uuid7(), name="Acme Demo")
        self._ids: dict[int, UUID] = {}
        self._prefixes: dict[int, str] = {}
        self._events: list[tuple[datetime, dict[str, object]]] = []
        self.people = {name: self._person(name) for name in PEOPLE}

    async def add_people(self) -> None:
        self._session.add(self._workspace)
        await self._session.flush()
        self._session.add_all(self.people.values())
        await self._session.flush()
        for name in PEOPLE[:2]:
            self._add_event(self.people[name], Action.SIGNED_IN, timedelta(minutes=9))

    async def add_key(self, row: Row) -> None:
        owner, key_id = self.people[row.owner], uuid7()
        self._ids[id(row)] = key_id
        prefix = self._prefixes[id(row)] = f"sami_{_key_id(f'{self._name}{row.name}{len(self._ids)}')}"
        await self._session.execute(
            insert(ApiKey).values(
                workspace_id=self._workspace.id,
                id=key_id,
                user_id=owner.id,
                name=row.name,
                folded_name=fold(row.name),
                prefix=prefix,
                permission=row.permission,
                pepper_id="none",
                digest=bytes(32),
                created_at=self._now - row.created,
                expires_at=self._ahead(row.expires),
                revoked_at=self._ago(row.revoked),
                revoked_by_id=self.people[row.revoked_by].id if row.revoked is not None and row.revoked_by else None,
                reported_leaked=row.revoked_by is None,
            )
        )
        if row.used is not None:
            usage = _usage(row, self._now)
            await self._session.execute(
                insert(KeyUsage).values(workspace_id=self._workspace.id, key_id=key_id, **usage, **row.usage)
            )
        if row.calls:
            use = _usage_by_day(row, self._workspace.id, key_id, self._now)
            await self._session.execute(insert(KeyUsageDay).values(use))
        self._add_event(owner, Action.KEY_CREATED, row.created, key_id=key_id, detail=self._creation_detail(row))
        if row.revoked is not None and row.revoked_by:
            self._add_event(owner, Action.KEY_REVOKED, row.revoked, by=self.people[row.revoked_by], key_id=key_id)
        elif row.revoked is not None:
            self._add_event(owner, Action.KEY_REPORTED_LEAKED, row.revoked, key_id=key_id)
        if row.replaces is not None:
            await self._replace(row.replaces, row)

    async def _replace(self, old: Row, new: Row) -> None:
        await self._session.execute(
            update(ApiKey)
            .where(ApiKey.workspace_id == self._workspace.id, ApiKey.id == self._ids[id(old)])
            .values(
                replaced_at=self._now - new.created,
                replaced_by_id=self._ids[id(new)],
                calls_when_replaced=sum(old.calls) - new.calls_of_old_since,
            )
        )
        detail = {
            "grace": "24h",
            "stops_at": _text(self._ahead(old.expires)),
            "new_key_id": str(self._ids[id(new)]),
            "new_prefix": self._prefixes[id(new)],
        }
        owner, key_id = self.people[old.owner], self._ids[id(old)]
        self._add_event(owner, Action.KEY_REPLACED, new.created, key_id=key_id, detail=detail)

    async def write_events(self) -> None:
        """Writes the collected events in order of time, because the panel lists them by their growing ids."""
        for _, event in sorted(self._events, key=itemgetter(0)):
            await self._session.execute(insert(AuditEvent).values(event))

    def _add_event(
        self,
        user: User,
        action: Action,
        ago: timedelta,
        *,
        by: User | None = None,
        key_id: UUID | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> None:
        at = self._now - ago
        event = {
            "workspace_id": self._workspace.id,
            "at": at,
            "action": action,
            "user_id": user.id,
            "key_id": key_id,
            "detail": dict(detail or {}),
        }
        if action is not Action.KEY_REPORTED_LEAKED:
            event |= {"actor_id": (by or user).id, "ip": "82.99.3.7", "agent": FIREFOX}
        self._events.append((at, event))

    def _person(self, name: str) -> User:
        return User(
            workspace_id=self._workspace.id,
            id=uuid7(),
            email=f"{name.split(maxsplit=1)[0].lower()}@{self._name}.test",
            name=name,
            role="admin" if name == ADMIN else "member",
            password_hash="not used to sign in",
            deactivated_at=self._now - timedelta(days=20) if name == FORMER else None,
        )

    def _creation_detail(self, row: Row) -> dict[str, object]:
        return {
            "name": row.name,
            "permission": row.permission,
            "expires_at": _text(self._ahead(row.expires)),
            "replaces": self._prefixes[id(row.replaces)] if row.replaces is not None else None,
        }

    def _ago(self, time: timedelta | None) -> datetime | None:
        return self._now - time if time is not None else None

    def _ahead(self, time: timedelta | None) -> datetime | None:
        return self._now + time if time is not None else None


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def _usage(row: Row, now: datetime) -> dict[str, object]:
    attempts = {"last_attempt_ip": row.address, "last_attempt_agent": row.agent, "attempts": row.attempts}
    return {
        "last_used_at": now - row.used if row.used is not None else None,
        "last_used_ip": row.address,
        "last_used_agent": row.agent,
        "calls": sum(row.calls),
        **({"last_attempt_at": now - row.tried, **attempts} if row.tried is not None else {}),
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


def _key_id(seed: str) -> str:
    """Returns ten characters that look random but are always the same for a seed, as a prefix needs."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in hashlib.sha256(seed.encode()).digest()[:10])
