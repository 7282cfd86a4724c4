"""Runs the Zapier app's own tests against the real service and worker, with real keys, hooks and records (ADR 16)."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sami.auth.key_hash import Peppers
from sami.db.database import Database
from tests.factories.world import World
from tests.fixtures.service import LiveService, live_service

APP = Path(__file__).parents[2] / "integrations" / "zapier"
#: The calls that each key may make: enough for all tests except the one that exceeds the limit.
RATE_LIMIT = 400


@pytest.fixture
def service(module_database: str, tmp_path: Path) -> Iterator[LiveService]:
    with live_service(
        module_database,
        tmp_path,
        SAMI_LOG_LEVEL="warning",
        SAMI_RATE_LIMIT=f"{RATE_LIMIT}/day",
        # The tests play the part of Zapier, on this machine.
        SAMI_WEBHOOK_NETWORKS="127.0.0.0/8",
    ) as service:
        yield service


async def workspace(database_url: str, peppers: Peppers) -> dict[str, object]:
    """Creates the workspace that `integrations/zapier/test/support.js` calls `world`, and returns its ids and keys."""
    async with Database.open(database_url, pool_size=1) as database:
        world = World(database, peppers)
        acme = await world.workspace("Acme Demo")
        maya = await world.person(acme, name="Maya Chen")
        olga = await world.person(acme, name="Olga Admin", role="admin")
        sales = await world.pipeline(acme)
        renewals = await world.pipeline(acme, "Renewals", 1)
        stages = {
            "lead": await world.stage(acme, sales),
            "won": await world.stage(acme, sales, "Won", "won", 1),
            "renewal": await world.stage(acme, renewals, "Up for renewal"),
        }
        contact = await world.contact(
            maya, email="maya.friend@example.com", phone="+442079460000", company="Analytical Engines Ltd"
        )
        keys = {permission: await world.key(maya, permission) for permission in ("read", "write")}
        keys["admin"] = await world.key(olga, "admin")
        keys["throttled"] = await world.key(maya, "read")
        keys["revoked"] = await world.key(maya, "write")
        await world.revoke(keys["revoked"])
        return {
            "keys": {name: key.text for name, key in keys.items()},
            "maya": str(maya.id),
            "olga": str(olga.id),
            "pipelines": {"sales": str(sales), "renewals": str(renewals)},
            "stages": {name: str(stage) for name, stage in stages.items()},
            "contact": str(contact),
            "deal": str(await world.deal(maya, stages["lead"], title="Difference engine", contact_id=contact)),
        }


async def test_app(service: LiveService, module_database: str, peppers: Peppers) -> None:
    world = await workspace(module_database, peppers) | {"url": service.url, "rate_limit": RATE_LIMIT}
    # The Node and npm of this checkout, not those of the machine.
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    npm = shutil.which("npm", path=path)
    assert npm
    done = subprocess.run(
        [npm, "--prefix", APP, "test"],
        env={**os.environ, "PATH": path, "SAMI_ZAPIER_TEST": json.dumps(world)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\n{service.log}"
