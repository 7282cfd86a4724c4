"""The rule that only pipelines and stages have: new ones come last."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor
from sami.pipelines.model import Pipeline, Stage
from sami.pipelines.queries import PIPELINES, STAGES
from sami.pipelines.schemas import MAX_POSITION
from sami.records.writer import RecordWriter


async def fill_pipeline_defaults(session: AsyncSession, actor: Actor, values: dict[str, Any]) -> None:
    """Puts the pipeline last unless the caller gave a position."""
    if values["position"] is None:
        values["position"] = await _next_position(session, Pipeline, Pipeline.workspace_id == actor.workspace_id)


async def fill_stage_defaults(session: AsyncSession, actor: Actor, values: dict[str, Any]) -> None:
    """Puts the stage last in its pipeline unless the caller gave a position."""
    if values["position"] is None:
        in_pipeline = (Stage.workspace_id == actor.workspace_id, Stage.pipeline_id == values["pipeline_id"])
        values["position"] = await _next_position(session, Stage, *in_pipeline)


async def _next_position(session: AsyncSession, row: type[Pipeline | Stage], *where: Any) -> int:
    last = await session.scalar(select(func.max(row.position)).where(*where, row.deleted_at.is_(None)))
    return 0 if last is None else min(last + 1, MAX_POSITION)


PIPELINE_WRITER = RecordWriter(PIPELINES, Pipeline, fill_defaults=fill_pipeline_defaults)
STAGE_WRITER = RecordWriter(STAGES, Stage, fill_defaults=fill_stage_defaults)
