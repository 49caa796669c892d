"""`onrecord kb learn-outlets`: where each outlet's places lie, from a collection of reports."""

from collections.abc import Callable, Sequence
from pathlib import Path

from onrecord import where
from onrecord.ingest import InputError, Reading, read
from onrecord.model import Document, Problem
from onrecord.record import Coder, CodingError, Options


def learn(
    paths: Sequence[str],
    reading: Reading,
    options: Options,
    target: Path,
    problem: Callable[[str], None],
) -> str:
    """Writes the outlets' profiles to `target`; returns a sentence on what was learnt.

    Args:
        problem: hears of each report that can't be read.

    Raises InputError where no report names its outlet.
    """
    coder, learner = Coder(options), where.Learner()
    number = nameless = 0
    for item in read(paths, reading):
        if isinstance(item, Problem):
            problem(f"{item.source}: {item.what}")
        elif item.outlet is None:
            nameless += 1
        elif _take(coder, learner, item, problem):
            number += 1
    if not number:
        raise InputError("no report names its outlet; give --outlet or --field outlet=THEIRS")
    profiles = learner.profiles()
    where.write_outlets(target, profiles, coder.gazetteer.digest)
    return (
        f"{len(profiles):,} outlets learnt from {number:,} reports, {len(learner.too_few):,} with "
        f"too few sure places, {nameless:,} reports without an outlet; {target}"
    )


def _take(
    coder: Coder, learner: where.Learner, document: Document, problem: Callable[[str], None]
) -> bool:
    """Takes one report in; False where it can't be parsed."""
    try:
        parsed = coder.parse(document)
    except CodingError as error:
        problem(f"{document.source or document.id}: {error}")
        return False
    named = where.find(parsed, coder.lexicon, coder.gazetteer)
    places = where.resolve(named, parsed, coder.gazetteer, coder.lexicon)
    learner.add(document.outlet or "", places)
    return True
