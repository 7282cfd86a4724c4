"""Creates a contact in SAMI OS, and lists all that you can see.

export SAMI_URL="https://YOUR-SAMI-OS" SAMI_API_KEY="sami_…"
pip install httpx
python quickstart.py
"""

import os
import sys
import time
import uuid

import httpx

TRIES = 5


def call(sami: httpx.Client, method: str, path: str, **request) -> dict:
    """What the call answers. Whatever is worth trying again is tried again; all else ends the program."""
    for tried in range(1, TRIES + 1):
        try:
            answer = sami.request(method, path, **request)
        except httpx.TransportError as lost:
            # Perhaps it was done all the same. With its Idempotency-Key, a change can be sent again safely.
            print(f"No answer ({lost}); trying again.", file=sys.stderr)
            time.sleep(tried)
            continue
        if answer.status_code in (429, 503):
            wait = int(answer.headers.get("Retry-After", tried))
            print(f"{answer.json()['title']}; waiting {wait} s.", file=sys.stderr)
            time.sleep(wait)
            continue
        if answer.is_success:
            return answer.json()
        sys.exit(explained(answer))
    sys.exit(f"No answer after {TRIES} tries. Is {sami.base_url} the address of your SAMI OS?")


def explained(answer: httpx.Response) -> str:
    problem = answer.json()
    said = f"{problem['code']}: {problem['detail']} ({problem['request_id']})"
    if answer.status_code == 401:
        return f"The key does not work. {said}"
    if problem["code"] == "insufficient_permission":
        return f"The key may '{problem['actual']}', but this takes '{problem['required']}'. {said}"
    return said


def contacts(sami: httpx.Client):
    """All that you can see, page by page."""
    page = {"limit": 100}
    while page:
        answer = call(sami, "GET", "/v1/contacts", params=page)
        yield from answer["data"]
        page = {**page, "cursor": answer["next_cursor"]} if answer["has_more"] else None


def main() -> None:
    url, key = os.environ.get("SAMI_URL", ""), os.environ.get("SAMI_API_KEY", "")
    if not (url.startswith("http") and key.startswith("sami_") and key.isascii()):
        sys.exit("Set SAMI_URL to the address of your SAMI OS, and SAMI_API_KEY to a key of yours.")
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}) as sami:
        me = call(sami, "GET", "/v1/me")
        print(f"Working as {me['user']['name']} with the key {me['key']['name']} ({me['key']['permission']}).")

        new = {"first_name": "Ada", "last_name": "Lovelace", "company": "Analytical Engines"}
        once = {"Idempotency-Key": str(uuid.uuid4())}
        ada = call(sami, "POST", "/v1/contacts", json=new, headers=once)
        print(f"Created {ada['id']}.")

        print(f"Contacts: {sum(1 for _ in contacts(sami))}.")


if __name__ == "__main__":
    main()
