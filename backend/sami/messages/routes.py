"""`/v1/messages`"""

from sami.http.changing_routes import Bodies, add_changing
from sami.http.reading_routes import add_reading
from sami.http.resource import Resource
from sami.messages import schemas
from sami.messages.queries import MESSAGES
from sami.messages.service import MESSAGE_CHANGES

RESOURCE = Resource("/v1/messages", "a message", "messages", MESSAGES, schemas.Message, schemas.MessageFilters)

router = RESOURCE.router()
add_reading(router, RESOURCE)
add_changing(router, RESOURCE, MESSAGE_CHANGES, Bodies(schemas.NewMessage, schemas.MessagePatch))
