"""Revokes keys that somebody found, without revealing anything about them (ADR 18)."""

import asyncio
import math
from collections.abc import Sequence

import structlog

from sami.auth import key_format
from sami.auth.key_hash import Peppers
from sami.db.database import Database
from sami.keys.service import revoke_leaked

log = structlog.get_logger()

#: Responses are sent at multiples of this after the report arrived. Looking the keys up takes a hundredth of it.
STEP_SECONDS = 0.3

#: Stands in for texts that aren't keys, so that they are processed exactly like keys.
_DUMMY_KEY = key_format.generate()


async def revoke_leaked_keys(database: Database, peppers: Peppers, texts: Sequence[str]) -> None:
    """Revokes those of `texts` that are keys; they no longer work when this returns.

    Neither its duration nor its errors reveal anything about the texts. So it doesn't wait for writes in progress by
    these keys: that may take long, but takes no time for a text that isn't a key.
    """
    started_at = asyncio.get_running_loop().time()
    keys = [key_format.parse(text) or _DUMMY_KEY for text in texts]
    try:
        async with database.transaction() as session:
            owners = await revoke_leaked(session, keys, peppers)
    finally:
        await _sleep_until_next_step(started_at)
    log.info("keys were reported as leaked", received=len(keys), owners=len(owners))


async def _sleep_until_next_step(started_at: float) -> None:
    elapsed = asyncio.get_running_loop().time() - started_at
    await asyncio.sleep(math.ceil(elapsed / STEP_SECONDS) * STEP_SECONDS - elapsed)
