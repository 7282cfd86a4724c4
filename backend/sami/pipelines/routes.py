"""`/v1/pipelines` and `/v1/pipelines/{pipeline_id}/stages`"""

from sami.pipelines import schemas, service
from sami.pipelines.queries import PIPELINES, STAGES
from sami.resources.read_routes import add_read_routes
from sami.resources.resource import Resource
from sami.resources.write_routes import Bodies, add_write_routes

PIPELINE = Resource("/v1/pipelines", "a pipeline", "pipelines", PIPELINES, schemas.Pipeline, schemas.PipelineFilters)
STAGE = Resource("/v1/pipelines/{pipeline_id}/stages", "a stage", "stages", STAGES, schemas.Stage, schemas.StageFilters)

pipelines = PIPELINE.router()
add_read_routes(pipelines, PIPELINE, note=" Everybody in the workspace can see all pipelines.")
add_write_routes(pipelines, PIPELINE, service.PIPELINE_WRITER, Bodies(schemas.NewPipeline, schemas.PipelinePatch))

stages = STAGE.router()
add_read_routes(stages, STAGE, note=" Everybody in the workspace can see all stages.")
add_write_routes(stages, STAGE, service.STAGE_WRITER, Bodies(schemas.NewStage, schemas.StagePatch))
