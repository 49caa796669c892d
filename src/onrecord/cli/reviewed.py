"""What joins reviews and exports, which don't know each other."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.export import Reviews
    from onrecord.review.corrected import Mode


def for_export(store: Path, mode: "Mode") -> "Reviews":
    """The reviews of a store as an export lays them over it; none where it is no store."""
    from onrecord.export import STORES, Reviews
    from onrecord.review.corrected import reviewed

    if store.suffix not in STORES or not store.is_file():
        return Reviews()  # the export says what is wrong
    found = reviewed(store, mode)
    return Reviews(records=found.records, outcomes=found.outcomes)
