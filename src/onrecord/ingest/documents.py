"""The whole way in: paths -> sources -> formats -> documents with id, date and language."""

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

import msgspec

from onrecord.ingest.files import check, sources
from onrecord.ingest.formats import read_source
from onrecord.ingest.identity import distinct
from onrecord.ingest.language import english
from onrecord.ingest.reading import Item, Reading
from onrecord.model import Problem

DEFAULTS = Reading()


def read(paths: Sequence[str], reading: Reading = DEFAULTS, tested: bool = True) -> Iterator[Item]:
    """Each report under the paths, or what is wrong with it, in the order of the input.

    Args:
        paths: files, folders, and `-` for standard input.
        reading: options.
        tested: with False whoever codes them has to test their language.

    Raises InputError at once, before anything is read, where the call can't be right.
    """
    check(paths, reading)
    return _read(paths, reading, tested)


def _read(paths: Sequence[str], reading: Reading, tested: bool) -> Iterator[Item]:
    return finished(_found(paths, reading), reading, tested)


def finished(items: Iterable[Item], reading: Reading, tested: bool = True) -> Iterator[Item]:
    """Documents with their ids, what the user said of them, and their language, each once.

    Args:
        items: what a format's reader found; problems pass through.
        reading: options.
        tested: whether to leave out what is surely not English.
    """
    for item in distinct(items):
        completed = _completed(item, reading)
        untold = reading.language is None
        yield completed if untold and not tested else english(completed, reading.language)


def _found(paths: Sequence[str], reading: Reading) -> Iterator[Item]:
    for source in sources(paths):
        if isinstance(source, Problem):
            yield source
        else:
            yield from read_source(source, reading)


def _completed(item: Item, reading: Reading) -> Item:
    """What the user said, where the document doesn't say it itself; then its address's host."""
    if isinstance(item, Problem):
        return item
    told = {
        name: value
        for name in ("published", "outlet", "place")
        if getattr(item, name) is None and (value := getattr(reading, name)) is not None
    }
    origins = {**item.metadata_from, **dict.fromkeys(told, "user")}
    if item.metadata_from.get("url") and not item.outlet and "outlet" not in told:
        host = (urlsplit(item.url or "").hostname or "").removeprefix("www.")
        if host:
            told["outlet"], origins["outlet"] = host, "the address"
    if not told:
        return item
    if "published" in told:
        told["published_from"] = "user"
    return msgspec.structs.replace(item, metadata_from=origins, **told)
