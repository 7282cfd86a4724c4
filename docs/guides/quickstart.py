"""Create a contact in SAMI OS, and list all contacts that you can see.

export SAMI_URL="https://YOUR-SAMI-OS" SAMI_API_KEY="sami_…"
pip install httpx
python quickstart.py
"""

import os
import sys
import time
import uuid

import httpx

MAX_ATTEMPTS = 5


def call(sami: httpx.Client, method: str, path: str, **request) -> dict:
    """Return the JSON of the response. Retry what is worth retrying; exit on any other failure."""
    for attempt in range(1, MAX_ATTEMPTS + 1):
        try:
            response = sami.request(method, path, **request)
        except httpx.TransportError as error:
            # The call may have succeeded. The Idempotency-Key makes it safe to send a change again.
            print(f"No response ({error}); trying again.", file=sys.stderr)
            time.sleep(attempt)
            continue
        if response.status_code in (429, 503):
            wait = int(response.headers.get("Retry-After", attempt))
            print(f"{response.json()['title']}; waiting {wait} s.", file=sys.stderr)
            time.sleep(wait)
            continue
        if response.is_success:
            return response.json()
        sys.exit(explain(response))
    sys.exit(f"No success after {MAX_ATTEMPTS} attempts. Is {sami.base_url} the address of your SAMI OS?")


def explain(response: httpx.Response) -> str:
    problem = response.json()
    message = f"{problem['code']}: {problem['detail']} ({problem['request_id']})"
    if response.status_code == 401:
        return f"The key does not work. {message}"
    if problem["code"] == "insufficient_permission":
        return f"The key has the permission '{problem['actual']}', but needs '{problem['required']}'. {message}"
    return message


def contacts(sami: httpx.Client):
    """Yield all contacts that you can see, page by page."""
    page = {"limit": 100}
    while page:
        response = call(sami, "GET", "/v1/contacts", params=page)
        yield from response["data"]
        page = {**page, "cursor": response["next_cursor"]} if response["has_more"] else None


def main() -> None:
    url, key = os.environ.get("SAMI_URL", ""), os.environ.get("SAMI_API_KEY", "")
    if not (url.startswith("http") and key.startswith("sami_") and key.isascii()):
        sys.exit("Set SAMI_URL to the address of your SAMI OS, and SAMI_API_KEY to your API key.")
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}) as sami:
        me = call(sami, "GET", "/v1/me")
        print(f"Working as {me['user']['name']} with the key {me['key']['name']} ({me['key']['permission']}).")

        contact = {"first_name": "Ada", "last_name": "Lovelace", "company": "Analytical Engines"}
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        ada = call(sami, "POST", "/v1/contacts", json=contact, headers=headers)
        print(f"Created {ada['id']}.")

        print(f"Contacts: {sum(1 for _ in contacts(sami))}.")


if __name__ == "__main__":
    main()
