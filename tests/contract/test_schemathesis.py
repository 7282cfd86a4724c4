"""The public document says what the service does: schemathesis makes requests from it, right ones and wrong ones, alone
and in sequence, and holds every answer to it.

`make test` tries the same ones each time. `make fuzz` makes up new ones, FUZZ_EXAMPLES for each operation.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sami.auth.permission import Permission
from tests.factories.world import HeldKey, World
from tests.fixtures.service import live_service

HERE = Path(__file__).parent


@pytest.mark.parametrize("permission", Permission)
async def test_the_service_does_what_its_document_says(
    permission: Permission, database_url: str, world: World, tmp_path: Path
) -> None:
    owner = await world.person(await world.workspace(), role="admin")
    keys = {
        "key": await world.key(owner, permission),
        "stranger": await world.key(await world.person(await world.workspace(), role="admin")),
    }
    await world.one_of_each(owner, key=keys["key"])
    _write_keys(tmp_path / "keys.json", keys)
    schemathesis = [sys.executable, "-m", "schemathesis.cli", f"--config-file={HERE / 'schemathesis.toml'}"]
    # No worker: what it makes up as URLs of webhooks is called by nobody.
    with live_service(database_url, tmp_path, SAMI_LOG_LEVEL="warning", SAMI_WORKER="separate") as service:
        run = subprocess.run(
            [*schemathesis, "run", f"{service.url}/openapi.json", *_how(permission)],
            # It finds its keys where it runs, and leaves its findings there.
            cwd=tmp_path,
            env=os.environ | {"SCHEMATHESIS_HOOKS": str(HERE / "schemathesis_hooks.py"), "SAMI_PERMISSION": permission},
            check=False,
        )
    assert run.returncode == 0, "What schemathesis found is among what was captured."


def _how(permission: Permission) -> list[str]:
    if how_many := os.environ.get("FUZZ_EXAMPLES"):
        return ["--max-examples", how_many, "--generation-database", "none"]
    # The other phases take most of the time, and hardly depend on the permission; nor does what is made up.
    how_much = ["10"] if permission is Permission.ADMIN else ["5", "--phases", "fuzzing,stateful"]
    return ["--generation-deterministic", "--max-examples", *how_much]


def _write_keys(file: Path, keys: dict[str, HeldKey]) -> None:
    """As Web Fuzzing Commons has it."""
    credentials = [
        {"name": name, "fixedHeaders": [{"name": header, "value": value} for header, value in key.headers.items()]}
        for name, key in keys.items()
    ]
    file.write_text(json.dumps({"auth": credentials}))
