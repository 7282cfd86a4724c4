"""Changing one kind of record: creating, patching, deleting, restoring. A resource adds what only it knows.

Every function takes a proven actor and works in the actor's transaction.
"""

from collections.abc import Awaitable, Callable, Mapping, Set
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Uuid, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from sami.auth.actor import THE_ACTOR, Actor, SqlViewer
from sami.auth.permission import Permission
from sami.errors.types import (
    NotFound,
    NotYoursToConfigure,
    RecordNotEditable,
    ReferenceDeleted,
    ReferenceNotFound,
)
from sami.models.idempotency import IdempotencyKey
from sami.models.record import OnDelete, Record, Versioned
from sami.models.user import Role, User
from sami.records.deletion import detach_references, require_unused
from sami.records.merge_patch import json_equal, patch_custom
from sami.records.reader import Projection, RecordJson, RecordReader
from sami.visibility import editable, not_deleted, visible

R = TypeVar("R", bound=Versioned)

#: Raises when the record's version is not the one the caller means to change.
Precondition = Callable[[int], None]

#: Sets what follows from the record's changed members, whose names it gets, and refuses what doesn't fit together.
BeforeSave = Callable[[AsyncSession, Actor, R, Set[str]], Awaitable[None]]


#: Adds to the values of a new record those that the caller may leave to us.
FillDefaults = Callable[[AsyncSession, Actor, dict[str, Any]], Awaitable[None]]


def any_version(_: int) -> None:
    """The precondition of who states none."""


