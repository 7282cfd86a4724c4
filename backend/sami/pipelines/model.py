from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped

from sami.db.base import Base
from sami.models.record import OnDelete, Reference, Versioned


class StageKind(StrEnum):
    OPEN = "open"
    WON = "won"
    LOST = "lost"


class Pipeline(Versioned, Base):
    """A sequence of stages that deals move through."""

    __tablename__ = "pipelines"
    __table_args__ = (ForeignKeyConstraint(["workspace_id"], ["workspaces.id"]),)

    name: Mapped[str]
    position: Mapped[int]


class Stage(Versioned, Base):
    """A step of a pipeline. `kind` tells whether deals in this stage are open, won or lost."""

    __tablename__ = "stages"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "pipeline_id"], ["pipelines.workspace_id", "pipelines.id"]),
        CheckConstraint("kind IN ('open', 'won', 'lost')", name="kind"),
        Index("ix_stages_workspace_id_pipeline_id", "workspace_id", "pipeline_id"),
    )
    references: ClassVar = {"pipeline_id": Reference(Pipeline, OnDelete.CASCADE)}

    pipeline_id: Mapped[UUID]
    name: Mapped[str]
    position: Mapped[int]
    kind: Mapped[str]
