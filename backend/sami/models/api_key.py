from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, CreatedAt, RowId, TenantId


class ApiKey(Base):
    """A key. The row changes at its making, renaming, replacing, rehashing and revoking only; what calls do to it is in
    `KeyUsage`.

    `folded_name` is the name as compared with others (Unicode case folding is the application's, not the database's).
    `prefix` is looked up before the workspace is known, and is therefore unique over all of them.
    Replacing a key brings its `expires_at` nearer, to where its grace ends: what judges keys need not know of it.
    `calls_when_replaced` is what it had been used for by then.
    Who revokes is somebody of the workspace; or nobody that we know, who had the key and reported it as leaked.
    """

    __tablename__ = "api_keys"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "user_id"], ["users.workspace_id", "users.id"]),
        ForeignKeyConstraint(["workspace_id", "revoked_by_id"], ["users.workspace_id", "users.id"]),
        ForeignKeyConstraint(["workspace_id", "replaced_by_id"], ["api_keys.workspace_id", "api_keys.id"]),
        CheckConstraint("permission IN ('read', 'write', 'admin')", name="permission"),
        CheckConstraint("octet_length(digest) = 32", name="digest"),
        CheckConstraint(
            "(revoked_at IS NOT NULL)::int = num_nonnulls(revoked_by_id) + reported_leaked::int", name="revoked"
        ),
        CheckConstraint(
            "(replaced_at IS NULL) = (replaced_by_id IS NULL)"
            " AND (replaced_at IS NULL) = (calls_when_replaced IS NULL)",
            name="replaced",
        ),
        Index("uq_api_keys_prefix", "prefix", unique=True),
        # Ends in the id, so that whichever of two indexes PostgreSQL proves a key by, it finds that key and no other of
        # its user.
        Index("ix_api_keys_workspace_id_user_id_id", "workspace_id", "user_id", "id"),
        Index(
            "ix_api_keys_workspace_id_folded_name",
            "workspace_id",
            "folded_name",
            postgresql_using="gin",
            postgresql_ops={"folded_name": "gin_trgm_ops"},
        ),
        Index("uq_api_keys_workspace_id_replaced_by_id", "workspace_id", "replaced_by_id", unique=True),
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
    reported_leaked: Mapped[bool] = mapped_column(server_default=false())
    replaced_at: Mapped[datetime | None]
    replaced_by_id: Mapped[UUID | None]
    calls_when_replaced: Mapped[int | None] = mapped_column(BigInteger)
