from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, String, func, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from sami.db.base import Base, CreatedAt, PgSnapshot
from sami.models.record import TenantRow

#: How long a webhook that has ended, with its deliveries, and a settled delivery are kept for the user to see.
ENDED_WEBHOOK_RETENTION, DELIVERY_RETENTION = timedelta(days=30), timedelta(days=7)


class Ending(StrEnum):
    """Why a webhook ended."""

    DELETED = "deleted"
    #: Its receiver responded with 410.
    GONE = "gone"
    #: Its key was revoked or has expired, or the key's owner was deactivated.
    KEY_DEAD = "key_dead"
    #: No delivery succeeded for days.
    FAILING = "failing"


class Outcome(StrEnum):
    """How a delivery was settled."""

    DELIVERED = "delivered"
    GIVEN_UP = "given_up"
    #: The webhook's user does not see the record, or no longer does.
    NOT_VISIBLE = "not_visible"
    WEBHOOK_ENDED = "webhook_ended"


def _one_of(column: str, values: type[StrEnum]) -> str:
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"


class Webhook(TenantRow, Base):
    """A subscription. It belongs to the key that created it, acts as that key's user, and ends with the key.

    `since`: the snapshot of its creation. It is sent the changes that this snapshot does not see.
    `busy_until`, `busy_by`: the end and the id of the lease of the worker that delivers for it.
    `failing_since`: when the first delivery after the last success failed.
    """

    __tablename__ = "webhooks"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "key_id"], ["api_keys.workspace_id", "api_keys.id"], ondelete="CASCADE"),
        CheckConstraint("(ended_at IS NULL) = (ended_reason IS NULL)", name="ended"),
        CheckConstraint(_one_of("ended_reason", Ending), name="ended_reason"),
        Index("ix_webhooks_workspace_id_key_id_id", "workspace_id", "key_id", "id"),
        Index("ix_webhooks_living", "workspace_id", "id", postgresql_where=text("ended_at IS NULL")),
        Index("ix_webhooks_ended_at", "ended_at"),
    )

    key_id: Mapped[UUID]
    user_id: Mapped[UUID]
    url: Mapped[str]
    events: Mapped[list[str]] = mapped_column(ARRAY(String))
    pepper_id: Mapped[str]
    since: Mapped[str] = mapped_column(PgSnapshot(), server_default=func.pg_current_snapshot())
    busy_until: Mapped[datetime | None]
    busy_by: Mapped[UUID | None]
    failing_since: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_reason: Mapped[str | None]


class WebhookDelivery(TenantRow, Base):
    """A message to one webhook about one change: in the queue until it is settled, then in the log. Its id is the
    message's `webhook-id`, the same at each attempt.

    `queued_at`: when it was last put into the queue, by the change or by a redelivery. `tries`: the number of tries
    since then. `due_at`: the time of the next try; during a try, when its lease expires. `attempts`: how often it was
    sent in all. While that is 0, no user can see the delivery: it may be about a record that they don't see.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace_id", "webhook_id"], ["webhooks.workspace_id", "webhooks.id"], ondelete="CASCADE"
        ),
        CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name="settled"),
        CheckConstraint(_one_of("outcome", Outcome), name="outcome"),
        Index("ix_webhook_deliveries_workspace_id_webhook_id_id", "workspace_id", "webhook_id", "id"),
        Index("ix_webhook_deliveries_settled_at", "settled_at"),
        # The queue.
        *(
            Index(
                f"ix_webhook_deliveries_{name}",
                "workspace_id",
                "webhook_id",
                *columns,
                postgresql_where=text("settled_at IS NULL"),
            )
            for name, columns in {
                "due": ("due_at", "change_id", "event"),
                "of_record": ("record_id", "change_id", "event"),
            }.items()
        ),
    )

    webhook_id: Mapped[UUID]
    change_id: Mapped[int] = mapped_column(BigInteger)
    event: Mapped[str]
    record_id: Mapped[UUID]
    changed_at: Mapped[datetime]
    queued_at: Mapped[CreatedAt]
    due_at: Mapped[CreatedAt]
    tries: Mapped[int] = mapped_column(server_default="0")
    attempts: Mapped[int] = mapped_column(server_default="0")
    attempted_at: Mapped[datetime | None]
    last_status: Mapped[int | None]
    last_error: Mapped[str | None]
    last_milliseconds: Mapped[int | None]
    settled_at: Mapped[datetime | None]
    outcome: Mapped[str | None]


class WebhookPosition(Base):
    """The changes that deliveries were created for: those that `snapshot` sees. One row for the whole database."""

    __tablename__ = "webhook_position"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    snapshot: Mapped[str] = mapped_column(PgSnapshot())
