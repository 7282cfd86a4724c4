"""`/v1/me`"""

from fastapi import APIRouter

from sami.http.dependencies import CanRead, DatabaseDep
from sami.me import queries
from sami.me.schemas import Me
from sami.openapi.document import by_name

router = APIRouter(prefix="/v1/me", tags=["Me"], generate_unique_id_function=by_name)


@router.get("", summary="Who am I?", response_model=Me, response_description="Who the key acts for.")
async def get_me(claim: CanRead, database: DatabaseDep) -> Me:
    """The person, the workspace and the key behind this call, and what the key may do. A good first call for testing
    a key.
    """
    return await queries.me(database, claim)
