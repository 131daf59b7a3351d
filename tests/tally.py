"""Counted lines for the summary of a test run, fed by the assertions themselves."""

from dataclasses import dataclass, field


@dataclass
class Tally:
    """How many requests were checked, on how many routes, and what was not as it should be."""

    routes: set[str] = field(default_factory=set)
    cells: int = 0
    unexpected: list[str] = field(default_factory=list)

    def check(self, route: str, cell: str, *, expected: object, seen: object) -> None:
        """Count one cell, and remember it when what was seen is not what was expected."""
        self.routes.add(route)
        self.cells += 1
        if expected != seen:
            self.unexpected.append(f"{route} {cell}: expected {expected}, saw {seen}")

    def add(self, other: "Tally") -> None:
        """Take over what was counted elsewhere."""
        self.routes |= other.routes
        self.cells += other.cells
        self.unexpected += other.unexpected

    @property
    def line(self) -> str:
        return f"{len(self.routes)} routes, {self.cells} cells, {len(self.unexpected)} unexpected"


class Records(Tally):
    """How many records were compared, and which were not the same."""

    @property
    def line(self) -> str:
        return f"{self.cells} records, {len(self.unexpected)} differ"


authorization = Tally()
export = Records()
TALLIES = {"authorization": authorization, "export": export}
"""The lines of the summary, by the word that they begin with."""
