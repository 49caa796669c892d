"""One actor behind many names: the sieve over a document's mentions.

Each step only adds what is safer than what comes after it: same words, then full names that
fit, lone surnames, lone given names, acronyms, appositions, misspellings, descriptions.
Everything is looked up by key, so the time is linear in the mentions.
"""

from dataclasses import dataclass, field

from onrecord.who.mention import Mention, Phrase
from onrecord.who.names import PersonName, may_be_same, misspelt
from onrecord.who.view import View
from onrecord.who.words import bare

MANY = 400
"""Names with one first letter above which misspellings aren't looked for: a list, no report."""


CLOSE = 2
"""Sentences within which a person's last mention settles whom a shared surname means."""


@dataclass(slots=True)
class Group:
    """The mentions of one actor."""

    number: int
    kind: str
    mentions: list[Mention] = field(default_factory=list[Mention])
    names: list[PersonName] = field(default_factory=list[PersonName])
    gender: str = ""
    last: int = -1
    """Token of the latest mention so far."""

    @property
    def phrases(self) -> list[Phrase]:
        """What the text says of the actor, in order."""
        return [phrase for m in self.mentions for phrase in (m.phrase, *m.extra)]

    @property
    def nouns(self) -> set[str]:
        """Last words of all roles that the text gives the actor."""
        return {role.noun for phrase in self.phrases for role in phrase.titles}

    @property
    def addresses(self) -> set[str]:
        """Forms of address that the text uses ("mr", "dr")."""
        return {word for mention in self.mentions for word in mention.address}

    def fits(self, gender: str) -> bool:
        """Whether a gender is not against the group's."""
        return not gender or not self.gender or gender == self.gender


class Groups:
    """All groups, with the indexes by which a mention finds its own."""

    def __init__(self, view: View) -> None:
        self.view = view
        self.all: list[Group] = []
        self.by_key: dict[str, Group] = {}
        self.by_name: dict[str, list[Group]] = {}
        self.by_surname: dict[str, list[Group]] = {}
        self.by_given: dict[str, list[Group]] = {}
        self.by_middle: dict[str, list[Group]] = {}

    def new(self, kind: str) -> Group:
        """An empty group."""
        group = Group(len(self.all), kind)
        self.all.append(group)
        return group

    def join(self, group: Group, mention: Mention) -> None:
        """Puts a mention into a group and learns from it."""
        group.mentions.append(mention)
        group.last = max(group.last, mention.head)
        mention.group = group.number
        if not group.gender and mention.gender:
            group.gender = mention.gender
        if mention.name and mention.name not in group.names:
            self._learn(group, mention.name)

    def _learn(self, group: Group, name: PersonName) -> None:
        group.names.append(name)
        self.by_name.setdefault(" ".join(name.words), []).append(group)
        if name.given:
            _index(self.by_surname, name.surname, group)
            _index(self.by_given, name.given, group)
            for word in name.words[1:-1]:
                _index(self.by_middle, word, group)
        if group.gender == "" and name.gender:
            group.gender = name.gender


def _index(index: dict[str, list[Group]], key: str, group: Group) -> None:
    groups = index.setdefault(key, [])
    if group not in groups:
        groups.append(group)


def group_mentions(view: View, mentions: list[Mention]) -> Groups:
    """Groups for every mention with a name or key of its own; pronouns and descriptions wait."""
    groups = Groups(view)
    acronyms = _acronyms(mentions)
    for mention in mentions:
        if mention.kind == "person":
            groups.join(_person_group(groups, mention), mention)
        elif mention.how not in ("pronoun", "description"):
            groups.join(_keyed_group(groups, mention, acronyms), mention)
    _late_surnames(groups)
    _misspellings(groups)
    return groups


# Organisations and states -----------------------------------------------------


def _acronyms(mentions: list[Mention]) -> dict[str, str]:
    """Acronym -> key of the body whose initials it has, where exactly one has them."""
    found: dict[str, set[str]] = {}
    for mention in mentions:
        if mention.key.startswith("body:"):
            words = mention.key.removeprefix("body:").split()
            strong = [w for w in words if w not in ("of", "the", "for", "and", "in", "on")]
            if len(strong) > 1:
                for initials in {"".join(w[0] for w in strong), "".join(w[0] for w in words)}:
                    found.setdefault(initials, set()).add(mention.key)
    return {initials: keys.pop() for initials, keys in sorted(found.items()) if len(keys) == 1}


