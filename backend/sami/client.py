from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """The source of a request: its IP address, and its `User-Agent`. Both are None where unknown."""

    ip: str | None
    agent: str | None
