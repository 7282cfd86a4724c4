"""`/v1/messages`"""

from sami.messages import schemas
from sami.messages.queries import MESSAGES
from sami.messages.service import MESSAGE_WRITER
from sami.resources.read_routes import add_read_routes
from sami.resources.resource import Resource
from sami.resources.write_routes import Bodies, add_write_routes

RESOURCE = Resource("/v1/messages", "a message", "messages", MESSAGES, schemas.Message, schemas.MessageFilters)

router = RESOURCE.router()
add_read_routes(router, RESOURCE)
add_write_routes(router, RESOURCE, MESSAGE_WRITER, Bodies(schemas.NewMessage, schemas.MessagePatch))
