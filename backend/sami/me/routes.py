"""`/v1/me`"""

from fastapi import APIRouter

from sami.http.dependencies import CanRead, DatabaseDep
from sami.me import queries
from sami.me.schemas import Me
from sami.openapi.document import by_name

router = APIRouter(prefix="/v1/me", tags=["Me"], generate_unique_id_function=by_name)


@router.get("", summary="Who am I?", response_model=Me, response_description="Who the key acts as, and its rights.")
async def get_me(claim: CanRead, database: DatabaseDep) -> Me:
    """Returns the key that makes the call, the person it acts as, their workspace, and the key's rights. A good first
    call to test a key.
    """
    return await queries.me(database, claim)
