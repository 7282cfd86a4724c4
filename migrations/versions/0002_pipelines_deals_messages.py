"""Pipelines, deals, messages"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pipelines",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspaces.id"], name=op.f("fk_pipelines_workspace_id")),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_pipelines")),
    )
    op.create_table(
        "stages",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pipeline_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("kind IN ('open', 'won', 'lost')", name=op.f("ck_stages_kind")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "pipeline_id"],
            ["pipelines.workspace_id", "pipelines.id"],
            name=op.f("fk_stages_workspace_id_pipeline_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_stages")),
    )
    op.create_index("ix_stages_workspace_id_pipeline_id", "stages", ["workspace_id", "pipeline_id"], unique=False)
    op.create_table(
        "deals",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("stage_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("expected_close_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("visibility IN ('private', 'team', 'workspace')", name=op.f("ck_deals_visibility")),
        sa.CheckConstraint("(amount IS NULL) = (currency IS NULL)", name=op.f("ck_deals_amount_with_currency")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "contact_id"],
            ["contacts.workspace_id", "contacts.id"],
            name=op.f("fk_deals_workspace_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "owner_id"],
            ["users.workspace_id", "users.id"],
            name=op.f("fk_deals_workspace_id_owner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "stage_id"],
            ["stages.workspace_id", "stages.id"],
            name=op.f("fk_deals_workspace_id_stage_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_deals")),
    )
    op.create_index(
        "ix_deals_workspace_id_amount_id",
        "deals",
        ["workspace_id", sa.literal_column("coalesce(amount, '-1'::numeric)"), "id"],
        unique=False,
    )
    op.create_index("ix_deals_workspace_id_contact_id", "deals", ["workspace_id", "contact_id"], unique=False)
    op.create_index("ix_deals_workspace_id_created_at_id", "deals", ["workspace_id", "created_at", "id"], unique=False)
    op.create_index(
        "ix_deals_workspace_id_expected_close_on_id",
        "deals",
        ["workspace_id", sa.literal_column("coalesce(expected_close_on, 'infinity'::date)"), "id"],
        unique=False,
    )
    op.create_index("ix_deals_workspace_id_owner_id", "deals", ["workspace_id", "owner_id"], unique=False)
    op.create_index(
        "ix_deals_workspace_id_search",
        "deals",
        ["workspace_id", "search"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.create_index("ix_deals_workspace_id_stage_id", "deals", ["workspace_id", "stage_id"], unique=False)
    op.create_index("ix_deals_workspace_id_updated_at_id", "deals", ["workspace_id", "updated_at", "id"], unique=False)
    op.create_table(
        "messages",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("deal_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=True),
        sa.Column("subject", sa.String(), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("search", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("channel IN ('email', 'sms', 'whatsapp', 'call', 'note')", name=op.f("ck_messages_channel")),
        sa.CheckConstraint("direction IN ('in', 'out')", name=op.f("ck_messages_direction")),
        sa.CheckConstraint(
            "direction IS NOT NULL OR channel = 'note'", name=op.f("ck_messages_direction_but_for_notes")
        ),
        sa.CheckConstraint("visibility IN ('private', 'team', 'workspace')", name=op.f("ck_messages_visibility")),
        sa.ForeignKeyConstraint(
            ["workspace_id", "contact_id"],
            ["contacts.workspace_id", "contacts.id"],
            name=op.f("fk_messages_workspace_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "deal_id"],
            ["deals.workspace_id", "deals.id"],
            name=op.f("fk_messages_workspace_id_deal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "owner_id"],
            ["users.workspace_id", "users.id"],
            name=op.f("fk_messages_workspace_id_owner_id"),
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_messages")),
    )
    op.create_index("ix_messages_workspace_id_contact_id", "messages", ["workspace_id", "contact_id"], unique=False)
    op.create_index(
        "ix_messages_workspace_id_created_at_id", "messages", ["workspace_id", "created_at", "id"], unique=False
    )
    op.create_index("ix_messages_workspace_id_deal_id", "messages", ["workspace_id", "deal_id"], unique=False)
    op.create_index(
        "ix_messages_workspace_id_occurred_at_id", "messages", ["workspace_id", "occurred_at", "id"], unique=False
    )
    op.create_index("ix_messages_workspace_id_owner_id", "messages", ["workspace_id", "owner_id"], unique=False)
    op.create_index(
        "ix_messages_workspace_id_search",
        "messages",
        ["workspace_id", "search"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.create_index(
        "ix_messages_workspace_id_updated_at_id", "messages", ["workspace_id", "updated_at", "id"], unique=False
    )
    op.add_column(
        "idempotency_keys",
        sa.Column("answer", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
    )
    op.alter_column("idempotency_keys", "resource_id", existing_type=sa.UUID(), nullable=True)
    op.drop_index(op.f("ix_idempotency_keys_created_at"), table_name="idempotency_keys")
    op.create_index(
        "ix_idempotency_keys_workspace_id_created_at", "idempotency_keys", ["workspace_id", "created_at"], unique=False
    )
    op.create_index(
        "ix_idempotency_keys_workspace_id_resource_id",
        "idempotency_keys",
        ["workspace_id", "resource_id"],
        unique=False,
    )

    # The search text now starts with a space, so that the start of every word can be found.
    op.execute("UPDATE contacts SET search = ' ' || search")


def downgrade() -> None:
    op.execute("UPDATE contacts SET search = ltrim(search)")
    op.drop_index("ix_idempotency_keys_workspace_id_resource_id", table_name="idempotency_keys")
    op.drop_index("ix_idempotency_keys_workspace_id_created_at", table_name="idempotency_keys")
    op.create_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"], unique=False)
    op.execute("DELETE FROM idempotency_keys WHERE resource_id IS NULL")
    op.alter_column("idempotency_keys", "resource_id", existing_type=sa.UUID(), nullable=False)
    op.drop_column("idempotency_keys", "answer")
    op.drop_index("ix_messages_workspace_id_updated_at_id", table_name="messages")
    op.drop_index(
        "ix_messages_workspace_id_search",
        table_name="messages",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.drop_index("ix_messages_workspace_id_owner_id", table_name="messages")
    op.drop_index("ix_messages_workspace_id_occurred_at_id", table_name="messages")
    op.drop_index("ix_messages_workspace_id_deal_id", table_name="messages")
    op.drop_index("ix_messages_workspace_id_created_at_id", table_name="messages")
    op.drop_index("ix_messages_workspace_id_contact_id", table_name="messages")
    op.drop_table("messages")
    op.drop_index("ix_deals_workspace_id_updated_at_id", table_name="deals")
    op.drop_index("ix_deals_workspace_id_stage_id", table_name="deals")
    op.drop_index(
        "ix_deals_workspace_id_search",
        table_name="deals",
        postgresql_using="gin",
        postgresql_ops={"search": "gin_trgm_ops"},
    )
    op.drop_index("ix_deals_workspace_id_owner_id", table_name="deals")
    op.drop_index("ix_deals_workspace_id_expected_close_on_id", table_name="deals")
    op.drop_index("ix_deals_workspace_id_created_at_id", table_name="deals")
    op.drop_index("ix_deals_workspace_id_contact_id", table_name="deals")
    op.drop_index("ix_deals_workspace_id_amount_id", table_name="deals")
    op.drop_table("deals")
    op.drop_index("ix_stages_workspace_id_pipeline_id", table_name="stages")
    op.drop_table("stages")
    op.drop_table("pipelines")
