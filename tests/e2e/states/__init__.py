"""Every state of a screen or dialog, for the accessibility tests and for `make screenshots`.

A state is a coroutine, decorated with `@state` in one of the modules of this package, that brings a page into that
state. The coroutine's name is the state's name, and its docstring is the title:

    @state(keys=FEW)
    async def create(page: Page) -> None:
        \"\"\"Creating a key\"\"\"
        await open_form(page)

Each visit gets a workspace of its own with those keys, and somebody who is signed in.
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
