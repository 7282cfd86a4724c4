"""Every way a call can fail, each with its stable code and HTTP status.

    SamiError
    ├── InvalidRequest 400
    │   ├── MalformedJson            malformed_json
    │   ├── UnknownParameter         unknown_parameter
    │   ├── InvalidParameter         invalid_parameter
    │   ├── InvalidCursor            invalid_cursor
    │   └── MultipleCredentials      multiple_credentials
    ├── Unauthenticated 401
    │   ├── MissingCredentials       missing_credentials
    │   ├── InvalidKey               invalid_key
    │   ├── KeyRevoked               key_revoked
    │   ├── KeyExpired               key_expired
    │   ├── OwnerDeactivated         owner_deactivated
    │   ├── SessionRequired          session_required
    │   └── InvalidCredentials       invalid_credentials
    ├── Forbidden 403
    │   ├── InsufficientPermission   insufficient_permission
    │   ├── RecordNotEditable        record_not_editable
    │   ├── AdminRequired            admin_required
    │   └── CrossSiteRequest         cross_site_request
    ├── NotFound 404                 not_found
    ├── MethodNotAllowed 405         method_not_allowed
    ├── RequestTimeout 408           request_timeout
    ├── Conflict 409
    │   ├── NameTaken                name_taken
    │   ├── AlreadyRevoked           already_revoked
    │   ├── AlreadyReplaced          already_replaced
    │   ├── AlreadyExpired           already_expired
    │   ├── InUse                    in_use
    │   ├── ReferenceDeleted         reference_deleted
    │   ├── AmbiguousMatch           ambiguous_match
    │   ├── AlreadySubscribed        already_subscribed
    │   ├── TooManyWebhooks          too_many_webhooks
    │   ├── WebhookEnded             webhook_ended
    │   └── IdempotencyInProgress    idempotency_in_progress
    ├── CursorExpired 410            cursor_expired
    ├── VersionMismatch 412          version_mismatch
    ├── BodyTooLarge 413             body_too_large
    ├── UnsupportedMediaType 415     unsupported_media_type
    ├── Unprocessable 422
    │   ├── ValidationFailed         validation_failed
    │   ├── ReferenceNotFound        reference_not_found
    │   └── IdempotencyMismatch      idempotency_mismatch
    ├── RateLimited 429              rate_limited
    ├── InternalError 500            internal_error
    └── Unavailable 503              unavailable

What the caller reads is `title` and `detail`; the cause of an internal failure goes to the log and nowhere else.
Sources: RFC 9457 (problem details), RFC 9110 §15 (status codes), RFC 6750 §3 (Bearer challenges).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one member of the request; `pointer` is a JSON Pointer (RFC 6901) into the body."""

    pointer: str
    code: str
    detail: str


class SamiError(Exception):
    """A failure that the caller is told about.

    `members` are further members of the problem document, `headers` go out with the answer.
    """

    status: ClassVar[int]
    code: ClassVar[str]
    title: ClassVar[str]

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[FieldError] = (),
        members: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.errors = tuple(errors)
        self.members = dict(members or {})
        self.headers = dict(headers or {})


# 400 ----------------------------------------------------------------------------------------------


class InvalidRequest(SamiError):
    status = 400


class MalformedJson(InvalidRequest):
    code, title = "malformed_json", "The body is not valid JSON"


class UnknownParameter(InvalidRequest):
    code, title = "unknown_parameter", "There is no such query parameter"


class InvalidParameter(InvalidRequest):
    code, title = "invalid_parameter", "A query parameter or header has a value it can't have"


class InvalidCursor(InvalidRequest):
    code, title = "invalid_cursor", "The cursor does not belong to this list"


class MultipleCredentials(InvalidRequest):
    code, title = "multiple_credentials", "More than one API key was sent"

    def __init__(self) -> None:
        super().__init__(
            "Send exactly one key, in one Authorization or X-API-Key header.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_request"'},
        )


# 401 ----------------------------------------------------------------------------------------------

_INVALID_TOKEN = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class Unauthenticated(SamiError):
    status = 401


