"""Revoking a key: the confirmation, and the list afterwards."""

from playwright.async_api import Page, expect

from sami.errors.types import InternalError, RateLimited, SessionRequired
from tests.e2e.responses import cut_off, hold, refuse
from tests.e2e.states.registry import state
from tests.e2e.states.rows import FEW, LONGEST, RETIRED
from tests.e2e.states.steps import confirm_revoking, open_question

IN_USE, UNUSED = FEW[0].name, FEW[3].name
REVOKE = "/api/keys/*/revoke"


@state(keys=FEW)
async def revoke(page: Page) -> None:
    """Revoking a key that nothing uses"""
    question = await open_question(page, UNUSED)
    await expect(question.get_by_role("button", name="Keep key")).to_be_focused()


@state(keys=FEW)
async def revoke_in_use(page: Page) -> None:
    """Revoking a key that is in use"""
    question = await open_question(page, IN_USE)
    await expect(question.get_by_text("In use: last call")).to_be_visible()


@state(keys=LONGEST)
async def revoke_longest(page: Page) -> None:
    """Revoking the key with the longest name"""
    question = await open_question(page, LONGEST[0].name)
    await expect(question.get_by_role("button", name="Keep key")).to_be_focused()


@state(keys=FEW)
async def revoke_busy(page: Page) -> None:
    """The key is being revoked"""
    await hold(page, "POST", REVOKE)
    question = await confirm_revoking(page, UNUSED)
    await expect(question.get_by_role("button", name="Revoking key…")).to_be_visible()


@state(keys=FEW)
async def revoke_failed(page: Page) -> None:
    """Revoking failed: the request id, and whether the key still works"""
    await refuse(page, "POST", REVOKE, InternalError())
    question = await confirm_revoking(page, IN_USE)
    await expect(question.get_by_text("Request ID")).to_be_visible()


@state(keys=FEW)
async def revoke_no_response(page: Page) -> None:
    """No response: the key may or may not be revoked"""
    await cut_off(page, "POST", REVOKE)
    question = await confirm_revoking(page, UNUSED)
    await expect(question.get_by_text("No response from SAMI OS")).to_be_visible()


@state(keys=FEW)
async def revoke_too_many(page: Page) -> None:
    """Too many requests: a countdown"""
    await refuse(page, "POST", REVOKE, RateLimited(retry_after=42, detail="At most 600 calls in a minute."))
    question = await confirm_revoking(page, UNUSED)
    await expect(question.get_by_role("button", name="Try again in")).to_be_visible()


@state(keys=FEW)
async def revoke_session_over(page: Page) -> None:
    """The session ended before the key was revoked"""
    await refuse(page, "POST", REVOKE, SessionRequired())
    question = await confirm_revoking(page, UNUSED)
    await expect(question.get_by_text("Your session ended")).to_be_visible()


@state(keys=FEW)
async def revoke_offline(page: Page) -> None:
    """Offline while confirming"""
    question = await open_question(page, UNUSED)
    await page.context.set_offline(True)
    await expect(question.get_by_role("button", name="You’re offline")).to_be_visible()


@state(keys=(*FEW, *RETIRED))
async def revoked(page: Page) -> None:
    """The key is revoked"""
    question = await confirm_revoking(page, UNUSED)
    await expect(page.get_by_text(f"Revoked “{UNUSED}”")).to_be_visible()
    await expect(question).to_be_hidden()
