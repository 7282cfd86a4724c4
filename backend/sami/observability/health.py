"""For whoever runs the service: does it live, can it work, what has it done."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from sami.db.migrate import is_compatible
from sami.errors.types import Unavailable
from sami.observability.metrics_report import Snapshot, registry_of
from sami.services import services

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process lives."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """The database is reachable, and migrated at least to what this code needs. Raises Unavailable."""
    if not is_compatible(await services(request).database.revision()):
        raise Unavailable()
    return {"status": "ready"}


metrics_router = APIRouter(include_in_schema=False)


@metrics_router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Of this process, in Prometheus' text format."""
    registry = registry_of(lambda: Snapshot.of(services(request)), this_process=True)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)