def _keyed_group(groups: Groups, mention: Mention, acronyms: dict[str, str]) -> Group:
    key = mention.key
    if key.startswith("body:"):
        letters = mention.written.replace(".", "")
        if letters.isupper() and letters.lower() in acronyms:
            key = acronyms[letters.lower()]
            mention.how = "alias"
    key = f"{mention.kind}:{key}" if not key.startswith(("body:", "known:")) else key
    if key not in groups.by_key:
        groups.by_key[key] = groups.new(mention.kind)
    return groups.by_key[key]


# Persons ------------------------------------------------------------------------


def _person_group(groups: Groups, mention: Mention) -> Group:
    name = mention.name
    assert name is not None
    exact = [g for g in groups.by_name.get(" ".join(name.words), ()) if g.fits(_told(mention))]
    if len(name.words) > 1:
        found = exact or _compatible(groups, name, mention)
    else:
        found = _lone(groups, name.surname, mention) or exact
    if len(found) > 1 and len(name.words) == 1 and mention.address:
        found = _clear(found, name, mention)
    if not found:
        return groups.new("person")
    return max(found, key=lambda group: (len(name.words) == 1 and name in group.names, group.last))


def _clear(found: list[Group], name: PersonName, mention: Mention) -> list[Group]:
    """Of several bearers of a lone name, those called by it before, or just mentioned."""
    called = [group for group in found if name in group.names]
    if called:
        return called
    near = [g for g in found if mention.sentence - g.mentions[-1].sentence <= CLOSE]
    return near if len(near) == 1 else []


def _told(mention: Mention) -> str:
    """Gender where the words say so by a title; a given name's gender is only likely."""
    titles = mention.phrase.titles
    return next((t.gender for t in titles if t.gender), "") or (
        mention.gender if mention.name and len(mention.name.words) == 1 else ""
    )


def _compatible(groups: Groups, name: PersonName, mention: Mention) -> list[Group]:
    """Groups with a full name that may be the same person's."""
    words = groups.view.words
    near = [
        *groups.by_surname.get(name.surname, ()),
        *groups.by_given.get(name.given, ()),
    ]
    return [
        group
        for group in dict.fromkeys(_hashable(near))
        for group in (groups.all[group],)
        if group.fits(_told(mention))
        and any(len(n.words) > 1 and may_be_same(n, name, words) for n in group.names)
        and not _contradicts(group, name, groups)
    ]


def _hashable(groups: list[Group]) -> list[int]:
    return [group.number for group in groups]


def _contradicts(group: Group, name: PersonName, groups: Groups) -> bool:
    """Whether the group holds a full name that can't be this one's."""
    words = groups.view.words
    return any(
        len(known.words) > 1 and not may_be_same(known, name, words) for known in group.names
    )


def _lone(groups: Groups, word: str, mention: Mention) -> list[Group]:
    """The bearers of a lone surname; else of a lone given name, if there is only one."""
    told = _told(mention)
    bearers = [
        g for g in groups.by_surname.get(word, ())
        if g.fits(told) and not _by_given(groups, g, mention)
    ]  # fmt: skip
    if len(bearers) > 1:
        nouns = {role.noun for role in mention.phrase.titles}
        titled = [group for group in bearers if nouns & group.nouns]
        addressed = [group for group in bearers if mention.address & group.addresses]
        bearers = titled or addressed or bearers
    if bearers:
        return bearers
    named = _by_first_name(groups, word, told, *groups.by_middle.get(word, ()))
    if len(named) == 1 and not _formal(mention) and not _by_surname(named[0], word):
        return named
    return []


def _by_first_name(groups: Groups, word: str, told: str, *others: Group) -> list[Group]:
    """All bearers of a given name, or of one that it is short for, and others who fit."""
    full = sorted(groups.view.words.nicknames.get(word, ()))
    found = [g for key in (word, *full) for g in groups.by_given.get(key, ())]
    numbers = dict.fromkeys(group.number for group in (*found, *others) if group.fits(told))
    return [groups.all[number] for number in numbers]


