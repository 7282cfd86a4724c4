"""The measurements of these tests, for the summary of `make soak`."""

from dataclasses import dataclass, field


@dataclass
class Figures:
    lines: list[tuple[str, str]] = field(default_factory=list)

    def note(self, what: str, figure: float | str) -> None:
        self.lines.append((what, f"{figure:,.2f}" if isinstance(figure, float) else f"{figure}"))
