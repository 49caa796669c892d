"""`onrecord lexicon new`: drafts of rules from what reviewers corrected."""

import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli import options as o

EXAMPLE = o.examples(
    "onrecord lexicon new --from-review run.duckdb --to proposals/",
    "onrecord lexicon new --from-review run.duckdb --to proposals/ --least 5",
)
PAGE = "proposals.md"
DRAFT = Path("what/en/rules/from-review.toml")


def new(
    from_review: Annotated[
        Path, typer.Option("--from-review", metavar="STORE", help="The reviewed .duckdb store.")
    ],
    to: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the proposals.")],
    least: Annotated[
        int, typer.Option(min=1, help="How often a rule must have erred to be named.")
    ] = 2,
    lexicon: o.OwnLexicon = None,
    debug: o.Debug = False,
) -> int:
    """Propose edits of rules from reviews: which rules erred, how often, where, what may mend it.

    Nothing is applied. The folder gets a page to read and a file of drafts that are comments
    all through; sentences of reports are pointed to, not copied.
    """
    from onrecord.ingest import InputError
    from onrecord.lexicon import Lexicon
    from onrecord.lexicon.lexicon import SHIPPED
    from onrecord.review import cases_of
    from onrecord.review.proposals import draft, proposals, report

    files = {to / PAGE: report, to / DRAFT: draft}
    taken = [str(file) for file in files if file.exists()]
    if taken:
        raise InputError(f"{taken[0]}: is there already; name another folder, or move it away")
    found = proposals(cases_of(from_review), Lexicon((SHIPPED, *(lexicon or ()))), least)
    for file, write in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write(found), encoding="utf-8")
    rules, words = len(found.rules), len(found.missed)
    print(f"{rules:,} rules and {words:,} missed words named in {to / PAGE}", file=sys.stderr)
    where = shlex.quote(str(to))
    print(f"Once a draft is filled in: onrecord lexicon check {where}", file=sys.stderr)
    return 0
