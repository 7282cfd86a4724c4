"""Reads deals: how they are sorted, filtered and searched."""

from sqlalchemy import ColumnElement, Uuid, bindparam, func, literal_column, select

from sami.contacts.queries import CONTACTS
from sami.deals import schemas
from sami.deals.model import Deal
from sami.directory.queries import USERS
from sami.pipelines.model import Stage
from sami.pipelines.queries import STAGES
from sami.records.reader import RecordReader


def _in_pipeline(name: str) -> ColumnElement[bool]:
    stages = select(Stage.id).where(
        Stage.workspace_id == Deal.workspace_id, Stage.pipeline_id == bindparam(name, type_=Uuid())
    )
    return Deal.stage_id.in_(stages)


DEALS = RecordReader(
    Deal,
    "deal",
    schema=schemas.Deal,
    query=schemas.DealFilters,
    sorts={
        "created_at": None,
        "updated_at": None,
        # The same expressions as in the indexes: deals without a date sort last, those without an amount lowest.
        # 'infinity' instead of 9999-12-31, because asyncpg sends that day as infinity, so cursors would not find it.
        "expected_close_on": func.coalesce(Deal.expected_close_on, literal_column("'infinity'::date")),
        "amount": func.coalesce(Deal.amount, literal_column("'-1'::numeric")),
    },
    filters={"pipeline_id": _in_pipeline},
    expands={"contact_id": CONTACTS, "stage_id": STAGES, "owner_id": USERS},
)
