"""The log of what happened to records, written by triggers"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from sami.db.base import Xid8
from sami.db.migrate import execute_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: By table, what its triggers call.
_LOGGED = {
    "contacts": "log_record_changes('contact')",
    "deals": "log_record_changes('deal')",
    "messages": "log_record_changes('message')",
    "pipelines": "log_record_changes('pipeline')",
    "stages": "log_record_changes('stage')",
    "team_members": "log_memberships()",
}

#: By event, the rows that they get to see.
_ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}


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
    op.add_column("workspaces", sa.Column("changes_forgotten", Xid8(), nullable=True))
    execute_script(op.get_bind(), Path(__file__).with_suffix(".sql").read_text())
    for table, function in _LOGGED.items():
        for event, rows in _ROWS.items():
            op.execute(
                f"CREATE TRIGGER log_{event} AFTER {event} ON {table} REFERENCING {rows} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}"
            )
    op.execute(
        f"CREATE TRIGGER log_update AFTER UPDATE ON users REFERENCING {_ROWS['update']} "
        "FOR EACH STATEMENT EXECUTE FUNCTION log_roles()"
    )
    op.execute(
        f"CREATE TRIGGER forgotten AFTER DELETE ON record_changes REFERENCING {_ROWS['delete']} "
        "FOR EACH STATEMENT EXECUTE FUNCTION note_forgotten()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER log_update ON users")
    for table in _LOGGED:
        for event in _ROWS:
            op.execute(f"DROP TRIGGER log_{event} ON {table}")
    for function in (
        *("log_roles()", "log_memberships()", "log_teammates", "log_sights", "log_record_changes()", "log_stages"),
        *("log_removal", "log_reach", "hold_for_naming", "hold_contacts_of", "reach_lock", "news"),
        *("viewers(uuid, uuid, text, uuid)", "viewers(uuid, uuid, text)", "without", "in_both"),
    ):
        op.execute(f"DROP FUNCTION {function}")
    for composite in ("sight", "record_move", "record_reach"):
        op.execute(f"DROP TYPE {composite}")
    op.drop_index("ix_record_changes_at", table_name="record_changes")
    op.drop_table("record_changes")
    op.execute("DROP FUNCTION note_forgotten()")
    op.drop_column("workspaces", "changes_forgotten")
