"""What the parts of a round share."""

from typing import NamedTuple

from onrecord.store.watching import Memory
from onrecord.watch import schedule
from onrecord.watch.settings import Settings, Tally
from onrecord.watch.times import stamp


class Context(NamedTuple):
    """A round's settings, memory and counts."""

    settings: Settings
    memory: Memory
    tally: Tally

    def now(self) -> float:
        """Seconds since the epoch."""
        return self.settings.clock()

    def stamp(self, later: float = 0.0) -> str:
        """Now, or so many seconds later, as the store has it."""
        return stamp(self.now() + later)

    def next_look(self, checks: int) -> str | None:
        """When to look again at a stored page; None for never."""
        pause = schedule.next_look(checks) if self.settings.recheck else None
        return None if pause is None else self.stamp(pause)
