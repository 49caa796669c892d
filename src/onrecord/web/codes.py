"""Codes in words: what a type, status, sector or category stands for, in a line each."""

from collections.abc import Iterable
from functools import lru_cache

from onrecord.what.ontology import ontology

TYPES = {
    "AGREE": "agrees, promises or accepts to do something",
    "CONSULT": "meets, visits, calls or talks",
    "SUPPORT": "praises, endorses, defends or gives diplomatic support",
    "CONCEDE": "gives in: eases restrictions, makes political concessions",
    "COOPERATE": "works together: trade, joint projects, shared intelligence",
    "AID": "gives money, goods, shelter or other material help",
    "RETREAT": "withdraws, releases, disarms or stops fighting",
    "REQUEST": "asks, demands or proposes",
    "ACCUSE": "criticises, accuses or investigates",
    "REJECT": "refuses or turns down",
    "THREATEN": "threatens or gives an ultimatum",
    "PROTEST": "demonstrates, strikes or riots",
    "SANCTION": "cuts back: sanctions, expels, breaks off relations",
    "MOBILIZE": "moves or raises troops or police",
    "COERCE": "arrests, seizes, restricts or represses",
    "ASSAULT": "attacks, kills or injures",
}
"""The event types of PLOVER."""
STATUS = {
    "happened": "told as having happened",
    "ongoing": "told as going on",
    "planned": "told as planned",
    "attempted": "told as attempted",
    "hypothetical": "told as merely possible",
    "denied": "somebody denies it",
    "negated": "told as not having happened",
    "unclear": "the words don’t settle it",
}
ASSERTED_BY = {
    "outlet": "the outlet itself says so",
    "source": "a source says so, in reported speech",
    "quote": "somebody is quoted as saying so",
}
QUADS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}
SECTORS = {
    "AGR": "farm labour",
    "BUS": "business",
    "COP": "police",
    "CRM": "criminals",
    "CVL": "civilians",
    "EDU": "education",
    "ELI": "former officials and elites",
    "EUR": "European Union",
    "GOV": "government",
    "IGO": "international organisation",
    "IMG": "transnational armed group",
    "ISM": "international social movement",
    "JRN": "news media",
    "JUD": "courts",
    "LAB": "labour",
    "LEG": "legislature",
    "MED": "health",
    "MIL": "armed forces",
    "MNC": "multinational company",
    "NGO": "non-governmental organisation",
    "OPP": "opposition",
    "PRE": "unrecognised entity",
    "PRM": "pro-state paramilitary",
    "PTY": "political party",
    "REB": "armed opposition",
    "REF": "refugees and displaced people",
    "REL": "religious body",
    "SOC": "civil society",
    "SPY": "intelligence service",
    "UAF": "unidentified armed force",
    "UNK": "unidentified actor",
    "UNO": "United Nations",
}
"""The sectors of PLOVER."""
VOICES = {
    "outlet": "the outlet’s own voice",
    "reported": "in reported speech",
    "quoted": "in a quotation",
}
"""In whose voice a charged term stands."""
HOW = {
    "name": "by name",
    "alias": "by another name",
    "title": "by title",
    "pronoun": "by pronoun",
    "description": "by description",
    "metonym": "by a place or building that stands for it",
    "misspelling": "by a misspelt name",
}
"""How an actor is mentioned."""


_OWN = {"KOS": "XK", "XKX": "XK"}


CATEGORIES = {
    "delegitimising": "denies that somebody or something is lawful, real or its own master",
    "glorifying": "praises in place of describing, or takes a fight’s justice for granted",
    "euphemism": "hides who did what to whom",
    "dehumanising": "makes people animals, pests, dirt, a disease or a flood",
    "demonising": "makes an opponent evil or criminal as such",
    "loaded-label": "puts a verdict into a name",
    "partisan-name": "is one side’s name for a place, a people, a cause or a war",
    "distancing": "casts doubt without a reason",
}
"""What a charged term does."""
SPEECH = {
    "direct": "all in quotation marks",
    "indirect": "told without quotation marks",
    "mixed": "some words in quotation marks",
}
"""How a statement gives what was said."""
PLACE_KINDS = {"admin": "subdivision of a country", "natural": "river, sea, mountain …"}
"""Kinds of places whose code isn’t a plain word."""


def mode(type: str, mode: str) -> str:
    """What a mode of an event type means; empty for one that the ontology doesn't have."""
    fact = ontology().modes.get((type, mode))
    return fact.meaning if fact else ""


def modes() -> list[tuple[str, list[tuple[str, str]]]]:
    """Each event type that has modes, with its modes and what they mean."""
    found: dict[str, list[tuple[str, str]]] = {}
    for (of, name), fact in ontology().modes.items():
        found.setdefault(of, []).append((name, fact.meaning))
    return list(found.items())


def contexts() -> list[tuple[str, str]]:
    """Each context, in words, with its meaning."""
    return [(in_plain(name), fact.meaning) for name, fact in ontology().contexts.items()]


def context(name: str) -> str:
    """What a context means; empty for an unknown one."""
    fact = ontology().contexts.get(name)
    return fact.meaning if fact else ""


def in_plain(name: str) -> str:
    """A code of several words as words."""
    return name.replace("_", " ")


def cameo(code: str) -> str:
    """What a CAMEO code means: its own words, or those of the longest code that begins it."""
    known = ontology().codes
    found = next((code[:n] for n in range(len(code), 1, -1) if code[:n] in known), "")
    return known[found].meaning if found else ""


def event_meaning(type: str, modes: Iterable[str] = ()) -> str:
    """What a type and its modes mean, in a line."""
    told = [f"{one}: {mode(type, one)}" for one in modes if mode(type, one)]
    return "; ".join([TYPES.get(type, ""), *told])


def actor_code(code: str) -> str:
    """What a code of an actor stands for: a sector, or a country."""
    return SECTORS.get(code) or country(code)


@lru_cache(maxsize=512)
def country(code: str | None) -> str:
    """The English name of a country's three-letter code; the code itself where none is known."""
    if not code:
        return ""
    from babel import Locale
    from babel.core import get_global

    short = _OWN.get(code) or next(iter(get_global("territory_aliases").get(code, ())), code)
    return Locale("en").territories.get(short, code)
