"""`/v1/deals`"""

from sami.deals import schemas
from sami.deals.queries import DEALS
from sami.deals.service import DEAL_WRITER
from sami.resources.read_routes import add_read_routes
from sami.resources.resource import Resource
from sami.resources.write_routes import Bodies, add_write_routes

RESOURCE = Resource("/v1/deals", "a deal", "deals", DEALS, schemas.Deal, schemas.DealFilters)

router = RESOURCE.router()
add_read_routes(router, RESOURCE)
add_write_routes(router, RESOURCE, DEAL_WRITER, Bodies(schemas.NewDeal, schemas.DealPatch))
