"""The API docs at `/docs`, for a visitor and for somebody with keys."""

import re
from collections.abc import Mapping

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.e2e import driving
from tests.e2e.conftest import Seen
from tests.e2e.hygiene import assert_nowhere
from tests.fixtures.service import LiveService

PASSWORD = "demo-password"
ONE_OPERATION = "/docs#tag/me/GET/v1/me"
#: In reading order. The reference follows after them.
CHAPTERS = (
    *("Introduction", "Quick start", "Guides", "Authenticate", "Permissions", "Errors"),
    *("Lists", "Keep a copy in sync", "Change records", "Webhooks", "Retry safely", "Dry runs"),
    *("Data formats", "Limits", "Report a leaked key", "Versions"),
)


async def create_key(context: BrowserContext, name: str) -> str:
    """Creates a key of the signed-in person, and returns it."""
    new = {"name": name, "permission": "read", "expires_in": "30d"}
    response = await context.request.post("/api/keys", data=new)
    assert response.status == 201, await response.text()
    created: Mapping[str, str] = await response.json()
    return created["key"]


def masked(key: str) -> str:
    """Returns how the examples show `key`."""
    return key.rpartition("_")[0] + "_…"


async def open_docs(page: Page, address: str = "/docs") -> None:
    await page.goto(address)
    # `wait_for` has the longer timeout of a page load, which the large document may need.
    await introduction(page).get_by_role("heading", name="Quick start").wait_for()


def introduction(page: Page) -> Locator:
    return page.locator(".introduction-section")


def sample(page: Page) -> Locator:
    return page.get_by_role("group", name="Request Example for get/v1/me")


def key_bar(page: Page) -> Locator:
    return page.get_by_role("region", name="Your key in the examples")


async def assert_examples_show(page: Page, text: str) -> None:
    await expect(introduction(page).get_by_text(f'"Authorization: Bearer {text}"').first).to_be_visible()
    await expect(introduction(page).get_by_text(f'SAMI_API_KEY="{text}"')).to_be_visible()
    await expect(introduction(page).get_by_placeholder(text, exact=True)).to_be_visible()
    await expect(sample(page)).to_contain_text(f"Bearer {text}")


async def test_the_docs_are_one_click_from_the_keys_and_back(page: Page, context: BrowserContext) -> None:
    await driving.sign_in(context, "tom@demo.test", PASSWORD)
    await driving.open_panel(page)
    await page.get_by_role("link", name="API docs").first.click()
    await page.get_by_role("heading", name="Quick start").wait_for()
    await expect(page).to_have_title(re.compile(r"API docs · SAMI OS$"))
    await page.get_by_role("link", name="Back to API keys").click()
    await expect(driving.heading(page)).to_be_visible()


async def test_the_sidebar_is_the_table_of_contents(page: Page) -> None:
    await open_docs(page)
    sidebar = page.get_by_role("complementary", name="Sidebar")
    await expect(sidebar.get_by_role("link", name="Contacts")).to_be_visible()
    assert (await sidebar.get_by_role("link").all_inner_texts())[: len(CHAPTERS)] == list(CHAPTERS)
    await expect(sidebar.get_by_text("Reference", exact=True)).to_be_visible()

    await sidebar.get_by_role("link", name="Errors").click()
    await expect(introduction(page).get_by_role("heading", name="Errors")).to_be_in_viewport()
    await expect(page).to_have_url(re.compile("#description/errors$"))
    await sidebar.get_by_role("link", name="Contacts").click()
    await expect(page.get_by_role("heading", name="List contacts")).to_be_attached()


async def test_visitors_learn_where_to_find_their_keys_and_nothing_fails(page: Page, seen: Seen) -> None:
    await open_docs(page, ONE_OPERATION)
    await assert_examples_show(page, "sami_…")
    link = key_bar(page).get_by_role("link", name="Settings > Zapier / API Keys")
    await expect(link).to_have_attribute("href", "/settings/api-keys")
    assert [line for line in seen.console if line.startswith(("error", "warning"))] == []
    assert not [each.url for each in seen.requests if "/api/keys" in each.url]


async def test_a_person_without_a_key_is_asked_to_create_one(page: Page, context: BrowserContext) -> None:
    await driving.sign_in(context, "olga@other.test", PASSWORD)
    await open_docs(page)
    await expect(key_bar(page)).to_contain_text("You have no active keys.")
    await expect(key_bar(page).get_by_role("link")).to_have_attribute("href", "/settings/api-keys")


