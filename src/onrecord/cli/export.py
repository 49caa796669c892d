"""`onrecord export`: a store's events in the formats of other tools and data sets."""

import sys
from typing import TYPE_CHECKING

from onrecord.base.counted import counted
from onrecord.cli import export_options as e
from onrecord.cli import options as o

if TYPE_CHECKING:
    from onrecord.export import Written

EXAMPLE = o.examples(
    "onrecord export run.duckdb --format csv --to tables/",
    "onrecord export run.duckdb --format csv --to events.csv --type ASSAULT --since 2021-05-01",
    "onrecord export run.duckdb --format gdelt --to events.tsv --claims",
    "onrecord export run.duckdb --format dyad-months --to dyads.csv --level actor",
    "onrecord export run.duckdb --format parquet --to tables/ --quote none",
)


def export(
    store: o.Store,
    format: e.Format,
    to: e.Target,
    type: e.Types = None,
    status: e.Statuses = None,
    asserted_by: e.AssertedBy = None,
    actor: e.Actors = None,
    country: e.Countries = None,
    sector: e.Sectors = None,
    outlet: e.Outlets = None,
    place: e.Places = None,
    document: e.Documents = None,
    since: e.Since = None,
    until: e.Until = None,
    confidence: e.Confidence = None,
    claims: e.Claims = False,
    all_statuses: e.AllStatuses = False,
    reviewed: e.ReviewedAs = e.Reviewed.as_coded,
    names: e.NamesShown = None,
    quote: e.QuoteLevel = o.Quote.evidence,
    raw: e.Raw = False,
    mutual: e.MutualCount = e.Mutual.both,
    level: e.DyadLevel = e.Level.country,
    undated: e.UndatedAs = e.Undated.publication,
    run: e.RunNumber = None,
    debug: o.Debug = False,
) -> int:
    """Write the events in the format of another tool or data set.

    Formats that can't say who claims an event take only what the outlet itself asserts as
    happened or ongoing; --claims and --all-statuses add the rest, and a sidecar keeps status,
    sources and words of each row. A readme beside the files says what was left out, and whom to
    credit.
    """
    from onrecord.api import reviews_of
    from onrecord.export import Choice, Options, export

    choice = Choice(
        types=tuple(type or ()),
        statuses=tuple(status or ()),
        asserted_by=tuple(asserted_by or ()),
        actors=tuple(actor or ()),
        countries=tuple(country or ()),
        sectors=tuple(sector or ()),
        outlets=tuple(outlet or ()),
        places=tuple(place or ()),
        documents=tuple(document or ()),
        since=o.checked_date(since, "--since"),
        until=o.checked_date(until, "--until"),
        confidence=confidence,
        claims=claims,
        all_statuses=all_statuses,
        reviewed=reviewed.value,
        names=None if names is None else names.value,
    )
    options = Options(
        quote=quote.value,
        raw=raw,
        mutual=mutual.value,
        undated=undated.value,
        level=level.value,
        run=run,
    )
    how = o.command_line()
    reviews = reviews_of(store, choice.reviewed)
    _say(export(store, format.value, to, choice, options, how, reviews))
    return 0


def _say(written: "Written") -> None:
    """What was written, on standard error."""
    main, *others = written.files
    tables = len(others) > 2
    where = f"{len(others)} tables in {main.parent}" if tables else str(main)
    print(f"{counted(written.rows, 'row')} in {where}", file=sys.stderr)
    for note in written.notes:
        print(note, file=sys.stderr)
    beside = ", ".join(file.name for file in (others[-1:] if tables else others))
    print(f"Beside it: {beside}", file=sys.stderr)
