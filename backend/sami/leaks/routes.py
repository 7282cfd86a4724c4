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
    """Limits the reports per address, before anything is read or looked up. Raises RateLimited.

    The call needs no credential, and may come from any Origin.
    """
    await services(request).report_throttle.attempt(ip=client_of(request.scope).ip)
    await receive_body(request)
    check_parameters(request)


@router.post(
    "/revoke-leaked",
    status_code=202,
    summary="Revoke leaked keys",
    response_model=ReceivedReport,
    response_description="The report was received.",
    dependencies=[Depends(limit_reports)],
    openapi_extra=fails_with("rate_limited", "unknown_parameter"),
)
async def revoke_leaked_keys(
    request: Request, database: DatabaseDep, report: Annotated[LeakReport, Depends(JsonBody(LeakReport))]
) -> ReceivedReport:
    """For anybody who finds keys in a public place, such as a repository, a log or a web page. Needs no credential.

    Every working key among `keys` is revoked, and its owner is notified. The response says nothing about the keys, and
    takes as long for a string that isn't a key. Once you have the response, the keys no longer work. Sending them again
    changes nothing, so you don't need an `Idempotency-Key`.
    """
    await service.revoke_leaked_keys(database, services(request).peppers, report.keys)
    return ReceivedReport(received=len(report.keys))
