"""`onrecord watch`: feeds that are polled, and what is new in them coded."""

import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli import options as o
from onrecord.cli.progress import Show

if TYPE_CHECKING:
    from onrecord.cli.watching import Watching
    from onrecord.watch.fetch import Policy

EXAMPLE = o.examples(
    "onrecord watch feeds.opml --to news.duckdb",
    "onrecord watch feeds.txt --to news.duckdb --every 30 --contact desk@example.org",
    "onrecord watch https://example.org/feed.xml --to news.duckdb --once",
)

Lists = Annotated[
    list[str],
    typer.Argument(
        metavar="FEEDS",
        help="OPML files, text files with an address a line, or addresses of feeds.",
    ),
]
Store = Annotated[str, typer.Option("--to", metavar="FILE", help="A .duckdb store.")]
Once = Annotated[bool, typer.Option("--once", help="One round, then end: for cron.")]
Every = Annotated[
    float, typer.Option(min=1, metavar="MINUTES", help="From one round's beginning to the next's.")
]
Delay = Annotated[
    float, typer.Option(min=0, metavar="SECONDS", help="Between two questions to one host.")
]
Connections = Annotated[int, typer.Option(min=1, max=64, help="Hosts that are asked at once.")]
Timeout = Annotated[
    float, typer.Option(min=1, metavar="SECONDS", help="For a question and its whole answer.")
]
MaxBytes = Annotated[
    int, typer.Option(min=1000, help="The most bytes of a feed or page, unpacked.")
]
Contact = Annotated[
    str | None,
    typer.Option(metavar="WHO", help="Your mail or web address, told to the sites that are asked."),
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Ask machines of your own network too, and this one."),
]
Recheck = Annotated[
    bool,
    typer.Option(help="Look at stored reports again in their first week, for corrections."),
]


def watch(
    feeds: Lists,
    to: Store = "onrecord.duckdb",
    once: Once = False,
    every: Every = 15,
    recheck: Recheck = True,
    contact: Contact = None,
    delay: Delay = 2,
    connections: Connections = 8,
    timeout: Timeout = 30,
    max_bytes: MaxBytes = 8 << 20,
    allow_private: AllowPrivate = False,
    quote: o.QuoteLevel = o.Quote.evidence,
    with_text: o.WithText = False,
    workers: o.Workers = None,
    model: o.Model = None,
    attributions: o.AttributionLevel = o.Attributions.cognition,
    dialect: o.DialectName = o.Dialect.plover,
    lexicon: o.OwnLexicon = None,
    outlets: o.LearntOutlets = None,
    actors: o.OwnActors = None,
    language: o.Language = None,
    max_chars: o.MaxChars = 1_000_000,
    progress: o.ShowProgress = Show.auto,
    debug: o.Debug = False,
) -> int:
    """Poll feeds, fetch the reports that they name, and code what is new, until stopped.

    What was fetched stands in the store, so the same command goes on where it was stopped. A
    report that has changed is coded again as a new version, linked to the old one. Ctrl-C or
    SIGTERM ends it cleanly. Exit status: 0 stopped, or one round without failures; 1 with --once
    where something failed; 2 a wrong call.
    """
    from onrecord.cli.inputs import checked_language
    from onrecord.cli.watching import Watching
    from onrecord.watch.loop import Watch
    from onrecord.watch.settings import Settings

    reporter = Watching(progress)
    with stoppable(reporter) as stop:
        settings = Settings(
            lists=tuple(feeds),
            target=checked_store(to),
            reading=o.reading(language=checked_language(language), max_chars=max_chars),
            options=o.coder_options(model, lexicon, attributions, dialect, outlets, actors),
            quote="full" if with_text else quote.value,
            policy=policy(contact, timeout, max_bytes, allow_private),
            workers=workers,
            every=every * 60,
            delay=delay,
            connections=connections,
            recheck=recheck,
            command=o.command_line(),
            debug=debug,
        )
        tally = Watch(settings, reporter, stop).run(once)
    reporter.bye(to, once)
    return 1 if once and tally.failed else 0


def checked_store(to: str) -> Path:
    """The store's path. Raises InputError for another kind of file."""
    from onrecord.export import STORES
    from onrecord.ingest import InputError

    path = Path(to)
    if path.suffix not in STORES:
        raise InputError(f"--to {to}: watch writes into a store; name a .duckdb file")
    return path


def policy(contact: str | None, timeout: float, max_bytes: int, allow_private: bool) -> "Policy":
    """Whom to ask, and how to say who asks. Raises InputError for a contact that is none."""
    from onrecord import __version__
    from onrecord.ingest import InputError
    from onrecord.watch.fetch import Policy

    if contact is not None and not (contact.isascii() and contact.isprintable()):
        raise InputError(f"--contact {contact}: write a mail or web address in ASCII letters")
    return Policy(
        agent=f"onrecord/{__version__} (news event coder{f'; {contact}' if contact else ''})",
        contact=contact if contact and "@" in contact else None,
        allow_private=allow_private,
        seconds=timeout,
        max_bytes=max_bytes,
    )


@contextmanager
def stoppable(reporter: "Watching") -> Generator[threading.Event, None, None]:
    """An event that Ctrl-C and SIGTERM set; the second Ctrl-C ends at once."""
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()
        reporter.stopping()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
