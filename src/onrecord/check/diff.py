"""What a change of the lexicon does: a corpus coded with two lexicons, and what differs.

Each text is parsed once; only the rooms run twice. Where the lists that the parse itself
reads differ, it is parsed twice.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from onrecord.check.facts import Mark, Sentence, sentence_at
from onrecord.check.lexicon import SAMPLE
from onrecord.ingest import InputError
from onrecord.lexicon import Lexicon, shipped
from onrecord.lexicon.lexicon import ROOMS, SHIPPED, SUFFIXES
from onrecord.model import Actor, Document, Event, Party, Problem, Record, Span, Speaker, Statement
from onrecord.parse import Parsed
from onrecord.record import Coder, CodingError, Options

SHIPPED_NAME = "shipped"
"""What stands for the lexicon that the package brings."""

What = Literal["added", "dropped", "recoded"]
Item = TypeVar("Item", Event, Statement)


class Field(NamedTuple):
    """A field that differs, before and after."""

    name: str
    old: str
    new: str


class Change(NamedTuple):
    """An event or statement that a change adds, drops or recodes."""

    what: What
    kind: Literal["event", "statement"]
    rule: str
    """The rule that made it: the new one, of a dropped item the old one."""
    label: str
    """What it is, in a line."""
    fields: tuple[Field, ...]
    sentence: Sentence | None


class Compared(NamedTuple):
    """One document under both lexicons."""

    document: str
    changes: tuple[Change, ...]
    events: tuple[int, int]
    """How many, before and after."""
    statements: tuple[int, int]
    moved: int
    """Items that are the same, but found by another rule."""


class Totals:
    """Counts over a corpus."""

    def __init__(self) -> None:
        self.documents = self.moved = 0
        self.events, self.statements = [0, 0], [0, 0]
        self.by_rule: dict[str, Counter[What]] = {}
        self.by_kind: Counter[tuple[str, What]] = Counter()

    def add(self, one: Compared) -> None:
        """Count a document."""
        self.documents += 1
        self.moved += one.moved
        for side in (0, 1):
            self.events[side] += one.events[side]
            self.statements[side] += one.statements[side]
        for change in one.changes:
            self.by_rule.setdefault(change.rule, Counter())[change.what] += 1
            self.by_kind[change.kind, change.what] += 1


class LexiconCoder(Coder):
    """A coder that reads a given lexicon, and codes what is parsed already."""

    def __init__(self, lexicon: Lexicon, options: Options | None = None):
        super().__init__(options)
        self.lexicon = lexicon

    def code_parsed(self, parsed: Parsed) -> Record:
        """The record of a parsed document."""
        return self.join(parsed, self.find(parsed))


class Diff:
    """Two lexicons to compare on documents.

    Args:
        old, new: folders of a user's own rules, which lie on top of the shipped ones; whole
            lexicons (another checkout's `src/onrecord`), which stand alone; or `shipped`.

    Raises InputError for a folder that is none, LexiconError for a rule that can't be read.
    """

    def __init__(self, old: str, new: str, options: Options | None = None):
        self._sides = tuple(_coder(name, options) for name in (old, new))
        lists = [parse_lists(side.lexicon) for side in self._sides]
        self.shares_parse = lists[0] == lists[1]

    def compare(self, documents: Iterable[Document | Problem]) -> Iterator[Compared | Problem]:
        """What differs in each document; what can't be coded comes back as a problem."""
        for item in documents:
            if isinstance(item, Problem):
                yield item
                continue
            try:
                old, new = self._records(item)
            except CodingError as error:
                yield Problem(source=item.source or item.id or "", what=str(error))
                continue
            yield compare_records(old, new, item.text)

    def _records(self, document: Document) -> tuple[Record, Record]:
        old, new = self._sides
        parsed = old.parse(document)
        again = parsed if self.shares_parse else new.parse(document)
        return old.code_parsed(parsed), new.code_parsed(again)


def lexicon_of(name: str) -> Lexicon:
    """The lexicon that a name or folder stands for; a checkout stands for its `src/onrecord`.

    Raises InputError for a folder that is none, or has no rules.
    """
    if name == SHIPPED_NAME:
        return shipped()
    folder = Path(name)
    if not folder.is_dir():
        raise InputError(f"{name}: no such folder; name one of rules and lists, or `shipped`")
    if (folder / "src" / "onrecord").is_dir():
        folder = folder / "src" / "onrecord"
    if not any((folder / room).is_dir() for room in ROOMS):
        rooms = ", ".join(ROOMS)
        raise InputError(f"{name}: holds no room's rules and lists; looked for {rooms}")
    whole = (folder / "lexicon" / "lexicon.py").is_file()
    return Lexicon((folder,) if whole else (SHIPPED, folder))


def _coder(name: str, options: Options | None) -> LexiconCoder:
    """A coder whose rules have all been read, so that a broken one is told before any work."""
    coder = LexiconCoder(lexicon_of(name), options)
    try:
        coder.code(Document(text=SAMPLE))
    except ValueError as error:
        raise InputError(f"{name}: {error}; onrecord lexicon check {name} says more") from error
    return coder


def parse_lists(lexicon: Lexicon) -> list[tuple[str, bytes]]:
    """The files that the parse reads, by name below their folder, with their contents."""
    return [
        (path.relative_to(folder).as_posix(), path.read_bytes())
        for folder in lexicon.folders
        for path in sorted((folder / "parse").rglob("*"))
        if path.suffix in SUFFIXES
    ]


# --- two records ----------------------------------------------------------------------------


def compare_records(old: Record, new: Record, text: str) -> Compared:
    """What differs between two codings of one text."""
    events = _pairs(old.events, new.events, lambda e: e.trigger.span)
    statements = _pairs(old.statements, new.statements, lambda s: s.cue.span)
    before, after = _Side(old, text), _Side(new, text)
    found = [_change("event", a, b, before.event, after.event) for a, b in events]
    found += [_change("statement", a, b, before.statement, after.statement) for a, b in statements]
    pairs = [*events, *statements]
    same = [pair for pair, change in zip(pairs, found, strict=True) if change is None]
    return Compared(
        document=new.document.id,
        changes=tuple(change for change in found if change is not None),
        events=(len(old.events), len(new.events)),
        statements=(len(old.statements), len(new.statements)),
        moved=sum(a.rule != b.rule for a, b in same if a is not None and b is not None),
    )


def _pairs(
    old: Sequence[Item], new: Sequence[Item], at: Callable[[Item], Span]
) -> list[tuple[Item | None, Item | None]]:
    """The items of two codings that stand at the same words, in the order of the text.

    Several at one place are paired by rule first; what has no partner stands alone.
    """
    left: dict[Span, list[Item]] = {}
    for one in new:
        left.setdefault(at(one), []).append(one)
    pairs: list[tuple[Item | None, Item | None]] = []
    for one in old:
        there = left.get(at(one), [])
        partner = min(there, key=lambda other: other.rule != one.rule, default=None)
        if partner is not None:
            there.remove(partner)
        pairs.append((one, partner))
    pairs += [(None, one) for others in left.values() for one in others]
    return sorted(pairs, key=lambda pair: at(pair[1] or pair[0] or new[0]))


class _Told(NamedTuple):
    """An item in words."""

    label: str
    rule: str
    fields: dict[str, str]
    sentence: Sentence | None


class _Side:
    """One coding of a document, whose items it puts into words."""

    def __init__(self, record: Record, text: str):
        self._record, self._text = record, text
        self._actors = {actor.id: actor for actor in record.actors}

    def event(self, one: Event) -> _Told:
        """An event: what may change about it, and its sentence."""
        about = [one.about.type, *one.about.modes] if one.about else []
        fields = {
            "type": one.type,
            "modes": "/".join(one.modes),
            "about": "/".join(about),
            "status": one.status,
            "source": self._parties(one.sources),
            "target": self._parties(one.targets),
            "date": " to ".join(filter(None, dict.fromkeys((one.date.start, one.date.end)))),
            "place": self._place(one),
        }
        arrow = "↔" if one.mutual else "→"
        named = "/".join([one.type, *one.modes])
        label = f"{named} · {one.status} · {fields['source']} {arrow} {fields['target']}"
        marks = [Mark(one.trigger.span, "trigger")]
        marks += [Mark(party.span, "source") for party in one.sources]
        marks += [Mark(party.span, "target") for party in one.targets]
        return _Told(label, one.rule, fields, self._sentence(one.trigger.span, marks))

    def statement(self, one: Statement) -> _Told:
        """A statement: what may change about it, and its sentence."""
        content = " … ".join(self._text[a:b] for a, b in one.content)
        fields = {
            "act": one.act,
            "polarity": one.polarity,
            "kind": one.kind,
            "speaker": self._voice(one.speaker),
            "addressee": self._voice(one.addressee),
            "content": f"“{' '.join(content.split())}”",
        }
        marks = [Mark(one.cue.span, "cue")]
        marks += [Mark(one.speaker.span, "speaker")] if one.speaker else []
        marks += [Mark(span, "content") for span in one.content]
        label = f"{one.act} · {one.kind} · {fields['speaker']}"
        return _Told(label, one.rule, fields, self._sentence(one.cue.span, marks))

    def _sentence(self, span: Span, marks: list[Mark]) -> Sentence | None:
        return sentence_at(self._record, self._text, span, marks)

    def _parties(self, parties: Sequence[Party]) -> str:
        return ", ".join(self._party(party.span, party.actor) for party in parties) or "–"

    def _voice(self, voice: Speaker | None) -> str:
        return self._party(voice.span, voice.actor) if voice else "–"

    def _party(self, span: Span, id: str | None) -> str:
        """The words of a party with the codes of the actor behind them."""
        words = " ".join(self._text[span[0] : span[1]].split())
        actor: Actor | None = self._actors.get(id or "")
        codes = " ".join(filter(None, (actor.country, *actor.sectors))) if actor else ""
        return f"“{words}”{f' ({codes})' if codes else ''}"

    def _place(self, one: Event) -> str:
        id = one.place.place if one.place else None
        place = next((place for place in self._record.places if place.id == id), None)
        return ", ".join(filter(None, (place.name, place.country))) if place else ""


def _change(
    kind: Literal["event", "statement"],
    old: Any,
    new: Any,
    before: Callable[[Any], _Told],
    after: Callable[[Any], _Told],
) -> Change | None:
    """What became of one item; None where nothing did, or only its rule has another name."""
    if old is None:
        told = after(new)
        return Change("added", kind, told.rule, told.label, (), told.sentence)
    if new is None:
        told = before(old)
        return Change("dropped", kind, told.rule, told.label, (), told.sentence)
    then, now = before(old), after(new)
    fields = tuple(
        Field(name, then.fields[name] or "–", value or "–")
        for name, value in now.fields.items()
        if then.fields[name] != value
    )
    return Change("recoded", kind, now.rule, now.label, fields, now.sentence) if fields else None
