"""One document as `where` walks it: names in capitals, people and bodies, and what is taken."""

from collections import Counter
from collections.abc import Iterator

from onrecord.base.gazetteer import Candidate, Gazetteer
from onrecord.base.keys import name_key
from onrecord.model import PlaceFound, Span
from onrecord.parse import Entity, Parsed
from onrecord.where.readings import name_forms
from onrecord.where.words import Words

LARGE_AREA = 300_000
"""Inhabitants from which a state or province is known outside its country."""
LONGEST = 5
"""Words that a name is looked up with at most."""
_JOINING = frozenset(("of", "the", "de", "la", "del", "da", "do", "upon", "on", "-", "al", "el"))
_LOCATING = frozenset(("in", "near", "outside"))
_NOT_PROOF = frozenset(("entity", "demonym", "repeat", "well-known", "in-organisation"))
"""Kinds of rules that don't show by themselves that a name is a place's."""
_SAINTS = frozenset(("st", "ft", "mt", "ste"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))


class Page:
    """The document, its capitalised runs, and the words that are already taken for a place."""

    def __init__(self, parsed: Parsed, words: Words, gazetteer: Gazetteer):
        self.parsed, self.words, self.gazetteer = parsed, words, gazetteer
        self.count = len(parsed.words)
        self.taken = bytearray(self.count)
        self.found: list[PlaceFound] = []
        self.kind_at: dict[int, str] = {}
        """The kind of rule that took a token."""
        self.capital = [word[0].isupper() for word in parsed.words]
        self.capitals = [token for token, is_capital in enumerate(self.capital) if is_capital]
        self._run_ends: dict[int, int] = {}
        self.entity_of: list[Entity | None] = [None] * self.count
        self.surnames: set[str] = set()
        """Keys of the last words of persons' full names."""
        self.place_tags: Counter[str] = Counter()
        self.person_tags: Counter[str] = Counter()
        """How often the parser takes one word for a place, or for (the surname of) a person."""
        self.located: set[str] = set()
        """Keys of single words that stand after "in" or "near" somewhere."""
        self.proven: set[str] = set()
        """Keys of names that a rule with a cue of its own has taken for places."""
        for entity in parsed.entities:
            for token in range(entity.first, entity.last):
                self.entity_of[token] = entity
            self._note(entity)

    def _note(self, entity: Entity) -> None:
        """Counts what the parser takes single words, and persons' surnames, for."""
        last = entity.last - 1
        while last > entity.first and self.parsed.lower[last] in _POSSESSIVE:
            last -= 1
        if entity.label == "PERSON":
            key = self.key(last, last)
            self.person_tags[key] += 1
            if last > entity.first:
                self.surnames.add(key)
        elif entity.label == "GPE" and last == entity.first:
            key = self.key(last, last)
            self.place_tags[key] += 1
            if last and self.parsed.lower[last - 1] in _LOCATING:
                self.located.add(key)

    def text(self, first: int, last: int) -> str:
        """The words of tokens `first` to `last`, both included."""
        return self.parsed.text[self.parsed.start[first] : self.parsed.end[last]]

    def key(self, first: int, last: int) -> str:
        """The same in the form in which names are compared."""
        return name_key(self.text(first, last))

    def label(self, token: int) -> str:
        """The label of the parser's entity at a token, or an empty string."""
        entity = self.entity_of[token]
        return entity.label if entity else ""

    def free(self, first: int, last: int) -> bool:
        """Whether none of these tokens is taken."""
        return self.taken.find(1, first, last + 1) < 0

    def claim(
        self, first: int, last: int, rule: str, role: str = "literal", name: str | None = None
    ) -> bool:
        """Takes tokens for a place, without a leading "the" and a final 's; False if not free."""
        lower = self.parsed.lower
        while first < last and (lower[first] == "the" or not lower[first][0].isalnum()):
            first += 1
        while first < last and lower[last] in _POSSESSIVE:
            last -= 1
        if not self.free(first, last) or not any(self.capital[first : last + 1]):
            return False
        span = self.parsed.start[first], self._end(last)
        self._add(first, last, span, rule, role, name)
        return True

    def claim_text(self, span: Span, rule: str, role: str) -> None:
        """Takes words that may stand outside the sentences for a place."""
        tokens = self.parsed.tokens_in(span)
        if tokens:
            self.claim(tokens[0], tokens[-1], rule, role)
        else:
            self.found.append(
                PlaceFound(span=span, rule=rule, name=self.parsed.phrase(span), role=role)
            )

    def claim_span(self, first: int, last: int, span: Span, rule: str, role: str) -> None:
        """Takes tokens for the place that `span`, perhaps a part of them, names."""
        self._add(first, last, span, rule, role, None)

    def _add(
        self, first: int, last: int, span: Span, rule: str, role: str, name: str | None
    ) -> None:
        self.taken[first : last + 1] = b"\x01" * (last + 1 - first)
        kind = self.words.kind_of[rule]
        self.kind_at.update(dict.fromkeys(range(first, last + 1), kind))
        name = name or self.parsed.phrase(span)
        if kind not in _NOT_PROOF:
            self.proven.add(name_key(name))
        self.found.append(PlaceFound(span=span, rule=rule, name=name, role=role))

    def _end(self, last: int) -> int:
        """The token's end without a possessive mark that the tokeniser has left on it."""
        word, end = self.parsed.words[last], self.parsed.end[last]
        for mark in ("'s", "’s", "'", "’"):
            if len(word) > len(mark) + 1 and word.endswith(mark):
                return end - len(mark)
        return end

    def run_end(self, first: int) -> int:
        """The last token of the capitalised run at `first`, at most LONGEST words on.

        Small words join ("Stoke on Trent"), and so does a hyphen without blanks.
        """
        if first not in self._run_ends:
            self._run_ends[first] = self._read_run(first)
        return self._run_ends[first]

    def _read_run(self, first: int) -> int:
        last = token = first
        stop = min(self.count, first + LONGEST)
        while (token := token + 1) < stop:
            if self.capital[token]:
                if self.parsed.start[token] - self.parsed.end[token - 1] > 1:
                    break
                last = token
            elif self.parsed.lower[token] not in _JOINING and not self._dot_of_saint(token):
                break
        return last

    def _dot_of_saint(self, token: int) -> bool:
        """Whether a full stop is part of "St." and the like."""
        return self.parsed.words[token] == "." and self.parsed.lower[token - 1] in _SAINTS

    def runs(self) -> Iterator[tuple[int, int]]:
        """The free capitalised runs, as first and last token."""
        last = -1
        for token in self.capitals:
            if token > last and not self.taken[token]:
                last = self._free_end(token)
                yield token, last

    def _free_end(self, first: int) -> int:
        """The end of the part of a run that nothing has taken."""
        last = self.run_end(first)
        if last > first:
            taken = self.taken.find(1, first, last + 1)
            last = last if taken < 0 else taken - 1
            while not self.capital[last]:
                last -= 1
        return last

    def known(self, first: int, last: int) -> tuple[Candidate, ...]:
        """The gazetteer's places with the name of these tokens."""
        return self.gazetteer.lookup_key(self.key(first, last))

    def listed(self, key: str) -> bool:
        """Whether a name is in the gazetteer or the room's lists."""
        return bool(self.gazetteer.lookup_key(key)) or self.words.listed(key)

    def resolvable(self, first: int, last: int) -> bool:
        """Whether a name is listed, at least without "northern" or its type."""
        text = self.text(first, last)
        if text in self.words.abbreviations or f"{text}." in self.words.abbreviations:
            return "." in text
        return self.is_name(text)

    def is_name(self, name: str) -> bool:
        """The same for words that may stand outside the sentences."""
        return any(self.listed(form) for form in name_forms(name_key(name), self.words))

    def is_saints(self, first: int, last: int) -> bool:
        """Whether it is a saint's day, church or hospital: "St. Mary's"."""
        lower = self.parsed.lower
        after = lower[last + 1] if last + 1 < self.count else ""
        return lower[first] in ("st.", "st", "saint") and after in ("'s", "’s")

    def is_other_thing(self, first: int, last: int) -> bool:
        """Whether the words around make it a street, a saint's church, a disease or the like."""
        after = last + 1
        lower = self.parsed.lower
        return (
            not self.capital[last]
            or self.on_street(last)
            or self.is_saints(first, last)
            or (after < self.count and lower[after] in self.words.not_place_before)
        )

    def is_area(self, first: int, last: int) -> bool:
        """Whether a name is a country's, a large state's or a listed region's main name."""
        return self._is_area_key(self.key(first, last))

    def is_part_of_area(self, first: int, last: int) -> bool:
        """The same with "northern" and the like before it."""
        return any(map(self._is_area_key, name_forms(self.key(first, last), self.words)))

    def _is_area_key(self, key: str) -> bool:
        if key in self.words.not_places:
            return False
        return key in self.words.regions or any(
            c.main and (c.kind == "country" or (c.kind == "adm1" and c.population >= LARGE_AREA))
            for c in self.gazetteer.lookup_key(key)
        )

    def longest_known(self, first: int, last: int) -> int:
        """The last token of the longest listed name from `first`, or -1."""
        for end in range(last, first - 1, -1):
            if self.listed(self.key(first, end)):
                return end
        return -1

    def is_bearers(self, first: int, last: int) -> bool:
        """Whether one word is the surname of a person whom the document names in full, and no
        "in" or "near" stands before it anywhere.
        """
        key = self.key(first, last)
        return first == last and key in self.surnames and key not in self.located

    def is_surname(self, first: int, last: int) -> bool:
        """Whether one word is a person's: a bearer's, or the parser mostly takes it for one."""
        if first != last or self.is_bearers(first, last):
            return first == last
        key = self.key(first, last)
        if key in self.surnames or key in self.proven:
            return False
        return self.person_tags[key] > 2 * self.place_tags[key]

    def on_street(self, last: int) -> bool:
        """Whether the name is a street's: its last word or the next one says so."""
        lower, after = self.parsed.lower, last + 1
        if lower[last] in self.words.streets:
            return True
        return after < self.count and lower[after] in self.words.streets and self.capital[after]

    def most_people(self, first: int, last: int) -> int:
        """Inhabitants of the greatest place of that name; alternate names count a tenth."""
        known = self.known(first, last)
        return max((c.population if c.main else c.population // 10 for c in known), default=0)

    def fills_entity(self, first: int, last: int) -> bool:
        """Whether the parser's entity at a name is just that name."""
        entity = self.entity_of[first]
        if entity is None:
            return True
        end = entity.last - 1
        while end > last and self.parsed.lower[end] in _POSSESSIVE:
            end -= 1
        return entity.first + (self.parsed.lower[entity.first] == "the") == first and end == last

    def numbered(self, last: int) -> bool:
        """Whether a number makes the name a title: "Section 2", "Phase II" (a date doesn't)."""
        after = last + 1
        return (
            after < self.count
            and self.parsed.words[after][0].isdigit()
            and self.label(after) not in ("DATE", "TIME")
            and self.parsed.start[after] == self.parsed.end[last] + 1
        )

    def before(self, first: int) -> int:
        """The token before a name, modifiers ("the", "downtown") left out; -1 for none."""
        token = first - 1
        for _ in range(2):
            if token >= 0 and self.parsed.lower[token] in self.words.modifiers:
                token -= 1
        return token
