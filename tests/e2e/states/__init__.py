"""Every state that a screen or dialog can be in, once: what the accessibility tests visit and `make screenshots` draws.

A state is a coroutine that brings a page to where something can be looked at, under `@state` in one of the modules
beside this one. Its name is the coroutine's, its words the docstring's:

    @state(keys=FEW)
    async def create(page: Page) -> None:
        \"\"\"Creating a key\"\"\"
        await open_form(page)

Each visit has a workspace of its own, with those keys in it, and somebody who is signed in.
"""

from importlib import import_module

from tests.e2e.states.registry import State, registered

_MODULES = (
    "sign_in",
    "key_list",
    "find",
    "create",
    "reveal",
    "details",
    "replace",
    "revoke",
    "activity",
    "workspace",
    "docs",
)
for _module in _MODULES:
    import_module(f"{__name__}.{_module}")

STATES: tuple[State, ...] = tuple(registered)
