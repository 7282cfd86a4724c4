"""Reads pipelines and their stages. The whole workspace sees them."""

from sami.pipelines import schemas
from sami.pipelines.model import Pipeline, Stage
from sami.records.reader import RecordReader

SORTS = {"created_at": None, "updated_at": None, "position": None}

PIPELINES = RecordReader(Pipeline, "pipeline", schema=schemas.Pipeline, query=schemas.PipelineFilters, sorts=SORTS)

STAGES = RecordReader(
    Stage, "stage", schema=schemas.Stage, query=schemas.StageFilters, sorts=SORTS, child_of=("pipeline_id", PIPELINES)
)
