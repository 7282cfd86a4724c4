"""The public OpenAPI document describes what the service does.

schemathesis generates valid and invalid requests from the document, sends them alone and in sequences, and checks every
response against it. `make test` sends the same requests each time; `make fuzz` generates new ones, FUZZ_EXAMPLES for
each operation.
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


# Each takes long, so pytest's workers share them.
@pytest.mark.parametrize(
    "permission", [pytest.param(each, marks=pytest.mark.xdist_group(f"schemathesis-{each}")) for each in Permission]
)
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
    # Without a worker, so that nothing calls the made-up URLs of webhooks.
    with live_service(database_url, tmp_path, SAMI_LOG_LEVEL="warning", SAMI_WORKER="separate") as service:
        run = subprocess.run(
            [*schemathesis, "run", f"{service.url}/openapi.json", *_options(permission)],
            # schemathesis reads its keys from the working directory, and writes its findings there.
            cwd=tmp_path,
            env=os.environ | {"SCHEMATHESIS_HOOKS": str(HERE / "schemathesis_hooks.py"), "SAMI_PERMISSION": permission},
            check=False,
        )
    assert run.returncode == 0, "see schemathesis' findings in the captured output"


def _options(permission: Permission) -> list[str]:
    if examples := os.environ.get("FUZZ_EXAMPLES"):
        return ["--max-examples", examples, "--generation-database", "none"]
    # The other phases take most of the time, and their results hardly depend on the permission.
    extent = ["10"] if permission is Permission.ADMIN else ["3", "--phases", "fuzzing,stateful"]
    return ["--generation-deterministic", "--max-examples", *extent]


def _write_keys(file: Path, keys: dict[str, HeldKey]) -> None:
    """Writes the keys in the format of Web Fuzzing Commons."""
    credentials = [
        {"name": name, "fixedHeaders": [{"name": header, "value": value} for header, value in key.headers.items()]}
        for name, key in keys.items()
    ]
    file.write_text(json.dumps({"auth": credentials}))
