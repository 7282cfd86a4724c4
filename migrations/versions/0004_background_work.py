"""The queue of background work, and indexes to find what is past its time"""

from importlib import resources

from alembic import op

from sami.db.migrate import execute_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: The newest of procrastinate's own migrations that this one runs; docs/adr/0010-background-work.md says why these.
THROUGH = "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def upgrade() -> None:
    op.execute("CREATE SCHEMA procrastinate")
    op.execute("SET LOCAL search_path = procrastinate")
    files = sorted(resources.files("procrastinate.sql.migrations").iterdir(), key=lambda file: file.name)
    for file in files:
        if file.name.endswith(".sql") and file.name <= THROUGH:
            execute_script(op.get_bind(), file.read_text())
    op.execute("SET LOCAL search_path TO DEFAULT")

    # Housekeeping looks over all workspaces at once.
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"])
    op.drop_index("ix_idempotency_keys_workspace_id_created_at", table_name="idempotency_keys")
    op.create_index("ix_key_usage_days_day", "key_usage_days", ["day"])


def downgrade() -> None:
    op.drop_index("ix_key_usage_days_day", table_name="key_usage_days")
    op.create_index("ix_idempotency_keys_workspace_id_created_at", "idempotency_keys", ["workspace_id", "created_at"])
    op.drop_index("ix_idempotency_keys_created_at", table_name="idempotency_keys")
    op.execute("DROP SCHEMA procrastinate CASCADE")
