"""Invented people, contacts, keys and teams for a large database, as rows for COPY.

Everything is computed from numbers. So every machine has the same data, and an id or a key follows from its number
without a query. Workspace 0 is the big one, and person 0 of each workspace is its admin.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any, NamedTuple, cast
from uuid import UUID

from sami.auth.key_format import ALPHABET, KeySecret, check_digits, parse
from sami.auth.key_hash import Pepper
from sami.auth.passwords import hash_password
from sami.contacts.service import search_text
from sami.demo import words
from sami.demo.records import stable_id
from sami.tables import Contact
from sami.text import fold, searchable

BEGIN = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
YEAR = timedelta(days=365)

#: Words for `q=`. About one contact in ten has the common one. RARE_HITS contacts of the big workspace have the rare
#: one.
COMMON_WORD = "logistics"
RARE_WORD = "quillfeather"
RARE_HITS = 7

_BIG_PEOPLE, _BIG_TEAMS = 50, 5
_SMALL_PEOPLE = 3

_SYLLABLES = ("bel", "cor", "dan", "el", "fin", "gar", "hol", "ka", "lin", "mar", "nor", "os", "pel", "ru", "ver")
#: Words that only a few contacts have.
_RARE = tuple("".join(parts).capitalize() for parts in product(_SYLLABLES, repeat=3))
_TRADES = ("Logistics", "Foods", "Optics", "Furniture", "Analytics", "Clinics", "Studios", "Shipping", "Energy")
_VISIBILITIES = ("workspace",) * 6 + ("team",) * 3 + ("private",)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The amount of data. `in_big` is the big workspace's share of the contacts, from 0 to 1."""

    contacts: int = 10_000
    keys: int = 100
    workspaces: int = 10
    in_big: float = 0.9

    @property
    def contacts_in_big(self) -> int:
        return self.contacts if self.workspaces == 1 else round(self.contacts * self.in_big)

    @property
    def people(self) -> int:
        return _BIG_PEOPLE + (self.workspaces - 1) * _SMALL_PEOPLE


class Table(NamedTuple):
    """Rows of one table, in the order of `columns`. `number`: how many rows."""

    name: str
    number: int
    columns: Sequence[str]
    rows: Iterator[tuple[Any, ...]]


def tables(sizes: Sizes, pepper: Pepper) -> Iterator[Table]:
    """Yields the tables, each after those that it refers to."""
    teams = _BIG_TEAMS + sizes.workspaces - 1
    columns: Sequence[str] = ("id", "name", "created_at")
    yield Table("workspaces", sizes.workspaces, columns, _workspaces(sizes))
    columns = ("workspace_id", "id", "email", "name", "role", "password_hash", "created_at")
    yield Table("users", sizes.people, columns, _users(sizes))
    yield Table("teams", teams, ("workspace_id", "id", "name", "created_at"), _teams(sizes))
    yield Table("team_members", sizes.people, ("workspace_id", "team_id", "user_id"), _memberships(sizes))
    columns = (
        *("workspace_id", "id", "user_id", "name", "folded_name", "prefix", "permission", "pepper_id", "digest"),
        "created_at",
    )
    yield Table("api_keys", sizes.keys, columns, _keys(sizes, pepper))
    columns = (
        *("workspace_id", "id", "first_name", "last_name", "email", "phone", "company", "job_title", "tags", "custom"),
        *("source", "search", "owner_id", "visibility", "created_at", "updated_at"),
    )
    yield Table("contacts", sizes.contacts, columns, _contacts(sizes))


# By number ----------------------------------------------------------------------------------------


def workspace_id(number: int) -> UUID:
    return stable_id("workspace", f"bench {number}", BEGIN)


def user_id(number: int) -> UUID:
    """Returns the id of person `number`: the first 50 are in the big workspace, then three in each other one."""
    return stable_id("user", f"bench {number}", BEGIN)


def workspace_of_person(number: int) -> int:
    return 0 if number < _BIG_PEOPLE else 1 + (number - _BIG_PEOPLE) // _SMALL_PEOPLE


def key(number: int) -> KeySecret:
    """Returns key `number`. Its owner is person `number`, modulo the number of people. Each person's first key is Read
    only, the second Read & write, the third Admin, and so on.
    """
    chance = random.Random(f"key {number}")
    secret = "".join(chance.choices(ALPHABET, k=42))
    body = f"sami_{secret[:10]}_{secret[10:]}"
    made = parse(body + check_digits(body))
    assert made is not None
    return made


def key_id(number: int) -> UUID:
    return stable_id("key", f"bench {number}", BEGIN)


def contact_id(sizes: Sizes, number: int) -> UUID:
    return stable_id("contact", f"bench {number}", _created_at(sizes, number))


