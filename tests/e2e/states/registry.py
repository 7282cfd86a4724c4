"""What a state is, and the list of them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from playwright.async_api import Page

from tests.e2e.states.household import Row

Enter = Callable[[Page], Awaitable[None]]


@dataclass(frozen=True)
class State:
    name: str
    #: What is to be seen, in a few words.
    title: str
    #: The keys of the person who looks; None for somebody who is not signed in.
    keys: Sequence[Row] | None
    enter: Enter
    #: Something in it hangs on the window's size at the moment it appeared, so it is entered anew for each size.
    again_for_each_size: bool


registered: list[State] = []


def state(*, keys: Sequence[Row] | None = (), again_for_each_size: bool = False) -> Callable[[Enter], Enter]:
    """Puts the decorated coroutine among the states, in the order of the files."""

    def register(enter: Enter) -> Enter:
        name = enter.__name__.strip("_").replace("_", "-")
        assert enter.__doc__, f"{name}: what is to be seen?"
        registered.append(State(name, enter.__doc__.strip(), keys, enter, again_for_each_size))
        return enter

    return register
