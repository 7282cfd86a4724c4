"""Replacing keys, their use by day, and the audit trail"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("statement_timestamp()"), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("key_id", sa.Uuid(), nullable=True),
        sa.Column("ip", sa.String(), nullable=True),
        sa.Column("agent", sa.String(), nullable=True),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "actor_id"],
            ["users.workspace_id", "users.id"],
            name=op.f("fk_audit_events_workspace_id_actor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "key_id"],
            ["api_keys.workspace_id", "api_keys.id"],
            name=op.f("fk_audit_events_workspace_id_key_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "user_id"],
            ["users.workspace_id", "users.id"],
            name=op.f("fk_audit_events_workspace_id_user_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_audit_events")),
    )
    op.create_index(
        "ix_audit_events_workspace_id_key_id_id", "audit_events", ["workspace_id", "key_id", "id"], unique=False
    )
    op.create_index(
        "ix_audit_events_workspace_id_user_id_id", "audit_events", ["workspace_id", "user_id", "id"], unique=False
    )
    op.create_table(
        "key_usage_days",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("calls", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("refusals", sa.BigInteger(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "key_id"],
            ["api_keys.workspace_id", "api_keys.id"],
            name=op.f("fk_key_usage_days_workspace_id_key_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "key_id", "day", name=op.f("pk_key_usage_days")),
    )
    # This comes before `api_keys`, in the order in which the running service's flushes lock the tables. It reads and
    # writes no row of `key_usage`, so calls, which need `api_keys`, wait only briefly.
    op.add_column("key_usage", sa.Column("calls", sa.BigInteger(), server_default="0", nullable=False))
    # It is unknown which permission existing keys have needed so far, and no key may be reported as having more than it
    # needs. So existing rows count as having used all of it, through a temporary default that writes no row.
    for column in ("has_written", "has_administered"):
        op.add_column("key_usage", sa.Column(column, sa.Boolean(), server_default=sa.text("true"), nullable=False))
        op.alter_column("key_usage", column, server_default=sa.text("false"))
    op.add_column("key_usage", sa.Column("attempts", sa.BigInteger(), server_default="0", nullable=False))
    op.add_column("key_usage", sa.Column("last_attempt_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("key_usage", sa.Column("last_attempt_ip", sa.String(), nullable=True))
    op.add_column("key_usage", sa.Column("last_attempt_agent", sa.String(), nullable=True))
    op.alter_column("key_usage", "last_used_at", existing_type=postgresql.TIMESTAMP(timezone=True), nullable=True)
    op.add_column("api_keys", sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("api_keys", sa.Column("replaced_by_id", sa.Uuid(), nullable=True))
    op.add_column("api_keys", sa.Column("calls_when_replaced", sa.BigInteger(), nullable=True))
    op.create_index(
        "uq_api_keys_workspace_id_replaced_by_id", "api_keys", ["workspace_id", "replaced_by_id"], unique=True
    )
    op.create_foreign_key(
        op.f("fk_api_keys_workspace_id_replaced_by_id"),
        "api_keys",
        "api_keys",
        ["workspace_id", "replaced_by_id"],
        ["workspace_id", "id"],
    )
    op.create_check_constraint(
        op.f("ck_api_keys_replaced"),
        "api_keys",
        "(replaced_at IS NULL) = (replaced_by_id IS NULL) AND (replaced_at IS NULL) = (calls_when_replaced IS NULL)",
    )


def downgrade() -> None:
    op.execute("DELETE FROM key_usage WHERE last_used_at IS NULL")
    op.alter_column("key_usage", "last_used_at", existing_type=postgresql.TIMESTAMP(timezone=True), nullable=False)
    op.drop_column("key_usage", "last_attempt_agent")
    op.drop_column("key_usage", "last_attempt_ip")
    op.drop_column("key_usage", "last_attempt_at")
    op.drop_column("key_usage", "attempts")
    op.drop_column("key_usage", "has_administered")
    op.drop_column("key_usage", "has_written")
    op.drop_column("key_usage", "calls")
    op.drop_constraint(op.f("ck_api_keys_replaced"), "api_keys", type_="check")
    op.drop_constraint(op.f("fk_api_keys_workspace_id_replaced_by_id"), "api_keys", type_="foreignkey")
    op.drop_index("uq_api_keys_workspace_id_replaced_by_id", table_name="api_keys")
    op.drop_column("api_keys", "calls_when_replaced")
    op.drop_column("api_keys", "replaced_by_id")
    op.drop_column("api_keys", "replaced_at")
    op.drop_table("key_usage_days")
    op.drop_index("ix_audit_events_workspace_id_user_id_id", table_name="audit_events")
    op.drop_index("ix_audit_events_workspace_id_key_id_id", table_name="audit_events")
    op.drop_table("audit_events")
