"""The words before the reference in the docs: Markdown, part of the published document."""

from collections.abc import Iterable

from sami.error_help import HELP
from sami.errors import SamiError

#: Where examples have the address of the service, and where they have a key. The docs page puts in its own address and
#: the beginning of its visitor's own key; tests put in what they run against.
ADDRESS, KEY = "https://YOUR-SAMI-OS", "sami_…"


def introduction(errors: Iterable[type[SamiError]]) -> str:
    """`errors`: all that the public API can answer."""
    rows = (
        f"| `{error.code}` | {error.status} | {error.title}. {HELP[error.code].remedy} |"
        for error in sorted(errors, key=lambda error: (error.status, error.code))
    )
    return _TEXT.replace("{every error}", "\n".join(rows))


_TEXT = """\
## Introduction

The public API of SAMI OS. Tools such as Zapier, n8n or Make, and scripts of your own, use it to work with your
contacts, deals and messages on your behalf: JSON over HTTPS, the same records that you see in SAMI OS.

## Quick start

**1. Make a key.** In **Settings > Zapier / API Keys** choose **Create key**, give it a name and a permission, and copy
it. It is shown this once.

**2. Make your first call.** `GET /v1/me` asks whom a key acts for:

```sh
curl https://YOUR-SAMI-OS/v1/me \\
  -H "Authorization: Bearer sami_…"
```

**3. Look at what comes back.** You, your workspace, the key, and what it may do:

```json
{
  "user": {
    "id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d",
    "name": "Ada Lovelace",
    "email": "ada@example.com",
    "role": "member"
  },
  "workspace": {
    "id": "01979f2e-4c0a-7d21-8a5e-91b7c3f0d6e2",
    "name": "Analytical Engines"
  },
  "key": {
    "id": "01979f2e-77d3-7b0c-b3a1-2f5e8c9d4a60",
    "name": "My first key",
    "prefix": "sami_4fJk29sLqZ",
    "permission": "read",
    "expires_at": null
  },
  "rights": ["profile:read", "contacts:read", "deals:read", "messages:read", "pipelines:read"]
}
```

The key works. Next, list your contacts in the language of your choice.

## Guides

- [Python or JavaScript](/docs/guides/quick-start): complete programs to begin with, that know what to do when they are
  refused.
- [n8n](/docs/guides/n8n) and [Make](/docs/guides/make), step by step: the key's place, lists of many pages, and what
  starts when something changes.
- [Secret scanners](/docs/guides/secret-scanners): how to find keys that leaked, and have them revoked.

## Authenticate

Send your key with every call, as a bearer token in the `Authorization` header. Keep it out of your code: the examples
read it from the environment.

### curl

```sh
export SAMI_API_KEY="sami_…"

curl "https://YOUR-SAMI-OS/v1/contacts?limit=5" \\
  -H "Authorization: Bearer $SAMI_API_KEY"
```

### Python

With HTTPX (`pip install httpx`):

```python
import os

import httpx

key = os.environ["SAMI_API_KEY"]
url = "https://YOUR-SAMI-OS/v1/contacts"

answer = httpx.get(
    url,
    params={"limit": 5},
    headers={"Authorization": f"Bearer {key}"},
)
body = answer.json()
if answer.is_error:
    raise SystemExit(f"{body['code']}: {body['detail']}")

for contact in body["data"]:
    print(contact["id"], contact["email"])
```

### JavaScript

With what Node.js has built in, in a file that ends in `.mjs`. Never in a web page, whose visitors could all read your
key:

```js
const key = process.env.SAMI_API_KEY
const url = 'https://YOUR-SAMI-OS/v1/contacts?limit=5'

const answer = await fetch(url, {
  headers: { Authorization: `Bearer ${key}` },
})
const body = await answer.json()
if (!answer.ok) throw new Error(`${body.code}: ${body.detail}`)

for (const contact of body.data) {
  console.log(contact.id, contact.email)
}
```

### Keep your key safe

A key looks like `sami_`, 10 characters, `_`, 38 characters. It is shown once, when it is created: one that is lost
can't be recovered, so revoke it and create a new one. A revoked key stops working with the very next call. Never put a
key in a URL, which ends up in logs and histories.

Tools that can't send a bearer token may send `X-API-Key: sami_…` instead, but not both.

## Permissions

A key **acts as the person who created it**. It may do what that person may do *and* its permission allows, never more.
Change the person's role or teams, and what their keys reach changes with the next call. Of the permissions, Read only
(`read`), Read & write (`write`) and Admin (`admin`), each includes the one before.

| What a key may do | Read only | Read & write | Admin |
|---|---|---|---|
| View contacts, deals, messages, pipelines and its own profile | yes | yes | yes |
| Create, change and delete records that the person may edit | no | yes | yes |
| Subscribe webhooks | no | yes | yes |
| Restore records, delete them for good, change their owner or visibility | no | no | yes |
| List the workspace's users and teams | no | no | yes |
| Configure pipelines and stages | no | no | if the person is a workspace admin |

No key can create, list or change keys. `GET /v1/me` lists what yours may do, as `rights`.

### What a key can reach

It reaches the records that its person can see in SAMI OS at that moment. Who sees a record is its owner, workspace
admins, and, by its `visibility`, everyone (`workspace`), the owner's teammates (`team`) or nobody else (`private`). Its
owner, workspace admins and, unless it is private, the owner's teammates may change it. A deal or message that names a
contact is seen by those alone who also see the contact.

What that person can't see does not exist for the key: you get the same `404` as for an id that never existed.

### Who can fix a refusal

A `403` says in `fix` what would make the call possible, in `who_can_fix` who can do that, some of them by name, and in
`detail` both for people:

- `create_key`: the key's permission, `actual`, is smaller than what the call needs, `required`. The key's owner can
  create another key at `fix_url`, where the form is filled in; the permission of one that exists can't be raised.
- `ask_owner`: you see the record, but may not change it. Its owner or a workspace admin can. A key that may list users
  is told the owner's name; others find the `owner_id` in the record.
- `ask_admin`: only workspace admins can do it, and the person the key acts for is none: no key of theirs will do.

Of the other refusals:

- `not_found` (404): there is no such record, or you can't see it. If it exists, its owner or a workspace admin can
  change its `visibility`.
- `key_revoked`, `key_expired` (401): the key is dead. Its owner can create a new one.
- `owner_deactivated` (401): the account of the key's owner is. A workspace admin can reactivate it.

## Errors

Every failure is `application/problem+json` (RFC 9457), and looks like this:

```json
{
  "type": "/docs/errors/insufficient_permission",
  "title": "This API key's permission is too small",
  "status": 403,
  "detail": "This call needs a key with the permission 'write'; yours has 'read'. …",
  "code": "insufficient_permission",
  "request_id": "req_5f0c2ab49d1e88c07b3a6f21",
  "required": "write",
  "actual": "read",
  "fix": "create_key",
  "who_can_fix": [{"who": "key_owner", "name": "Ada Lovelace"}],
  "fix_url": "/settings/api-keys?create=1&name=My+first+key+%28write%29&permission=write"
}
```

Program against `code`, which is stable; show `detail` to people; tell us `request_id`, which is also in the
`Request-Id` header, when you ask for help. `type` is the address of a page that explains the code. Where a body is
wrong, `errors` lists each place: `{"pointer": "/email", "code": "…", "detail": "…"}`.

Unknown query parameters (`400`) and unknown members of a body (`422`) are errors too: a mistyped filter never answers
with everything.

### Every code

| Code | Status | What it means, and what to do |
|---|---|---|
{every error}

[What each code means, at more length](/docs/errors).

## Lists

Lists come newest first, a page at a time: `{"data": [...], "has_more": true, "next_cursor": "…"}`. Pass
`next_cursor` as `cursor`, with the same sort and filters, or follow the `Link` header. Pages continue behind the last
record you saw, so nothing is skipped or repeated while others write.

```sh
curl "https://YOUR-SAMI-OS/v1/deals?stage_id=…&sort=expected_close_on&expand=contact&limit=100" \
  -H "Authorization: Bearer sami_…"
```

- `sort` names a member, with `-` for descending.
- Members named as parameters filter by equality; `created_after`, `created_before` and `updated_since` by time.
- `q` finds records that contain all of its words, in any case and with or without accents, at once after they were
  created. One or two letters find beginnings of words only.
- `fields=id,email` sends those members alone. `expand=contact` adds the records that a record names, in full; one that
  you can't see is `null`.
- `…/count` tells how many records a list has, up to 10,000.

## Keep a copy in sync

`GET /v1/changes` tells what changed of all that you see, so that nothing has to be listed again:

1. Call it without a cursor. Nothing comes, but a `next_cursor` that stands for now.
2. List all records, and keep them by `id`.
3. Call it with the cursor, as often as you like, and each time take the new `next_cursor`. Put each `record` in the
   place of the one that you have with its id. Where `record` is `null`, remove that one: it was deleted, or you no
   longer see it.

```sh
curl "https://YOUR-SAMI-OS/v1/changes?cursor=…" \
  -H "Authorization: Bearer sami_…"
```

Then your copy is what the lists would give you. No change is skipped, however long the transaction took that made it;
some may be told twice, and each with the record as it is by now. It also tells what you came to see, and no longer see,
because a record got another owner or visibility, or somebody another team or role. `has_more` says that there is more
at once, even where a page is empty. Keep `next_cursor` with your copy: after 30 days without a call it may be refused
with `410 cursor_expired`; then begin again at 1.

## Changes

`PATCH` is a JSON merge patch: what is absent stays, what is `null` is cleared. Each record has a `version`, which is
also its `ETag`: send it back as `If-Match`, and a change that somebody made in between gives you `412 version_mismatch`
instead of being overwritten. `If-None-Match` on a read gives you `304` while nothing has changed.

`DELETE` marks a record deleted; it can be restored. With `permanent=true` it is gone for good: deals and messages that
named a contact then name none, and are seen by nobody who did not see them before, but for their owners.

`PUT /v1/contacts/upsert?match=email` changes the contact with that address or creates it, and says which (`created`).

`POST …/batch` takes up to 100 items: each without an `id` is created, each with one is changed. Every item stands for
itself: look at each `status`.

## Webhooks

Instead of asking again and again what has changed, be told. `POST /v1/webhooks` with a URL and the events that you want
to hear of; from then on, changes to records that you see are sent there within seconds:

```json
{
  "id": "01979f2e-9c41-7e02-b6d8-3a5c7e1f9b24",
  "type": "contact.created",
  "timestamp": "2026-03-31T09:30:00.000000Z",
  "data": {"id": "01979f2e-5b1c-7a64-9d0b-6c1f0a2e4b7d", "first_name": "Ada", "…": "…"}
}
```

The events are `created`, `updated`, `deleted` and `restored`, of `contact`, `deal` and `message`; and
`deal.stage_changed`, which is sent besides `deal.updated`. `data` is the record as `GET` gives it **when the message is
sent**, so that a message that comes late never brings old news. Of what was deleted it is `{"id": …, "deleted_at": …}`.

**Answer** with any status from 200 to 299 within 10 seconds, before you do any work; anything else, redirects too, is a
failure. It is sent again after 5 seconds, 30 seconds, 2 minutes and so on, for 24 hours; `Retry-After` is heeded. 410
ends the webhook, and so do three days without a success. `GET /v1/webhooks/{id}/deliveries` shows what was sent and
how it went, `POST …/redeliver` sends one again.

**Expect the same message twice**: its `webhook-id` is the same, so remember those of the last days. The messages about
one record come in the order of its changes; those about different records come in any.

**Verify the signature**, or anybody could send you contacts. Messages are signed as
[Standard Webhooks](https://www.standardwebhooks.com) has it, with the `secret` that you got when you subscribed. There
is a library for most languages; in Python (`pip install standardwebhooks`):

```python
import os

from standardwebhooks import Webhook


def receive(headers: dict[str, str], body: bytes) -> str:
    # Raises WebhookVerificationError for what is not from SAMI OS.
    secret = os.environ["SAMI_WEBHOOK_SECRET"]
    message = Webhook(secret).verify(body, headers)
    return f"{message['type']}: {message['data']['id']}"
```

By hand: the base64 of HMAC-SHA-256 over `webhook-id`, `webhook-timestamp` and the body as it came, with dots between,
by the bytes whose base64 follows `whsec_`, stands behind `v1,` in `webhook-signature`. Compare in constant time, and
refuse a timestamp that is more than five minutes off.

A webhook belongs to the key that made it and acts as its person: what they don't see, it is not told of, and when the
key is revoked, expires, or the person is deactivated, it ends. When you replace a key, subscribe with the new one.

## Repeating a call safely

When an answer is lost, you can't know whether the change was made. Send an `Idempotency-Key` of your own, such as a
UUID, with any change, and repeat the call with the same key: it acts once, and you get the first answer again, with
`Idempotent-Replayed: true`. Another address, parameter or body with the same key is refused with
`422 idempotency_mismatch`; while the first is still running you get `409 idempotency_in_progress`. A call that failed
did nothing and may be repeated as it is. Keys are kept for 24 hours, each API key's own. Of a batch that was cut off,
repeating it does the rest.

## Trying a change first

Add `dry_run=true` to any change, be it a `POST`, `PATCH`, `PUT` or `DELETE`: it is checked and made as ever, then
undone before anybody else could see it. You get the answer that the real call would get at this moment, a refusal or
the record with its new `ETag`, and `Dry-Run: true` to say that nothing has happened. Of a batch, each item finds what
the ones before it did.

```sh
curl -X DELETE "https://YOUR-SAMI-OS/v1/contacts/…?permanent=true&dry_run=true" \
  -H "Authorization: Bearer sami_…"
```

- It takes the permission that the real call takes: a Read only key tries nothing out.
- A new record's `id` is one that won't be used again, and there is no `Location`.
- An `Idempotency-Key` is looked at, and not used up: send the real call with the same one. What was done with it
  already is answered once more, as to any repetition.
- It counts as a call, against the limit and as use of the key.

## Values

Moments are RFC 3339 in UTC, `2026-03-31T09:30:00.000000Z`; days are `2026-03-31`. Ids are UUIDs that grow with time.
Amounts are decimal text, `"1250.00"`, with a currency of ISO 4217 and no more digits after the point than that has.
E-mail addresses are kept in lower case, phone numbers as E.164 (`+442079460958`): send them with their country code.

## Limits

| What | At most |
|---|---|
| A body | 1 MiB, arriving within 10 seconds |
| A page | 100 records |
| A batch | 100 items |
| Webhooks of a key | 100 |
| A text | 200 characters; a message's `body` 20,000, an e-mail address 254, a phone number 40, a tag 50 |
| `tags` | 50 |
| `custom` | 50 keys, 16 KiB, 8 levels, numbers up to ±(2⁵³ − 1) |
| `q` | 200 characters, 10 words |

Each refusal names the limit that was met.

### How often you may call

Each key may make so many calls in each window of time; then the count begins anew. Every answer to a key says how it
stands:

```http
RateLimit-Policy: "key";q=1000;w=60
RateLimit: "key";r=997;t=41
```

That is: 1,000 calls in 60 seconds, of which 997 are left for the next 41 seconds. One call too many is
`429 rate_limited`, did nothing, and says in `Retry-After` how many seconds to wait. Refused calls count, too.

## Found a key?

Whoever finds somebody's key where it should not be can end it, without an account: `POST /v1/keys/revoke-leaked`. The
answer tells nothing about the key. [How to find and report keys](/docs/guides/secret-scanners).

## Versions

This is version 1: its addresses begin with `/v1`. Within it we only add: new addresses, new parameters that may be left
out, new members in answers, new error codes. So let your program ignore members that it doesn't know, and treat an
unknown `code` by its `status`. What would break a program written against version 1 comes as `/v2`, beside it.
"""
