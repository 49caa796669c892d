"""`onrecord verify`: does every span hold?"""

import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from onrecord.base.counted import counted
from onrecord.cli import options as o

EXAMPLE = o.examples(
    "onrecord verify run.duckdb",
    "onrecord verify records.jsonl --texts articles/",
)
_WHERE = {
    "record": "against the text in the record",
    "texts": "against --texts",
    "source": "against the file that they were read from",
    "words": "against the stored words and lengths only, as their text is out of reach",
}


def verify(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help=".duckdb or .jsonl files of records.")
    ],
    texts: o.Texts = None,
    debug: o.Debug = False,
) -> int:
    """Check every span against its text.

    It says against which text: the one in the record, else the one under --texts, else the
    file that the record was read from, if it is still the same. Exit status 1 where a span
    doesn't hold.
    """
    from onrecord.check import Texts, faults
    from onrecord.check.pieces import pieces
    from onrecord.export import read_records

    found = Texts(texts or ())
    where: Counter[str] = Counter()
    spans = bad = 0
    for file in files:
        for record in read_records(file):
            reached = found.find(record)
            where[reached.where] += 1
            spans += sum(1 for _ in pieces(record))
            for fault in faults(record, reached.text):
                bad += 1
                print(f"{file}: {record.document.id}: {fault.path} {fault.what}", file=sys.stderr)
    print(
        f"{counted(spans, 'span')} of {counted(where.total(), 'record')}, {bad:,} that don't hold"
    )
    for name, number in where.items():
        print(f"  {counted(number, 'record')} {_WHERE[name]}")
    return 1 if bad else 0
