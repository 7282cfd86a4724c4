"""`/v1/keys/revoke-leaked`: anyone who has found a leaked key can revoke it. The only public call that takes no key."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from sami.http.body import JsonBody, receive_body
from sami.http.client import client_of
from sami.http.dependencies import DatabaseDep
from sami.http.parameters import check_parameters
from sami.leaks import service
from sami.leaks.schemas import LeakReport, ReceivedReport
from sami.openapi.document import by_name, fails_with
from sami.services import services

router = APIRouter(prefix="/v1/keys", tags=["Leaked keys"], generate_unique_id_function=by_name)


async def limit_reports(request: Request) -> None:
    """Limit the reports per address, before anything is read or looked up. Raises RateLimited.

    The call needs no credential, and may come from any Origin.
    """
    await services(request).report_throttle.attempt(ip=client_of(request.scope).ip)
    await receive_body(request)
    check_parameters(request)


@router.post(
    "/revoke-leaked",
    status_code=202,
    summary="Revoke keys that leaked",
    response_model=ReceivedReport,
    dependencies=[Depends(limit_reports)],
    openapi_extra=fails_with("rate_limited", "unknown_parameter"),
)
async def revoke_leaked_keys(
    request: Request, database: DatabaseDep, report: Annotated[LeakReport, Depends(JsonBody(LeakReport))]
) -> ReceivedReport:
    """For whoever finds keys where none should be: in a public repository, a log, a web page. It takes no credential.

    Each of `keys` that is one and still works is revoked, and its owner is told. The answer says nothing about them,
    and takes as long for a text that is no key. Once it is there, the keys are dead. Sending them again changes
    nothing, so there is no `Idempotency-Key` to think of.
    """
    await service.revoke_leaked_keys(database, services(request).peppers, report.keys)
    return ReceivedReport(received=len(report.keys))
