from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Client:
    """Where a request came from: the address, and what program it says it is."""

    ip: str | None
    agent: str | None
