"""The list of keys, and the page around it."""

from playwright.async_api import Page, expect

from sami.errors.types import InternalError, RateLimited, SessionRequired
from tests.e2e.driving import open_panel
from tests.e2e.responses import cut_off, hold, refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import FEW, LEAKED, LONGEST, MANY, RETIRED
from tests.e2e.states.steps import refetch_list

LIST = "/api/keys?status=all"


@state(keys=FEW)
async def list_few(page: Page) -> None:
    """A few keys"""
    await open_panel(page)
    await expect(page.get_by_role("img")).to_have_count(2)


@state(keys=(*MANY, *RETIRED))
async def list_many(page: Page) -> None:
    """Many keys: search and sort"""
    await open_panel(page)
    await expect(page.get_by_role("searchbox")).to_be_visible()
    await expect(page.get_by_role("img")).to_have_count(2)


@state(keys=LONGEST)
async def list_longest(page: Page) -> None:
    """The longest names and clients"""
    await open_panel(page)


@state()
async def list_empty(page: Page) -> None:
    """No key yet"""
    await open_panel(page)
    await expect(page.get_by_text("Connect your first tool")).to_be_visible()


@state()
async def page_loading(page: Page) -> None:
    """The page is loading"""
    await hold(page, "GET", "/api/session")
    await hold(page, "GET", LIST)
    await page.goto("/settings/api-keys")
    await expect(page.get_by_text("Loading your keys")).to_be_attached()


@state()
async def list_loading(page: Page) -> None:
    """The list is loading"""
    await hold(page, "GET", LIST)
    await page.goto("/settings/api-keys")
    await expect(page.get_by_role("heading", name="API keys", exact=True)).to_be_visible()
    await expect(page.get_by_text("Loading your keys")).to_be_attached()


@state(keys=MANY)
async def list_sorted(page: Page) -> None:
    """Sorted by last use, and filtered"""
    await open_panel(page, "?q=s&sort=-used")
    await expect(page.get_by_role("searchbox")).to_have_value("s")


@state(keys=MANY)
async def list_no_match(page: Page) -> None:
    """No key matches"""
    await open_panel(page)
    await page.get_by_role("searchbox").fill("Salesforce")
    await expect(page.get_by_text("No active keys match “Salesforce”")).to_be_visible()


@state(keys=(*FEW, *RETIRED))
async def list_revoked(page: Page) -> None:
    """Revoked keys, unfolded"""
    await open_panel(page)
    await page.locator("summary", has_text="Revoked keys").click()
    await expect(page.get_by_text("by Alex Admin")).to_be_visible()


@state(keys=(*FEW[1:], LEAKED))
async def list_leaked(page: Page) -> None:
    """A key was reported as leaked"""
    await open_panel(page)
    await page.locator("summary", has_text="Revoked keys").click()
    await expect(page.get_by_text("was reported as leaked and revoked")).to_be_visible()
    await expect(page.get_by_text("Reported as leaked", exact=True)).to_be_visible()


@state(keys=RETIRED)
async def list_only_revoked(page: Page) -> None:
    """Every key is revoked"""
    await open_panel(page)
    await expect(page.locator("summary", has_text="Revoked keys")).to_be_visible()


@state(keys=FEW)
async def list_offline(page: Page) -> None:
    """Offline, with the list as last loaded"""
    await open_panel(page)
    await page.context.set_offline(True)
    await expect(page.get_by_text("You’re offline")).to_be_visible()


@state()
async def list_not_loaded(page: Page) -> None:
    """The list could not be loaded"""
    await page.clock.install()
    await refuse(page, "GET", LIST, InternalError())
    await page.goto("/settings/api-keys")
    await expect(page.get_by_role("heading", name="API keys", exact=True)).to_be_visible()
    for _ in range(2):
        # The panel retries twice, with a longer delay each time.
        async with page.expect_response(f"**{LIST}"):
            await page.clock.fast_forward(5_000)
    await expect(page.get_by_text("Couldn’t load your keys")).to_be_visible()


@state()
async def list_too_many(page: Page) -> None:
    """Too many requests"""
    await refuse(page, "GET", LIST, RateLimited(retry_after=42, detail="At most 600 calls in a minute."))
    await page.goto("/settings/api-keys")
    await expect(page.get_by_role("button", name="Try again in")).to_be_visible()


@state(keys=FEW)
async def list_not_refreshed(page: Page) -> None:
    """The list could not be refreshed"""
    await page.clock.install()
    await open_panel(page)
    await refuse(page, "GET", LIST, RateLimited(retry_after=42, detail="At most 600 calls in a minute."))
    await refetch_list(page)
    await expect(page.get_by_text("Couldn’t refresh the list")).to_be_visible()


@state(keys=FEW)
async def list_session_over(page: Page) -> None:
    """The session ended"""
    await page.clock.install()
    await open_panel(page)
    await refuse(page, "GET", LIST, SessionRequired())
    await refetch_list(page)
    await expect(page.get_by_text("Your session ended")).to_be_visible()


@state(keys=FEW, enter_for_each_size=True)
async def list_exact_time(page: Page) -> None:
    """The exact time of the last use"""
    await open_panel(page)
    await page.get_by_role("button", name="4 minutes ago").focus()
    await expect(page.get_by_role("tooltip")).to_contain_text("UTC")


@state(keys=FEW)
async def list_dialog_not_loaded(page: Page) -> None:
    """A dialog could not be loaded"""
    await page.route("**/assets/revoke-key-dialog*", lambda route: route.abort())
    await open_panel(page)
    await page.get_by_role("button", name="Revoke Zapier production").click()
    await expect(page.get_by_text("Couldn’t load this dialog")).to_be_visible()


@state(keys=FEW)
async def skip_link(page: Page) -> None:
    """The first press of Tab"""
    await open_panel(page)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to content")).to_be_focused()


@state(keys=FEW)
async def user_menu(page: Page) -> None:
    """Who is signed in"""
    await open_panel(page)
    await page.get_by_role("button", name="Account: Maya Lindqvist").click()
    await expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@state(keys=FEW)
async def user_menu_failed(page: Page) -> None:
    """Signing out got no response"""
    await cut_off(page, "DELETE", "/api/session")
    await open_panel(page)
    await page.get_by_role("button", name="Account: Maya Lindqvist").click()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_text("You’re still signed in")).to_be_visible()


@state()
async def settings_not_loaded(page: Page) -> None:
    """Who is signed in could not be loaded"""
    await page.clock.install()
    await refuse(page, "GET", "/api/session", InternalError())
    await page.goto("/settings/api-keys")
    for _ in range(2):
        async with page.expect_response("**/api/session"):
            await page.clock.fast_forward(5_000)
    await expect(page.get_by_text("Couldn’t load your settings")).to_be_visible()
