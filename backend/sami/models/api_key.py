from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from sami.db.base import Base, CreatedAt, RowId, TenantId


class ApiKey(Base):
    """A key. The row changes at its making, renaming, rehashing and revoking only; what calls do to it is in
    `KeyUsage`.

    `folded_name` is the name as compared with others (Unicode case folding is the application's, not the database's).
    `prefix` is looked up before the workspace is known, and is therefore unique over all of them.
    """

    __tablename__ = "api_keys"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "user_id"], ["users.workspace_id", "users.id"]),
        ForeignKeyConstraint(["workspace_id", "revoked_by_id"], ["users.workspace_id", "users.id"]),
        CheckConstraint("permission IN ('read', 'write', 'admin')", name="permission"),
        CheckConstraint("octet_length(digest) = 32", name="digest"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by_id IS NULL)", name="revoked"),
        Index("uq_api_keys_prefix", "prefix", unique=True),
        Index("ix_api_keys_workspace_id_user_id", "workspace_id", "user_id"),
    )

    workspace_id: Mapped[TenantId]
    id: Mapped[RowId]
    user_id: Mapped[UUID]
    name: Mapped[str]
    folded_name: Mapped[str]
    prefix: Mapped[str]
    permission: Mapped[str]
    pepper_id: Mapped[str]
    digest: Mapped[bytes]
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None]
