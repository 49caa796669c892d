"""A story's reports for the eye: copies that say the same in the same words stand as one."""

from collections.abc import Sequence
from typing import Any

import msgspec

from onrecord.store.story_reader import StoryReport


class FoldedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report, and those that tell the event just as it does and carry the same text."""

    report: StoryReport
    copies: list[StoryReport]


def fold(reports: Sequence[StoryReport], few: int = 0) -> list[FoldedReport]:
    """The reports of a story, copies with the first of them.

    Args:
        reports: in their order.
        few: so many are left side by side, copies or not.
    """
    if len(reports) <= few:
        return [FoldedReport(report=report, copies=[]) for report in reports]
    found: dict[Any, FoldedReport] = {}
    for report in reports:
        key = _key(report)
        if key in found:
            found[key].copies.append(report)
        else:
            found[key] = FoldedReport(report=report, copies=[])
    return list(found.values())


def _key(report: StoryReport) -> Any:
    """Equal for reports that are one text and differ in nothing that a reader compares."""
    if report.text_kind is None:
        return report.document, report.event
    return (
        report.independent, report.type, *map(tuple, (report.modes, _chain(report))),
        report.status, report.words, report.evidence, report.start, report.place,
        *map(tuple, (report.sources, report.targets, report.source_words, report.target_words)),
        report.dead, report.dead_note, report.injured, report.injured_note, report.arrested,
        report.arrested_note,
    )  # fmt: skip


def _chain(report: StoryReport) -> list[str]:
    """According to whom, but for the outlet itself, which is another for each."""
    chain = report.according_to
    return chain[:-1] if chain and chain[-1] == (report.outlet or "the outlet") else chain
