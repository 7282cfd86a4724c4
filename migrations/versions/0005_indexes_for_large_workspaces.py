"""Indexes for large workspaces, and for finding expired rows"""

from collections.abc import Sequence
from typing import Any

from alembic import op
from sqlalchemy import text

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

#: Name, table, columns, and options.
Indexes = Sequence[tuple[str, str, list[str], dict[str, Any]]]

_WORKSPACE = "workspace_id"
_RECORDS = ("contacts", "deals", "messages")
_TRIGRAMS = {"postgresql_using": "gin", "postgresql_ops": {"folded_name": "gin_trgm_ops"}}

_NEW: Indexes = [
    ("ix_api_keys_workspace_id_user_id_id", "api_keys", [_WORKSPACE, "user_id", "id"], {}),
    ("ix_api_keys_workspace_id_folded_name", "api_keys", [_WORKSPACE, "folded_name"], _TRIGRAMS),
    ("ix_contacts_workspace_id_phone", "contacts", [_WORKSPACE, "phone"], {}),
    ("ix_contacts_workspace_id_company", "contacts", [_WORKSPACE, "company"], {}),
    ("ix_contacts_workspace_id_tags", "contacts", [_WORKSPACE, "tags"], {"postgresql_using": "gin"}),
    *(
        (f"ix_{table}_workspace_id_owner_id_created_at_id", table, [_WORKSPACE, "owner_id", "created_at", "id"], {})
        for table in _RECORDS
    ),
    ("ix_deals_workspace_id_stage_id_created_at_id", "deals", [_WORKSPACE, "stage_id", "created_at", "id"], {}),
    # Housekeeping goes through all workspaces at once.
    ("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"], {}),
    ("ix_key_usage_days_day", "key_usage_days", ["day"], {}),
]

#: Each is a prefix of a new index, or unused.
_OLD: Indexes = [
    ("ix_api_keys_workspace_id_user_id", "api_keys", [_WORKSPACE, "user_id"], {}),
    *((f"ix_{table}_workspace_id_owner_id", table, [_WORKSPACE, "owner_id"], {}) for table in _RECORDS),
    ("ix_deals_workspace_id_stage_id", "deals", [_WORKSPACE, "stage_id"], {}),
    ("ix_idempotency_keys_workspace_id_created_at", "idempotency_keys", [_WORKSPACE, "created_at"], {}),
]


def upgrade() -> None:
    _replace(_OLD, by=_NEW)


def downgrade() -> None:
    _replace(_NEW, by=_OLD)


def _replace(old: Indexes, *, by: Indexes) -> None:
    """Replaces indexes while the service runs: building one on a large table takes minutes and must not block writers.

    So this can't be one transaction. After an interruption, the next run resumes: finished indexes are kept, and an
    index that was being built, which PostgreSQL leaves behind as invalid, is built again.
    """
    with op.get_context().autocommit_block():
        # The build waits for older transactions, but nothing waits for the build.
        op.execute("SET lock_timeout = 0")
        for name, table, columns, options in by:
            if _is_invalid(name):
                op.drop_index(name, table, postgresql_concurrently=True)
            op.create_index(name, table, columns, postgresql_concurrently=True, if_not_exists=True, **options)
        for name, table, _, _ in old:
            op.drop_index(name, table, postgresql_concurrently=True, if_exists=True)
        op.execute("SET lock_timeout = DEFAULT")


def _is_invalid(name: str) -> bool:
    is_valid = text("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass(:name)").bindparams(name=name)
    return op.get_bind().scalar(is_valid) is False
