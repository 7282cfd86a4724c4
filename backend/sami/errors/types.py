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

Callers read `title` and `detail`; the cause of an internal failure goes only to the log.
Sources: RFC 9457 (problem details), RFC 9110 §15 (status codes), RFC 6750 §3 (Bearer challenges).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class FieldError:
    """One invalid member of the body; `pointer` is a JSON Pointer (RFC 6901) to it."""

    pointer: str
    code: str
    detail: str


class SamiError(Exception):
    """A failure that is reported to the caller.

    `members` are extra members of the problem document; `headers` are sent with the response.
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
    code, title = "malformed_json", "The body isn't valid JSON"


class UnknownParameter(InvalidRequest):
    code, title = "unknown_parameter", "Unknown query parameter"


class InvalidParameter(InvalidRequest):
    code, title = "invalid_parameter", "A query parameter or header has an invalid value"


class InvalidCursor(InvalidRequest):
    code, title = "invalid_cursor", "The cursor isn't valid for this list"


class MultipleCredentials(InvalidRequest):
    code, title = "multiple_credentials", "More than one API key was sent"

    def __init__(self) -> None:
        super().__init__(
            "Send one key, in either the Authorization or the X-API-Key header.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_request"'},
        )


# 401 ----------------------------------------------------------------------------------------------

_INVALID_TOKEN = {"WWW-Authenticate": 'Bearer error="invalid_token"'}


class Unauthenticated(SamiError):
    status = 401


class MissingCredentials(Unauthenticated):
    code, title = "missing_credentials", "An API key is required"

    def __init__(self) -> None:
        super().__init__(
            "Send your key as 'Authorization: Bearer sami_…' or 'X-API-Key: sami_…'. "
            "Create one in Settings > Zapier / API Keys.",
            headers={"WWW-Authenticate": "Bearer"},
        )


class InvalidKey(Unauthenticated):
    """Malformed, mistyped, unknown or wrong. The response is the same for all, so that it is no oracle."""

    code, title = "invalid_key", "This API key isn't valid"

    def __init__(self) -> None:
        super().__init__(
            "The key is mistyped, incomplete, or doesn't exist. Copy it again, or create a new one in "
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
            f"The key stopped working at {moment}: it expired, or it was replaced and its grace period ended. Use its "
            "replacement, or ask its owner to create a new key in Settings > Zapier / API Keys.",
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
        super().__init__("This endpoint belongs to the settings panel. It needs a signed-in session, not an API key.")


class InvalidCredentials(Unauthenticated):
    code, title = "invalid_credentials", "Email or password is wrong"


# 403 ----------------------------------------------------------------------------------------------


class Forbidden(SamiError):
    """Raised with what is missing; `sami.auth.refusals` adds who can fix it."""

    status = 403


class InsufficientPermission(Forbidden):
    code, title = "insufficient_permission", "This API key lacks the required permission"

    def __init__(self, *, required: str, actual: str, doing: str, admins_only: bool) -> None:
        """`doing` is the subject of the sentence. `admins_only`: the key's owner must also be a workspace admin."""
        super().__init__(
            f"{doing} needs a key with the '{required}' permission. This key has '{actual}'.",
            members={"required": required, "actual": actual},
            headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{required}"'},
        )
        self.required, self.actual, self.admins_only = required, actual, admins_only


class RecordNotEditable(Forbidden):
    code, title = "record_not_editable", "You can see this record but can't change it"

    def __init__(self, owner_id: UUID) -> None:
        # Records visible to the whole workspace are the only ones that people may see but not change.
        super().__init__("Only its owner, the owner's teammates and workspace admins can change this record.")
        self.owner_id: UUID | None = owner_id


class NotYoursToConfigure(RecordNotEditable):
    """The same code for pipelines and stages, which belong to the whole workspace."""

    def __init__(self) -> None:
        Forbidden.__init__(self, "Only workspace admins can configure pipelines and stages.")
        self.owner_id = None


class AdminRequired(Forbidden):
    code, title = "admin_required", "Only workspace admins can do this"

    def __init__(self) -> None:
        super().__init__("You're a member of this workspace, not an admin.")


class CrossSiteRequest(Forbidden):
    code, title = "cross_site_request", "This request came from another site"


# 404, 405, 409, 410, 412, 413, 415 ------------------------------------------------------------------