def _by_given(groups: Groups, group: Group, mention: Mention) -> bool:
    """Whether the text calls the person by given name only, so that a surname is another's.

    Only where the lone word may be a given name itself, or an address before it is new.
    """
    assert mention.name is not None
    words, word = groups.view.words, mention.name.surname
    lone = {name.words[0] for name in group.names if len(name.words) == 1}
    given = {name.given for name in group.names if name.given}
    if not lone & given or word in lone:
        return False
    other = bool(mention.address) and not mention.address & group.addresses
    return other or word in words.male | words.female | words.either


def _by_surname(group: Group, given: str) -> bool:
    """Whether the text calls the person by surname only, so that a given name is another's."""
    lone = {name.words[0] for name in group.names if len(name.words) == 1}
    return bool(lone) and given not in lone


def _formal(mention: Mention) -> bool:
    """Whether a title stands before the lone word, so that it is rather a surname."""
    return any(role.kind in ("rank", "office") for role in mention.phrase.titles)


def merge(groups: Groups, one: Group, other: Group) -> None:
    """Moves all of `other` into `one`."""
    for mention in other.mentions:
        groups.join(one, mention)
    other.mentions = []
    one.mentions.sort(key=lambda mention: mention.span)


def _people(groups: Groups) -> list[Group]:
    return [group for group in groups.all if group.kind == "person" and group.mentions]


def _late_surnames(groups: Groups) -> None:
    """A lone name before the full one ("Marn" in the headline): its only later bearer."""
    for group in _people(groups):
        if any(len(name.words) > 1 for name in group.names):
            continue
        word = group.names[0].surname
        bearers = [*groups.by_surname.get(word, ()), *_by_first_name(groups, word, group.gender)]
        later = [
            other
            for other in bearers
            if other is not group and other.mentions and other.fits(group.gender)
            and not any(_by_given(groups, other, mention) for mention in group.mentions)
        ]  # fmt: skip
        numbers = list(dict.fromkeys(_hashable(later)))
        if len(numbers) == 1:
            merge(groups, groups.all[numbers[0]], group)


def _misspellings(groups: Groups) -> None:
    """Lone or full names that are a slip away from exactly one other person's."""
    people = _people(groups)
    by_letter: dict[str, list[Group]] = {}
    for group in people:
        for letter in sorted({name.surname[:1] for name in group.names}):
            by_letter.setdefault(letter, []).append(group)
    for group in reversed(people):
        near = by_letter.get(group.names[0].surname[:1], [])
        if len(near) > MANY or not group.mentions:
            continue
        others = [o for o in near if o is not group and o.mentions and _slip(group, o, groups)]
        if len(others) == 1:
            for mention in group.mentions:
                mention.how = "misspelling"
            merge(groups, others[0], group)


def _slip(group: Group, other: Group, groups: Groups) -> bool:
    """Whether `group` is `other` misspelt: the rarer name, and nothing against it."""
    mine, sure = group.names[0], bool(group.nouns & other.nouns)
    rarer = len(group.mentions) < len(other.mentions)
    twins = len(group.mentions) == len(other.mentions) == 1 and sure and group.number > other.number
    if not (rarer or twins) or not other.fits(group.gender):
        return False
    return any(_slips(mine, theirs, groups, sure=sure) for theirs in other.names)


def _slips(mine: PersonName, theirs: PersonName, groups: Groups, *, sure: bool) -> bool:
    if mine.given and theirs.given:
        if mine.surname == theirs.surname:
            return misspelt(mine.given, theirs.given, sure=False) and not _both_given(
                mine.given, theirs.given, groups
            )
        return mine.given == theirs.given and misspelt(mine.surname, theirs.surname, sure=True)
    if not theirs.given and len(theirs.words) == 1 and mine.given:
        return False
    word = bare(mine.surname)
    if word in groups.view.words.male or word in groups.view.words.female:
        return False
    return misspelt(mine.surname, theirs.surname, sure=sure)


def _both_given(one: str, other: str, groups: Groups) -> bool:
    """Whether both are given names in their own right ("Marie", "Maria")."""
    words = groups.view.words
    known = words.male | words.female | words.either
    return one in known and other in known
