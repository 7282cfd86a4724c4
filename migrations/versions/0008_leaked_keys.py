"""Keys that were reported as leaked"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # This runs while the service runs. Calls wait for the first statement, which reads no row. The second reads all
    # rows, and nothing waits for it. After an interruption between the two, both run again.
    op.execute(
        """
        ALTER TABLE api_keys
            ADD COLUMN IF NOT EXISTS reported_leaked boolean DEFAULT false NOT NULL,
            DROP CONSTRAINT ck_api_keys_revoked,
            ADD CONSTRAINT ck_api_keys_revoked
                CHECK ((revoked_at IS NOT NULL)::int = num_nonnulls(revoked_by_id) + reported_leaked::int) NOT VALID
        """
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE api_keys VALIDATE CONSTRAINT ck_api_keys_revoked")


def downgrade() -> None:
    op.drop_constraint(op.f("ck_api_keys_revoked"), "api_keys", type_="check")
    # A revoked key stays revoked, and the older schema needs a user who revoked it.
    op.execute("UPDATE api_keys SET revoked_by_id = user_id WHERE reported_leaked")
    op.drop_column("api_keys", "reported_leaked")
    op.create_check_constraint(
        op.f("ck_api_keys_revoked"), "api_keys", "(revoked_at IS NULL) = (revoked_by_id IS NULL)"
    )
