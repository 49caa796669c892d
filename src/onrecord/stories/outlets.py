"""Outlets under their many names, and who owns them: from `who/en/names/outlets.csv`.

A state's outlets have one owner, the state. `owner=NAME` among an outlet's attributes, in a list
of the user's own, makes outlets of one house one owner.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.base.keys import name_key
from onrecord.lexicon import Lexicon
from onrecord.who.words import NameFact

PRESS = "JRN"
STATE = "ownership=state"
OWNER = "owner="


class Outlet(NamedTuple):
    """An outlet and its owner."""

    key: str
    name: str
    owner: str
    """Equal for outlets that aren't independent of each other."""
    owned: str | None = None
    """The owner in words, where it is known."""


class Outlets:
    """The outlets that a lexicon lists; any other is its own owner."""

    def __init__(self, listed: Iterable[NameFact]):
        self._by_key: dict[str, Outlet] = {}
        for fact in listed:
            if PRESS in fact.sectors:
                outlet = _outlet(fact)
                for name in (*fact.aliases, fact.name):
                    self._by_key[name_key(name)] = outlet

    @classmethod
    def of(cls, lexicon: Lexicon) -> "Outlets":
        """Those that a lexicon lists."""
        return cls(lexicon.facts("who", "names", NameFact, key="name"))

    def find(self, name: str) -> Outlet:
        """The outlet with a name; one that isn't listed has its name as its owner."""
        key = name_key(name)
        return self._by_key.get(key) or Outlet(key, " ".join(name.split()), f"outlet:{key}")

    def is_listed(self, name: str) -> bool:
        """Whether the list has an outlet of this name."""
        return name_key(name) in self._by_key


def _outlet(fact: NameFact) -> Outlet:
    key = name_key(fact.name)
    house = next((a.removeprefix(OWNER) for a in fact.attributes if a.startswith(OWNER)), None)
    if house:
        return Outlet(key, fact.name, f"house:{name_key(house)}", house)
    if STATE in fact.attributes and fact.country:
        return Outlet(key, fact.name, f"state:{fact.country}", f"the state {fact.country}")
    return Outlet(key, fact.name, f"outlet:{key}")


class Credit(NamedTuple):
    """Words of a document that may name the agency whose text it carries."""

    agency: str | None = None
    """In brackets in the dateline, where convention puts an agency."""
    byline: str | None = None
    holder: str | None = None
    """Who holds the rights, as the text says."""


def credited(
    credit: Credit, outlet: str | None, outlets: Outlets, there: Mapping[str, object]
) -> Outlet | None:
    """The other outlet whose text a document says that it carries.

    Args:
        credit: the words that may name it.
        outlet: the document's own, which credits itself in vain.
        outlets: the list.
        there: keys of the outlets that have documents in the store; a byline or holder counts
            only where it names one of these or of the list.
    """
    own = outlets.find(outlet).key if outlet else None
    named = [name for name in _names(credit) if outlets.find(name).key != own]
    for name in named:
        if outlets.is_listed(name) or outlets.find(name).key in there:
            return outlets.find(name)
    agency = (credit.agency or "").strip()
    return outlets.find(agency) if agency in named and _is_name(agency) else None


def _names(credit: Credit) -> list[str]:
    """The names, and the parts of those that are joined: "AP/Reuters", "Staff and AFP"."""
    found: list[str] = []
    for words in (credit.agency, credit.byline, credit.holder):
        if words and words.strip():
            found.append(words.strip())
            found += [
                part.strip() for part in words.replace(" and ", "/").replace(",", "/").split("/")
            ]
    return [name for name in dict.fromkeys(found) if name]


def _is_name(words: str) -> bool:
    """Whether words in brackets look like an agency's name: each with a capital."""
    return bool(words) and all(word[0].isupper() for word in words.split())
