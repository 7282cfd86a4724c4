"""The words before the reference in the docs."""

INTRODUCTION = """\
The public API of SAMI OS. Tools such as Zapier, n8n or Make, and scripts of your own, use it to work with your
contacts on your behalf.

## Authentication

Create a key in **Settings > Zapier / API Keys** and send it with every call:

```sh
curl https://YOUR-SAMI-OS/v1/me \\
  -H "Authorization: Bearer sami_…"
```

Tools that can't send a bearer token may send `X-API-Key: sami_…` instead. Never put a key in a URL. `GET /v1/me`
tells whom a key acts for and what it may do; it is a good first call.

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
| Admin (`admin`) | All that the person could do by hand: also restore, delete for good, change owner or visibility. |

## Errors

Every failure is `application/problem+json` (RFC 9457) with a stable `code`, and a `request_id` that is also in the
`Request-Id` header. Program against `code`; show `detail` to people. [All codes](/docs/errors) are
listed. Unknown query parameters (`400`) and unknown members of a body (`422`) are errors too: a mistyped filter never
answers with everything.

## Lists

Lists come newest first, a page at a time: `{"data": [...], "has_more": true, "next_cursor": "…"}`. Pass
`next_cursor` as `cursor`, with the same sort and filters, or follow the `Link` header. Pages continue behind the last
record you saw, so nothing is skipped or repeated while others write.

## Changes

`PATCH` is a JSON merge patch: what is absent stays, what is `null` is cleared. Each record has a `version`, which is
also its `ETag`: send it back as `If-Match`, and a change that somebody made in between gives you `412 version_mismatch`
instead of being overwritten.

## Limits

A body may have 1 MiB, a page 100 records, a text 200 characters, `custom` 50 keys and 16 KiB. Each refusal names its
limit.
"""
