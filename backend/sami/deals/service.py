"""The rules that only deals have: amounts that fit their currency, the first stage, and the time of closing."""

from collections.abc import Set
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.attributes import flag_modified

from sami.auth.actor import Actor
from sami.deals.model import Deal
from sami.deals.money import in_currency
from sami.deals.queries import DEALS
from sami.errors.types import invalid_member
from sami.pipelines.model import Pipeline, Stage, StageKind
from sami.records.writer import RecordWriter
from sami.text import searchable
from sami.visibility import not_deleted


async def fill_defaults(session: AsyncSession, actor: Actor, values: dict[str, Any]) -> None:
    """Puts the deal into the first open stage unless it names one. Raises ValidationFailed when there is no open
    stage.
    """
    values["stage_id"] = values["stage_id"] or await _first_stage(session, actor.workspace_id)


async def before_save(session: AsyncSession, _: Actor, deal: Deal, changed: Set[str]) -> None:
    """Sets `closed_at` and the search text. Raises ValidationFailed when the amount and the currency don't fit."""
    if changed & {"amount", "currency"}:
        _check_money(deal)
    if "stage_id" in changed:
        closed = await session.scalar(
            select(Stage.kind != StageKind.OPEN).where(_by_id(deal.stage_id, deal.workspace_id))
        )
        deal.closed_at = func.clock_timestamp() if closed else None
    deal.search = searchable(deal.title)


def _check_money(deal: Deal) -> None:
    if deal.amount is None and deal.currency is None:
        return
    if deal.currency is None:
        raise invalid_member("/currency", "required", "An amount needs a currency.")
    if deal.amount is None:
        raise invalid_member("/amount", "required", "A currency needs an amount. Set both or clear both.")
    try:
        deal.amount = in_currency(deal.amount, deal.currency)
    except ValueError as cause:
        raise invalid_member("/amount", "value_error", f"{cause}.") from cause
    # SQLAlchemy compares numbers, so it doesn't notice a change in the number of decimal places.
    flag_modified(deal, "amount")


async def _first_stage(session: AsyncSession, workspace_id: UUID) -> UUID:
    first = await session.scalar(
        select(Stage.id)
        .join(Pipeline, (Pipeline.workspace_id == Stage.workspace_id) & (Pipeline.id == Stage.pipeline_id))
        .where(Stage.workspace_id == workspace_id, Stage.kind == StageKind.OPEN, not_deleted(Stage))
        .order_by(Pipeline.position, Pipeline.id, Stage.position, Stage.id)
        .limit(1)
        .with_for_update(of=Stage, read=True)
    )
    if first is None:
        raise invalid_member(
            "/stage_id", "required", "The workspace has no pipeline with an open stage for the deal to start in."
        )
    return first


def _by_id(stage_id: UUID, workspace_id: UUID) -> Any:
    return (Stage.workspace_id == workspace_id) & (Stage.id == stage_id)


DEAL_WRITER = RecordWriter(DEALS, Deal, before_save, fill_defaults)
