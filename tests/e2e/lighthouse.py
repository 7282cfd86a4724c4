"""`make lighthouse`: it has nothing to improve in how accessible the pages are and how well they are made.

Collected only when named: it takes half a minute and some 170 MB of packages. What it judges, the tests of states (axe)
and the ones of the policy try at every run.
"""

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from sami.db.database import Database
from sami.http.dependencies import SESSION_COOKIE
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.states.household import move_in
from tests.e2e.states.rows import MANY, RETIRED
from tests.fixtures.service import LiveService

LIGHTHOUSE = Path(__file__).parents[1] / "lighthouse"
NODE = Path(sys.executable).parent / "node"
FULL = {"accessibility": 100, "best-practices": 100}


async def test_lighthouse_gives_every_page_full_marks(service: LiveService, shared_database: Database) -> None:
    token = await move_in(shared_database, "lighthouse", (*MANY, *RETIRED))
    cookie = {"name": SESSION_COOKIE, "value": token, "domain": urlsplit(service.url).hostname, "path": "/api"}
    # In this order: who has the cookie is signed in from then on.
    pages: list[dict[str, object]] = [
        {"url": f"{service.url}/sign-in"},
        {"url": f"{service.url}/docs"},
        {"url": f"{service.url}/settings/api-keys", "cookie": cookie},
    ]
    done = subprocess.run(
        [NODE, "audit.js"],
        cwd=LIGHTHOUSE,
        input=json.dumps({"chromium": CHROMIUM, "arguments": ARGUMENTS, "pages": pages}),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    results = json.loads(done.stdout)
    assert [(result["address"], result["error"]) for result in results] == [(page["url"], None) for page in pages]
    assert [(result["scores"], result["lost"]) for result in results] == [(FULL, [])] * len(pages)
    assert [url for result in results for url in result["requests"] if not url.startswith(service.url)] == []