class RecordWriter(Generic[R]):
    """What can be done to the records of one collection.

    `parent_id` is the id of the record whose part they are, where they are part of one.
    """

    def __init__(
        self,
        reader: RecordReader,
        record: type[R],
        before_save: BeforeSave[R] | None = None,
        fill_defaults: FillDefaults | None = None,
    ) -> None:
        self.reader = reader
        self.record = record
        self._before_save = before_save
        self._fill_defaults = fill_defaults
        # Made once: see THE_ACTOR.
        record_id = record.id == bindparam("record_id", type_=Uuid())
        may_edit = select(record, editable(record, THE_ACTOR)).where(visible(record, THE_ACTOR), record_id)
        if reader.parent_member is not None:
            may_edit = may_edit.where(getattr(record, reader.parent_member) == bindparam("parent_id", type_=Uuid()))
        self._with_whether_editable = may_edit.with_for_update(of=record)
        self._alive_with_whether_editable = self._with_whether_editable.where(not_deleted(record))
        json = reader.json(THE_ACTOR, Projection())
        self._select_json = select(record.id, record.version, json).where(
            record.workspace_id == THE_ACTOR.workspace_id, record_id
        )

    async def create(
        self, session: AsyncSession, actor: Actor, values: Mapping[str, Any], *, parent_id: UUID | None = None
    ) -> RecordJson:
        """Raises InsufficientPermission, RecordNotEditable, NotFound for `parent_id`, ReferenceNotFound,
        ValidationFailed.
        """
        values = dict(values)
        if issubclass(self.record, Record):
            if values["owner_id"] not in (None, actor.user_id):
                self._require_admin_key(actor, "Giving a {noun} another owner")
            values["owner_id"] = values["owner_id"] or actor.user_id
        else:
            await _require_admin(session, actor)
        if self.reader.parent_member is not None:
            await self.require_parent(session, actor, parent_id)
            values[self.reader.parent_member] = parent_id
        if self._fill_defaults is not None:
            await self._fill_defaults(session, actor, values)
        # The statement's time, not the transaction's, which is older: who polls `updated_since` shall not miss it.
        now = func.statement_timestamp()
        values |= {"workspace_id": actor.workspace_id, "created_at": now, "updated_at": now}
        record = self.record(**values)
        await self._check(session, actor, record, {name for name, value in values.items() if value is not None})
        session.add(record)
        await session.flush()
        return await self._read_back(session, actor, record.id)

    async def change(
        self,
        session: AsyncSession,
        actor: Actor,
        record_id: UUID,
        patch: Mapping[str, Any],
        precondition: Precondition = any_version,
        *,
        parent_id: UUID | None = None,
    ) -> RecordJson:
        """A JSON merge patch (RFC 7396) of members that are known to be valid by themselves.

        Raises InsufficientPermission, NotFound, RecordNotEditable, VersionMismatch, ReferenceNotFound,
        ValidationFailed.
        """
        if patch.keys() & {"owner_id", "visibility"}:
            self._require_admin_key(actor, "Changing the owner or visibility of a {noun}")
        record = await self._editable(session, actor, record_id, precondition, parent_id=parent_id)
        changed = await self._changed_by(session, actor, record, patch)
        if changed:
            with session.no_autoflush:
                for name, value in changed.items():
                    setattr(record, name, value)
                    # SQLAlchemy compares once more, as Python does.
                    flag_modified(record, name)
                await self._check(session, actor, record, changed.keys())
            await _touch(session, record)
        return await self._read_back(session, actor, record_id)

    async def delete(
        self,
        session: AsyncSession,
        actor: Actor,
        record_id: UUID,
        precondition: Precondition = any_version,
        *,
        parent_id: UUID | None = None,
    ) -> None:
        """Marks the record deleted; it can be restored. Raises NotFound, RecordNotEditable, VersionMismatch, InUse."""
        record = await self._editable(session, actor, record_id, precondition, parent_id=parent_id)
        await require_unused(session, actor, self.record, select(self.record.id).where(self._is(actor, record_id)))
        record.deleted_at = func.clock_timestamp()
        await _touch(session, record)

    async def restore(
        self,
        session: AsyncSession,
        actor: Actor,
        record_id: UUID,
        precondition: Precondition = any_version,
        *,
        parent_id: UUID | None = None,
    ) -> RecordJson:
        """Undoes `delete`; a record that is not deleted stays as it is. Raises NotFound, RecordNotEditable,
        VersionMismatch, ReferenceDeleted.
        """
        record = await self._editable(
            session, actor, record_id, precondition, parent_id=parent_id, include_deleted=True
        )
        if record.deleted_at is not None:
            for member, reference in self.record.references.items():
                if reference.on_delete is OnDelete.RESTRICT and not await _is_there(
                    session, actor, reference.to, getattr(record, member), reference.on_delete
                ):
                    raise ReferenceDeleted(member)
            record.deleted_at = None
            await _touch(session, record)
        return await self._read_back(session, actor, record_id)

    async def delete_permanently(
        self,
        session: AsyncSession,
        actor: Actor,
        record_id: UUID,
        precondition: Precondition = any_version,
        *,
        parent_id: UUID | None = None,
    ) -> None:
        """For good, whether or not it was marked deleted. Raises InsufficientPermission, NotFound, RecordNotEditable,
        VersionMismatch, InUse.
        """
        self._require_admin_key(actor, "Deleting a {noun} permanently")
        record = await self._editable(
            session, actor, record_id, precondition, parent_id=parent_id, include_deleted=True
        )
        mine = select(self.record.id).where(self._is(actor, record_id))
        await require_unused(session, actor, self.record, mine, deleted_too=True)
        await detach_references(session, actor, record)
        await session.execute(delete(self.record).where(self._is(actor, record_id)))
        # Nor does it live on in the answers kept for repeated requests.
        await session.execute(
            update(IdempotencyKey)
            .where(IdempotencyKey.workspace_id == actor.workspace_id, IdempotencyKey.resource_id == record_id)
            .values(answer=None)
        )

    async def _editable(
        self,
        session: AsyncSession,
        actor: Actor,
        record_id: UUID,
        precondition: Precondition,
        *,
        parent_id: UUID | None,
        include_deleted: bool = False,
    ) -> R:
        """The record, locked until the transaction ends."""
        statement = self._with_whether_editable if include_deleted else self._alive_with_whether_editable
        parameters = {**actor.as_viewer(), "record_id": record_id, "parent_id": parent_id}
        row = (await session.execute(statement, parameters)).one_or_none()
        if row is None:
            raise NotFound()
        record, may_edit = row
        if not may_edit:
            raise RecordNotEditable(record.owner_id) if isinstance(record, Record) else NotYoursToConfigure()
        precondition(record.version)
        return record

    async def _changed_by(
        self, session: AsyncSession, actor: Actor, record: R, patch: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The members that get another value than the actor sees, with that value."""
        changed: dict[str, Any] = {}
        for name, value in patch.items():
            before = await self._seen(session, actor, record, name)
            after = patch_custom(before, value) if name == "custom" else value
            if not json_equal(before, after):
                changed[name] = after
        return changed

    async def _seen(self, session: AsyncSession, actor: Actor, record: R, member: str) -> Any:
        """The member as the actor sees it: who can't see what it names can neither clear it nor guess it."""
        value = getattr(record, member)
        if value is None or not self.reader.may_be_hidden(member):
            return value
        there = record.references[member].to
        return await session.scalar(select(there.id).where(there.id == value, visible(there, SqlViewer.of(actor))))

    async def _check(self, session: AsyncSession, actor: Actor, record: R, changed: Set[str]) -> None:
        if isinstance(record, Record) and "owner_id" in changed:
            await _require_active_user(session, actor, record.owner_id)
        for member, reference in self.record.references.items():
            named = getattr(record, member)
            if member not in changed or named is None or member == self.reader.parent_member:
                continue
            if not await _is_there(session, actor, reference.to, named, reference.on_delete):
                raise ReferenceNotFound(f"/{member}")
        if self._before_save is not None:
            await self._before_save(session, actor, record, changed)

    async def require_parent(self, session: AsyncSession, actor: Actor, parent_id: UUID | None) -> None:
        """Raises NotFound when the record that these are part of is not there."""
        if self.reader.parent_member is not None:
            parent = self.record.references[self.reader.parent_member].to
            if parent_id is None or not await _is_there(session, actor, parent, parent_id, OnDelete.RESTRICT):
                raise NotFound()

    def _is(self, actor: Actor, record_id: UUID) -> Any:
        return (self.record.workspace_id == actor.workspace_id) & (self.record.id == record_id)

    async def _read_back(self, session: AsyncSession, actor: Actor, record_id: UUID) -> RecordJson:
        row = (await session.execute(self._select_json, {**actor.as_viewer(), "record_id": record_id})).one()
        return RecordJson(*row)

    def _require_admin_key(self, actor: Actor, doing: str) -> None:
        actor.require(Permission.ADMIN, doing.format(noun=self.reader.noun))


async def _touch(session: AsyncSession, record: Versioned) -> None:
    record.version += 1
    record.updated_at = func.clock_timestamp()
    await session.flush()


async def _require_admin(session: AsyncSession, actor: Actor) -> None:
    if await session.scalar(select(SqlViewer.of(actor).role)) != Role.ADMIN:
        raise NotYoursToConfigure()


async def _require_active_user(session: AsyncSession, actor: Actor, user_id: UUID) -> None:
    if user_id == actor.user_id:
        return
    mine = (User.workspace_id == actor.workspace_id, User.deactivated_at.is_(None))
    if await session.scalar(select(User.id).where(*mine, User.id == user_id)) is None:
        raise ReferenceNotFound("/owner_id")


async def _is_there(
    session: AsyncSession, actor: Actor, record: type[Versioned], record_id: UUID, on_delete: OnDelete
) -> bool:
    """Whether the actor can see it. Until the transaction ends it then stays as far as `on_delete` asks:
    RESTRICT keeps it from being deleted, SET_NULL only from being gone for good.
    """
    there = select(record.id).where(record.id == record_id, visible(record, SqlViewer.of(actor)), not_deleted(record))
    stays = on_delete is not OnDelete.SET_NULL
    if await session.scalar(there.with_for_update(of=record, read=True, key_share=not stays)) is None:
        return False
    # Asked again by a statement that begins when the lock is held: what it is part of may have been deleted meanwhile.
    return not stays or await session.scalar(there) is not None
