"""The columns and declarations that all tables of records share (ADR 6).

`sami.visibility` decides who sees a record from what its table declares here. A record's JSON and its request bodies
are declared in its resource's package.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum, auto
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.schema import SchemaItem

from sami.db.base import Base, CreatedAt, RowId, TenantId


class Visibility(StrEnum):
    PRIVATE = "private"
    TEAM = "team"
    WORKSPACE = "workspace"


class OnDelete(Enum):
    """What happens to a record when the record that it refers to is deleted."""

    #: When the other is deleted permanently, the reference becomes null. The visibility is narrowed, so that nobody but
    #: the owner newly sees the record.
    SET_NULL = auto()
    #: The other can't be deleted.
    RESTRICT = auto()
    #: The other is the parent. The record is deleted with it.
    CASCADE = auto()


@dataclass(frozen=True, slots=True)
class Reference:
    """A member that refers to another record. With `limits_visibility`, a record is visible only to users who also see
    the record it refers to.
    """

    to: type["Versioned"]
    on_delete: OnDelete
    limits_visibility: bool = False


class TenantRow:
    """A mixin for rows that belong to a workspace."""

    workspace_id: Mapped[TenantId]
    id: Mapped[RowId]
    created_at: Mapped[CreatedAt]


class Versioned(TenantRow):
    """A mixin for rows that the API changes. `version` is incremented with every change; `deleted_at` is set while the
    row is deleted but can be restored.

    `references` maps members to the records they refer to. Rows without an owner belong to the whole workspace, and
    workspace admins configure them.
    """

    references: ClassVar[Mapping[str, Reference]] = {}

    version: Mapped[int] = mapped_column(server_default="1")
    updated_at: Mapped[CreatedAt]
    deleted_at: Mapped[datetime | None]


class Record(Versioned):
    """A mixin for rows with an owner and a visibility. `search` is the text that `q=` searches, made by
    `sami.text.searchable`.
    """

    owner_id: Mapped[UUID]
    visibility: Mapped[str]
    search: Mapped[str]


def record_table(table: str) -> tuple[SchemaItem, ...]:
    """Returns the constraints and indexes that every Record's table needs for its owner, sorts and search. For
    `__table_args__`.
    """
    return (
        ForeignKeyConstraint(["workspace_id", "owner_id"], ["users.workspace_id", "users.id"]),
        CheckConstraint("visibility IN ('private', 'team', 'workspace')", name="visibility"),
        Index(f"ix_{table}_workspace_id_created_at_id", "workspace_id", "created_at", "id"),
        Index(f"ix_{table}_workspace_id_updated_at_id", "workspace_id", "updated_at", "id"),
        # Includes the order of lists, for owners whose records are many and old: a scan from the newest would take
        # long to reach them.
        Index(f"ix_{table}_workspace_id_owner_id_created_at_id", "workspace_id", "owner_id", "created_at", "id"),
        Index(
            f"ix_{table}_workspace_id_search",
            "workspace_id",
            "search",
            postgresql_using="gin",
            postgresql_ops={"search": "gin_trgm_ops"},
        ),
    )


def references_to(record: type[Versioned]) -> Iterator[tuple[type[Versioned], str, OnDelete]]:
    """Yields the members, of all kinds of records, that refer to this kind of record."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Versioned):
            for member, reference in mapper.class_.references.items():
                if reference.to is record:
                    yield mapper.class_, member, reference.on_delete
