"""Endpoints for operators: liveness, readiness and metrics."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from sami.db.migrate import is_compatible
from sami.errors.types import Unavailable
from sami.observability.metrics_report import Snapshot, metrics_registry
from sami.services import services

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Reports that the process is running."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """Reports that the database is reachable and has at least the migrations that this code needs.

    Raises Unavailable.
    """
    if not is_compatible(await services(request).database.revision()):
        raise Unavailable()
    return {"status": "ready"}


metrics_router = APIRouter(include_in_schema=False)


@metrics_router.get("/metrics")
async def metrics(request: Request) -> Response:
    """Returns this process's metrics in Prometheus' text format."""
    registry = metrics_registry(lambda: Snapshot.of(services(request)), this_process=True)
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)
