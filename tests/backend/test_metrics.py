"""Metrics for Prometheus: complete, without duplicates, and with a bounded number of series."""

import asyncio
import shutil
import signal
import time
from pathlib import Path

import httpx
import psutil
import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from sami.app import create_app
from sami.db.database import Database
from sami.observability import metrics_port
from sami.services import Services
from tests.factories.world import World
from tests.fixtures.service import NO_TLS, free_port, live_service, settings_for

#: A sample's name and the values of its labels.
Sample = tuple[str, ...]


def samples_in(metrics: str) -> dict[Sample, float]:
    """Returns our samples. Fails if one occurs twice."""
    found = [
        ((sample.name, *sample.labels.values()), sample.value)
        for family in text_string_to_metric_families(metrics)
        for sample in family.samples
        if sample.name.startswith("sami_")
    ]
    samples = dict(found)
    assert len(samples) == len(found)
    return samples


async def read(client: httpx.AsyncClient) -> dict[Sample, float]:
    return samples_in((await client.get("/metrics")).text)


async def increases(client: httpx.AsyncClient, before: dict[Sample, float], name: str) -> dict[Sample, float]:
    """Returns by how much each sample with this name has grown, except for requests to /metrics itself."""
    return {
        labels: number - before.get((name, *labels), 0)
        for (each, *rest), number in (await read(client)).items()
        if each == name and number != before.get((name, *(labels := tuple(rest))), 0) and "/metrics" not in labels
    }


async def test_calls_are_counted_by_the_template_of_their_route(client: httpx.AsyncClient, world: World) -> None:
    person = await world.person(await world.workspace())
    key = await world.key(person)
    contact = await world.contact(person)
    before = await read(client)
    for _ in range(3):
        await client.get(f"/v1/contacts/{contact}", headers=key.headers)
    await client.head(f"/v1/contacts/{contact}", headers=key.headers)
    await client.get(f"/v1/contacts/{person.id}", headers=key.headers)
    await client.delete(f"/v1/contacts/{contact}")
    await client.get("/nowhere")
    assert await increases(client, before, "sami_http_requests_total") == {
        ("GET", "/v1/contacts/{id}", "200"): 4,
        ("GET", "/v1/contacts/{id}", "404"): 1,
        ("DELETE", "/v1/contacts/{id}", "401"): 1,
        ("GET", "none", "404"): 1,
    }
    timed = {("GET", "/v1/contacts/{id}"): 5, ("DELETE", "/v1/contacts/{id}"): 1, ("GET", "none"): 1}
    assert await increases(client, before, "sami_http_request_duration_seconds_count") == timed
    buckets = await increases(client, before, "sami_http_request_duration_seconds_bucket")
    assert {(method, route): number for (bound, method, route), number in buckets.items() if bound == "+Inf"} == timed
    seconds = await increases(client, before, "sami_http_request_duration_seconds_sum")
    assert all(0 < seconds[labels] < 60 for labels in timed)


async def test_metrics_that_cannot_be_written_are_written_later(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = tmp_path / "gone"
    monkeypatch.setenv(metrics_port._DIRECTORY_VARIABLE, str(directory))
    monkeypatch.setattr(metrics_port, "WRITE_SECONDS", 0.01)
    app = create_app(settings_for(database_url))
    async with app.router.lifespan_context(app):
        await asyncio.sleep(0)
        directory.mkdir()
        async with asyncio.timeout(60):
            while not list(directory.glob("*.json")):
                await asyncio.sleep(0.01)
        shutil.rmtree(directory)


async def test_a_refusal_is_counted_by_its_code(database_url: str) -> None:
    app = create_app(settings_for(database_url, sign_in_limit_per_address="1/minute"))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sami.test") as client,
    ):
        before = await read(client)
        await client.get("/v1/me")
        await client.get("/v1/me", headers={"X-API-Key": "sami_x"})
        for _ in range(3):
            await client.post("/api/session", json={"email": "nobody@acme.test", "password": "wrong"})
        assert await increases(client, before, "sami_problems_total") == {
            ("missing_credentials",): 1,
            ("invalid_key",): 1,
            ("invalid_credentials",): 1,
            ("rate_limited",): 2,
        }


