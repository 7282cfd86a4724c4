"""The rules that only messages have: their time and their direction."""

from collections.abc import Set
from typing import Any

from sqlalchemy import func
from sqlalchemy.ext.asyncio import AsyncSession

from sami.auth.actor import Actor
from sami.errors.types import invalid_member
from sami.messages.model import Channel, Message
from sami.messages.queries import MESSAGES
from sami.records.writer import RecordWriter
from sami.text import searchable


async def fill_defaults(_: AsyncSession, __: Actor, values: dict[str, Any]) -> None:
    """Sets `occurred_at` to now unless the caller gave a time."""
    values["occurred_at"] = values["occurred_at"] or func.statement_timestamp()


async def before_save(_: AsyncSession, __: Actor, message: Message, ___: Set[str]) -> None:
    """Updates the search text. Raises ValidationFailed for a message without a direction that isn't a note."""
    if message.direction is None and message.channel != Channel.NOTE:
        raise invalid_member("/direction", "required", "Must be 'in' or 'out'. Only a note can have no direction.")
    message.search = searchable(message.subject, message.body)


MESSAGE_WRITER = RecordWriter(MESSAGES, Message, before_save, fill_defaults)
