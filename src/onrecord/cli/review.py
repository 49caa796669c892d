"""`onrecord review`: what people said of a store's events, and which events to read next."""

import shlex
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o

if TYPE_CHECKING:
    from rich.table import Table

    from onrecord.review import Case
    from onrecord.review.sampling import Sample

EXAMPLE = o.examples(
    "onrecord review run.duckdb",
    "onrecord review run.duckdb --sample 200 --seed 7 --strata type,outlet",
    "onrecord review run.duckdb agreement",
    "onrecord review run.duckdb export mine.jsonl",
    "onrecord review run.duckdb import hers.jsonl",
)
NEEDS_FILE = ("export", "import")
WHAT = ("agreement", "disputes", "orphans", *NEEDS_FILE)


def review(
    store: o.Store,
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WHAT [FILE]]",
            help="agreement, disputes, orphans, export FILE.jsonl or import FILE.jsonl; without "
            "it, how far the reviews are.",
        ),
    ] = None,
    sample: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Draw a queue of N events to review.")
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(metavar="S", help="Draw at random; without it, the least sure events."),
    ] = None,
    strata: Annotated[
        str | None,
        typer.Option(
            metavar="NAMES",
            help="Spread a random draw evenly over the values of type, outlet, status, rule …",
        ),
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="What to call the queue that is drawn.")
    ] = None,
    debug: o.Debug = False,
) -> int:
    """Look after people's reviews of a store: draw queues, see how far they are, exchange them.

    Reviewing itself is done on the page (`onrecord serve STORE`). Reviews stand in the store
    beside what was coded, and never change it.
    """
    if sample is not None:
        return _draw(store, sample, seed, strata, name)
    chosen, file = _parsed(what or [])
    if chosen == "export" and file is not None:
        return _export(store, file)
    if chosen == "import" and file is not None:
        return _import(store, file)
    shows = {"agreement": _agreement, "disputes": _disputes, "orphans": _orphans}
    return shows.get(chosen, _summary)(store)


def _parsed(what: list[str]) -> tuple[str, Path | None]:
    """What is to be done, and the file. Raises InputError for another call."""
    from onrecord.ingest import InputError

    if not what:
        return "", None
    if what[0] not in WHAT:
        raise InputError(f"review … {what[0]}: there are {', '.join(WHAT)}")
    wanted = 2 if what[0] in NEEDS_FILE else 1
    if len(what) != wanted:
        shape = f"{what[0]} FILE.jsonl" if wanted == 2 else what[0]
        raise InputError(f"review … {' '.join(what)}: write onrecord review STORE {shape}")
    return what[0], Path(what[1]) if wanted == 2 else None


def _draw(store: Path, number: int, seed: int | None, strata: str | None, name: str | None) -> int:
    from onrecord.review.sampling import draw

    columns = tuple(part.strip() for part in (strata or "").split(",") if part.strip())
    drawn = draw(store, number, seed=seed, strata=columns, name=name)
    _print_strata(drawn)
    where = shlex.quote(str(store))
    _say(f"{counted(len(drawn.events), 'event')} drawn; kept in the store as queue {drawn.name}")
    if not drawn.is_random:
        _say("The least sure events first: good for mending, but no figures follow from them.")
    _say(f"Review them: onrecord serve {where}")
    if drawn.is_random:
        _say(f"Then: onrecord score {where} --against review --queue {drawn.name}")
    return 0


def _print_strata(sample: "Sample") -> None:
    """What was drawn from how many."""
    strata = {one.stratum: (one.in_stratum, one.drawn) for one in sample.events}
    table = _table("stratum", "events", "drawn")
    for name, (size, drawn) in sorted(strata.items()):
        table.add_row(name or "all", f"{size:,}", f"{drawn:,}")
    _print(table)


def _export(store: Path, file: Path) -> int:
    from onrecord.review import ReviewLog, export_acts

    number = export_acts(ReviewLog(store), file)
    _say(f"{number:,} acts of review written to {file}")
    return 0


