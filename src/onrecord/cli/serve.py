"""`onrecord serve`: the page."""

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options as o

EXAMPLE = o.examples(
    "onrecord serve run.duckdb",
    "onrecord serve run.duckdb --port 8080 --no-browser",
)


def serve(
    store: Annotated[
        Path, typer.Argument(metavar="STORE", help="The .duckdb store that code or demo wrote.")
    ] = o.DEFAULT_STORE,
    port: Annotated[
        int | None,
        typer.Option(
            min=0, max=65_535, help="The port; 0 for any free one. If not said: 8717, if free."
        ),
    ] = None,
    no_browser: Annotated[
        bool, typer.Option("--no-browser", help="Only say the address; open no browser.")
    ] = False,
    debug: o.Debug = False,
) -> int:
    """Open a store in the browser: read, search, check and correct.

    The page answers on this machine alone (127.0.0.1), needs no network, and shows a store
    also while a run writes to it. Ctrl-C ends it.
    """
    from onrecord.web.server import serve as run

    run(store, port, browser=not no_browser, debug=debug, say=_say)
    return 0


def _say(address: str) -> None:
    print(f"The page is at {address} (Ctrl-C ends it)", flush=True)
