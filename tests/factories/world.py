"""Creates workspaces, users, keys and records directly in the database, as starting points for tests."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from passlib.context import CryptContext
from sqlalchemy import delete, update
from uuid_utils.compat import uuid7

from sami.auth import key_format
from sami.auth.key_hash import Peppers
from sami.contacts.service import search_text
from sami.db.database import Database
from sami.tables import (
    ApiKey,
    Contact,
    Deal,
    Message,
    Pipeline,
    Stage,
    Team,
    TeamMember,
    User,
    Webhook,
    WebhookDelivery,
    Workspace,
)
from sami.text import fold, searchable

PASSWORD = "correct horse battery staple"
# A cheap hash, because tests sign in hundreds of times. `sami user create`, the demo and the check of unknown addresses
# use hashes as slow as they should be.
_password_hash = CryptContext(
    ["argon2"], argon2__type="ID", argon2__rounds=1, argon2__memory_cost=8, argon2__parallelism=1
).hash(PASSWORD)


@dataclass(frozen=True)
class Person:
    """A user in the database."""

    workspace_id: UUID
    id: UUID
    email: str


@dataclass(frozen=True)
class HeldKey:
    """A key with its secret, as its holder has it."""

    id: UUID
    text: str
    owner: Person
    headers: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", {"Authorization": f"Bearer {self.text}"})


class World:
    """Writes rows directly, through its own connection and without the service's rules."""

    def __init__(self, database: Database, peppers: Peppers) -> None:
        self._database = database
        self._peppers = peppers

    async def _add(self, *rows: Any) -> None:
        async with self._database.transaction() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def workspace(self, name: str = "Acme") -> UUID:
        workspace = Workspace(id=uuid7(), name=name)
        await self._add(workspace)
        return workspace.id

    async def person(
        self,
        workspace_id: UUID,
        *,
        role: str = "member",
        teams: Iterable[UUID] = (),
        email: str | None = None,
        name: str = "Some Body",
        active: bool = True,
        password_hash: str = _password_hash,
    ) -> Person:
        person = Person(workspace_id, uuid7(), email or f"{uuid7().hex}@example.test")
        user = User(
            workspace_id=workspace_id,
            id=person.id,
            email=person.email,
            name=name,
            role=role,
            password_hash=password_hash,
            deactivated_at=None if active else datetime.now(UTC),
        )
        memberships = [TeamMember(workspace_id=workspace_id, team_id=team, user_id=person.id) for team in teams]
        await self._add(user, *memberships)
        return person

    async def team(self, workspace_id: UUID, name: str | None = None) -> UUID:
        team = Team(workspace_id=workspace_id, id=uuid7(), name=name or uuid7().hex)
        await self._add(team)
        return team.id

    async def key(
        self, owner: Person, permission: str = "admin", *, expires_in: timedelta | None = None, name: str | None = None
    ) -> HeldKey:
        key, row = self._new_key(owner, permission, name)
        row.expires_at = datetime.now(UTC) + expires_in if expires_in is not None else None
        await self._add(row)
        return key

    async def keys(self, owner: Person, number: int, permission: str = "admin") -> list[HeldKey]:
        """Creates many keys in one transaction. Thousands take seconds."""
        created = [self._new_key(owner, permission, None) for _ in range(number)]
        async with self._database.transaction() as session:
            session.add_all(row for _, row in created)
        return [key for key, _ in created]

    def _new_key(self, owner: Person, permission: str, name: str | None) -> tuple[HeldKey, ApiKey]:
        secret, key_id = key_format.generate(), uuid7()
        name = name or key_id.hex
        pepper = self._peppers.newest
        row = ApiKey(
            workspace_id=owner.workspace_id,
            id=key_id,
            user_id=owner.id,
            name=name,
            folded_name=fold(name),
            prefix=secret.prefix,
            permission=permission,
            pepper_id=pepper.id,
            digest=pepper.digest(secret),
        )
        return HeldKey(key_id, secret.text, owner), row

    async def contact(self, owner: Person, visibility: str = "workspace", **values: Any) -> UUID:
        contact = Contact(
            workspace_id=owner.workspace_id, id=uuid7(), owner_id=owner.id, visibility=visibility, **values
        )
        contact.search = search_text(contact)
        await self._add(contact)
        return contact.id

    async def pipeline(self, workspace_id: UUID, name: str = "New business", position: int = 0, **values: Any) -> UUID:
        pipeline = Pipeline(workspace_id=workspace_id, id=uuid7(), name=name, position=position, **values)
        await self._add(pipeline)
        return pipeline.id

    async def stage(
        self, workspace_id: UUID, pipeline_id: UUID, name: str = "Lead in", kind: str = "open", position: int = 0
    ) -> UUID:
        stage = Stage(
            workspace_id=workspace_id, id=uuid7(), pipeline_id=pipeline_id, name=name, kind=kind, position=position
        )
        await self._add(stage)
        return stage.id

    async def deal(self, owner: Person, stage_id: UUID, visibility: str = "workspace", **values: Any) -> UUID:
        values = {"title": "Deal"} | values
        deal = Deal(
            workspace_id=owner.workspace_id,
            id=uuid7(),
            owner_id=owner.id,
            visibility=visibility,
            stage_id=stage_id,
            search=searchable(values["title"]),
            **values,
        )
        await self._add(deal)
        return deal.id

    async def message(
        self,
        owner: Person,
        visibility: str = "workspace",
        *,
        subject: str | None = None,
        body: str | None = None,
        **values: Any,
    ) -> UUID:
        values = {"channel": "note", "occurred_at": datetime.now(UTC)} | values
        message = Message(
            workspace_id=owner.workspace_id,
            id=uuid7(),
            owner_id=owner.id,
            visibility=visibility,
            subject=subject,
            body=body,
            search=searchable(subject, body),
            **values,
        )
        await self._add(message)
        return message.id

    async def webhook(self, key: HeldKey, url: str = "https://hooks.example.com/sami", **values: Any) -> UUID:
        webhook = Webhook(
            workspace_id=key.owner.workspace_id,
            id=uuid7(),
            key_id=key.id,
            user_id=key.owner.id,
            url=url,
            pepper_id=self._peppers.newest.id,
            **{"events": ["contact.created"]} | values,
        )
        await self._add(webhook)
        return webhook.id

    async def delivery(self, key: HeldKey, webhook_id: UUID, **values: Any) -> UUID:
        """Creates a delivery that succeeded at the first attempt, unless `values` says otherwise."""
        now = datetime.now(UTC)
        defaults = {
            "change_id": 1,
            "event": "contact.created",
            "record_id": uuid7(),
            "changed_at": now,
            "attempts": 1,
            "attempted_at": now,
            "last_status": 200,
            "last_milliseconds": 5,
            "settled_at": now,
            "outcome": "delivered",
        }
        delivery = WebhookDelivery(
            workspace_id=key.owner.workspace_id, id=uuid7(), webhook_id=webhook_id, **defaults | values
        )
        await self._add(delivery)
        return delivery.id

    async def one_of_each(
        self, owner: Person, visibility: str = "workspace", *, key: HeldKey | None = None
    ) -> dict[str, str]:
        """Creates one record of each kind. Returns their ids by the names that `tests.fixtures.calls` uses.

        The stage has no deals. Webhooks belong to `key`, or to a new key of the owner.
        """
        key = key or await self.key(owner)
        workspace_id = owner.workspace_id
        pipeline_in_use = await self.pipeline(workspace_id)
        stage_in_use = await self.stage(workspace_id, pipeline_in_use)
        contact = await self.contact(owner, visibility)
        pipeline = await self.pipeline(workspace_id, "Renewals", 1)
        team = await self.team(workspace_id)
        await self._add(TeamMember(workspace_id=workspace_id, team_id=team, user_id=owner.id))
        webhook = await self.webhook(key)
        ids = {
            "webhook": webhook,
            "delivery": await self.delivery(key, webhook),
            "contact": contact,
            "pipeline": pipeline,
            "stage": await self.stage(workspace_id, pipeline),
            "deal": await self.deal(owner, stage_in_use, visibility),
            "message": await self.message(owner, visibility),
            "user": owner.id,
            "team": team,
        }
        return {kind: str(id) for kind, id in ids.items()}

    async def revoke(self, key: HeldKey) -> None:
        await self._run(
            update(ApiKey).where(ApiKey.id == key.id).values(revoked_at=datetime.now(UTC), revoked_by_id=key.owner.id)
        )

    async def expire(self, key: HeldKey) -> None:
        """Makes the key expire now."""
        await self._run(update(ApiKey).where(ApiKey.id == key.id).values(expires_at=datetime.now(UTC)))

    async def demote(self, person: Person) -> None:
        await self._run(update(User).where(User.id == person.id).values(role="member"))

    async def deactivate(self, person: Person) -> None:
        await self._run(update(User).where(User.id == person.id).values(deactivated_at=datetime.now(UTC)))

    async def reactivate(self, person: Person) -> None:
        await self._run(update(User).where(User.id == person.id).values(deactivated_at=None))

    async def leave_teams(self, person: Person) -> None:
        await self._run(delete(TeamMember).where(TeamMember.user_id == person.id))

    async def _run(self, statement: Any) -> None:
        async with self._database.transaction() as session:
            await session.execute(statement)
