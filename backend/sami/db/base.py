"""The base class of all models, and a naming convention for constraints, so that migrations can refer to them."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import DateTime, MetaData, func
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import UserDefinedType
from uuid_utils.compat import uuid7

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {datetime: DateTime(timezone=True)}  # noqa: RUF012 - SQLAlchemy's own way to say it


class Xid8(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id, which is never reused. Drivers have no type for it: cast it to text."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "XID8"


class PgSnapshot(UserDefinedType[str]):
    """Which transactions had ended at a given moment. Drivers have no type for it: cast it to text."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "PG_SNAPSHOT"


# SQLAlchemy does not know these types. It needs them to compare a table that has them with its model.
ischema_names["xid8"] = Xid8
ischema_names["pg_snapshot"] = PgSnapshot


#: The primary key of a tenant's table is (workspace_id, id). Rows can't refer to another workspace, and tables can be
#: distributed over machines by workspace. Ids are UUIDv7 (RFC 9562): new rows are adjacent in the index.
TenantId = Annotated[UUID, mapped_column(primary_key=True, sort_order=-20)]
RowId = Annotated[UUID, mapped_column(primary_key=True, default=uuid7, sort_order=-10)]
CreatedAt = Annotated[datetime, mapped_column(server_default=func.now())]
