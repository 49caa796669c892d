"""The made corpus, signed or coded, and what of it was found."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.model import Document
from onrecord.store import StoreReader, StoreWriter
from onrecord.stories import Signatures, sign
from onrecord.stories.told import ordinal
from support.cluster_scores import Score, b_cubed, pairs
from support.made_news import Report


def as_document(report: Report) -> Document:
    """A made report as a coder takes it."""
    return Document(
        id=report.id,
        source=report.id,
        text=report.text,
        outlet=report.outlet,
        published=report.published,
        published_from="user",
        language="en",
    )


def signed(reports: Iterable[Report]) -> Signatures:
    """The signatures of reports, in order of time."""
    ordered = sorted(reports, key=lambda report: (report.published, report.id))
    made = [sign(as_document(report)) for report in ordered]
    minhash = b"".join(one.minhash for one in made)
    return Signatures(
        documents=[report.id for report in ordered],
        minhash=np.frombuffer(minhash, dtype="<u2").reshape(len(made), -1),
        shingles=np.array([one.shingles for one in made]),
        digests=[one.words_digest for one in made],
        facts=[one.facts for one in made],
        days=np.array([ordinal(report.published) or 0 for report in ordered]),
    )


def score_duplicates(
    reports: Sequence[Report], found: Signatures, groups: Iterable[Sequence[int]]
) -> Score:
    """Pairs of near-duplicates against the families of the corpus."""
    families: dict[int, list[str]] = {}
    for report in reports:
        families.setdefault(report.family, []).append(report.id)
    ids = [[found.documents[position] for position in group] for group in groups]
    return pairs(ids, families.values())


def code_into(path: Path, coder: Any, reports: Iterable[Report]) -> None:
    """Code reports into a store."""
    writer = StoreWriter(path, coder.info, "evidence")
    for report in reports:
        document = as_document(report)
        writer.add(document, coder.code(document))
    writer.close()


_EVENTS = """
SELECT s.story, s.document, e.trigger_start_char AS at FROM story_events s
JOIN events e ON (e.document, e.id) = (s.document, s.event)
"""


def score_stories(path: Path, reports: Sequence[Report]) -> Score:
    """B³ of the event that each report's lead tells; a lead that isn't coded stands alone."""
    leads: dict[str, tuple[int, int]] = {}
    for report in reports:
        start = report.text.find(report.lead)
        leads[report.id] = start, start + len(report.lead)
    found: dict[str, str] = {}
    for row in StoreReader(path).query(_EVENTS).to_pylist():
        start, end = leads[row["document"]]
        if start <= row["at"] < end:
            found.setdefault(row["document"], row["story"])
    return b_cubed(found, {report.id: report.event for report in reports})