async def test_the_examples_show_the_readers_own_key_and_offer_a_choice_of_several(
    page: Page, context: BrowserContext
) -> None:
    await driving.sign_in(context, "lena@demo.test", PASSWORD)
    zapier = await create_key(context, "Zapier")
    await open_docs(page, ONE_OPERATION)
    await assert_examples_show(page, masked(zapier))
    await expect(key_bar(page)).to_contain_text(f"The examples show your key Zapier as {masked(zapier)}")
    await expect(key_bar(page)).to_contain_text("The full key was shown once, when you created it.")

    # A key's name is shown as text, not as HTML.
    make = await create_key(context, "<b>Make</b>")
    revoked = await create_key(context, "Revoked")
    keys = (await (await context.request.get("/api/keys?status=active")).json())["data"]
    [id] = [key["id"] for key in keys if key["name"] == "Revoked"]
    assert (await context.request.post(f"/api/keys/{id}/revoke")).status == 200
    await page.reload()
    choice = page.get_by_label("The examples show your key")
    await expect(choice.get_by_role("option")).to_have_text(
        [f"<b>Make</b> ({masked(make)})", f"Zapier ({masked(zapier)})"]
    )
    await assert_examples_show(page, masked(make))
    await choice.select_option(label=f"Zapier ({masked(zapier)})")
    await assert_examples_show(page, masked(zapier))
    assert masked(revoked) not in await page.content()


async def test_a_pasted_key_is_sent_to_the_service_and_nowhere_else(
    page: Page, context: BrowserContext, seen: Seen, service: LiveService
) -> None:
    await driving.sign_in(context, "maya@demo.test", PASSWORD)
    key = await create_key(context, "Trying out")
    await open_docs(page, ONE_OPERATION)
    await introduction(page).get_by_placeholder(masked(key), exact=True).fill(key)
    await sample(page).get_by_role("button", name=re.compile("^Test Request")).click()
    client = page.get_by_role("dialog", name="API Client")
    async with page.expect_response(f"{service.url}/v1/me") as sent:
        await client.get_by_role("button", name=re.compile("^Send get request")).click()
    response = await sent.value
    assert (response.status, (await response.json())["key"]["prefix"]) == (200, key.rpartition("_")[0])

    # Only this call carried the key, and a new page doesn't know it.
    seen.requests[:] = [each for each in seen.requests if each.url != f"{service.url}/v1/me"]
    await page.reload()
    await assert_examples_show(page, masked(key))
    await assert_nowhere(page, seen, key)


async def test_examples_are_available_in_python_and_javascript(page: Page) -> None:
    await open_docs(page, ONE_OPERATION)
    current = "Shell Curl"
    for language, code in {"HTTPX": "httpx.", "Requests": "requests.get(", "Fetch": "fetch('"}.items():
        await sample(page).get_by_role("button", name=current).click()
        await expect(page.get_by_role("option")).to_have_count(4)
        await page.get_by_role("option", name=language).click()
        await expect(sample(page)).to_contain_text(code)
        await expect(sample(page)).to_contain_text("Bearer sami_…")
        current = language


async def test_examples_can_be_copied(page: Page, service: LiveService) -> None:
    await open_docs(page)
    copy = introduction(page).locator("pre", has_text="/v1/me").get_by_role("button")
    await copy.click()
    await expect(copy).to_have_text("Copied")
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == f'curl {service.url}/v1/me \\\n  -H "Authorization: Bearer sami_…"'

    await page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('refused')) }")
    await copy.click()
    await expect(copy).to_have_text("Press Ctrl C")
    assert (await page.evaluate("String(getSelection())")).strip() == copied


async def test_the_type_of_an_error_links_to_its_explanation(page: Page, context: BrowserContext) -> None:
    problem = await (await context.request.get("/v1/me")).json()
    await page.goto(problem["type"])
    await expect(page.get_by_role("heading", name=problem["title"])).to_be_visible()
    await expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    await page.get_by_role("link", name="all codes").click()
    await expect(page.get_by_role("heading", name="Errors", exact=True)).to_be_visible()
    await page.get_by_role("link", name="an example of an error").click()
    await introduction(page).wait_for()
    await expect(introduction(page).get_by_role("heading", name="Errors")).to_be_in_viewport()