class NotFound(SamiError):
    """Invisible, missing, deleted or in another workspace. The response is the same for all, byte for byte."""

    status, code, title = 404, "not_found", "Not found"

    def __init__(self) -> None:
        super().__init__("Nothing exists at this URL, or you can't see it.")


class MethodNotAllowed(SamiError):
    status, code, title = 405, "method_not_allowed", "This endpoint doesn't support this method"


class RequestTimeout(SamiError):
    status, code, title = 408, "request_timeout", "The body took too long to arrive"


class Conflict(SamiError):
    status = 409


class NameTaken(Conflict):
    code, title = "name_taken", "You already have a key with this name"


class AlreadyRevoked(Conflict):
    code, title = "already_revoked", "This key is already revoked"


class AlreadyReplaced(Conflict):
    code, title = "already_replaced", "This key is already replaced"


class AlreadyExpired(Conflict):
    code, title = "already_expired", "This key has already expired"


class InUse(Conflict):
    code, title = "in_use", "Other records still use this one"

    def __init__(self, kind: str) -> None:
        super().__init__(f"It still contains {kind}. Move or delete them first.")


class ReferenceDeleted(Conflict):
    code, title = "reference_deleted", "A record that this one belongs to was deleted"

    def __init__(self, member: str) -> None:
        super().__init__(f"The record that '{member}' refers to was deleted. Restore that record first.")


class AmbiguousMatch(Conflict):
    code, title = "ambiguous_match", "Several records match"

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__("Several records that you can see match. Change one of them by its id.", members={"ids": ids})


class AlreadySubscribed(Conflict):
    code, title = "already_subscribed", "This key already has a webhook with this URL and these events"

    def __init__(self, webhook_id: str) -> None:
        super().__init__(
            "Each event would be sent twice. If you lost the secret of the existing webhook, delete it first.",
            members={"ids": [webhook_id]},
        )


class TooManyWebhooks(Conflict):
    code, title = "too_many_webhooks", "Too many webhooks"

    def __init__(self, whose: str, most: int) -> None:
        super().__init__(
            f"A {whose} can have {most:,} webhooks. Delete those you don't need, or subscribe one to more events."
        )


class WebhookEnded(Conflict):
    code, title = "webhook_ended", "This webhook has ended"

    def __init__(self) -> None:
        super().__init__("Nothing is sent to it anymore. Create a new webhook.")


class IdempotencyInProgress(Conflict):
    code, title = "idempotency_in_progress", "The first request with this Idempotency-Key is still running"


class CursorExpired(SamiError):
    """Some changes that follow the cursor are no longer in the log of changes."""

    status, code, title = 410, "cursor_expired", "The cursor is too old"

    def __init__(self) -> None:
        super().__init__("Start over: call without a cursor to get a new one, then list all records again.")


class VersionMismatch(SamiError):
    status, code, title = 412, "version_mismatch", "The record has changed since you read it"


class BodyTooLarge(SamiError):
    status, code, title = 413, "body_too_large", "The body is too large"


class UnsupportedMediaType(SamiError):
    status, code, title = 415, "unsupported_media_type", "The body must be JSON"


# 422 ----------------------------------------------------------------------------------------------


class Unprocessable(SamiError):
    status = 422


class ValidationFailed(Unprocessable):
    code, title = "validation_failed", "The body has invalid members"


def invalid_member(pointer: str, code: str, detail: str) -> ValidationFailed:
    """The error for a member that is invalid in combination with others, which its schema alone can't tell."""
    return ValidationFailed(f"Invalid: {pointer}. See 'errors'.", errors=[FieldError(pointer, code, detail)])


class ReferenceNotFound(Unprocessable):
    """The body refers to a record that doesn't exist or that the caller can't see; the response is the same."""

    code, title = "reference_not_found", "The body refers to a record that can't be found"

    def __init__(self, pointer: str) -> None:
        super().__init__(
            f"No record that you can see has the id at {pointer}.",
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
        super().__init__("The error has been logged. If it keeps happening, send us the request id.")


class Unavailable(SamiError):
    status, code, title = 503, "unavailable", "The service is temporarily unavailable"

    def __init__(self) -> None:
        super().__init__("Try again in a moment.", headers={"Retry-After": "1"})
