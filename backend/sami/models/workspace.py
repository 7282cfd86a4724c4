from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column
from uuid_utils.compat import uuid7

from sami.db.base import Base, CreatedAt, Xid8


class Workspace(Base):
    """A tenant. Nothing crosses from one workspace to another.

    `changes_forgotten` is the newest transaction with an entry that was removed from the log of changes
    (`RecordChange`), if any was.
    """

    __tablename__ = "workspaces"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    name: Mapped[str]
    created_at: Mapped[CreatedAt]
    changes_forgotten: Mapped[str | None] = mapped_column(Xid8())
