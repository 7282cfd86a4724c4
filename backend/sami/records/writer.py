"""Changes one kind of record: create, patch, delete, restore. A resource adds its own rules through hooks.

Every function takes a proven actor and works in the actor's transaction (ADR 1).
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

#: Takes the record's version and raises when it is not the one that the caller means to change.
Precondition = Callable[[int], None]

#: Sets members that depend on the changed ones, whose names it gets. Raises when members don't fit together.
BeforeSave = Callable[[AsyncSession, Actor, R, Set[str]], Awaitable[None]]


#: Fills in the values of a new record that the caller may leave out.
FillDefaults = Callable[[AsyncSession, Actor, dict[str, Any]], Awaitable[None]]


def any_version(_: int) -> None:
    """The precondition of a caller that states none. Never raises."""


class RecordWriter(Generic[R]):
    """Changes the records of one collection.

    `parent_id` is the id of the parent record, for collections that have one.
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
        # Built once: see THE_ACTOR.
        record_id = record.id == bindparam("record_id", type_=Uuid())
        may_edit = select(record, editable(record, THE_ACTOR)).where(visible(record, THE_ACTOR), record_id)
        if reader.parent_member is not None:
            may_edit = may_edit.where(getattr(record, reader.parent_member) == bindparam("parent_id", type_=Uuid()))
        self._lock_any = may_edit.with_for_update(of=record)
        self._lock_not_deleted = self._lock_any.where(not_deleted(record))
        json = reader.json(THE_ACTOR, Projection())
        self._select_json = select(record.id, record.version, json).where(
            record.workspace_id == THE_ACTOR.workspace_id, record_id
        )

    async def create(
        self, session: AsyncSession, actor: Actor, values: Mapping[str, Any], *, parent_id: UUID | None = None
    ) -> RecordJson:
        """Creates a record with these values, which are known to be valid by themselves.

        Raises InsufficientPermission, RecordNotEditable, NotFound for `parent_id`, ReferenceNotFound, ValidationFailed.
        """
        values = dict(values)
        if issubclass(self.record, Record):
            if values["owner_id"] not in (None, actor.user_id):
                self._require_admin_key(actor, "Setting another owner for a {noun}")
            values["owner_id"] = values["owner_id"] or actor.user_id
        else:
            await _require_admin(session, actor)
        if self.reader.parent_member is not None:
            await self.require_parent(session, actor, parent_id)
            values[self.reader.parent_member] = parent_id
        if self._fill_defaults is not None:
            await self._fill_defaults(session, actor, values)
        # The transaction's time is older than the statement's: clients that poll with `updated_since` could miss the
        # record.
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
        """Applies a JSON merge patch (RFC 7396) of members that are known to be valid by themselves. A patch that
        changes nothing leaves the version as it is.

        Raises InsufficientPermission, NotFound, RecordNotEditable, VersionMismatch, ReferenceNotFound,
        ValidationFailed.
        """
        if patch.keys() & {"owner_id", "visibility"}:
            self._require_admin_key(actor, "Changing the owner or visibility of a {noun}")
        record = await self._editable(session, actor, record_id, precondition, parent_id=parent_id)
        changed = await self._changes(session, actor, record, patch)
        if changed:
            with session.no_autoflush:
                for name, value in changed.items():
                    setattr(record, name, value)
                    # SQLAlchemy compares again, by Python's equality, where `True == 1`.
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
        """Marks the record as deleted, so that it can be restored. Raises NotFound, RecordNotEditable,
        VersionMismatch, InUse.
        """
        record = await self._editable(session, actor, record_id, precondition, parent_id=parent_id)
        await require_unused(session, actor, self.record, select(self.record.id).where(self._by_id(actor, record_id)))
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
        """Undoes `delete`. A record that is not deleted stays as it is.

        Raises NotFound, RecordNotEditable, VersionMismatch, ReferenceDeleted.
        """
        record = await self._editable(
            session, actor, record_id, precondition, parent_id=parent_id, include_deleted=True
        )
        if record.deleted_at is not None:
            for member, reference in self.record.references.items():
                if reference.on_delete is OnDelete.RESTRICT and not await _lock_if_visible(
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
        """Deletes the record's row, whether or not the record was marked as deleted.

        Raises InsufficientPermission, NotFound, RecordNotEditable, VersionMismatch, InUse.
        """
        self._require_admin_key(actor, "Deleting a {noun} permanently")
        record = await self._editable(
            session, actor, record_id, precondition, parent_id=parent_id, include_deleted=True
        )
        ids = select(self.record.id).where(self._by_id(actor, record_id))
        await require_unused(session, actor, self.record, ids, count_deleted=True)
        await detach_references(session, actor, record)
        await session.execute(delete(self.record).where(self._by_id(actor, record_id)))
        # The responses stored for retries must not keep a copy of the record either.
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
        """Returns the record, locked until the transaction ends. Raises NotFound, RecordNotEditable,
        NotYoursToConfigure, and the precondition's error.
        """
        statement = self._lock_any if include_deleted else self._lock_not_deleted
        parameters = {**actor.as_viewer(), "record_id": record_id, "parent_id": parent_id}
        row = (await session.execute(statement, parameters)).one_or_none()
        if row is None:
            raise NotFound()
        record, may_edit = row
        if not may_edit:
            raise RecordNotEditable(record.owner_id) if isinstance(record, Record) else NotYoursToConfigure()
        precondition(record.version)
        return record

    async def _changes(
        self, session: AsyncSession, actor: Actor, record: R, patch: Mapping[str, Any]
    ) -> dict[str, Any]:
        """Returns the members whose new value differs from the one that the actor sees, with the new value."""
        changed: dict[str, Any] = {}
        for name, value in patch.items():
            before = await self._visible_value(session, actor, record, name)
            after = patch_custom(before, value) if name == "custom" else value
            if not json_equal(before, after):
                changed[name] = after
        return changed

    async def _visible_value(self, session: AsyncSession, actor: Actor, record: R, member: str) -> Any:
        """Returns the member as the actor sees it: None if it refers to a record that the actor can't see. So the
        actor can neither clear such a reference nor guess it.
        """
        value = getattr(record, member)
        if value is None or not self.reader.may_be_hidden(member):
            return value
        other = record.references[member].to
        return await session.scalar(select(other.id).where(other.id == value, visible(other, SqlViewer.of(actor))))

    async def _check(self, session: AsyncSession, actor: Actor, record: R, changed: Set[str]) -> None:
        if isinstance(record, Record) and "owner_id" in changed:
            await _require_active_user(session, actor, record.owner_id)
        for member, reference in self.record.references.items():
            named_id = getattr(record, member)
            if member not in changed or named_id is None or member == self.reader.parent_member:
                continue
            if not await _lock_if_visible(session, actor, reference.to, named_id, reference.on_delete):
                raise ReferenceNotFound(f"/{member}")
        if self._before_save is not None:
            await self._before_save(session, actor, record, changed)

    async def require_parent(self, session: AsyncSession, actor: Actor, parent_id: UUID | None) -> None:
        """Raises NotFound when the actor can't see the parent, or it is deleted. Otherwise locks the parent against
        deletion until the transaction ends.
        """
        if self.reader.parent_member is not None:
            parent = self.record.references[self.reader.parent_member].to
            if parent_id is None or not await _lock_if_visible(session, actor, parent, parent_id, OnDelete.RESTRICT):
                raise NotFound()

    def _by_id(self, actor: Actor, record_id: UUID) -> Any:
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
    active = (User.workspace_id == actor.workspace_id, User.deactivated_at.is_(None))
    if await session.scalar(select(User.id).where(*active, User.id == user_id)) is None:
        raise ReferenceNotFound("/owner_id")


async def _lock_if_visible(
    session: AsyncSession, actor: Actor, record: type[Versioned], record_id: UUID, on_delete: OnDelete
) -> bool:
    """Whether the actor can see the record and it is not deleted. If so, locks it until the transaction ends: with
    `SET_NULL` against permanent deletion only, otherwise against any deletion.
    """
    found = select(record.id).where(record.id == record_id, visible(record, SqlViewer.of(actor)), not_deleted(record))
    any_deletion = on_delete is not OnDelete.SET_NULL
    if await session.scalar(found.with_for_update(of=record, read=True, key_share=not any_deletion)) is None:
        return False
    # Ask again in a statement that starts with the lock held: the parent may have been deleted in the meantime.
    return not any_deletion or await session.scalar(found) is not None
