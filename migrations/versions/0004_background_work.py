"""The queue of background work"""

from importlib import resources

from alembic import op

from sami.db.migrate import execute_script

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: The newest of procrastinate's own migrations that this one runs. ADR 10 says why.
THROUGH = "03.04.00_50_post_add_retry_failed_job_procedure.sql"


def upgrade() -> None:
    op.execute("CREATE SCHEMA procrastinate")
    op.execute("SET LOCAL search_path = procrastinate")
    files = sorted(resources.files("procrastinate.sql.migrations").iterdir(), key=lambda file: file.name)
    for file in files:
        if file.name.endswith(".sql") and file.name <= THROUGH:
            execute_script(op.get_bind(), file.read_text())
    op.execute("SET LOCAL search_path TO DEFAULT")


def downgrade() -> None:
    op.execute("DROP SCHEMA procrastinate CASCADE")
