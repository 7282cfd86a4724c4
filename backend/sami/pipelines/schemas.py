"""The schemas of pipelines and stages: the records, their request bodies and their filters."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from sami.pipelines.model import StageKind
from sami.records.schemas import Model, VersionedFields, VersionedFilters, example
from sami.records.values import NO_OTHER_TYPE, RequiredText

MAX_POSITION = 1_000_000

Position = Annotated[int, Field(ge=0, le=MAX_POSITION), NO_OTHER_TYPE]
POSITION = "Lower positions come first. The default is last."
KIND = "Deals in a won or lost stage are closed."


class Pipeline(VersionedFields):
    """A sequence of stages that deals move through."""

    name: Annotated[str, Field(examples=["New business"])]
    position: Annotated[int, Field(description="Lower positions come first.", examples=[0])]


class Stage(VersionedFields):
    """A step in a pipeline."""

    pipeline_id: Annotated[UUID, Field(description="The pipeline that the stage belongs to.")]
    name: Annotated[str, Field(examples=["Proposal sent"])]
    position: Annotated[int, Field(description="Lower positions come first.", examples=[1])]
    kind: Annotated[StageKind, Field(description=KIND)]


class NewPipeline(Model):
    """A pipeline without stages. Add its stages next."""

    model_config = example(name="New business")

    name: RequiredText
    position: Position | None = Field(default=None, description=POSITION)


class PipelinePatch(Model):
    """A JSON merge patch (RFC 7396)."""

    model_config = example(position=2)

    name: RequiredText = ""
    position: Position = 0


class NewStage(Model):
    """A new last stage, unless you set `position`."""

    model_config = example(name="Proposal sent", kind="open")

    name: RequiredText
    position: Position | None = Field(default=None, description=POSITION)
    kind: StageKind = Field(default=StageKind.OPEN, description=KIND)


class StagePatch(Model):
    """A JSON merge patch (RFC 7396). When the kind of a stage changes, its deals keep their `closed_at`."""

    model_config = example(name="Offer sent")

    name: RequiredText = ""
    position: Position = 0
    kind: StageKind = StageKind.OPEN


class PipelineFilters(VersionedFilters):
    name: str | None = Field(default=None, description="Only those with exactly this name.")


class StageFilters(PipelineFilters):
    kind: StageKind | None = Field(default=None, description="Stages of this kind.")
