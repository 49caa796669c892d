"""`onrecord code`: texts in, records out."""

import shlex
import sys
from typing import TYPE_CHECKING

from onrecord.cli import options as o
from onrecord.cli.progress import Progress, Show

if TYPE_CHECKING:
    from onrecord.cli.run import Tally

EXAMPLE = o.examples(
    "onrecord code report.txt --published 2021-05-23 --outlet 'Example News'",
    "onrecord code articles/ --to run.duckdb --workers 4",
    "onrecord code articles/ --to run.duckdb --engine dask --scheduler tcp://10.0.0.5:8786",
    "onrecord code articles.jsonl --field text=body --to records.jsonl",
    "onrecord code CC-NEWS-20210524.warc.gz --to run.duckdb",
    "onrecord code 'pages/**/*.html' news.parquet feed.xml --field text=body",
)


def code(
    paths: o.Paths,
    to: o.Target = "onrecord.duckdb",
    published: o.Published = None,
    outlet: o.Outlet = None,
    place: o.Place = None,
    quote: o.QuoteLevel = o.Quote.evidence,
    with_text: o.WithText = False,
    workers: o.Workers = None,
    engine: o.EngineName = "local",
    scheduler: o.Scheduler = None,
    model: o.Model = None,
    attributions: o.AttributionLevel = o.Attributions.cognition,
    dialect: o.DialectName = o.Dialect.plover,
    lexicon: o.OwnLexicon = None,
    outlets: o.LearntOutlets = None,
    actors: o.OwnActors = None,
    language: o.Language = None,
    field: o.Fields = None,
    format: o.FormatName = "auto",
    encoding: o.Encoding = None,
    max_chars: o.MaxChars = 1_000_000,
    max_bytes: o.MaxBytes = 32 << 20,
    progress: o.ShowProgress = Show.auto,
    debug: o.Debug = False,
) -> int:
    """Code news reports into event data.

    What was coded already, with the same rules and options, is skipped, so the same command
    goes on where a stopped one left off. Exit status: 0 all coded, 1 some documents failed,
    2 a wrong call.
    """
    from onrecord.cli import inputs
    from onrecord.cli.run import Run

    run = Run(
        paths=paths,
        reading=o.reading(
            published,
            outlet,
            place,
            fields=inputs.fields(field or ()),
            format=inputs.checked_format(format),
            encoding=inputs.checked_encoding(encoding),
            language=inputs.checked_language(language),
            max_chars=max_chars,
            max_bytes=max_bytes,
        ),
        options=o.coder_options(model, lexicon, attributions, dialect, outlets, actors),
        quote="full" if with_text else quote.value,
        target=to,
        workers=workers,
        engine=inputs.checked_engine(engine, scheduler, workers),
        scheduler=scheduler,
        command=o.command_line(),
        debug=debug,
    )
    tally = run.go(Progress(progress))
    _say_what_next(tally, to)
    return 1 if tally.failed else 0


def _say_what_next(tally: "Tally", target: str) -> None:
    print(tally.sentence(target), file=sys.stderr)
    if target != "-" and tally.coded + tally.skipped:
        print(f"Look at it: onrecord show {shlex.quote(target)}", file=sys.stderr)
