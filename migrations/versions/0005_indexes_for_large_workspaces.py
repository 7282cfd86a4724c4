"""Indexes for large workspaces"""

from collections.abc import Sequence
from typing import Any

from alembic import op
from sqlalchemy import text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Name, table, columns behind the workspace's, and options.
Indexes = Sequence[tuple[str, str, list[str], dict[str, Any]]]

_RECORDS = ("contacts", "deals", "messages")
_TRIGRAMS = {"postgresql_using": "gin", "postgresql_ops": {"folded_name": "gin_trgm_ops"}}

_NEW: Indexes = [
    ("ix_api_keys_workspace_id_user_id_id", "api_keys", ["user_id", "id"], {}),
    ("ix_api_keys_workspace_id_folded_name", "api_keys", ["folded_name"], _TRIGRAMS),
    ("ix_contacts_workspace_id_phone", "contacts", ["phone"], {}),
    ("ix_contacts_workspace_id_company", "contacts", ["company"], {}),
    ("ix_contacts_workspace_id_tags", "contacts", ["tags"], {"postgresql_using": "gin"}),
    *(
        (f"ix_{table}_workspace_id_owner_id_created_at_id", table, ["owner_id", "created_at", "id"], {})
        for table in _RECORDS
    ),
    ("ix_deals_workspace_id_stage_id_created_at_id", "deals", ["stage_id", "created_at", "id"], {}),
]

#: Each is the beginning of a new one.
_OLD: Indexes = [
    ("ix_api_keys_workspace_id_user_id", "api_keys", ["user_id"], {}),
    *((f"ix_{table}_workspace_id_owner_id", table, ["owner_id"], {}) for table in _RECORDS),
    ("ix_deals_workspace_id_stage_id", "deals", ["stage_id"], {}),
]


def upgrade() -> None:
    _replace(_OLD, by=_NEW)


def downgrade() -> None:
    _replace(_NEW, by=_OLD)


def _replace(old: Indexes, *, by: Indexes) -> None:
    """While the service runs: on large tables building takes minutes, and must not keep anybody from writing.

    So it can't be one transaction. What is interrupted, the next try takes up: an index that is there is kept, and one
    that was being built, which PostgreSQL leaves behind as invalid, is built anew.
    """
    with op.get_context().autocommit_block():
        # It waits for transactions that began before, and nobody for it.
        op.execute("SET lock_timeout = 0")
        for name, table, columns, options in by:
            if _is_invalid(name):
                op.drop_index(name, table, postgresql_concurrently=True)
            whole = ["workspace_id", *columns]
            op.create_index(name, table, whole, postgresql_concurrently=True, if_not_exists=True, **options)
        for name, table, _, _ in old:
            op.drop_index(name, table, postgresql_concurrently=True, if_exists=True)
        op.execute("SET lock_timeout = DEFAULT")


def _is_invalid(name: str) -> bool:
    is_valid = text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)").bindparams(name=name)
    return op.get_bind().scalar(is_valid) is False
