"""Stories: how right near-duplicates and event clusters are, and what they cost.

    python bench/stories.py scores           made corpora of five seeds, coded for the clusters
    python bench/stories.py growth [MOST]    near-duplicates of 10,000, 100,000 … reports
    python bench/stories.py copies [DOCUMENTS]   reports that 1, 15, 200, 2,000 outlets print
    python bench/stories.py store STORE      what each step takes on a store of yours

The corpora are `tests/support/made_news.py`: rewrites, agency copies, cuts and updates of known
reports, and reports that look alike and aren't the same. Seconds are CPU seconds of one thread.
"""

import os
import subprocess
import sys
import time
from array import array
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import numpy as np

from onrecord.lexicon import shipped
from onrecord.store import make_stories
from onrecord.stories import Carried, Outlets, Signature, Signatures, find_groups, link, sign
from onrecord.stories.told import ordinal
from support.cluster_scores import Score, pairs
from support.made_news import made_news, stream_news
from support.made_stores import as_document, code_into, score_duplicates, score_stories, signed

SEEDS = (21, 22, 23, 24, 25)
REPORTS_AN_EVENT = 3.4
"""About so many reports the made corpus has of an event."""
PER_DAY = 60
"""Events a day of a large corpus."""
NAMES = 3000
"""Further towns and people of a large corpus."""
MILLION = 1_000_000
COPIES = (1, 15, 200, 2_000)
"""Outlets that print a report in the same words."""


def scores() -> None:
    """Pair precision and recall, and B³."""
    from onrecord.record import Coder, Options

    coder, outlets = Coder(Options()), Outlets.of(shipped())
    for seed in SEEDS:
        reports = made_news(seed, 300)
        columns = signed(reports)
        found = score_duplicates(reports, columns, find_groups(columns))
        reports = made_news(seed, 60)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "made.duckdb"
            code_into(path, coder, reports)
            make_stories(path, outlets)
            clusters = score_stories(path, reports)
        print(f"seed {seed}: near-duplicates {_say(found)}; B³ of clusters {_say(clusters)}")


def _say(score: Score) -> str:
    return f"precision {score.precision:.3f} recall {score.recall:.3f} F {score.f1:.3f}"


def growth(most: int = MILLION) -> None:
    """Seconds and memory by the number of reports, each number in a process of its own."""
    number = 10_000
    while number <= most:
        subprocess.run([sys.executable, __file__, "duplicates", str(number)], check=True)
        number *= 10


def duplicates(number: int) -> None:
    """The duplicate pass over so many reports: signed, grouped and linked."""
    events = round(number / REPORTS_AN_EVENT)
    days = max(60, events // PER_DAY)
    families: dict[int, list[str]] = {}
    gathered = _Gathered()
    signing = 0.0
    for report in stream_news(1, events, days, NAMES):
        document = as_document(report)
        began = time.process_time()
        signature = sign(document)
        signing += time.process_time() - began
        gathered.take(report.id, report.published, signature)
        families.setdefault(report.family, []).append(report.id)
    columns = gathered.columns()
    number = len(columns.documents)
    began = time.process_time()
    groups = find_groups(columns)
    grouping = time.process_time() - began
    carried = {p: Carried(None, None, None) for group in groups for p in group}
    linked = sum(1 for group in groups for _ in link(columns, carried, group))
    matching = time.process_time() - began
    found = pairs(([columns.documents[p] for p in group] for group in groups), families.values())
    memory = _peak()
    print(
        f"{number:>9,} reports: signed in {signing:.1f} s, grouped in {grouping:.1f} s, linked "
        f"{linked:,} in {matching - grouping:.1f} s: {number / (signing + matching):,.0f} a "
        f"second; {memory:,.0f} MB at most; {_say(found)}",
        flush=True,
    )


class _Gathered:
    """Signatures in columns, as a store would give them."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.published: list[str] = []
        self.digests: list[str] = []
        self.facts: list[bytes] = []
        self.shingles = array("i")
        self.minhash = bytearray()

    def take(self, id: str, published: str, signature: Signature) -> None:
        """Another report's signature."""
        self.ids.append(id)
        self.published.append(published)
        self.digests.append(signature.words_digest)
        self.facts.append(signature.facts)
        self.shingles.append(signature.shingles)
        self.minhash += signature.minhash

    def columns(self) -> Signatures:
        """In order of time."""
        order = sorted(range(len(self.ids)), key=lambda n: (self.published[n], self.ids[n]))
        minhash = np.frombuffer(self.minhash, dtype="<u2").reshape(len(order), -1)[order]
        self.minhash = bytearray()
        return Signatures(
            documents=[self.ids[n] for n in order],
            minhash=minhash,
            shingles=np.array(self.shingles)[order],
            digests=[self.digests[n] for n in order],
            facts=[self.facts[n] for n in order],
            days=np.array([ordinal(self.published[n]) for n in order]),
        )


def copies(documents: int = 20_000) -> None:
    """What stores of so many documents take, by how many of them carry one text.

    Each in a process of its own; the reports are those of `tests/support/synthetic.py`, seven
    events each.
    """
    from support.synthetic import EVENTS_PER_REPORT, make_store

    for number in COPIES:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "copies.duckdb"
            events = documents * EVENTS_PER_REPORT
            make_store(path, events, whole=max(1, documents // number))
            print(f"{documents:,} documents, {number:,} of each text", flush=True)
            subprocess.run([sys.executable, __file__, "store", str(path)], check=True)


def store(path: str) -> None:
    """What each step of `onrecord stories` takes on a store."""
    began, last = time.process_time(), ["start"]

    def report(what: str, done: int, total: int) -> None:
        if what != last[0]:
            print(f"{time.process_time() - began:7.1f} s  {what}", flush=True)
            last[0] = what

    made = make_stories(Path(path), Outlets.of(shipped()), report)
    print(f"{time.process_time() - began:7.1f} s  done; {_peak():,.0f} MB at most; {made}")


def _peak() -> float:
    """The most memory that this process had, in MB; `getrusage` may count its parent's."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    verb, *given = sys.argv[1:]
    verbs = {"scores": scores, "growth": growth, "duplicates": duplicates}
    verbs |= {"copies": copies, "store": store}
    verbs[verb](*(int(word) if word.isdigit() else word for word in given))
