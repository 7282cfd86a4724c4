"""Verifies the text of a key and returns its claim."""

import structlog
from sqlalchemy import LargeBinary, String, Uuid, bindparam, select, update

from sami.auth.claims import Claim, ClaimMemory
from sami.auth.key_format import KeySecret, parse
from sami.auth.key_hash import Peppers
from sami.auth.permission import Permission
from sami.db.database import Database
from sami.db.statement import Statement
from sami.errors.types import InvalidKey
from sami.models.api_key import ApiKey

log = structlog.get_logger()

# Not restricted to a workspace: this look-up finds out which workspace it is.
_SELECT_BY_PREFIX = Statement(
    select(ApiKey.workspace_id, ApiKey.id, ApiKey.user_id, ApiKey.permission, ApiKey.pepper_id, ApiKey.digest).where(
        ApiKey.prefix == bindparam("prefix", type_=String())
    )
)

_REHASH = Statement(
    update(ApiKey)
    .where(
        ApiKey.workspace_id == bindparam("of_workspace", type_=Uuid()),
        ApiKey.id == bindparam("key_id", type_=Uuid()),
        ApiKey.pepper_id == bindparam("old_pepper_id", type_=String()),
    )
    .values(pepper_id=bindparam("new_pepper_id", type_=String()), digest=bindparam("new_digest", type_=LargeBinary()))
)


class Verifier:
    """Verifies keys.

    A key that this process has seen before costs one hash. A new one costs an HMAC and a look-up by its prefix. A
    malformed or mistyped one costs no look-up.
    """

    def __init__(self, database: Database, peppers: Peppers, memory: ClaimMemory) -> None:
        self._database = database
        self._peppers = peppers
        self.memory = memory

    async def claim(self, text: str) -> Claim:
        """Returns the claim of the key `text`. Raises InvalidKey if its secret doesn't match, whatever the reason."""
        claim = self.memory.recall(text)
        if claim is None:
            key = parse(text)
            if key is None:
                raise InvalidKey()
            claim = await self._look_up(key)
            self.memory.remember(text, claim)
        return claim

    async def _look_up(self, key: KeySecret) -> Claim:
        rows = await self._database.fetch(_SELECT_BY_PREFIX, prefix=key.prefix)
        if not rows:
            raise InvalidKey()
        [row] = rows
        if not self._peppers.matches(key, pepper_id=row["pepper_id"], digest=row["digest"]):
            if not self._peppers.knows(row["pepper_id"]):
                log.warning("a key's pepper is not configured", prefix=key.prefix, pepper=row["pepper_id"])
            raise InvalidKey()
        if row["pepper_id"] != self._peppers.newest.id:
            await self._database.execute(
                _REHASH,
                of_workspace=row["workspace_id"],
                key_id=row["id"],
                old_pepper_id=row["pepper_id"],
                new_pepper_id=self._peppers.newest.id,
                new_digest=self._peppers.newest.digest(key),
            )
        return Claim(row["workspace_id"], row["id"], row["user_id"], Permission(row["permission"]))
