"""`onrecord stories`: reports of one event as one line, and who stands behind it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o

if TYPE_CHECKING:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from onrecord.store import FoldedReport, Made, StoryReport, ToldStory, Wanted
    from onrecord.store.stories import Report

EXAMPLE = o.examples(
    "onrecord stories run.duckdb",
    "onrecord stories run.duckdb --one-a-day --to stories.csv",
    "onrecord stories run.duckdb --reports 1 --to events.jsonl",
)
SHOWN = 20
"""Stories that are printed, if not said otherwise."""
TOLD = 8
"""Reports of a story that are printed, where there are more."""
TIES = 3
"""Reasons why reports count as one that are printed, where there are more."""
SHIFT = 4
"""Columns by which what belongs to a story is indented."""

OneADay = Annotated[
    bool,
    typer.Option(
        "--one-a-day",
        help="Of stories with the same source, target and type on one day only the one that "
        "most reports tell.",
    ),
]
Reports = Annotated[
    int, typer.Option(min=1, metavar="N", help="Only stories of at least so many reports.")
]
Limit = Annotated[int, typer.Option(min=1, metavar="N", help="Stories to show at most.")]
StoriesFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write them to a .csv or .jsonl file instead."),
]
Raw = Annotated[
    bool, typer.Option("--raw", help="CSV: leave cells that begin with = + - @ as they are.")
]
Remove = Annotated[bool, typer.Option("--remove", help="Take the stories out of the store again.")]


def stories(
    store: o.Store,
    one_a_day: OneADay = False,
    reports: Reports = 2,
    limit: Limit = SHOWN,
    to: StoriesFile = None,
    raw: Raw = False,
    remove: Remove = False,
    lexicon: o.OwnLexicon = None,
    debug: o.Debug = False,
) -> int:
    """Bring reports of the same event together, and count the independent sources.

    First near-duplicates are found: copies, cuts, rewrites and updates of one text. Then events
    whose actors, type, date and place fit become one story. Records stay as they are: the tables
    duplicates, stories and story_events stand beside them and are made anew each time.

    Independent are reports with separate owners and texts: outlets of one state are not, nor is
    who carries an agency's text.
    """
    from onrecord.lexicon import Lexicon
    from onrecord.lexicon.lexicon import SHIPPED
    from onrecord.store import Wanted, make_stories, remove_stories
    from onrecord.stories import Outlets

    if remove:
        remove_stories(store)
        print(f"{store}: no stories any more; the records are as they were", file=sys.stderr)
        return 0
    if to is not None:
        from onrecord.export import check_story_target

        check_story_target(to)
    outlets = Outlets.of(Lexicon((SHIPPED, *(lexicon or ()))))
    made = make_stories(store, outlets, _progress())
    wanted = Wanted(reports=reports, one_a_day=one_a_day)
    if to is not None:
        from onrecord.export import write_stories

        number = write_stories(store, wanted, to, raw=raw)
        print(f"{number:,} stories in {to}", file=sys.stderr)
    else:
        _show(store, wanted, limit)
    _summarise(made)
    return 0


def _progress() -> "Report":
    """Says on a terminal what is being done."""

    def report(what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            share = f" {done:,} of {total:,}" if total else ""
            print(f"\r\033[K{what}{share}", end="", file=sys.stderr, flush=True)
            if what == "stories" and done == total:
                print("\r\033[K", end="", file=sys.stderr, flush=True)

    return report


def _show(store: Path, wanted: "Wanted", limit: int) -> None:
    from onrecord.cli.table import console
    from onrecord.store import count_stories, read_stories

    out, shown = console(), 0
    for told in read_stories(store, wanted, limit):
        _print_story(out, told)
        shown += 1
    left = count_stories(store, wanted) - shown
    if left > 0:
        out.print(f"… and {left:,} more: --limit {shown + left}, or --to FILE.csv", style="dim")
    if not shown:
        out.print(f"no event that {wanted.reports} reports tell")


def _print_story(out: "Console", told: "ToldStory") -> None:
    from rich.padding import Padding

    from onrecord.store import fold

    story = told.story
    arrow = "↔" if story["mutual"] else "→"
    when = story["start"] or f"told {(story['published'] or '–')[:10]}"
    what = "/".join([story["type"], *story["modes"]])
    what += f" about {story['about']}" if story["about"] else ""
    place = f", {story['place']}" if story["place"] else ""
    head = f"{when}  {story['source'] or '–'} {arrow} {story['target'] or '–'}: {what}{place}"
    out.print(head, markup=False, style="bold")
    out.print(" " * SHIFT + _counts(story), markup=False)
    folded = fold(told.reports, TOLD)
    out.print(_reports(folded[:TOLD]))
    for one in folded[:TOLD]:
        report = one.report
        if report.why:
            why = "; ".join(report.why)
            other = report.joined_document or ""
            line = f"{report.document} is joined to {other}: {why}"
            out.print(Padding(line, (0, 0, 0, SHIFT)), markup=False, style="dim")
    left = sum(1 + len(one.copies) for one in folded[TOLD:])
    if left:
        line = f"… and {counted(left, 'more report')}: --to FILE.jsonl has them all"
        out.print(" " * SHIFT + line, markup=False, style="dim")
    out.print()


def _counts(story: "dict[str, Any]") -> str:
    parts = [
        counted(story["n_reports"], "report"),
        counted(story["n_outlets"], "outlet"),
        f"{story['n_independent']} independent",
    ]
    tied = story["dependence"]
    further = [f"{len(tied) - TIES:,} more"] if len(tied) > TIES else []
    ties = "; ".join([*tied[:TIES], *further])
    numbers = ", ".join(parts) + (f" ({ties})" if ties else "")
    return numbers + ("  · disputed" if story["disputed"] else "")


def _reports(folded: "list[FoldedReport]") -> "Padding":
    from rich.padding import Padding
    from rich.table import Table

    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 0, 0), show_header=True)
    for name, ratio in (
        ("outlet", 4), ("status", 3), ("casualties", 3), ("according to", 4), ("words", 9),
    ):  # fmt: skip
        table.add_column(name, ratio=ratio, overflow="fold", header_style="dim")
    for one in folded:
        table.add_row(*_row(one))
    return Padding(table, (0, 0, 0, SHIFT))


def _row(one: "FoldedReport") -> "tuple[Text, ...]":
    from rich.text import Text

    report = one.report
    outlet = Text(report.outlet or "–")
    if one.copies:
        outlet.append(f"\nand {counted(len(one.copies), 'copy', 'copies')}")
    text = _text_words(report)
    below = " · ".join(part for part in ((report.published or "")[:10], text) if part)
    outlet.append(f"\n{below}" if below else "", style="dim")
    words = Text(f"“{report.words}”" if report.words else "–")
    if report.evidence:
        words.append(f"\n{' '.join(report.evidence.split())}", style="dim italic")
    return (
        outlet,
        Text(report.status),
        Text(casualties(report) or "–"),
        Text(" ← ".join(report.according_to) or "–"),
        words,
    )


def _text_words(report: "StoryReport") -> str:
    """Whose text it carries."""
    carried = f"{report.text_kind} of {report.text_of}" if report.text_of else ""
    credit = f"credits {report.credit}" if report.credit else ""
    return "; ".join(part for part in (carried, credit) if part)


def casualties(report: "StoryReport") -> str:
    """The figures as words: "at least 3 dead, 5 injured"."""
    parts: list[str] = []
    for name in ("dead", "injured", "arrested"):
        number, note = getattr(report, name), getattr(report, f"{name}_note")
        if number is not None:
            parts.append(f"{f'{note} ' if note else ''}{number} {name}")
    return ", ".join(parts)


def _summarise(made: "Made") -> None:
    copies = counted(made.duplicates, "near-duplicate")
    line = (
        f"{made.documents:,} documents: {made.texts:,} texts that several carry ({copies}); "
        f"{made.events:,} events in {made.stories:,} stories, "
        f"{made.several:,} of them told by several reports"
    )
    print(line, file=sys.stderr)
    if made.unsigned:
        print(
            f"{made.unsigned:,} documents took no part in the search for near-duplicates: an "
            "earlier version coded them without their texts; code them into a new store",
            file=sys.stderr,
        )
