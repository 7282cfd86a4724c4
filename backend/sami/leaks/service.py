"""Ending keys that somebody found, without telling them anything (docs/adr/0018-reporting-leaked-keys.md)."""

import asyncio
import math
from collections.abc import Sequence

import structlog

from sami.auth import key_format
from sami.auth.key_hash import Peppers
from sami.db.database import Database
from sami.keys.service import revoke_reported

log = structlog.get_logger()

#: Answers leave at whole multiples of this after the report came. Looking keys up takes a hundredth of it.
STEP_SECONDS = 0.3

#: Goes on in the place of what is no key, so that from there on there is nothing to tell apart.
_NOBODYS = key_format.generate()


async def end_reported(database: Database, peppers: Peppers, texts: Sequence[str]) -> None:
    """Revokes those of `texts` that are living keys; they are dead when this returns. When it does, and how it fails,
    tells nothing about them.

    Changes by them that are under way are not waited for: that may take long, and for nobody's it would take no time.
    """
    arrived = asyncio.get_running_loop().time()
    keys = [key_format.parse(text) or _NOBODYS for text in texts]
    try:
        async with database.transaction() as session:
            owners = await revoke_reported(session, keys, peppers)
    finally:
        await _until_next_step(arrived)
    log.info("keys were reported as leaked", received=len(keys), owners=len(owners))


async def _until_next_step(arrived: float) -> None:
    took = asyncio.get_running_loop().time() - arrived
    await asyncio.sleep(math.ceil(took / STEP_SECONDS) * STEP_SECONDS - took)
