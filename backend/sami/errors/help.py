"""For each code in `errors/types.py`: when it is answered, and what to do about it. Read by people, in the docs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorHelp:
    """Both are Markdown of `code` marks and plain sentences, nothing else."""

    when: str
    remedy: str


HELP = {
    # 400
    "malformed_json": ErrorHelp(
        "The body is not JSON: cut off, not UTF-8, or a number or a member's name that JSON can't have.",
        "Build the body with your language's JSON library instead of putting text together.",
    ),
    "unknown_parameter": ErrorHelp(
        "The address does not know one of the query parameters. A mistyped filter never answers with everything.",
        "Compare with `allowed`, which lists the parameters that there are.",
    ),
    "invalid_parameter": ErrorHelp(
        "A query parameter or a header has a value of the wrong kind, or one that is out of range.",
        "Correct the one that `parameter` names, as `detail` says.",
    ),
    "invalid_cursor": ErrorHelp(
        "A cursor belongs to one list, with its sort and its filters. This one is of another, or was altered.",
        "Send `next_cursor` back as it came, with the same sort and filters; or begin again without `cursor`.",
    ),
    "multiple_credentials": ErrorHelp(
        "The call carries more than one key: two `Authorization` or `X-API-Key` headers, or one of each.",
        "Send one key, in one header. Tools often add a header of their own beside yours.",
    ),
    # 401
    "missing_credentials": ErrorHelp(
        "The call carries no key.",
        "Send `Authorization: Bearer` and your key. Some clients drop the header when they follow a redirect.",
    ),
    "invalid_key": ErrorHelp(
        "The key is mistyped, incomplete, or does not exist.",
        "Copy the whole key again: `sami_`, 10 characters, `_`, 38 characters. If it is lost, create a new one.",
    ),
    "key_revoked": ErrorHelp(
        "Somebody revoked the key. That is for good, and holds from the very next call.",
        "The key's owner creates a new key, and you put it in the place of this one.",
    ),
    "key_expired": ErrorHelp(
        "The key has reached the expiry date that was chosen when it was created; or it was replaced, and the time "
        "that it went on beside its replacement is over. `expired_at` says when.",
        "If the key was replaced, use its replacement. If not, its owner creates a new key for you to use.",
    ),
    "owner_deactivated": ErrorHelp(
        "A key acts as the person who created it, and that person's account is deactivated.",
        "A workspace admin reactivates the person; or somebody else creates a key of their own.",
    ),
    "session_required": ErrorHelp(
        "The address serves the settings panel. It takes a signed-in session, never an API key.",
        "Sign in; or, with an API key, call the addresses under `/v1`.",
    ),
    "invalid_credentials": ErrorHelp(
        "E-mail address and password don't belong together, or the account is deactivated.",
        "Check both and try again.",
    ),
    # 403
    "insufficient_permission": ErrorHelp(
        "The key's permission does not reach to this call, whoever its owner is. `required` says which one the call "
        "needs, `actual` which one the key has.",
        "If `fix` is `create_key`, the key's owner creates another key at `fix_url`; a key's permission can't be "
        "raised. If it is `ask_admin`, the owner's keys will not do: ask one of those that `who_can_fix` names.",
    ),
    "record_not_editable": ErrorHelp(
        "The person the key acts as can see this record, but may not change it.",
        "Ask one of those that `who_can_fix` names to make the change, or a workspace admin to make you a teammate of "
        "the record's owner. Pipelines and stages are configured by workspace admins.",
    ),
    "admin_required": ErrorHelp(
        "This is for workspace admins, and you are not one.",
        "Ask one of the admins that `who_can_fix` names.",
    ),
    "cross_site_request": ErrorHelp(
        "A page of another site tried to use the settings panel in your name.",
        "Open the settings panel itself. Scripts use an API key and the addresses under `/v1`.",
    ),
    # 404, 405, 408
    "not_found": ErrorHelp(
        "There is nothing at this address, or the person the key acts as can't see it. Both are answered alike.",
        "Check the id and the address. Of a record that exists, its owner or a workspace admin can change the "
        "visibility.",
    ),
    "method_not_allowed": ErrorHelp(
        "The address exists, but not with this method.",
        "Use one of those that the `Allow` header names.",
    ),
    "request_timeout": ErrorHelp(
        "The body did not arrive in full within 10 seconds. Nothing was done.",
        "Repeat the call. If it happens again, send less at a time.",
    ),
    # 409
    "name_taken": ErrorHelp(
        "You have another key with this name, in capitals or not. A revoked, expired or replaced key frees its name.",
        "Choose another name, or revoke the other key first.",
    ),
    "already_revoked": ErrorHelp(
        "A revoked key stays as it is.",
        "Create a new key.",
    ),
    "already_replaced": ErrorHelp(
        "The key has a successor already, and a key has only one.",
        "Use the successor; or replace that one.",
    ),
    "already_expired": ErrorHelp(
        "An expired key can't be replaced, as its successor would have no longer a life.",
        "Create a new key.",
    ),
    "in_use": ErrorHelp(
        "Other records are in the one that is to be deleted, such as deals in a stage.",
        "Move or delete those first; `detail` says what they are.",
    ),
    "reference_deleted": ErrorHelp(
        "The record can't be restored, because the one that it is in was itself deleted.",
        "Restore that one first; `detail` names the member that refers to it.",
    ),
    "ambiguous_match": ErrorHelp(
        "Several contacts that you can see have this e-mail address, so that an upsert can't know which is meant.",
        "Change one of those in `ids` by its id.",
    ),
    "already_subscribed": ErrorHelp(
        "This key has a webhook with the same URL and the same events, so that each would be sent twice.",
        "Use the one whose id is in `ids`. If its secret is lost, delete it and create a new one.",
    ),
    "too_many_webhooks": ErrorHelp(
        "The key has 100 webhooks that have not ended, or its workspace 1,000.",
        "Delete those that are not needed. One webhook can be told of any number of events.",
    ),
    "webhook_ended": ErrorHelp(
        "The webhook has ended by itself, as its `ended_reason` says, and nothing is sent to it any more.",
        "Create a new one when its receiver is well again.",
    ),
    "idempotency_in_progress": ErrorHelp(
        "The first call with this `Idempotency-Key` is still at work.",
        "Wait a second and repeat the same call: you get the first one's answer.",
    ),
    # 410, 412, 413, 415
    "cursor_expired": ErrorHelp(
        "Changes are kept for 30 days, and some that come after this cursor are gone: reading on would leave your copy "
        "wrong. The same is answered after the database was restored from a backup.",
        "Begin anew: call without `cursor` for a new one, then list all records once more in the place of your copy.",
    ),
    "version_mismatch": ErrorHelp(
        "Somebody changed the record since you read it, so that `If-Match` names a version that is past.",
        "Read the record again, apply your change to what it is now, and send its new `ETag`.",
    ),
    "body_too_large": ErrorHelp(
        "The body has more bytes than `limit_bytes`.",
        "Send less at a time; batches can be split.",
    ),
    "unsupported_media_type": ErrorHelp(
        "`Content-Type` does not say that the body is JSON.",
        "Send `Content-Type: application/json`.",
    ),
    # 422
    "validation_failed": ErrorHelp(
        "The body is JSON, but some members are unknown, missing, or of a kind that they can't be. Nothing was done.",
        "Correct each of `errors`: `pointer` says where, `code` and `detail` say what.",
    ),
    "reference_not_found": ErrorHelp(
        "The body names a record by an id that does not exist, or that the person the key acts as can't see.",
        "Check the id at the `pointer` in `errors`.",
    ),
    "idempotency_mismatch": ErrorHelp(
        "This `Idempotency-Key` was used within 24 hours for another address, parameter or body.",
        "Use a new key for each new change, and the old one only to repeat the very same call.",
    ),
    # 429, 5xx
    "rate_limited": ErrorHelp(
        "There were more calls than are allowed in this time.",
        "Wait as many seconds as `Retry-After` says, then go on.",
    ),
    "internal_error": ErrorHelp(
        "Something broke on our side. It was logged.",
        "Repeat the call later, a change with its `Idempotency-Key`. If it persists, tell us the `request_id`.",
    ),
    "unavailable": ErrorHelp(
        "The database is away or overloaded for a moment.",
        "Wait as many seconds as `Retry-After` says and repeat the call, a change with its `Idempotency-Key`.",
    ),
}