async def test_callers_can_not_create_new_series(client: httpx.AsyncClient) -> None:
    async def attempt(word: str) -> None:
        for method in ("GET", f"BREW{word}"):
            for path in (f"/{word}", f"/v1/contacts/{word}", f"/assets/{word}", f"/v1/me?{word}", "/v1/me"):
                await client.request(method, path, headers={"X-API-Key": word, "User-Agent": word})

    await attempt("A")
    await read(client)
    before = set(await read(client))
    for word in ("B", "C", "D"):
        await attempt(word)
    assert set(await read(client)) == before


async def test_key_lookups_count_as_hit_or_miss(client: httpx.AsyncClient, world: World) -> None:
    key = await world.key(await world.person(await world.workspace()))
    for _ in range(3):
        await client.get("/v1/me", headers=key.headers)
    figures = await read(client)
    assert [figures["sami_key_lookups_total", memory] for memory in ("hit", "miss")] == [2, 1]


async def test_usage_that_could_not_be_written_shows_in_the_metrics(
    client: httpx.AsyncClient, database: Database, world: World
) -> None:
    key = await world.key(await world.person(await world.workspace()))
    async with database.transaction() as session:
        await session.execute(text("DROP TABLE key_usage"))
    assert (await client.get("/v1/me", headers=key.headers)).status_code == 200
    figures = await read(client)
    assert figures["sami_usage_failed_writes_total",] >= 1
    assert figures["sami_usage_pending_keys",] == 1


async def test_connections_in_use_show_in_the_metrics(app: FastAPI, client: httpx.AsyncClient) -> None:
    services: Services = app.state.services
    async with services.database.transaction() as session:
        await session.execute(text("SELECT 1"))
        busy = await read(client)
    idle = await read(client)
    for pool, while_busy in (("reads", 0), ("changes", 1)):
        assert busy["sami_database_connections_in_use", pool] == while_busy
        assert idle["sami_database_connections_in_use", pool] == 0
        assert idle["sami_database_connections_allowed", pool] == 10


def wait_for(metrics: str, sample: Sample, number: float) -> None:
    """Waits until the sample at the URL `metrics` has this value. Processes write their metrics once a second."""
    deadline, found = time.monotonic() + 30, None
    while time.monotonic() < deadline:
        found = samples_in(httpx.get(metrics, verify=NO_TLS).text).get(sample)
        if found == number:
            return
        time.sleep(0.05)
    pytest.fail(f"{sample} is {found}, not {number}")


def test_several_processes_count_as_one(database_url: str, tmp_path: Path) -> None:
    """In production, metrics are on a separate port, exact, and don't decrease when a process is replaced."""
    calls, allowed = ("sami_problems_total", "missing_credentials"), ("sami_database_connections_allowed", "reads")
    port = free_port()
    metrics = f"http://127.0.0.1:{port}/metrics"
    with live_service(database_url, tmp_path, workers=2, SAMI_ENV="production", SAMI_METRICS_PORT=str(port)) as service:
        assert httpx.get(f"{service.url}/metrics", verify=NO_TLS).status_code == 404, "not on the public port"
        for _ in range(20):
            httpx.get(
                f"{service.url}/v1/me", verify=NO_TLS
            )  # On a new connection each, so that both processes take some.
        wait_for(metrics, calls, 20)
        wait_for(metrics, allowed, 20)
        workers = [
            child
            for child in psutil.Process(service.process.pid).children()
            if "spawn_main" in " ".join(child.cmdline())
        ]
        assert len(workers) == 2
        workers[0].send_signal(signal.SIGKILL)
        workers[0].wait(10)
        assert samples_in(httpx.get(metrics, verify=NO_TLS).text)[calls] == 20, "the killed process's calls still count"
        wait_for(metrics, allowed, 10)
        wait_for(metrics, allowed, 20)
        for _ in range(20):
            httpx.get(f"{service.url}/v1/me", verify=NO_TLS)
        wait_for(metrics, calls, 40)
