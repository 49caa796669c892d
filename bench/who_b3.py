"""How well `who/` groups persons: B³ on GUM-style gold, with gold mentions given and its own.

    python bench/who_b3.py GOLD.jsonl.gz [--half odd|even] [--wide]

GOLD has `text`, `genre` and `mentions` (`span`, `type`, `group`). A name is a person's mention
whose head is a proper noun and no title; phrases that coordinate several people are left out
(`--wide` keeps both, as the prototype's figures did); he and she are third-person singular
pronouns. With gold mentions
given, the grouping alone is measured; with own mentions, a mention that has no twin counts
against precision (Bagga and Baldwin 1998, with twinless mentions as in Stoyanov and others 2009).
Prints B³ precision, recall and F1, and the share of merged pairs of differently written names
that the gold keeps apart.
"""

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from onrecord import where
from onrecord.base.actors import open_actors
from onrecord.base.gazetteer import open_gazetteer
from onrecord.lexicon import shipped
from onrecord.model import Document, Span
from onrecord.parse import Parsed, parse
from onrecord.who.gold import group_given
from onrecord.who.resolve import resolve
from onrecord.who.words import compile_words

HE_SHE = frozenset("he him his himself she her hers herself".split())  # noqa: SIM905
OTHER_PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself yourselves we us our ours ourselves they them "  # noqa: SIM905
    "their theirs themselves it its who whom whose".split()
)

Chains = dict[Span, str]


@dataclass(slots=True)
class Score:
    """Sums of B³ over mentions."""

    precision: float = 0.0
    predicted: int = 0
    recall: float = 0.0
    gold: int = 0

    def add(self, gold: Chains, ours: Chains) -> None:
        """Counts one document."""
        in_gold, in_ours = _clusters(gold), _clusters(ours)
        both = gold.keys() & ours.keys()
        for mention in both:
            true, found = in_gold[gold[mention]], in_ours[ours[mention]]
            self.precision += len(true & found) / len(found)
            self.recall += len(true & found) / len(true)
        self.predicted += len(ours)
        self.gold += len(gold)

    def __str__(self) -> str:
        p = self.precision / max(1, self.predicted)
        r = self.recall / max(1, self.gold)
        return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r) if p + r else 0:.3f}"


def _clusters(chains: Chains) -> dict[str, set[Span]]:
    found: defaultdict[str, set[Span]] = defaultdict(set)
    for mention, chain in chains.items():
        found[chain].add(mention)
    return found


def gold_chains(
    gold: dict[str, Any], parsed: Parsed, *, wide: bool = False
) -> tuple[Chains, Chains, dict[Span, int]]:
    """Names and he/she of the gold with their chains, and each name's head token."""
    names: Chains = {}
    pronouns: Chains = {}
    heads: dict[Span, int] = {}
    for mention in gold["mentions"]:
        span, words = tuple(mention["span"]), mention["text"].lower()
        if mention["type"] != "person" or words in OTHER_PRONOUNS:
            continue
        if words in HE_SHE:
            pronouns[span] = mention["group"]
            continue
        head = _head(parsed, span)
        if head is not None and _is_name(parsed, span, head, wide=wide):
            names[span] = mention["group"]
            heads[span] = head
    return names, pronouns, heads


def _head(parsed: Parsed, span: Span) -> int | None:
    tokens = [n for n in parsed.tokens_in(span) if parsed.pos[n] not in ("PUNCT", "SPACE")]
    inside = set(tokens)
    tops = [n for n in tokens if parsed.head[n] not in inside or parsed.head[n] == n]
    return tops[0] if tops else None


def _is_name(parsed: Parsed, span: Span, head: int, *, wide: bool) -> bool:
    if parsed.pos[head] != "PROPN" or not parsed.words[head][:1].isupper():
        return False
    if wide:
        return True
    several = any(parsed.start[child] < span[1] for child in parsed.kids(head, "conj"))
    titles = shipped().compiled(compile_words).roles
    demonym = parsed.ent[head] == "NORP" or parsed.tag[head] == "NNPS"
    return not several and not demonym and parsed.lower[head] not in titles