class MissingCredentials(Unauthenticated):
    code, title = "missing_credentials", "An API key is needed"

    def __init__(self) -> None:
        super().__init__(
            "Send your key as 'Authorization: Bearer sami_…' or 'X-API-Key: sami_…'. "
            "Create one in Settings > Zapier / API Keys.",
            headers={"WWW-Authenticate": "Bearer"},
        )


class InvalidKey(Unauthenticated):
    """Malformed, mistyped, unknown or wrong: all told alike, so that the answer is no oracle."""

    code, title = "invalid_key", "This API key is not valid"

    def __init__(self) -> None:
        super().__init__(
            "The key is mistyped, incomplete, or does not exist. Copy it again, or create a new one in "
            "Settings > Zapier / API Keys.",
            headers=_INVALID_TOKEN,
        )


class KeyRevoked(Unauthenticated):
    code, title = "key_revoked", "This API key was revoked"

    def __init__(self) -> None:
        super().__init__(
            "The key was revoked and can't be used again. Its owner can create a new one in "
            "Settings > Zapier / API Keys.",
            headers=_INVALID_TOKEN,
        )


class KeyExpired(Unauthenticated):
    code, title = "key_expired", "This API key has expired"

    def __init__(self, expired_at: datetime) -> None:
        moment = f"{expired_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
        super().__init__(
            f"At {moment} the key reached its expiry date, or was replaced and its grace was over. Use the key that "
            "took its place, or its owner can create a new one in Settings > Zapier / API Keys.",
            members={"expired_at": moment},
            headers=_INVALID_TOKEN,
        )


class OwnerDeactivated(Unauthenticated):
    code, title = "owner_deactivated", "The owner of this API key is deactivated"

    def __init__(self) -> None:
        super().__init__(
            "A key acts as the person who created it, and that person's account is deactivated. "
            "A workspace admin can reactivate it.",
            headers=_INVALID_TOKEN,
        )


class SessionRequired(Unauthenticated):
    code, title = "session_required", "Sign in first"

    def __init__(self) -> None:
        super().__init__("This address serves the settings panel: it takes a signed-in session, never an API key.")


class InvalidCredentials(Unauthenticated):
    code, title = "invalid_credentials", "E-mail address or password is wrong"


# 403 ----------------------------------------------------------------------------------------------


class Forbidden(SamiError):
    """As it is raised, it says what is missing; `sami.auth.refusals` adds who can fix it."""

    status = 403


class InsufficientPermission(Forbidden):
    code, title = "insufficient_permission", "This API key's permission is too small"

    def __init__(self, *, required: str, actual: str, doing: str, admins_only: bool) -> None:
        """`doing` begins the sentence. `admins_only`: with the permission it would take a workspace admin, too."""
        super().__init__(
            f"{doing} needs a key with the permission '{required}'; yours has '{actual}'.",
            members={"required": required, "actual": actual},
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{required}"'},
        )
        self.required, self.actual, self.admins_only = required, actual, admins_only


class RecordNotEditable(Forbidden):
    code, title = "record_not_editable", "You can see this record, but not change it"

    def __init__(self, owner_id: UUID) -> None:
        # Of what they see, people may not change what is visible to the workspace, and nothing else.
        super().__init__("Only its owner, the owner's teammates and workspace admins can change this record.")
        self.owner_id: UUID | None = owner_id


class NotYoursToConfigure(RecordNotEditable):
    """The same code, for what belongs to the whole workspace."""

    def __init__(self) -> None:
        Forbidden.__init__(self, "Only workspace admins configure pipelines and stages.")
        self.owner_id = None


class AdminRequired(Forbidden):
    code, title = "admin_required", "This is for workspace admins"

    def __init__(self) -> None:
        super().__init__("You are a member of your workspace, not an admin.")


class CrossSiteRequest(Forbidden):
    code, title = "cross_site_request", "Refused: this request came from another site"


# 404, 405, 409, 410, 412, 413, 415 ------------------------------------------------------------------


class NotFound(SamiError):
    """Invisible, missing, deleted or another workspace's: one answer for all, byte for byte."""

    status, code, title = 404, "not_found", "There is nothing here"

    def __init__(self) -> None:
        super().__init__("Nothing at this address exists, or you can't see it.")


class MethodNotAllowed(SamiError):
    status, code, title = 405, "method_not_allowed", "This address does not take this method"


