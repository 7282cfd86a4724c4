"""`/v1/users` and `/v1/teams`: read-only in the API, changed in SAMI OS itself."""

from sami.directory import schemas
from sami.directory.queries import TEAMS, USERS
from sami.http.dependencies import can_read_directory
from sami.resources.read_routes import add_read_routes
from sami.resources.resource import Resource

USER = Resource("/v1/users", "a user", "users", USERS, schemas.User, schemas.UserFilters)
TEAM = Resource("/v1/teams", "a team", "teams", TEAMS, schemas.Team, schemas.TeamFilters)

users = USER.router()
add_read_routes(users, USER, can_read=can_read_directory, note=" Requires an Admin key.")

teams = TEAM.router()
add_read_routes(teams, TEAM, can_read=can_read_directory, note=" Requires an Admin key.")
