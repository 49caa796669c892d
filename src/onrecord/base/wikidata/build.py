"""Streams a dump into a layer of actors; memory stays bounded, the disk holds what is kept."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec

from onrecord.base.actors import open_actors
from onrecord.base.errors import GazetteerError
from onrecord.base.imports.rows import Problem
from onrecord.base.layer import Source, write_layer
from onrecord.base.wikidata.derive import Deriver
from onrecord.base.wikidata.dump import dump_lines
from onrecord.base.wikidata.entity import Entity, read_entity
from onrecord.base.wikidata.staging import Staging

CHUNK = 2000
"""Entities that are held at once."""
LICENCE = "CC0-1.0"


class Tally(NamedTuple):
    """What a dump gave."""

    entities: int
    kept: int
    actors: int


class _Stream:
    """The kept entities of a dump, counted and digested as they pass."""

    def __init__(self, dump: Path, problem: Problem):
        self._dump, self._problem = dump, problem
        self._digest = sha256()
        self.entities = self.kept = 0

    def __iter__(self) -> Iterator[Entity]:
        for number, line in dump_lines(self._dump):
            try:
                entity = read_entity(line)
            except (msgspec.DecodeError, ValueError) as error:
                self._problem(f"{self._dump}:{number}: {error}")
                continue
            self.entities += 1
            if entity:
                self.kept += 1
                self._digest.update(line)
                yield entity

    @property
    def edition(self) -> str:
        """Tells dumps apart by what was kept of them; hashing all of one takes hours."""
        return self._digest.hexdigest()[:12]


def build_wikidata(dump: Path, target: Path, problem: Problem) -> Tally:
    """Writes the actors of a dump to the layer `target`, whole or not at all.

    Args:
        dump: latest-all.json, or the same as .gz, .bz2 or .zst.
        target: takes the place of what was there.
        problem: hears of broken lines and of circular parents; the rest goes on.

    Raises GazetteerError where the dump can't be read to its end or holds no entity.
    """
    try:
        with (
            tempfile.TemporaryDirectory(prefix="wikidata", dir=target.parent) as folder,
            closing(sqlite3.connect(Path(folder) / "staging", isolation_level=None)) as file,
        ):
            return _build(dump, target, Staging(file), problem)
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(f"{target} can't be built: {error}.") from error


def _build(dump: Path, target: Path, staging: Staging, problem: Problem) -> Tally:
    stream = _Stream(dump, problem)
    rows = iter(stream)
    while chunk := list(islice(rows, CHUNK)):
        staging.add(chunk)
    if not stream.entities:
        raise GazetteerError(f"{dump} holds no entity of Wikidata.")
    staging.finish()
    deriver = Deriver(staging, open_actors().states, problem)
    source = Source(f"Wikidata dump {dump.name}", stream.edition, LICENCE)
    actors = write_layer(target, source, deriver.actors())
    return Tally(stream.entities, stream.kept, actors)
