"""The class of a state, and the registry of all states."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from playwright.async_api import Page

from tests.e2e.states.rows import YOU, Row

Enter = Callable[[Page], Awaitable[None]]


@dataclass(frozen=True)
class State:
    """A state of a screen or dialog. See the package's docstring."""

    name: str
    #: What the picture shows, in a few words.
    title: str
    #: The keys in the workspace; None if nobody is signed in.
    keys: Sequence[Row] | None
    #: The name of the person who is signed in.
    who: str
    enter: Enter
    #: Something in it depends on the size that the window had when it appeared, so each size enters it again.
    enter_for_each_size: bool
    #: It only differs in its texts from another state, for a picture in the guides. It is drawn, but not tested again.
    only_drawn: bool


registered: list[State] = []


def state(
    *,
    keys: Sequence[Row] | None = (),
    who: str = YOU,
    enter_for_each_size: bool = False,
    only_drawn: bool = False,
) -> Callable[[Enter], Enter]:
    """Registers the decorated coroutine as a state, in the order of the files."""

    def register(enter: Enter) -> Enter:
        name = enter.__name__.strip("_").replace("_", "-")
        assert enter.__doc__, f"{name} needs a docstring as its title"
        registered.append(State(name, enter.__doc__.strip(), keys, who, enter, enter_for_each_size, only_drawn))
        return enter

    return register
