"""Descriptions and pronouns: which of the actors so far they mean, or that it stays open."""

from collections import deque
from collections.abc import Iterable

from onrecord.model import Role
from onrecord.who.described import is_one_person
from onrecord.who.group import Group, Groups
from onrecord.who.links import apposed
from onrecord.who.mention import Mention
from onrecord.who.mentions import Found
from onrecord.who.phrases import phrase_start
from onrecord.who.possessors import read_possessor
from onrecord.who.regimes import adjectives, state_phrases
from onrecord.who.view import View

WINDOW = 6
"""Sentences back in which he or she finds a person."""
NEAR = 2
"""Sentences back in which they, it and "the group" find an actor."""
SPEAKS_ON = 1.5
"""How much it says for the last speaker that a pronoun speaks, too; set by hand."""
RECENT = 24
"""Mentions that are kept in mind; more would be beyond the window anyway."""
FRONTED = 6
"""Governing words that are climbed from a possessive to the head of a fronted phrase."""
HEADS = frozenset({"leader", "chief", "head", "boss", "president", "chairman", "commander"})
"""Nouns for whoever stands first in a body: with the same body they may mean one person."""


class Referrer:
    """Walks through the mentions in order and ties what has no name to what has."""

    def __init__(self, view: View, found: Found, groups: Groups, speakers: Iterable[Role]) -> None:
        self.view, self.found, self.groups = view, found, groups
        self.speakers = sorted({role.head for role in speakers})
        self.speaking = frozenset(self.speakers)
        self.spoke: Mention | None = None
        self.people: deque[Mention] = deque(maxlen=RECENT)
        self.bodies: deque[Mention] = deque(maxlen=RECENT)
        self.nouns: dict[tuple[str, bool], list[Mention]] = {}
        self.by_noun: dict[str, list[Group]] = {}
        self.states = state_phrases(view)
        self.same: dict[tuple[object, ...], Group] = {}

    def run(self) -> None:
        """Gives every mention a group."""
        for mention in self.found.all:
            read_possessor(self.view, self.found, self.groups, mention, self._it(mention))
            if mention.group < 0:
                self._place(mention)
            self._remember(mention)

    def _place(self, mention: Mention) -> None:
        group = self._pronoun(mention) if mention.kind == "pronoun" else self._description(mention)
        self.groups.join(group or self._own(mention), mention)

    def _remember(self, mention: Mention) -> None:
        group = self.groups.all[mention.group]
        if mention.head in self.speaking:
            self.spoke = mention
        if mention.how == "description":
            self.nouns.setdefault((mention.key, mention.plural), []).append(mention)
        if group.kind != "person" and (mention.gender or is_one_person(mention)):
            self.people.append(mention)
        if group.kind == "person":
            self.people.append(mention)
            for noun in sorted(
                {r.noun for p in (mention.phrase, *mention.extra) for r in p.titles}
            ):
                groups = self.by_noun.setdefault(noun, [])
                if group not in groups:
                    groups.append(group)
        elif group.kind != "place":
            self.bodies.append(mention)

    def _own(self, mention: Mention) -> Group:
        """A group of its own; the same description again is the same actor."""
        if mention.kind == "pronoun":
            return self.groups.new("unnamed")
        if self._brings_new(mention):
            return self.groups.new(mention.kind)
        phrase = mention.phrase
        key = (
            mention.kind, mention.key, mention.plural,
            phrase.country.value if phrase.country else None,
            tuple(sector.value for sector in phrase.sectors), phrase.body, phrase.joint,
            self._modifiers(mention), self._count(mention),
        )  # fmt: skip
        if key not in self.same:
            self.same[key] = self.groups.new(mention.kind)
        return self.same[key]

    def _brings_new(self, mention: Mention) -> bool:
        """ "Another man", "a man": somebody that the text hasn't spoken of."""
        first = phrase_start(self.view, mention.head)
        return self.view.parsed.lower[first] in self.view.words.lists["indefinite"]

    # Descriptions -----------------------------------------------------------

    def _description(self, mention: Mention) -> Group | None:
        if mention.kind in ("state", "group") and mention.phrase.country:
            return self._of_country(mention)
        beside = self._apposed(mention)
        if beside:
            return beside
        if mention.kind == "place" or not self._definite(mention):
            return None
        return (
            self._state_again(mention)
            or self._person(mention)
            or self._body(mention)
            or self._again(mention)
        )

    def _again(self, mention: Mention) -> Group | None:
        """ "The officer" after "a police officer": the last without a name that it fits."""
        sectors = {sector.value for sector in mention.phrase.sectors}
        country = mention.phrase.country
        for other in reversed(self.nouns.get((mention.key, mention.plural), ())):
            group = self.groups.all[other.group]
            countries = {p.country.value for p in group.phrases if p.country}
            if not sectors <= _sectors(group) or self._differ(mention, other):
                continue
            if country is None or country.value in countries:
                return group
        return None

    def _count(self, mention: Mention) -> str | None:
        """The number before the noun: "gunmen" beside "two gunmen" may be more of them."""
        parsed = self.view.parsed
        return next((parsed.lower[n] for n in parsed.kids(mention.head, "nummod")), None)

    def _differ(self, mention: Mention, other: Mention) -> bool:
        """Whether two descriptions with one noun are told apart by their modifiers."""
        mine, theirs = self._modifiers(mention), self._modifiers(other)
        if mention.phrase.joint and mention.phrase.joint != other.phrase.joint:
            return True
        return bool(mine and theirs and not mine <= theirs)

    def _of_country(self, mention: Mention) -> Group | None:
        """ "The Norlandian government" is the state, "the Norlandian people" its people."""
        country = mention.phrase.country
        lists = self.view.words.lists
        if country is None:
            return None
        if mention.key in lists["state-nouns"]:
            return self._keyed("state", country.value)
        if mention.key in lists["people-nouns"]:
            return self._keyed("group", f"people:{country.value}")
        return None

    def _keyed(self, kind: str, key: str) -> Group:
        by_key = self.groups.by_key
        if f"{kind}:{key}" not in by_key:
            by_key[f"{kind}:{key}"] = self.groups.new(kind)
        return by_key[f"{kind}:{key}"]

    def _apposed(self, mention: Mention) -> Group | None:
        for token in apposed(self.view, mention.head):
            other = self.found.at.get(token)
            if other and other is not mention and other.group >= 0 and _is_named(other):
                return self.groups.all[other.group]
        return None

    def _definite(self, mention: Mention) -> bool:
        parsed = self.view.parsed
        first = phrase_start(self.view, mention.head)
        return parsed.lower[first] in self.view.words.lists["definite"]

    def _state_again(self, mention: Mention) -> Group | None:
        """ "The occupying regime" after "the occupying Norlandian regime"."""
        if mention.key not in self.view.words.lists["state-nouns"]:
            return None
        words = self._modifiers(mention)
        earlier = [
            (modifiers, code)
            for token, modifiers, code in self.states.get(mention.key, ())
            if token < mention.head
        ]
        codes = {code for modifiers, code in earlier if not words or words & modifiers}
        return self._keyed("state", codes.pop()) if len(codes) == 1 else None

    def _modifiers(self, mention: Mention) -> frozenset[str]:
        return adjectives(self.view, phrase_start(self.view, mention.head), mention.head)

    def _person(self, mention: Mention) -> Group | None:
        """ "The top general": the one person so far with that role, in that body and country."""
        role = mention.phrase.role
        if role is None or mention.plural:
            return None
        fitting = [g for g in self._with_role(role.noun, mention) if self._agrees(g, mention)]
        return fitting[0] if len(fitting) == 1 else None

    def _with_role(self, noun: str, mention: Mention) -> list[Group]:
        found = list(self.by_noun.get(noun, ()))
        if not found and noun in HEADS and mention.phrase.body:
            for other in sorted(HEADS):
                found += [g for g in self.by_noun.get(other, ()) if g not in found]
        return found

    def _agrees(self, group: Group, mention: Mention) -> bool:
        phrase = mention.phrase
        role = phrase.role
        known = [p for p in group.phrases if p.role]
        bodies = {p.body for p in known if p.body}
        countries = {p.country.value for p in known if p.country}
        if phrase.body and phrase.body not in bodies:
            return False
        if phrase.country and countries and phrase.country.value not in countries:
            return False
        return role is None or group.fits(role.gender)

    def _body(self, mention: Mention) -> Group | None:
        """ "The group": the one body that was named in the last sentences."""
        if mention.key not in self.view.words.lists["group-nouns"] or mention.phrase.country:
            return None
        sectors = {sector.value for sector in mention.phrase.sectors}
        near = [
            self.groups.all[m.group]
            for m in self.bodies
            if 0 <= mention.sentence - m.sentence <= NEAR
            and self.groups.all[m.group].kind in ("organisation", "group")
            and m.how in ("name", "alias")
        ]
        fitting = {g.number for g in near if not sectors or sectors & _sectors(g)}
        return self.groups.all[fitting.pop()] if len(fitting) == 1 else None

    # Pronouns -------------------------------------------------------------------

    def _pronoun(self, mention: Mention) -> Group | None:
        finders = {
            "m": self._gendered,
            "f": self._gendered,
            "plural": self._they,
            "neuter": self._it,
            "first": self._speaker,
            "relative": self._relative,
        }
        finder = finders.get(self.view.words.pronouns.get(mention.key, ""))
        return finder(mention) if finder else None

    def _gendered(self, mention: Mention) -> Group | None:
        ahead = self._ahead(mention)
        if ahead:
            return ahead
        best, chosen = -9.0, None
        for other in self.people:
            score = self._score(mention, other)
            if score is not None and score >= best:
                best, chosen = score, other
        if chosen is None:
            return None
        group = self.groups.all[chosen.group]
        group.gender = group.gender or mention.gender
        return group

    def _ahead(self, mention: Mention) -> Group | None:
        """ "In his speech, Marn …": the subject that comes after a fronted phrase."""
        parsed = self.view.parsed
        if parsed.dep[mention.head] != "poss":
            return None
        top = mention.head
        for _ in range(FRONTED):
            if parsed.head[top] == top:
                return None
            if parsed.dep[top] in ("prep", "advmod") and parsed.pos[parsed.head[top]] == "VERB":
                break
            top = parsed.head[top]
        for subject in parsed.kids(parsed.head[top], "nsubj", "nsubjpass"):
            other = self.found.at.get(subject)
            if subject > top and other and other.kind == "person" and other.group >= 0:
                group = self.groups.all[other.group]
                return group if group.fits(mention.gender) else None
        return None

    def _score(self, mention: Mention, other: Mention) -> float | None:
        """How well an earlier mention fits; None if it can't be meant.

        Nearness, known gender, subjects, chains of pronouns and often named people first: the
        preferences of Lappin and Leass (1994), with weights set by hand on the odd documents.
        """
        group = self.groups.all[other.group]
        back = mention.sentence - other.sentence
        if not group.fits(mention.gender) or not 0 <= back <= WINDOW:
            return None
        if self._own_subject(mention, other):
            return None
        score = -1.0 * min(back, 4) + (0.8 if group.gender else 0.0)
        score += 0.7 if other.subject else 0.0
        score += 0.5 if other.kind == "pronoun" else 0.0
        score += 0.1 * min(5, len(group.mentions))
        score += 0.5 if self._possessed(mention, other) else 0.0
        score += SPEAKS_ON if self._speaks_on(mention, other) else 0.0
        score -= 1.5 if self._quoted_apart(mention, other) else 0.0
        return score - 0.002 * (mention.head - other.head)

    def _speaks_on(self, mention: Mention, other: Mention) -> bool:
        """ "He added": the speaker of the statement before."""
        last = self.spoke
        return last is not None and mention.head in self.speaking and last.group == other.group

    def _own_subject(self, mention: Mention, other: Mention) -> bool:
        """ "Marn saw him": the subject of its own clause isn't meant by an object."""
        parsed = self.view.parsed
        if parsed.dep[mention.head] not in ("dobj", "dative", "pobj"):
            return False
        if parsed.lower[mention.head].endswith("self"):
            return False
        verb = parsed.head[mention.head]
        if parsed.dep[mention.head] == "pobj":
            verb = parsed.head[verb]
        return other.subject and parsed.head[other.head] == verb

    def _possessed(self, mention: Mention, other: Mention) -> bool:
        """ "Marn sold his house": the subject of the clause that the possession stands in."""
        parsed = self.view.parsed
        if parsed.dep[mention.head] != "poss" or not other.subject:
            return False
        verb = parsed.head[other.head]
        return parsed.left[verb] <= mention.head <= parsed.right[verb]

    def _quoted_apart(self, mention: Mention, other: Mention) -> bool:
        """Whether one of the two stands in a quotation that the other is outside of."""
        quoted = self.view.parsed.quoted
        return quoted[mention.head] != quoted[other.head]

    def _they(self, mention: Mention) -> Group | None:
        """Only a single plural group in the sentences before."""
        near = {
            m.group
            for m in self.bodies
            if 0 <= mention.sentence - m.sentence <= NEAR
            and (m.plural or self.groups.all[m.group].kind in ("group", "organisation"))
            and m.head < mention.head
        }
        return self.groups.all[near.pop()] if len(near) == 1 else None

    def _it(self, mention: Mention) -> Group | None:
        """The nearest subject that is a state or a body, in this sentence or the one before."""
        for other in reversed(self.bodies):
            back = mention.sentence - other.sentence
            kind = self.groups.all[other.group].kind
            if other.subject and not other.plural and back <= 1 and kind != "unnamed":
                return self.groups.all[other.group]
        return None

    def _speaker(self, mention: Mention) -> Group | None:
        """ "I" in a quotation: the one speaker beside it in its sentence."""
        parsed = self.view.parsed
        if parsed.quoted[mention.head] < 0:
            return None
        near = [
            head for head in self.speakers
            if parsed.sentence_of[head] == mention.sentence and parsed.quoted[head] < 0
        ]  # fmt: skip
        other = self.found.at.get(near[0]) if len(near) == 1 else None
        return self.groups.all[other.group] if other and other.group >= 0 else None

    def _relative(self, mention: Mention) -> Group | None:
        """ "who": the noun that the relative clause hangs on."""
        parsed = self.view.parsed
        verb = parsed.head[mention.head]
        while parsed.dep[verb] not in ("relcl", "ROOT") and parsed.head[verb] != verb:
            verb = parsed.head[verb]
        other = self.found.at.get(parsed.head[verb]) if parsed.dep[verb] == "relcl" else None
        return self.groups.all[other.group] if other and other.group >= 0 else None


def _is_named(mention: Mention) -> bool:
    """Whether a mention is the name of a person or body."""
    return mention.how in ("name", "alias", "misspelling") and (
        mention.kind in ("person", "organisation", "group")
    )


def _sectors(group: Group) -> set[str]:
    return {sector.value for phrase in group.phrases for sector in phrase.sectors}
