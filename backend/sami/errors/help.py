"""For each code in `errors/types.py`: its cause and its remedy, as published in the docs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ErrorHelp:
    """Markdown limited to plain sentences and `code` marks."""

    when: str
    remedy: str


HELP = {
    # 400
    "malformed_json": ErrorHelp(
        "The body isn't JSON: it is cut off, isn't UTF-8, or has a number or a member name that JSON doesn't allow.",
        "Build the body with your language's JSON library instead of concatenating strings.",
    ),
    "unknown_parameter": ErrorHelp(
        "The endpoint doesn't have one of the query parameters. A mistyped filter never returns everything.",
        "Compare yours with `allowed`, which lists the endpoint's parameters.",
    ),
    "invalid_parameter": ErrorHelp(
        "A query parameter or a header has a value of the wrong type, or one that is out of range.",
        "Correct the one that `parameter` names. `detail` says how.",
    ),
    "invalid_cursor": ErrorHelp(
        "A cursor is valid only for its own list, sort and filters. This one is from another list, or was altered.",
        "Send `next_cursor` back unchanged, with the same sort and filters. Or start over without `cursor`.",
    ),
    "multiple_credentials": ErrorHelp(
        "The call has more than one key: two `Authorization` or two `X-API-Key` headers, or one of each.",
        "Send one key, in one header. Tools often add a header of their own beside yours.",
    ),
    # 401
    "missing_credentials": ErrorHelp(
        "The call has no key.",
        "Send `Authorization: Bearer` and your key. Some clients drop the header when they follow a redirect.",
    ),
    "invalid_key": ErrorHelp(
        "The key is mistyped, incomplete, or doesn't exist.",
        "Copy the whole key again: `sami_`, 10 characters, `_`, 38 characters. If you lost it, create a new one.",
    ),
    "key_revoked": ErrorHelp(
        "Somebody revoked the key. Revoking takes effect with the next call and can't be undone.",
        "Ask the key's owner to create a new key, and use that one instead.",
    ),
    "key_expired": ErrorHelp(
        "The key reached the expiry date that was chosen when it was created, or it was replaced and its grace period "
        "ended. `expired_at` says when.",
        "If the key was replaced, use its replacement. Otherwise, ask its owner to create a new key.",
    ),
    "owner_deactivated": ErrorHelp(
        "A key acts as the person who created it, and that person's account is deactivated.",
        "Ask a workspace admin to reactivate the account, or use a key that somebody else creates.",
    ),
    "session_required": ErrorHelp(
        "The endpoint belongs to the settings panel. It needs a signed-in session and doesn't accept API keys.",
        "Sign in. With an API key, call the endpoints under `/v1`.",
    ),
    "invalid_credentials": ErrorHelp(
        "The email address and the password don't match, or the account is deactivated.",
        "Check both and try again.",
    ),
    # 403
    "insufficient_permission": ErrorHelp(
        "The key's permission doesn't allow this call. `required` is the permission that the call needs, `actual` the "
        "one that the key has.",
        "If `fix` is `create_key`, the key's owner can create another key at `fix_url`; the permission of an existing "
        "key can't be raised. If it is `ask_admin`, none of the owner's keys can make this call: ask somebody in "
        "`who_can_fix`.",
    ),
    "record_not_editable": ErrorHelp(
        "The key's owner can see this record but may not change it.",
        "Ask somebody in `who_can_fix` to make the change, or ask a workspace admin to make you a teammate of the "
        "record's owner. Only workspace admins can configure pipelines and stages.",
    ),
    "admin_required": ErrorHelp(
        "Only workspace admins can do this, and you aren't one.",
        "Ask one of the admins in `who_can_fix`.",
    ),
    "cross_site_request": ErrorHelp(
        "A page on another site tried to use the settings panel in your name.",
        "Open the settings panel itself. In scripts, use an API key and the endpoints under `/v1`.",
    ),
    # 404, 405, 408
    "not_found": ErrorHelp(
        "Nothing exists at this URL, or the key's owner can't see it. The response is the same for both.",
        "Check the id and the URL. If the record exists, its owner or a workspace admin can change its visibility.",
    ),
    "method_not_allowed": ErrorHelp(
        "The endpoint exists, but not with this method.",
        "Use one of the methods in the `Allow` header.",
    ),
    "request_timeout": ErrorHelp(
        "The whole body didn't arrive within 10 seconds. Nothing was changed.",
        "Retry the call. If it happens again, send less at a time.",
    ),
    # 409
    "name_taken": ErrorHelp(
        "You already have a key with this name (ignoring case). Revoked, expired and replaced keys free their names.",
        "Choose another name, or revoke the other key first.",
    ),
    "already_revoked": ErrorHelp(
        "The key is revoked, and a revoked key can't be changed.",
        "Create a new key.",
    ),
    "already_replaced": ErrorHelp(
        "The key already has a replacement, and can have only one.",
        "Use the replacement, or replace that key in turn.",
    ),
    "already_expired": ErrorHelp(
        "An expired key can't be replaced: the replacement would already have expired.",
        "Create a new key.",
    ),
    "in_use": ErrorHelp(
        "The record to delete still contains other records, such as the deals in a stage.",
        "Move or delete those first. `detail` says what they are.",
    ),
    "reference_deleted": ErrorHelp(
        "The record can't be restored because a record that it belongs to was deleted, such as a deal's stage.",
        "Restore that record first. `detail` names the member that refers to it.",
    ),
    "ambiguous_match": ErrorHelp(
        "Several contacts that you can see have this email address, so an upsert can't know which one you mean.",
        "Change one of the contacts in `ids` by its id.",
    ),
    "already_subscribed": ErrorHelp(
        "This key already has a webhook with the same URL and the same events, so each event would be sent twice.",
        "Use the webhook whose id is in `ids`. If you lost its secret, delete it and create a new one.",
    ),
    "too_many_webhooks": ErrorHelp(
        "The key has 100 webhooks that haven't ended, or its workspace has 1,000.",
        "Delete the webhooks that you don't need. One webhook can subscribe to any number of events.",
    ),
    "webhook_ended": ErrorHelp(
        "The webhook ended by itself, for the reason in its `ended_reason`. Nothing is sent to it anymore.",
        "Create a new webhook once the receiver works again.",
    ),
    "idempotency_in_progress": ErrorHelp(
        "The first call with this `Idempotency-Key` is still running.",
        "Wait a second and repeat the same call. You get the response of the first one.",
    ),
    # 410, 412, 413, 415
    "cursor_expired": ErrorHelp(
        "Changes are kept for 30 days, and some that follow this cursor are gone: continuing would leave your copy "
        "wrong. This also happens after the database is restored from a backup.",
        "Start over: call without `cursor` to get a new one, then list all records again to replace your copy.",
    ),
    "version_mismatch": ErrorHelp(
        "Somebody changed the record after you read it, so `If-Match` names an old version.",
        "Read the record again, apply your change to it, and send its new `ETag`.",
    ),
    "body_too_large": ErrorHelp(
        "The body is larger than `limit_bytes`.",
        "Send less at a time. Batches can be split.",
    ),
    "unsupported_media_type": ErrorHelp(
        "`Content-Type` doesn't say that the body is JSON.",
        "Send `Content-Type: application/json`.",
    ),
    # 422
    "validation_failed": ErrorHelp(
        "The body is JSON, but some members are unknown, missing or invalid. Nothing was changed.",
        "Correct each of `errors`: `pointer` says where it is, `code` and `detail` say what is wrong.",
    ),
    "reference_not_found": ErrorHelp(
        "The body has the id of a record that doesn't exist, or that the key's owner can't see.",
        "Check the id at the `pointer` in `errors`.",
    ),
    "idempotency_mismatch": ErrorHelp(
        "This `Idempotency-Key` was used within the last 24 hours with another URL, parameter or body.",
        "Use a new key for each new change, and reuse a key only to repeat the same call.",
    ),
    # 429, 5xx
    "rate_limited": ErrorHelp(
        "There were more calls than the limit allows.",
        "Wait for the number of seconds in `Retry-After`, then continue.",
    ),
    "internal_error": ErrorHelp(
        "Something went wrong on our side. The error has been logged.",
        "Retry later. Retry a change with its `Idempotency-Key`. If it keeps happening, send us the `request_id`.",
    ),
    "unavailable": ErrorHelp(
        "The database is temporarily unreachable or overloaded.",
        "Wait for the number of seconds in `Retry-After` and retry the call. Retry a change with its "
        "`Idempotency-Key`.",
    ),
}
