"""What reviews say of rules: which ones err, how, and where to read it; drafts to mend them.

Nothing is applied, and no text is copied: a draft points to the sentences and asks for an example
in one's own words. Single words of the texts (a trigger, the head of a target) may stand in it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.lexicon import Lexicon
from onrecord.lexicon.read import read_tables
from onrecord.model import Event
from onrecord.review.cases import Case, Settled, settle
from onrecord.review.fields import FIELDS, key
from onrecord.what.rules import Rule

LOOK_AT = 6
"""Sentences that a report points to, at most."""
WORDS = 3
"""Words of a missed event's trigger that may stand in a draft, at most."""


class Place(NamedTuple):
    """Where to read it: the sentence itself is not copied."""

    document: str
    event: str
    start: int
    end: int
    what: str

    def __str__(self) -> str:
        return f"{self.document}:{self.event} ({self.start}–{self.end}): {self.what}"


class RuleReport(NamedTuple):
    """How a rule fares."""

    rule: str
    where: str
    """File and line, where the rule is known."""
    type: str
    reviewed: int
    wrong: int
    rejected: int
    retyped: dict[str, int]
    """The types that events of it should have, and how often."""
    swapped: int
    """Events whose source and target are the wrong way round."""
    fields: dict[str, int]
    """Other fields that were corrected."""
    triggers: tuple[str, ...]
    """Lemmas that the wrong events have."""
    heads: tuple[str, ...]
    """Heads of targets that wrong events share and right ones don't have."""
    places: tuple[Place, ...]


class Missed(NamedTuple):
    """Events that people added, by type and trigger."""

    type: str
    words: str
    """The trigger; empty where it is longer than a few words."""
    number: int
    places: tuple[Place, ...]


class Proposals(NamedTuple):
    """All that reviews propose."""

    rules: tuple[RuleReport, ...]
    missed: tuple[Missed, ...]
    reviewed: int


def proposals(cases: Iterable[Case], lexicon: Lexicon, least: int = 2) -> Proposals:
    """What reviews say of rules.

    Args:
        cases: every reviewed event.
        lexicon: where the rules stand.
        least: how often a rule must have erred, or a word have been missed, to be named.
    """
    settled = [(case, found) for case in cases if (found := settle(case)) is not None]
    by_rule: dict[str, list[tuple[Case, Settled]]] = {}
    for case, found in settled:
        if case.event is not None and found.outcome != "disputed":
            by_rule.setdefault(case.event.rule, []).append((case, found))
    where = _where(lexicon)
    reports = (_report(rule, where.get(rule, ""), found) for rule, found in by_rule.items())
    erring = [one for one in reports if one.wrong >= least]
    erring.sort(key=lambda one: (-one.wrong, one.rule))
    added = [case for case, found in settled if found.outcome == "added"]
    return Proposals(tuple(erring), tuple(_missed(added, least)), len(settled))


def _where(lexicon: Lexicon) -> dict[str, str]:
    """File and line of each event rule."""
    found: dict[str, str] = {}
    for path in lexicon.files("what", "rules", ".toml"):
        for rule, line in read_tables(path, Rule):
            found[rule.id] = f"{'/'.join(path.parts[-4:])}:{line}"
    return found


def _report(rule: str, where: str, found: Sequence[tuple[Case, Settled]]) -> RuleReport:
    wrong = [(case, settled) for case, settled in found if _errs(settled)]
    events = [case.event for case, _ in wrong if case.event is not None]
    retyped = Counter(str(s.values["type"]) for _, s in wrong if "type" in s.values)
    swapped = sum(_swapped(case, settled) for case, settled in wrong)
    fields = Counter(
        name for case, s in wrong for name in s.values if name != "type" and not _swapped(case, s)
    )
    right = {head for case, s in found if not _errs(s) for head in _heads(case.event)}
    heads = Counter(head for event in events for head in _heads(event))
    return RuleReport(
        rule=rule,
        where=where,
        type=events[0].type if events else "",
        reviewed=len(found),
        wrong=len(wrong),
        rejected=sum(settled.outcome == "rejected" for _, settled in wrong),
        retyped=dict(retyped.most_common()),
        swapped=swapped,
        fields=dict(fields.most_common()),
        triggers=tuple(sorted({event.trigger.lemma for event in events if event.trigger.lemma})),
        heads=tuple(sorted(h for h, n in heads.items() if n > 1 and h not in right)),
        places=tuple(_place(case, settled) for case, settled in wrong[:LOOK_AT]),
    )


def _errs(settled: Settled) -> bool:
    return settled.outcome == "rejected" or bool(settled.values)


def _swapped(case: Case, settled: Settled) -> bool:
    sides = ("sources", "targets")
    if not all(side in settled.values for side in sides):
        return False
    new = [key(side, settled.values[side]) for side in sides]
    old = [key(side, case.coded(side)) for side in sides]
    return new == old[::-1] and new != old


def _heads(event: Event | None) -> Iterator[str]:
    """The last words of an event's targets, if they are common words and no names."""
    for party in event.targets if event else ():
        words = (party.text or "").split()
        if words and words[-1].isalpha() and words[-1].islower():
            yield words[-1]


def _place(case: Case, settled: Settled) -> Place:
    if settled.outcome == "rejected":
        what = "no such event"
    else:
        told = (f"type is {v}" if n == "type" else n for n, v in settled.values.items())
        what = "; ".join(told)
    start, end = case.identity.start, case.identity.end
    return Place(case.identity.document, case.event_id or "", start, end, what)


