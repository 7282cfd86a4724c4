"""`/v1/deals`"""

from sami.deals import schemas
from sami.deals.queries import DEALS
from sami.deals.service import DEAL_CHANGES
from sami.http.changing_routes import Bodies, add_changing
from sami.http.reading_routes import add_reading
from sami.http.resource import Resource

RESOURCE = Resource("/v1/deals", "a deal", "deals", DEALS, schemas.Deal, schemas.DealFilters)

router = RESOURCE.router()
add_reading(router, RESOURCE)
add_changing(router, RESOURCE, DEAL_CHANGES, Bodies(schemas.NewDeal, schemas.DealPatch))
