"""The log of what happened to records, written by triggers"""

import sqlalchemy as sa
from alembic import op

from sami.models.record_change import Xid8

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: By table, what the log calls its records.
_LOGGED = {
    "contacts": "contact",
    "deals": "deal",
    "messages": "message",
    "pipelines": "pipeline",
    "stages": "stage",
}

# One statement for all the rows that a statement changed, so that loading many stays quick. Joined by hash: a plan made
# when one row was changed would otherwise compare each of a million with each, and what it is made for is kept.
_LOG = """
CREATE FUNCTION log_record_changes() RETURNS trigger LANGUAGE plpgsql
SET search_path FROM CURRENT SET enable_nestloop = off
AS $$
BEGIN
    CASE TG_OP
    WHEN 'INSERT' THEN
        INSERT INTO record_changes (workspace_id, type, record_id, change)
            SELECT workspace_id, TG_ARGV[0], id, 'created' FROM new_rows;
    WHEN 'UPDATE' THEN
        INSERT INTO record_changes (workspace_id, type, record_id, change, changed)
            SELECT n.workspace_id, TG_ARGV[0], n.id,
                CASE WHEN o.deleted_at IS NOT DISTINCT FROM n.deleted_at THEN 'updated'
                    WHEN o.deleted_at IS NULL THEN 'deleted' WHEN n.deleted_at IS NULL THEN 'restored'
                    ELSE 'updated' END,
                CASE WHEN (o.deleted_at IS NULL) <> (n.deleted_at IS NULL) THEN '{}' ELSE ARRAY(
                    SELECT member.key FROM jsonb_each(to_jsonb(n) - '{version,updated_at,search}'::text[]) member
                    WHERE to_jsonb(o) -> member.key <> member.value ORDER BY member.key
                ) END
            FROM old_rows o JOIN new_rows n USING (workspace_id, id);
    WHEN 'DELETE' THEN
        INSERT INTO record_changes (workspace_id, type, record_id, change)
            SELECT workspace_id, TG_ARGV[0], id, 'removed' FROM old_rows;
    END CASE;
    RETURN NULL;
END
$$
"""


def upgrade() -> None:
    op.create_table(
        "record_changes",
        sa.Column("workspace_id", sa.Uuid(), nullable=False),
        sa.Column("xid", Xid8(), server_default=sa.text("pg_current_xact_id()"), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("change", sa.String(), nullable=False),
        sa.Column("changed", sa.ARRAY(sa.String()), server_default="{}", nullable=False),
        sa.Column("gained", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("lost", sa.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "xid", "id", name=op.f("pk_record_changes")),
    )
    op.create_index("ix_record_changes_at", "record_changes", ["at"], unique=False)
    op.execute(_LOG)
    for table, type_ in _LOGGED.items():
        for event, rows in (
            ("INSERT", "NEW TABLE AS new_rows"),
            ("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
            ("DELETE", "OLD TABLE AS old_rows"),
        ):
            op.execute(
                f"CREATE TRIGGER log_{event.lower()} AFTER {event} ON {table} REFERENCING {rows} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION log_record_changes('{type_}')"
            )


def downgrade() -> None:
    for table in _LOGGED:
        for event in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER log_{event} ON {table}")
    op.execute("DROP FUNCTION log_record_changes()")
    op.drop_index("ix_record_changes_at", table_name="record_changes")
    op.drop_table("record_changes")
