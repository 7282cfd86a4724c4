"""Keys that were reported as leaked"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # While the service runs. Calls wait for the first statement, which looks at no row; the second looks at all of
    # them, and nobody waits for it. Between the two it can be interrupted, and then both run again.
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
    # A revoked key stays one, and somebody has to have done it.
    op.execute("UPDATE api_keys SET revoked_by_id = user_id WHERE reported_leaked")
    op.drop_column("api_keys", "reported_leaked")
    op.create_check_constraint(
        op.f("ck_api_keys_revoked"), "api_keys", "(revoked_at IS NULL) = (revoked_by_id IS NULL)"
    )
