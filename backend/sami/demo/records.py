"""The demo's records, computed from fixed seeds, so that every machine has the same ids and dates."""

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sami.contacts.service import search_text
from sami.demo import words
from sami.demo.accounts import ACCOUNTS
from sami.models.record import Visibility
from sami.tables import Contact, Deal, Message, Pipeline, Stage
from sami.text import searchable

START = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)

#: Workspace → how many contacts, deals and messages it has.
RECORD_COUNTS = {"Acme Demo": (60, 40, 120), "Other Demo": (12, 6, 12)}

FIRST_PIPELINE = "New business"

_PIPELINES = {
    FIRST_PIPELINE: (
        ("Lead in", "open"),
        ("Proposal sent", "open"),
        ("Negotiation", "open"),
        ("Won", "won"),
        ("Lost", "lost"),
    ),
    "Renewals": (("Due", "open"), ("Offered", "open"), ("Renewed", "won"), ("Ended", "lost")),
}
_CURRENCIES = ("EUR", "EUR", "USD", "GBP")


def contacts(workspace: str) -> Iterator[Contact]:
    # Python guarantees the same numbers on every machine for the same seed.
    rng = random.Random(workspace)  # noqa: S311 - made-up people, not secrets
    for number in range(RECORD_COUNTS[workspace][0]):
        first, last = rng.choice(words.FIRST_NAMES), rng.choice(words.LAST_NAMES)
        company = rng.choice(words.COMPANIES)
        created_at = START + timedelta(days=4 * number, minutes=rng.randrange(480))
        contact = Contact(
            **_owned("contact", workspace, number, created_at),
            first_name=first,
            last_name=last,
            email=f"contact{number:03}@{'acme' if workspace == 'Acme Demo' else 'other'}-customers.example",
            phone=f"+4420794609{number:02}",
            company=company,
            job_title=rng.choice(words.TITLES),
            tags=sorted(rng.sample(words.TAGS, rng.randrange(3))),
            custom={"plan": rng.choice(("free", "team", "pro")), "seats": rng.randrange(1, 40)},
            source=rng.choice(words.SOURCES),
        )
        contact.search = search_text(contact)
        yield contact


def pipelines(workspace: str) -> Iterator[Pipeline]:
    for position, name in enumerate(_PIPELINES):
        yield Pipeline(
            workspace_id=stable_id("workspace", workspace),
            id=pipeline_id(workspace, name),
            name=name,
            position=position,
            created_at=START,
            updated_at=START,
        )


def pipeline_id(workspace: str, name: str) -> UUID:
    return stable_id("pipeline", f"{workspace} {name}")


def stages(workspace: str) -> Iterator[Stage]:
    for pipeline, steps in _PIPELINES.items():
        for position, (name, kind) in enumerate(steps):
            yield Stage(
                workspace_id=stable_id("workspace", workspace),
                id=stable_id("stage", f"{workspace} {pipeline} {name}"),
                pipeline_id=pipeline_id(workspace, pipeline),
                name=name,
                position=position,
                kind=kind,
                created_at=START,
                updated_at=START,
            )


def deals(workspace: str) -> Iterator[Deal]:
    rng = random.Random(f"{workspace} deals")  # noqa: S311 - made-up business
    people, steps = list(contacts(workspace)), list(stages(workspace))
    for number in range(RECORD_COUNTS[workspace][1]):
        contact, stage = rng.choice(people), rng.choice(steps)
        created_at = contact.created_at + timedelta(days=rng.randrange(1, 20), minutes=rng.randrange(480))
        title = f"{contact.company}: {rng.choice(words.PRODUCTS)}"
        yield Deal(
            **_owned("deal", workspace, number, created_at),
            title=title,
            contact_id=contact.id,
            stage_id=stage.id,
            amount=Decimal(rng.randrange(4, 400) * 125).quantize(Decimal("1.00")),
            currency=rng.choice(_CURRENCIES),
            expected_close_on=(created_at + timedelta(days=rng.randrange(30, 120))).date(),
            closed_at=None if stage.kind == "open" else created_at + timedelta(days=rng.randrange(1, 30)),
            search=searchable(title),
        )


def messages(workspace: str) -> Iterator[Message]:
    rng = random.Random(f"{workspace} messages")  # noqa: S311 - made-up talk
    people, business = list(contacts(workspace)), list(deals(workspace))
    for number in range(RECORD_COUNTS[workspace][2]):
        deal = rng.choice(business) if rng.randrange(2) else None
        contact = next(each for each in people if each.id == deal.contact_id) if deal else rng.choice(people)
        channel = rng.choice(tuple(words.MESSAGES))
        subject, body = rng.choice(words.MESSAGES[channel])
        occurred_at = (deal or contact).created_at + timedelta(hours=rng.randrange(1, 200))
        yield Message(
            **_owned("message", workspace, number, occurred_at),
            contact_id=contact.id,
            deal_id=deal.id if deal else None,
            channel=channel,
            direction=None if channel == "note" else rng.choice(("in", "out")),
            subject=subject,
            body=body,
            occurred_at=occurred_at,
            search=searchable(subject, body),
        )


def _owned(kind: str, workspace: str, number: int, created_at: datetime) -> dict[str, Any]:
    owners = [account for account in ACCOUNTS if account.workspace == workspace]
    return {
        "workspace_id": stable_id("workspace", workspace),
        "id": stable_id(kind, f"{workspace} {number}", created_at),
        # Owners and visibilities rotate at different speeds, so that each owner has records of all three visibilities.
        "owner_id": stable_id("user", owners[number % len(owners)].email),
        "visibility": list(Visibility)[(number // 4) % 3],
        "created_at": created_at,
        "updated_at": created_at,
    }


def stable_id(kind: str, name: str, at: datetime = START) -> UUID:
    """Returns a UUIDv7 (RFC 9562 §5.7) for the time `at`, with a hash of the kind and name in place of random bits."""
    milliseconds = int(at.timestamp() * 1000)
    hashed = int.from_bytes(hashlib.sha256(f"{kind} {name}".encode()).digest()[:10])
    return UUID(int=(milliseconds << 80 | 0x7 << 76 | 0b10 << 62 | hashed & ~(0xF << 76 | 0b11 << 62)))
