"""Codes in words: what a type, status, sector or category stands for, in a line each."""

from functools import lru_cache

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


@lru_cache(maxsize=512)
def country(code: str | None) -> str:
    """The English name of a country's three-letter code; the code itself where none is known."""
    if not code:
        return ""
    from babel import Locale
    from babel.core import get_global

    short = _OWN.get(code) or next(iter(get_global("territory_aliases").get(code, ())), code)
    return Locale("en").territories.get(short, code)
