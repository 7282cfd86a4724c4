"""What all tables of records share.

`sami.visibility` decides who sees a record by what its table declares here. How a record looks in JSON, and what may be
sent to change it, is declared in the folder of its resource.
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
    """What becomes of a record when the one that it names is removed."""

    #: When that one is gone for good, it names none, and is seen by no more people than saw both.
    SET_NULL = auto()
    #: Nothing, because that one can't be removed.
    RESTRICT = auto()
    #: It is part of that one, and goes with it.
    CASCADE = auto()


@dataclass(frozen=True, slots=True)
class Reference:
    """A member that names another record. `limits_visibility`: only who sees that one sees this one."""

    to: type["Versioned"]
    on_delete: OnDelete
    limits_visibility: bool = False


class TenantRow:
    """A mixin: a row of a workspace."""

    workspace_id: Mapped[TenantId]
    id: Mapped[RowId]
    created_at: Mapped[CreatedAt]


class Versioned(TenantRow):
    """A mixin: `version` counts up with every change; `deleted_at` marks what can be restored.

    Without an owner it is the whole workspace's, and workspace admins configure it.
    """

    references: ClassVar[Mapping[str, Reference]] = {}

    version: Mapped[int] = mapped_column(server_default="1")
    updated_at: Mapped[CreatedAt]
    deleted_at: Mapped[datetime | None]


class Record(Versioned):
    """A mixin: what people share, or don't. `search` is what `q=` looks in, made by `sami.text.searchable`."""

    owner_id: Mapped[UUID]
    visibility: Mapped[str]
    search: Mapped[str]


def record_table(table: str) -> tuple[SchemaItem, ...]:
    """For `__table_args__`: what the table of every Record needs for its owner, its sorts and its column `search`."""
    return (
        ForeignKeyConstraint(["workspace_id", "owner_id"], ["users.workspace_id", "users.id"]),
        CheckConstraint("visibility IN ('private', 'team', 'workspace')", name="visibility"),
        Index(f"ix_{table}_workspace_id_created_at_id", "workspace_id", "created_at", "id"),
        Index(f"ix_{table}_workspace_id_updated_at_id", "workspace_id", "updated_at", "id"),
        # With the order of lists, for what somebody had long ago: it is not among the newest, and may be much.
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
    """The members, of all kinds of records, that name a `record`."""
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, Versioned):
            for member, reference in mapper.class_.references.items():
                if reference.to is record:
                    yield mapper.class_, member, reference.on_delete
