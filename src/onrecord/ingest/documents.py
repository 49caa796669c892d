"""The whole way in: paths -> sources -> formats -> documents with id, date and language."""

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.ingest.files import check, sources
from onrecord.ingest.formats import read_source
from onrecord.ingest.identity import distinct
from onrecord.ingest.language import english
from onrecord.ingest.reading import Item, Reading
from onrecord.model import Problem

DEFAULTS = Reading()


def read(paths: Sequence[str], reading: Reading = DEFAULTS) -> Iterator[Item]:
    """Each report under the paths, or what is wrong with it, in the order of the input.

    Args:
        paths: files, folders, and `-` for standard input.
        reading: options.

    Raises InputError at once, before anything is read, where the call can't be right.
    """
    check(paths, reading)
    return _read(paths, reading)


def _read(paths: Sequence[str], reading: Reading) -> Iterator[Item]:
    for item in distinct(_found(paths, reading)):
        yield english(_completed(item, reading), reading.language)


def _found(paths: Sequence[str], reading: Reading) -> Iterator[Item]:
    for source in sources(paths):
        if isinstance(source, Problem):
            yield source
        else:
            yield from read_source(source, reading)


def _completed(item: Item, reading: Reading) -> Item:
    """What the user said, where the document doesn't say it itself."""
    if isinstance(item, Problem):
        return item
    told: dict[str, str] = {}
    if item.published is None and reading.published is not None:
        told |= {"published": reading.published, "published_from": "user"}
    if item.outlet is None and reading.outlet is not None:
        told["outlet"] = reading.outlet
    if item.place is None and reading.place is not None:
        told["place"] = reading.place
    return msgspec.structs.replace(item, **told) if told else item