class RequestTimeout(SamiError):
    status, code, title = 408, "request_timeout", "The body took too long to arrive"


class Conflict(SamiError):
    status = 409


class NameTaken(Conflict):
    code, title = "name_taken", "You already have a key with this name"


class AlreadyRevoked(Conflict):
    code, title = "already_revoked", "This key was revoked"


class AlreadyReplaced(Conflict):
    code, title = "already_replaced", "This key was replaced"


class AlreadyExpired(Conflict):
    code, title = "already_expired", "This key has expired"


class InUse(Conflict):
    code, title = "in_use", "Other records need this one"

    def __init__(self, kind: str) -> None:
        super().__init__(f"There are {kind} in it. Move or delete them first.")


class ReferenceDeleted(Conflict):
    code, title = "reference_deleted", "What this record is in was deleted"

    def __init__(self, member: str) -> None:
        super().__init__(f"The record that '{member}' names was deleted. Restore that one first.")


class AmbiguousMatch(Conflict):
    code, title = "ambiguous_match", "Several records match"

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("Several records that you can see match; change one of them by its id.", members={"ids": ids})


class AlreadySubscribed(Conflict):
    code, title = "already_subscribed", "This key has such a webhook already"

    def __init__(self, webhook_id: str) -> None:
        super().__init__(
            "Each event would be sent twice. Delete the webhook that is there first, if its secret is lost.",
            members={"ids": [webhook_id]},
        )


class TooManyWebhooks(Conflict):
    code, title = "too_many_webhooks", "There are as many webhooks as there can be"

    def __init__(self, whose: str, most: int) -> None:
        super().__init__(
            f"A {whose} has {most:,} at most. Delete some that are not needed, or subscribe one to more events."
        )


class WebhookEnded(Conflict):
    code, title = "webhook_ended", "This webhook has ended"

    def __init__(self) -> None:
        super().__init__("Nothing is sent to it any more. Create a new one.")


class IdempotencyInProgress(Conflict):
    code, title = "idempotency_in_progress", "The first request with this Idempotency-Key is still running"


class CursorExpired(SamiError):
    """What follows the cursor in the log of changes is no longer all there."""

    status, code, title = 410, "cursor_expired", "The cursor is too old"

    def __init__(self) -> None:
        super().__init__("Begin anew: call without a cursor for a new one, then list all records once more.")


class VersionMismatch(SamiError):
    status, code, title = 412, "version_mismatch", "The record was changed in the meantime"


class BodyTooLarge(SamiError):
    status, code, title = 413, "body_too_large", "The body is too large"


class UnsupportedMediaType(SamiError):
    status, code, title = 415, "unsupported_media_type", "The body must be JSON"


# 422 ----------------------------------------------------------------------------------------------


class Unprocessable(SamiError):
    status = 422


class ValidationFailed(Unprocessable):
    code, title = "validation_failed", "The body has members that can't be right"


def invalid_member(pointer: str, code: str, detail: str) -> ValidationFailed:
    """For what only shows when a member is seen beside the others."""
    return ValidationFailed(f"See errors: {pointer}.", errors=[FieldError(pointer, code, detail)])


class ReferenceNotFound(Unprocessable):
    """The body names a record that does not exist or that the caller can't see: told alike."""

    code, title = "reference_not_found", "The body names a record that can't be found"

    def __init__(self, pointer: str) -> None:
        super().__init__(
            f"No record that you can see has the id given at {pointer}.",
            errors=[FieldError(pointer, self.code, "No record that you can see has this id.")],
        )


class IdempotencyMismatch(Unprocessable):
    code, title = "idempotency_mismatch", "This Idempotency-Key was used for a different request"


# 429, 5xx -----------------------------------------------------------------------------------------


class RateLimited(SamiError):
    status, code, title = 429, "rate_limited", "Too many calls"

    def __init__(self, *, retry_after: int, detail: str) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


class InternalError(SamiError):
    status, code, title = 500, "internal_error", "Something went wrong on our side"

    def __init__(self) -> None:
        super().__init__("The failure is logged. If it persists, tell us the request id.")


class Unavailable(SamiError):
    status, code, title = 503, "unavailable", "The service can't answer right now"

    def __init__(self) -> None:
        super().__init__("Try again in a moment.", headers={"Retry-After": "1"})
