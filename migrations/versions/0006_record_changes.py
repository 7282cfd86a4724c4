"""The log of changes to records, written by triggers"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

from sami.db.base import Xid8
from sami.db.migrate import execute_script

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

#: By event, the rows that its trigger sees.
_ROWS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}

#: By table, the function that its triggers call, and their events.
_TRIGGERS = {
    **{
        f"{type_}s": (f"log_record_changes('{type_}')", ("insert", "update", "delete"))
        for type_ in ("contact", "deal", "message", "pipeline", "stage")
    },
    "team_members": ("log_memberships()", ("insert", "update", "delete")),
    "users": ("log_roles()", ("insert", "update")),
    "record_changes": ("note_forgotten()", ("delete",)),
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
    # The functions look names up in this schema, regardless of the search path and temporary tables of whoever writes.
    op.execute("SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)")
    execute_script(op.get_bind(), Path(__file__).with_suffix(".sql").read_text())
    for table, (function, events) in _TRIGGERS.items():
        for event in events:
            op.execute(
                f"CREATE TRIGGER log_{event} AFTER {event} ON {table} REFERENCING {_ROWS[event]} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}"
            )
    for table in _TRIGGERS:
        op.execute(f"CREATE TRIGGER log_truncate AFTER TRUNCATE ON {table} EXECUTE FUNCTION forget_all()")
    # This comes last, because reads wait for it too.
    op.add_column("workspaces", sa.Column("changes_forgotten", Xid8(), nullable=True))


def downgrade() -> None:
    for table, (_, events) in _TRIGGERS.items():
        for event in events:
            op.execute(f"DROP TRIGGER log_{event} ON {table}")
    for table in _TRIGGERS:
        op.execute(f"DROP TRIGGER log_truncate ON {table}")
    for function in (
        *(
            "forget_all()",
            "note_forgotten()",
            "log_roles()",
            "log_memberships()",
            "log_teammates",
            "log_sights",
            "log_record_changes()",
            "log_stages",
        ),
        *("log_removal", "log_reach", "hold_for_naming", "hold_contacts_of_deals", "hold_contacts_of"),
        *("reach_lock", "news"),
        *("viewers(uuid, uuid, text, uuid)", "viewers(uuid, uuid, text)", "without", "in_both"),
    ):
        op.execute(f"DROP FUNCTION {function}")
    for composite in ("sight", "record_move", "record_reach"):
        op.execute(f"DROP TYPE {composite}")
    op.drop_index("ix_record_changes_at", table_name="record_changes")
    op.drop_table("record_changes")
    op.drop_column("workspaces", "changes_forgotten")