def is_in_big(sizes: Sizes, number: int) -> bool:
    """Whether contact `number` is in the big workspace. Its contacts are spread evenly among the others'."""
    big, all_ = sizes.contacts_in_big, sizes.contacts
    return number * big // all_ != (number + 1) * big // all_


def _created_at(sizes: Sizes, number: int) -> datetime:
    return BEGIN + YEAR * number / sizes.contacts


def _team_id(workspace: int, number: int) -> UUID:
    return stable_id("team", f"bench {workspace} {number}", BEGIN)


def _people_of(workspace: int) -> range:
    if workspace == 0:
        return range(_BIG_PEOPLE)
    first = _BIG_PEOPLE + (workspace - 1) * _SMALL_PEOPLE
    return range(first, first + _SMALL_PEOPLE)


# Rows ---------------------------------------------------------------------------------------------


def _workspaces(sizes: Sizes) -> Iterator[tuple[Any, ...]]:
    for number in range(sizes.workspaces):
        yield workspace_id(number), "The big one" if number == 0 else f"Workspace {number}", BEGIN


def _users(sizes: Sizes) -> Iterator[tuple[Any, ...]]:
    password_hash = hash_password("bench-password")
    for number in range(sizes.people):
        workspace = workspace_of_person(number)
        role = "admin" if number == _people_of(workspace)[0] else "member"
        name = f"{words.FIRST_NAMES[number % 30]} {words.LAST_NAMES[number // 30 % 30]}"
        email = f"person{number}@bench.test"
        yield workspace_id(workspace), user_id(number), email, name, role, password_hash, BEGIN


def _teams(sizes: Sizes) -> Iterator[tuple[Any, ...]]:
    for workspace in range(sizes.workspaces):
        for number in range(_BIG_TEAMS if workspace == 0 else 1):
            yield workspace_id(workspace), _team_id(workspace, number), f"Team {number}", BEGIN


def _memberships(sizes: Sizes) -> Iterator[tuple[Any, ...]]:
    for number in range(sizes.people):
        workspace = workspace_of_person(number)
        team = number % _BIG_TEAMS if workspace == 0 else 0
        yield workspace_id(workspace), _team_id(workspace, team), user_id(number)


def _keys(sizes: Sizes, pepper: Pepper) -> Iterator[tuple[Any, ...]]:
    for number in range(sizes.keys):
        made, person = key(number), number % sizes.people
        permission = ("read", "write", "admin")[number // sizes.people % 3]
        name = f"Script {number}"
        yield (
            workspace_id(workspace_of_person(person)),
            key_id(number),
            user_id(person),
            name,
            fold(name),
            made.prefix,
            permission,
            pepper.id,
            pepper.digest(made),
            BEGIN,
        )


def _contacts(sizes: Sizes) -> Iterator[tuple[Any, ...]]:
    chance = random.Random("contacts")
    rare = {sizes.contacts_in_big * (2 * hit + 1) // (2 * RARE_HITS) for hit in range(RARE_HITS)}
    in_big = elsewhere = 0
    for number in range(sizes.contacts):
        trade = chance.choice(_TRADES)
        place = chance.choice(_RARE)
        if is_in_big(sizes, number):
            workspace = 0
            if in_big in rare:
                place = RARE_WORD.capitalize()
            in_big += 1
        else:
            workspace = 1 + elsewhere % (sizes.workspaces - 1)
            elsewhere += 1
        first = chance.choice(words.FIRST_NAMES)
        last = chance.choice(words.LAST_NAMES if chance.random() < 0.6 else _RARE)
        created_at = _created_at(sizes, number)
        contact = SimpleNamespace(
            first_name=first,
            last_name=last,
            email=f"{_ascii(first)}.{_ascii(last)}{number}@{place.lower()}.example",
            phone=f"+447{number:09}",
            company=f"{place} {trade}",
        )
        yield (
            workspace_id(workspace),
            contact_id(sizes, number),
            contact.first_name,
            contact.last_name,
            contact.email,
            contact.phone,
            contact.company,
            chance.choice(words.TITLES),
            chance.sample(words.TAGS, chance.randrange(3)),
            json.dumps({"plan": chance.choice(("free", "team", "pro")), "seats": chance.randrange(1, 40)}),
            chance.choice(words.SOURCES),
            # It reads only these five members. Mapped objects for a million contacts would take half a minute more.
            search_text(cast(Contact, contact)),
            user_id(chance.choice(_people_of(workspace))),
            chance.choice(_VISIBILITIES),
            created_at,
            created_at + timedelta(minutes=chance.randrange(60 * 24 * 30)),
        )


def _ascii(name: str) -> str:
    return searchable(name).strip().encode("ascii", "ignore").decode()
