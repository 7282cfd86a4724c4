from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, CreatedAt, RowId, TenantId


class ApiKey(Base):
    """An API key. The row is written only when the key is created, renamed, replaced, rehashed or revoked; calls are
    counted in `KeyUsage`.

    `folded_name` is the name in the form that names are compared in. The application folds case, not the database.
    `prefix` is looked up before the workspace is known, so it is unique across workspaces.
    Replacing a key sets an earlier `expires_at`, the end of the grace period, so checking a key needs no rule about
    replacement (ADR 8). `calls_when_replaced` is its number of calls up to its replacement.
    A key is revoked by a user of the workspace (`revoked_by_id`), or by an unknown holder who reported it as leaked
    (`reported_leaked`, ADR 18).
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
        # Ends with the id: whichever of two indexes PostgreSQL uses to check a key, it reads only that key and not all
        # keys of its user.
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
