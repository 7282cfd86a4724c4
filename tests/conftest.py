"""Fixtures for all tests. Everything is real: PostgreSQL, HTTP through the whole application, a browser."""

import pytest

pytest_plugins = [
    "tests.fixtures.clock",
    "tests.fixtures.postgres",
    "tests.fixtures.service",
    "tests.fixtures.valkey",
]

#: The files that take longest, the longest first. Begun last, one would run alone, with a core idle beside it.
LONGEST = (
    "tests/e2e/test_states.py",
    "tests/contract/test_schemathesis.py",
    "tests/security/test_revocation.py",
    "tests/e2e/test_docs.py",
    "tests/e2e/test_keyboard.py",
    "tests/security/test_replacing.py",
    "tests/backend/test_cli.py",
    "tests/e2e/panel/test_replace.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ranks = {file: rank for rank, file in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.nodeid.partition("::")[0], len(ranks)))
