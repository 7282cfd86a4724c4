"""The words before the reference in the docs."""

INTRODUCTION = """\
The public API of SAMI OS. Tools such as Zapier, n8n or Make, and scripts of your own, use it to work with your
contacts, deals and messages on your behalf.

## Authentication

Create a key in **Settings > Zapier / API Keys** and send it with every call:

```sh
curl https://YOUR-SAMI-OS/v1/me \\
  -H "Authorization: Bearer sami_…"
```

Tools that can't send a bearer token may send `X-API-Key: sami_…` instead, but not both. Never put a key in a URL.
`GET /v1/me` tells whom a key acts for and what it may do; it is a good first call.

A key is shown once, when it is created. It looks like `sami_`, 10 characters, `_`, 38 characters. A key that is lost
can't be recovered: revoke it and create a new one. A revoked key stops working with the very next call.

## What a key can reach

A key acts as the person who created it. It reaches the records that person can see in SAMI OS at that moment: their
own, those shared with their teams, and those shared with the whole workspace. What that person can't see does not
exist for the key: you get the same `404` as for an id that never existed.

## Permissions

| Permission | May do |
|---|---|
| Read only (`read`) | View records. Every change is refused with `403 insufficient_permission`. |
| Read & write (`write`) | View records; create, change and delete those that the person may edit. |
| Admin (`admin`) | All that the person could do by hand. |

Beyond changing records, that is to restore them, delete them for good, and change their owner or visibility; to list
users and teams; and, where the person is a workspace admin, to configure pipelines and stages.

Who sees a record is its owner, workspace admins, and, by its `visibility`, everyone (`workspace`), the owner's
teammates (`team`) or nobody else (`private`). Its owner, workspace admins and, unless it is private, the owner's
teammates may change it. A deal or message that names a contact is seen by those alone who also see the contact.

## Errors

Every failure is `application/problem+json` (RFC 9457) with a stable `code`, and a `request_id` that is also in the
`Request-Id` header. Program against `code`; show `detail` to people. [All codes](/docs/errors) are
listed. Unknown query parameters (`400`) and unknown members of a body (`422`) are errors too: a mistyped filter never
answers with everything.

## Lists

Lists come newest first, a page at a time: `{"data": [...], "has_more": true, "next_cursor": "…"}`. Pass
`next_cursor` as `cursor`, with the same sort and filters, or follow the `Link` header. Pages continue behind the last
record you saw, so nothing is skipped or repeated while others write.

```sh
curl "https://YOUR-SAMI-OS/v1/deals?stage_id=…&sort=expected_close_on&expand=contact&limit=100" \
  -H "Authorization: Bearer sami_…"
```

- `sort` names a member, with `-` for descending.
- Members named as parameters filter by equality; `created_after`, `created_before` and `updated_since` by time. To keep
  a copy up to date, ask for `updated_since` with `sort=updated_at`, and `include_deleted=true` to learn what went.
- `q` finds records that contain all of its words, in any case and with or without accents, at once after they were
  created. One or two letters find beginnings of words only.
- `fields=id,email` sends those members alone. `expand=contact` adds the records that a record names, in full; one that
  you can't see is `null`.
- `…/count` tells how many records a list has, up to 10,000.

## Changes

`PATCH` is a JSON merge patch: what is absent stays, what is `null` is cleared. Each record has a `version`, which is
also its `ETag`: send it back as `If-Match`, and a change that somebody made in between gives you `412 version_mismatch`
instead of being overwritten. `If-None-Match` on a read gives you `304` while nothing has changed.

`DELETE` marks a record deleted; it can be restored. With `permanent=true` it is gone for good: deals and messages that
named a contact then name none, and are seen by nobody who did not see them before, but for their owners.

`PUT /v1/contacts/upsert?match=email` changes the contact with that address or creates it, and says which (`created`).

`POST …/batch` takes up to 100 items: each without an `id` is created, each with one is changed. Every item stands for
itself: look at each `status`.

## Repeating a call safely

When an answer is lost, you can't know whether the change was made. Send an `Idempotency-Key` of your own, such as a
UUID, with any change, and repeat the call with the same key: it acts once, and you get the first answer again, with
`Idempotent-Replayed: true`. Another address, parameter or body with the same key is refused with
`422 idempotency_mismatch`; while the first is still running you get `409 idempotency_in_progress`. A call that failed
did nothing and may be repeated as it is. Keys are kept for 24 hours, each API key's own. Of a batch that was cut off,
repeating it does the rest.

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
| A text | 200 characters; a message's `body` 20,000, an e-mail address 254, a phone number 40, a tag 50 |
| `tags` | 50 |
| `custom` | 50 keys, 16 KiB, 8 levels, numbers up to ±(2⁵³ − 1) |
| `q` | 200 characters, 10 words |

Each refusal names the limit that was met.

## Versions

This is version 1: its addresses begin with `/v1`. Within it we only add: new addresses, new parameters that may be left
out, new members in answers, new error codes. So let your program ignore members that it doesn't know, and treat an
unknown `code` by its `status`. What would break a program written against version 1 comes as `/v2`, beside it.
"""