def own_chains(
    parsed: Parsed, names: Chains, heads: dict[Span, int]
) -> tuple[Chains, Chains, dict[Span, str]]:
    """Our persons' names and he/she, each under its gold twin's span where it has one.

    The third part holds the bare name that we read at each span.
    """
    named = where.find(parsed, shipped(), open_gazetteer())
    places = where.resolve(named, parsed, open_gazetteer(), shipped())
    actors = resolve(parsed, shipped(), open_actors(), places, (), (), ())
    by_head = {head: span for span, head in heads.items()}
    ours: Chains = {}
    pronouns: Chains = {}
    written: dict[Span, str] = {}
    for number, actor in enumerate(actors.found):
        for span, _, how in actor.mentions:
            if how == "pronoun" and parsed.phrase(span).lower() in HE_SHE:
                pronouns[span] = str(number)
            elif how in ("name", "alias", "misspelling") and actor.kind == "person":
                twin = span if span in names else _twin(parsed, span, by_head)
                key = twin if twin is not None and twin not in ours else span
                ours[key] = str(number)
                written[key] = parsed.phrase(span)
    return ours, pronouns, written


def _twin(parsed: Parsed, span: Span, by_head: dict[int, Span]) -> Span | None:
    found = [by_head[token] for token in parsed.tokens_in(span) if token in by_head]
    return min(found, key=lambda s: s[1] - s[0]) if found else None


def wrong_pairs(gold: Chains, ours: Chains, written: dict[Span, str]) -> tuple[int, int]:
    """(wrong, all) pairs of differently written names that we hold for one person's.

    A pair of spellings counts once a document, and is right if the gold has it anywhere.
    """
    clusters = _clusters({span: chain for span, chain in ours.items() if span in gold})
    wrong = every = 0
    for spans in clusters.values():
        pairs: dict[tuple[str, ...], bool] = {}
        for a, b in combinations(sorted(spans), 2):
            words = tuple(sorted((written[a], written[b])))
            if words[0] != words[1]:
                pairs[words] = pairs.get(words, False) or gold[a] == gold[b]
        every += len(pairs)
        wrong += sum(not right for right in pairs.values())
    return wrong, every


@dataclass(slots=True)
class Report:
    """All figures of one half."""

    given: Score
    given_all: Score
    own: Score
    own_all: Score
    pairs: Counter[str]
    wide: bool

    @classmethod
    def empty(cls, *, wide: bool) -> "Report":
        return cls(Score(), Score(), Score(), Score(), Counter(), wide)

    def add(self, gold: dict[str, Any], parsed: Parsed) -> None:
        """Counts one document."""
        names, pronouns, heads = gold_chains(gold, parsed, wide=self.wide)
        given = group_given(parsed, shipped(), open_actors(), sorted(names), sorted(pronouns))
        self.given.add(names, {s: given[s] for s in names if s in given})
        self.given_all.add(names | pronouns, given)
        ours, own_pronouns, written = own_chains(parsed, names, heads)
        self.own.add(names, ours)
        self.own_all.add(names | pronouns, ours | own_pronouns)
        wrong, every = wrong_pairs(names, ours, written)
        self.pairs["wrong"] += wrong
        self.pairs["all"] += every

    def __str__(self) -> str:
        lines = [
            f"gold mentions given, names       {self.given}",
            f"gold mentions given, + he, she   {self.given_all}",
            f"own mentions, names              {self.own}",
            f"own mentions, + he, she          {self.own_all}",
        ]
        wrong, every = self.pairs["wrong"], self.pairs["all"]
        lines.append(
            f"differently written names merged wrongly: {wrong}/{every} "
            f"= {wrong / max(1, every):.3f}"
        )
        return "\n".join(lines)


def read_gold(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a gold file."""
    opener: Callable[..., Any] = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def measure(documents: Iterable[tuple[dict[str, Any], Parsed]], *, wide: bool = False) -> Report:
    """The report over parsed gold documents."""
    report = Report.empty(wide=wide)
    for gold, parsed in documents:
        report.add(gold, parsed)
    return report


def main() -> None:
    """Reads the gold, parses it and prints the report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("gold", type=Path)
    options.add_argument("--half", choices=("odd", "even"))
    options.add_argument("--wide", action="store_true")
    given = options.parse_args()
    parity = {"odd": 1, "even": 0}.get(given.half)
    documents = (
        (gold, parse(Document(text=gold["text"], id=gold["id"]), shipped()))
        for number, gold in enumerate(read_gold(given.gold), 1)
        if parity is None or number % 2 == parity
    )
    print(measure(documents, wide=given.wide))


if __name__ == "__main__":
    main()
