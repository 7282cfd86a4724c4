"""Settings that can't work are refused, and none is repeated that may be a secret."""

import pytest
from pydantic import ValidationError

from sami.config import ConfigurationError
from tests.fixtures.service import settings_for

NOWHERE = "postgresql://127.0.0.1:1/nothing"


@pytest.mark.parametrize("rest", ["/keys", "?a", "#b", "\n", " ", "@keys.test"])
def test_the_public_address_can_have_a_path_put_behind_it(rest: str) -> None:
    with pytest.raises(ValidationError, match="public_url"):
        settings_for(NOWHERE, public_url=f"https://sami.test{rest}")


@pytest.mark.parametrize("limit", ["0/minute", "5/second; 100/minute", "many", ""])
def test_a_limit_is_one_and_lets_somebody_in(limit: str) -> None:
    with pytest.raises(ValidationError, match="rate_limit"):
        settings_for(NOWHERE, rate_limit=limit)


@pytest.mark.parametrize(
    ("value", "embedded"), [("embedded", True), ("inside", True), ("separate", False), ("apart", False), (None, True)]
)
def test_the_worker_setting_takes_its_earlier_values_too(value: str | None, embedded: bool) -> None:
    assert settings_for(NOWHERE, worker=value).embeds_worker is embedded


@pytest.mark.parametrize(
    "url",
    [
        "valkey://127.0.0.1",
        "valkey://127.0.0.1:6379/2",
        "valkeys://someone:secret%23@valkey.example:6380/",
        "valkey://:secret@[::1]:6379",
    ],
)
def test_ways_to_a_valkey(url: str) -> None:
    assert settings_for(NOWHERE, valkey_url=url).valkey() == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "secret",
        "redis://:secret@127.0.0.1",
        "valkey://:secret@",
        "valkey://:secret@127.0.0.1:port",
        "valkey://:secret@127.0.0.1:65536",
        "valkey://:secret@127.0.0.1:0",
        "valkey://:secret/@127.0.0.1",
        "valkey://:secret#@127.0.0.1",
        "valkey://:secret?@127.0.0.1",
        "valkey://:secret[@127.0.0.1",
        "valkey://:secret@127.0.0.1/number",
        "valkey://127.0.0.1?socket_timeout=30",
    ],
)
def test_no_way_to_a_valkey(url: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        settings_for(NOWHERE, valkey_url=url).valkey()
    assert refused.value.__cause__ is refused.value.__context__ is None
    assert "secret" not in str(refused.value)