def _missed(added: Sequence[Case], least: int) -> Iterator[Missed]:
    groups: dict[tuple[str, str], list[Case]] = {}
    for case in added:
        words = " ".join((case.acts[0].trigger_text or "").lower().split())
        few = words if len(words.split()) <= WORDS else ""
        groups.setdefault((case.identity.type, few), []).append(case)
    for (type, words), found in sorted(groups.items(), key=lambda g: (-len(g[1]), g[0])):
        if len(found) >= least:
            places = [_place(case, Settled("added", {}, ())) for case in found[:LOOK_AT]]
            yield Missed(type, words, len(found), tuple(p._replace(what="missed") for p in places))


# --- in words -------------------------------------------------------------------------------


def report(found: Proposals) -> str:
    """The proposals as a page of Markdown."""
    lines = [
        "# What reviews say of the rules",
        "",
        f"{found.reviewed:,} reviewed events. Nothing is applied: read the sentences, decide, and "
        "write examples in your own words; never copy a sentence of a report.",
        "`onrecord explain STORE ID` shows why an event is there.",
    ]
    for one in found.rules:
        lines += ["", f"## `{one.rule}`", "", *_told(one)]
    if found.missed:
        lines += ["", "## Missed events"]
    for missed in found.missed:
        named = f"“{missed.words}”" if missed.words else "(longer phrases)"
        lines += ["", f"- {missed.type} {named}, missed {missed.number:,} times:"]
        lines += [f"  - {place}" for place in missed.places]
    if not found.rules and not found.missed:
        lines += ["", "No rule erred, and no word was missed, often enough to propose anything."]
    return "\n".join(lines) + "\n"


def _told(one: RuleReport) -> Iterator[str]:
    where = one.where or "a rule that the lexicon has no more"
    yield f"{where}: {one.wrong} wrong of {one.reviewed}."
    yield ""
    kinds = [f"{one.rejected} no event at all"] * bool(one.rejected)
    kinds += [f"{number} {type}" for type, number in one.retyped.items()]
    kinds += [f"{one.swapped} with source and target swapped"] * bool(one.swapped)
    kinds += [
        f"{number} with another {FIELDS[n].label.lower()}" for n, number in one.fields.items()
    ]
    yield f"Of these: {', '.join(kinds)}."
    yield ""
    yield from (f"- {place}" for place in one.places)
    yield ""
    yield "What might mend it:"
    yield ""
    yield from (f"- {suggestion}" for suggestion in suggestions(one))


def suggestions(one: RuleReport) -> list[str]:
    """What might mend a rule, a sentence each."""
    triggers = ", ".join(f"“{lemma}”" for lemma in one.triggers) or "the trigger"
    found: list[str] = []
    if one.rejected or one.retyped:
        found.append(
            f"a further counterexample: in your own words, a sentence in which {triggers} is no "
            f"{one.type}"
        )
    if one.heads:
        words = ", ".join(f'"{head}"' for head in one.heads)
        found.append(f"`not_object = [{words}]`: only wrong events have these as their target")
    found += [f"a rule of its own for {type}: the draft has its skeleton" for type in one.retyped]
    if one.swapped:
        found.append("`source` and `target` the other way round, or a rule for the passive")
    if {"sources", "targets"} & one.fields.keys():
        found.append(
            "other slots in `source` or `target`: `onrecord explain` shows what fills them"
        )
    if {"status", "date", "place", "according_to"} & one.fields.keys():
        found.append(
            "status, date, place and speaker come from rules of their own (status.toml, when/, "
            "where/, said/): `onrecord explain` names them"
        )
    return found or ["read the sentences: the corrections have nothing in common"]


def draft(found: Proposals) -> str:
    """Skeletons of rules, all of them comments: a file of rules that has none yet."""
    lines = [
        "# Drafts from reviews, all of them comments: take the # away where you agree, fill in",
        "# what stands in … with words of your own. Then: onrecord lexicon check DIR",
    ]
    for one in found.rules:
        for type, number in one.retyped.items():
            why = f"`{one.rule}` was corrected to {type} {number} times; see proposals.md"
            lines += _skeleton(type, "verb", one.triggers, why, one.heads)
    for missed in found.missed:
        if missed.words:
            why = f"missed {missed.number} times; see proposals.md"
            lines += _skeleton(missed.type, "verb", (missed.words,), why, ())
    return "\n".join(lines) + "\n"


def _skeleton(
    type: str, kind: str, words: Sequence[str], why: str, objects: Sequence[str]
) -> list[str]:
    listed = ", ".join(f'"{word}"' for word in words) or '"…"'
    name = "-".join((words[0] if words else "…").split())
    rule = [
        "[[rule]]",
        f'id = "own.{type.lower()}.{name}"',
        f'type = "{type}"',
        'cameo = "…"',
        f"trigger = {{ {kind} = [{listed}] }}  # or noun",
        *(
            [f"object = [{', '.join(chr(34) + head + chr(34) for head in objects)}]"]
            if objects
            else []
        ),
        'example = { text = "…", source = "…", target = "…" }  # your own sentence',
        'counterexample = "…"  # your own sentence',
        f'why = "{why}"',
    ]
    return ["", *(f"# {line}" for line in rule)]
