"""What a state is, and the list of them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from playwright.async_api import Page

from tests.e2e.states.rows import YOU, Row

Enter = Callable[[Page], Awaitable[None]]


@dataclass(frozen=True)
class State:
    name: str
    #: What is to be seen, in a few words.
    title: str
    #: The keys in the workspace; None when nobody is signed in.
    keys: Sequence[Row] | None
    #: Who looks.
    who: str
    enter: Enter
    #: Something in it hangs on the window's size at the moment it appeared, so it is entered anew for each size.
    again_for_each_size: bool
    #: It is another one with other words in it, for a picture in the guides: drawn, and not looked through again.
    only_drawn: bool


registered: list[State] = []


def state(
    *,
    keys: Sequence[Row] | None = (),
    who: str = YOU,
    again_for_each_size: bool = False,
    only_drawn: bool = False,
) -> Callable[[Enter], Enter]:
    """Puts the decorated coroutine among the states, in the order of the files."""

    def register(enter: Enter) -> Enter:
        name = enter.__name__.strip("_").replace("_", "-")
        assert enter.__doc__, f"{name}: what is to be seen?"
        registered.append(State(name, enter.__doc__.strip(), keys, who, enter, again_for_each_size, only_drawn))
        return enter

    return register