def _import(store: Path, file: Path) -> int:
    from onrecord.review import ReviewLog, import_acts

    done = import_acts(ReviewLog(store), file)
    _say(f"{done.read:,} acts of review read, {done.new:,} of them new")
    if done.elsewhere:
        _say(f"{done.elsewhere:,} speak of documents that aren't in this store: kept as orphans")
    return 0


def _summary(store: Path) -> int:
    from onrecord.review import cases_of, reviewers
    from onrecord.review.sampling import samples

    found = cases_of(store)
    queues = samples(store)
    where = shlex.quote(str(store))
    if not found and not queues:
        print("nothing is reviewed yet")
        _say(f"Start: onrecord review {where} --sample 100 --seed 1")
        return 0
    outcomes = _outcomes(found)
    told = ", ".join(f"{number:,} {name}" for name, number in outcomes.items())
    print(f"{counted(outcomes.total(), 'event')} reviewed{': ' if told else ''}{told}")
    for name, number in reviewers(found).items():
        print(f"  {name}: {counted(number, 'event')}")
    orphans = sum(case.orphan is not None for case in found)
    if orphans:
        print(f"{counted(orphans, 'orphan')}: onrecord review {where} orphans")
    for queue in queues:
        print(_queue_line(queue, found))
    return 0


def _outcomes(found: "list[Case]") -> Counter[str]:
    from onrecord.review import settle

    settled = [settle(case) for case in found if case.orphan is None]
    return Counter(one.outcome for one in settled if one is not None)


def _queue_line(queue: "Sample", found: "list[Case]") -> str:
    """How far a queue is, by reviewer."""
    wanted = {one.identity for one in queue.events}
    done: Counter[str] = Counter()
    for case in found:
        if any(act.identity in wanted for act in case.acts):
            done.update(one.who for one in case.judged)
    told = ", ".join(f"{name} {number:,}" for name, number in done.most_common())
    return f"queue {queue.name}: {counted(len(queue.events), 'event')}; {told or 'not begun'}"


def _agreement(store: Path) -> int:
    from onrecord.review import agreement, cases_of, disputes

    found = cases_of(store)
    rows = [row for row in agreement(found) if row.units]
    if not rows:
        print("no event was reviewed by two people yet")
        return 0
    table = _table("field", "events", "same", "α")
    for row in rows:
        measured = "–" if row.alpha is None else f"{row.alpha:.3f}"
        table.add_row(row.label, f"{row.units:,}", f"{row.agreed:,}", measured)
    _print(table)
    if any(row.alpha is None for row in rows):
        _say("–: everybody always says the same, so that α has nothing to tell apart")
    left = len(disputes(found))
    if left:
        _say(f"{left:,} disagreements to settle: onrecord review {store} disputes")
    return 0


def _disputes(store: Path) -> int:
    from onrecord.review import cases_of, disputes

    table = _table("event", "field", "who says what")
    left = disputes(cases_of(store))
    for one in left:
        said = "; ".join(f"{who}: {what}" for who, what in one.said.items())
        table.add_row(_place_of(one.case), one.field, said)
    if left:
        _print(table)
    _say(f"{len(left):,} disagreements to settle")
    return 0


def _orphans(store: Path) -> int:
    from onrecord.review import cases_of

    table = _table("event", "type", "words", "reviewed by", "why it has no event")
    left = [case for case in cases_of(store) if case.orphan is not None]
    for case in left:
        words = " ".join((case.acts[0].trigger_text or "").split())
        by = ", ".join(sorted({act.reviewer for act in case.acts}))
        table.add_row(_place_of(case), case.identity.type, words, by, case.orphan)
    if left:
        _print(table)
    _say(f"{len(left):,} reviewed events that the store doesn't have now; nothing of them is lost")
    return 0


def _place_of(case: "Case") -> str:
    return f"{case.identity.document}:{case.event_id or '–'}"


def _table(*columns: str) -> "Table":
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        number = name in ("events", "same", "α", "drawn")
        table.add_column(name, justify="right" if number else "left", overflow="fold")
    return table


def _print(table: "Table") -> None:
    from onrecord.cli.table import console

    console().print(table)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
