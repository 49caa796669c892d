"""Readers of other projects' lists of actors: a file in, `Known` rows out, each with its source."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.base.actors import Known, open_actors
from onrecord.base.cache import file_digest
from onrecord.base.errors import GazetteerError
from onrecord.base.imports import cameo, congress, sparql, ucdp
from onrecord.base.imports.rows import Problem, Reader
from onrecord.base.layer import Source, add_actors

__all__ = ["FORMATS", "Problem", "import_actors"]


class Format(NamedTuple):
    """A format of actors' lists."""

    title: str
    licence: str
    """What its publisher says; a user's own file may have another."""
    read: Reader


FORMATS = {
    "wikidata": Format("Wikidata query", "CC0-1.0", sparql.read),
    "ucdp": Format("UCDP Actor Dataset", "CC-BY-4.0", ucdp.read),
    "congress": Format("congress-legislators", "CC0-1.0", congress.read),
    "cameo": Format("CAMEO actors' dictionary", "licence not stated", cameo.read),
}
"""By the name of the option. Licences: Wikidata's and congress-legislators' own statements
(unitedstates/congress-legislators, README.md); UCDP: https://ucdp.uu.se/downloads/."""


def import_actors(
    format: str, path: Path, target: Path, problem: Problem, licence: str | None = None
) -> int:
    """Adds the actors of a file to the layer `target`; returns their number.

    Args:
        format: a key of FORMATS.
        path: the file.
        target: made if missing; see `add_actors`.
        problem: hears of each bad line, with file and line; the rest goes on.
        licence: the file's, where it is another than the format's.

    Raises GazetteerError where the file can't be read at all or holds no actor.
    """
    wanted = FORMATS[format]
    try:
        edition = file_digest(path)
        source = Source(f"{wanted.title} {path.name}", edition, licence or wanted.licence)
        return add_actors(target, source, _some(path, wanted.read, problem))
    except (OSError, UnicodeError, sqlite3.Error) as error:
        raise GazetteerError(f"{path} can't be imported: {error}.") from error


def _some(path: Path, read: Reader, problem: Problem) -> Iterator[Known]:
    """The file's actors. Raises GazetteerError at the end where there was none."""
    empty = True
    for actor in read(path, open_actors().states, problem):
        empty = False
        yield actor
    if empty:
        raise GazetteerError(f"{path} holds no actor of this format; nothing was imported.")
