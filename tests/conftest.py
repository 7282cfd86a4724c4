"""Fixtures for all tests. Everything is real: PostgreSQL, HTTP through the whole application, a browser."""

pytest_plugins = ["tests.fixtures.postgres", "tests.fixtures.valkey", "tests.fixtures.service"]
