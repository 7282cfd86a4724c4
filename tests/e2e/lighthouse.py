"""`make lighthouse`: Lighthouse gives the pages full marks for accessibility and best practices.

Only collected when named: it takes half a minute and about 170 MB of packages. The tests of states (axe) and of the
Content-Security-Policy check much of the same on every run.
"""

import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from sami.db.database import Database
from sami.http.dependencies import SESSION_COOKIE
from tests.e2e.conftest import ARGUMENTS, CHROMIUM
from tests.e2e.states.rows import MANY, RETIRED
from tests.e2e.states.workspace_builder import create_workspace
from tests.fixtures.service import LiveService

LIGHTHOUSE = Path(__file__).parents[1] / "lighthouse"
NODE = Path(sys.executable).parent / "node"
FULL = {"accessibility": 100, "best-practices": 100}


async def test_lighthouse_gives_every_page_full_marks(service: LiveService, shared_database: Database) -> None:
    token = await create_workspace(shared_database, "lighthouse", (*MANY, *RETIRED))
    cookie = {"name": SESSION_COOKIE, "value": token, "domain": urlsplit(service.url).hostname, "path": "/api"}
    # In this order: once the cookie is set, all later pages are signed in.
    pages: list[dict[str, object]] = [
        {"url": f"{service.url}/sign-in"},
        {"url": f"{service.url}/docs"},
        {"url": f"{service.url}/settings/api-keys", "cookie": cookie},
    ]
    result = subprocess.run(
        [NODE, "audit.js"],
        cwd=LIGHTHOUSE,
        input=json.dumps({"chromium": CHROMIUM, "arguments": ARGUMENTS, "pages": pages}),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr
    audits = json.loads(result.stdout)
    assert [(audit["address"], audit["error"]) for audit in audits] == [(page["url"], None) for page in pages]
    assert [(audit["scores"], audit["lost"]) for audit in audits] == [(FULL, [])] * len(pages)
    assert [url for audit in audits for url in audit["requests"] if not url.startswith(service.url)] == []
