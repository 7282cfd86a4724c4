"""The main story: a person creates a key in the panel, uses it in a script and revokes it, and it stops working."""

import re

import httpx
from playwright.async_api import Page, expect

from tests.e2e.conftest import Seen
from tests.fixtures.service import LiveService

OWN_CONTACTS = 15


async def test_a_person_creates_uses_and_revokes_a_key(page: Page, service: LiveService, seen: Seen) -> None:
    name = "Zapier"

    await page.goto("/")
    await page.get_by_role("button", name=re.compile("Maya Lindqvist")).click()
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page).to_have_url(f"{service.url}/settings/api-keys")
    await expect(page.get_by_role("heading", name="API keys", exact=True)).to_be_in_viewport()
    await expect(page.get_by_role("link", name="API docs")).to_be_in_viewport()
    await expect(page.get_by_role("button", name="Create key").first).to_be_in_viewport()

    await page.get_by_role("button", name="Create key").first.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("radio", name=re.compile("^Read only"))).to_be_checked()
    await dialog.get_by_role("textbox", name="Name").fill(name)
    await dialog.get_by_role("button", name="Create key").click()

    await expect(dialog.get_by_text("You won’t see this key again.")).to_be_visible()
    await dialog.get_by_role("button", name=re.compile("^Copy key")).click()
    await expect(dialog.get_by_role("button", name=re.compile("^Copied"))).to_be_visible()
    key: str = await page.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"sami_[0-9A-Za-z]{10}_[0-9A-Za-z]{38}", key)
    await expect(dialog.get_by_text("Waiting for the first call")).to_be_visible()

    headers = {"Authorization": f"Bearer {key}", "User-Agent": "acme-sync/2.1"}
    async with httpx.AsyncClient(base_url=service.url, headers=headers) as script:
        me = (await script.get("/v1/me")).json()
        assert me["user"]["email"] == "maya@demo.test"
        contacts = (await script.get("/v1/contacts", params={"limit": 100})).json()["data"]
        own = [contact for contact in contacts if contact["owner_id"] == me["user"]["id"]]
        others = [contact for contact in contacts if contact["owner_id"] != me["user"]["id"]]
        # The others are Tom's contacts for the team, and those of Tom, Lena and the admin for the workspace.
        assert (len(own), len(others)) == (OWN_CONTACTS, 5 + 3 * 5)
        assert {contact["visibility"] for contact in others} == {"team", "workspace"}
        assert (await script.post("/v1/contacts", json={"first_name": "No"})).status_code == 403

        await expect(dialog.get_by_text(re.compile("^Working: first call just now from"))).to_be_visible()
        await dialog.get_by_role("button", name="Done").click()
        await expect(dialog).to_be_hidden()
        await _secret_is_nowhere(page, seen, key)

        row = page.get_by_role("row").filter(has_text=name)
        await expect(row).to_contain_text(f"{key[:15]}…")
        await expect(row).to_contain_text("Read only")
        await expect(row).to_contain_text("acme-sync")
        assert (await script.get("/v1/me")).status_code == 200

        await page.get_by_role("button", name=f"Revoke {name}").click()
        question = page.get_by_role("alertdialog")
        await expect(question).to_contain_text(key[:15])
        await question.get_by_role("button", name="Revoke key").click()
        await expect(page.get_by_role("status").filter(has_text=f"Revoked “{name}”")).to_be_attached()
        refused = await script.get("/v1/contacts")
        assert (refused.status_code, refused.json()["code"]) == (401, "key_revoked")

    await expect(page.get_by_role("button", name=f"Revoke {name}")).to_be_hidden()
    await page.locator("summary", has_text="Revoked keys").click()
    revoked = page.get_by_role("row").filter(has_text=name)
    await expect(revoked).to_contain_text("by you")
    await _secret_is_nowhere(page, seen, key)

    await page.get_by_role("link", name="API docs").first.click()
    await page.get_by_role("heading", name="Authenticate").wait_for()


async def _secret_is_nowhere(page: Page, seen: Seen, key: str) -> None:
    secret = key.split("_")[2]
    everything = await page.evaluate(
        """async () => [
            document.documentElement.outerHTML,
            ...[...document.querySelectorAll('input, textarea')].map((field) => field.value),
            JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}),
            location.href, JSON.stringify(history.state), document.cookie,
            ...(await caches.keys()), ...(await indexedDB.databases()).map(({name}) => name),
        ].join('\\n')"""
    )
    assert secret not in everything
    assert not [line for line in seen.console if secret in line]
    assert not [each.url for each in seen.requests if secret in each.url]
