"""`make growth`: measures the same calls with 10,000 and with 1,000,000 contacts in the workspace.

There are two databases in one PostgreSQL, each with a `sami serve` of one process. Calls run one at a time, to each in
turn, so that disturbances of the machine affect both. The ratios are what counts.
"""

import asyncio
import http.client
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

import asyncpg
import typer

from sami.config import parse_peppers
from sami.db.embedded import embedded
from sami.db.migrate import upgrade
from tests.bench import data
from tests.bench.data import Sizes
from tests.bench.load import load
from tests.fixtures.service import PEPPERS, live_service

#: The big workspace has nine tenths of the contacts. Each person has some 33 keys in both databases, as the panel shows
#: all keys of a person at once.
SIZES = {
    "small": Sizes(contacts=11_111, keys=2_527, workspaces=10),
    "large": Sizes(contacts=1_111_111, keys=100_000, workspaces=1_000),
}

TARGET = 1.2

ABSENT_WORD = "quillfoghter"

#: A prepared call, which can be repeated.
Call = Callable[[], bytes]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


class Caller:
    """Calls one service over one connection, with a member's key, or as the big workspace's admin in the panel."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._key = {"Authorization": f"Bearer {data.key(1).text}"}
        self._cookie = {"Cookie": self._sign_in()}

    def calls(self) -> dict[str, Call]:
        """Returns the calls by their name in the table. Calls of later pages get their cursors now."""
        pages = self._pages()
        old = pages[100]["data"][0]
        public = {
            "one contact": f"/v1/contacts/{old['id']}",
            "the first page": "/v1/contacts",
            "the second page": self._page(pages[1]["next_cursor"]),
            "the hundredth page": self._page(pages[99]["next_cursor"]),
            "sorted by last name": "/v1/contacts?sort=last_name",
            "q: a word that one in ten has": f"/v1/contacts?q={data.COMMON_WORD}",
            f"q: a word that {data.RARE_HITS} have": f"/v1/contacts?q={data.RARE_WORD}",
            "q: a word that nobody has": f"/v1/contacts?q={ABSENT_WORD}",
            "by e-mail address": self._filtered(email=old["email"]),
            "by phone number": self._filtered(phone=old["phone"]),
            "by company": self._filtered(company=old["company"]),
            "by tag, which nobody has": self._filtered(tag=ABSENT_WORD),
            "by owner": self._filtered(owner_id=data.user_id(7)),
            "how many": "/v1/contacts/count",
            "/v1/me": "/v1/me",
        }
        panel = {
            "panel: own keys": "/api/keys",
            "panel: the workspace's keys": "/api/workspace/keys",
            "panel: one of them, by name": "/api/workspace/keys?q=script+1001",
            "panel: none of them": f"/api/workspace/keys?q={ABSENT_WORD}",
            "panel: activity": "/api/workspace/audit",
        }
        return {
            **{name: self._call(path, self._key) for name, path in public.items()},
            **{name: self._call(path, self._cookie) for name, path in panel.items()},
        }

    def _call(self, path: str, headers: dict[str, str]) -> Call:
        return partial(self._get, path, headers)

    def _get(self, path: str, headers: dict[str, str]) -> bytes:
        try:
            self._connection.request("GET", path, headers=headers)
            response = self._connection.getresponse()
        except http.client.RemoteDisconnected:
            # The server closes a connection that was idle for seconds.
            return self._get(path, headers)
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} returned {response.status}: {body[:500]!r}")
        return body

    def _sign_in(self) -> str:
        body = json.dumps({"email": "person0@bench.test", "password": "bench-password"})
        self._connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        response.read()
        return response.headers["Set-Cookie"].split(";")[0]

    def _pages(self) -> dict[int, Any]:
        """Returns the first hundred pages, by number."""
        pages: dict[int, Any] = {}
        path = "/v1/contacts"
        for number in range(1, 101):
            pages[number] = json.loads(self._get(path, self._key))
            path = self._page(pages[number]["next_cursor"])
        return pages

    def _page(self, cursor: str) -> str:
        return self._filtered(cursor=cursor)

    def _filtered(self, **parameters: Any) -> str:
        return f"/v1/contacts?{urlencode(parameters)}"


def measure(calls: dict[str, dict[str, Call]], *, rounds: int, number: int) -> dict[str, dict[str, list[float]]]:
    """Returns the p50 of each round, in seconds, by call and size. `number`: calls per round, call and size."""
    p50s: dict[str, dict[str, list[float]]] = {}
    for round_ in range(rounds):
        for name in calls["small"]:
            sys.stderr.write(f"round {round_ + 1} of {rounds}: {name}\n")
            times: dict[str, list[float]] = {size: [] for size in SIZES}
            for _ in range(number):
                for size in SIZES:
                    begun = time.perf_counter()
                    calls[size][name]()
                    times[size].append(time.perf_counter() - begun)
            for size in SIZES:
                p50s.setdefault(name, {}).setdefault(size, []).append(statistics.median(times[size]))
    return p50s


def table(p50s: dict[str, dict[str, list[float]]]) -> Iterator[str]:
    """Yields the lines of a Markdown table. A ratio is the median over the rounds."""
    yield "| | 10,000: p50 ms | 1,000,000: p50 ms | ratio | |"
    yield "|---|--:|--:|--:|---|"
    for name, by_size in p50s.items():
        small, large = by_size["small"], by_size["large"]
        ratio = statistics.median(more / less for less, more in zip(small, large, strict=True))
        cells = [f"{statistics.median(each) * 1000:.2f}" for each in (small, large)]
        yield f"| {name} | {cells[0]} | {cells[1]} | {ratio:.2f} | {'met' if ratio <= TARGET else '**missed**'} |"


@app.command()
def main(
    rounds: Annotated[int, typer.Option(min=1, help="How often each call is measured.")] = 5,
    number: Annotated[int, typer.Option(min=1, help="How many calls each time.")] = 60,
    keep: Annotated[Path | None, typer.Option(help="Where to load the data, or find what was loaded there.")] = None,
) -> None:
    """Measure how calls grow from 10,000 to 1,000,000 contacts. Loading takes a few minutes the first time."""
    with _directory(keep) as directory, embedded(directory) as server, ExitStack() as stack:
        calls = {}
        for name, sizes in SIZES.items():
            url = asyncio.run(_database(server, name, sizes))
            logs = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sami-growth-")))
            service = stack.enter_context(live_service(url, logs, SAMI_RATE_LIMIT="100000000/minute"))
            calls[name] = Caller(service.url).calls()
        print("\n".join(table(measure(calls, rounds=rounds, number=number))))  # noqa: T201 - what it is for


@contextmanager
def _directory(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        yield kept
        return
    with tempfile.TemporaryDirectory(prefix="sami-growth-") as directory:
        # Opened to the account that PostgreSQL runs as when we are root.
        Path(directory).chmod(0o711)
        yield Path(directory)


async def _database(server: str, name: str, sizes: Sizes) -> str:
    """Creates, migrates and loads the database of this name if necessary, and returns its URL."""
    url = urlsplit(server)._replace(path=f"/growth_{name}").geturl()
    connection = await asyncpg.connect(server)
    if not await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", f"growth_{name}"):
        await connection.execute(f"CREATE DATABASE growth_{name}")
    await connection.close()
    await asyncio.to_thread(upgrade, url)
    connection = await asyncpg.connect(url)
    loaded = await connection.fetchval("SELECT count(*) FROM workspaces")
    await connection.close()
    if not loaded:
        await load(url, parse_peppers(PEPPERS).newest, sizes)
    return url


if __name__ == "__main__":
    app()
