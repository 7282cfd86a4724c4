"""Webhooks, and the queue of their deliveries"""

import sqlalchemy as sa
from alembic import op

from sami.db.base import PgSnapshot

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhooks",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("events", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("pepper_id", sa.String(), nullable=False),
        sa.Column("since", PgSnapshot(), server_default=sa.func.pg_current_snapshot(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("busy_until", sa.DateTime(timezone=True)),
        sa.Column("busy_by", sa.Uuid()),
        sa.Column("failing_since", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended_reason", sa.String()),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_reason IS NULL)", name=op.f("ck_webhooks_ended")),
        sa.CheckConstraint(
            "ended_reason IN ('deleted', 'gone', 'key_dead', 'failing')", name=op.f("ck_webhooks_ended_reason")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "key_id"],
            ["api_keys.workspace_id", "api_keys.id"],
            name=op.f("fk_webhooks_workspace_id_key_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_webhooks")),
    )
    op.create_index("ix_webhooks_workspace_id_key_id_id", "webhooks", ["workspace_id", "key_id", "id"])
    op.create_index(
        "ix_webhooks_living", "webhooks", ["workspace_id", "id"], postgresql_where=sa.text("ended_at IS NULL")
    )
    op.create_index("ix_webhooks_ended_at", "webhooks", ["ended_at"])

    op.create_table(
        "webhook_deliveries",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("change_id", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("attempted_at", sa.DateTime(timezone=True)),
        sa.Column("last_status", sa.Integer()),
        sa.Column("last_error", sa.String()),
        sa.Column("last_milliseconds", sa.Integer()),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.Column("outcome", sa.String()),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_webhook_deliveries_settled")),
        sa.CheckConstraint(
            "outcome IN ('delivered', 'given_up', 'not_visible', 'webhook_ended')",
            name=op.f("ck_webhook_deliveries_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "webhook_id"],
            ["webhooks.workspace_id", "webhooks.id"],
            name=op.f("fk_webhook_deliveries_workspace_id_webhook_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_webhook_deliveries")),
    )
    op.create_index(
        "ix_webhook_deliveries_workspace_id_webhook_id_id", "webhook_deliveries", ["workspace_id", "webhook_id", "id"]
    )
    op.create_index("ix_webhook_deliveries_settled_at", "webhook_deliveries", ["settled_at"])
    for name, columns in {"due": ["due_at"], "of_record": ["record_id"]}.items():
        op.create_index(
            f"ix_webhook_deliveries_{name}",
            "webhook_deliveries",
            ["workspace_id", "webhook_id", *columns, "change_id", "event"],
            postgresql_where=sa.text("settled_at IS NULL"),
        )

    op.create_table(
        "webhook_position",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("snapshot", PgSnapshot(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_webhook_position_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_position")),
    )
    op.execute("INSERT INTO webhook_position VALUES (1, pg_current_snapshot())")


def downgrade() -> None:
    op.drop_table("webhook_position")
    op.drop_table("webhook_deliveries")
    op.drop_table("webhooks")
