"""Finds the place names of a document: the first half of `where`."""

from collections.abc import Callable

import msgspec

from onrecord.base.gazetteer import Gazetteer
from onrecord.lexicon import Lexicon
from onrecord.model import PlaceFound
from onrecord.parse import Parsed
from onrecord.where import cues, forms
from onrecord.where.page import Page
from onrecord.where.rules import Kind
from onrecord.where.words import RuleCues, words_of

Recogniser = Callable[[Page, RuleCues], None]

RECOGNISERS: dict[Kind, Recogniser] = {
    "abbreviation": forms.find_abbreviations,
    "type-after": forms.find_types_after,
    "type-before": forms.find_types_before,
    "types-shared": forms.find_shared_types,
    "demonym": forms.find_demonyms,
    "dateline": forms.find_datelines,
    "entity": forms.find_entities,
    "contained": cues.find_contained,
    "preposition": cues.find_after_preposition,
    "of-phrase": cues.find_after_of,
    "object": cues.find_objects,
    "home": cues.find_homes,
    "address": cues.find_after_streets,
    "well-known": cues.find_well_known,
    "list": cues.find_listed,
    "in-county": cues.find_in_counties,
    "party": cues.find_parties,
    "compound": cues.find_compounds,
    "town-body": cues.find_before_bodies,
    "body-of": cues.find_bodies_of,
    "in-organisation": cues.find_in_bodies,
    "unlisted": forms.find_unlisted,
    "repeat": cues.find_repeats,
}
"""The recogniser of each `kind` of rule."""


def find(parsed: Parsed, lexicon: Lexicon, gazetteer: Gazetteer) -> list[PlaceFound]:
    """The place names of a document in the order of the text, not yet tied to the world."""
    page = Page(parsed, words_of(lexicon), gazetteer)
    for rule in page.words.rules:
        RECOGNISERS[rule.rule.kind](page, rule)
    found = sorted(page.found, key=lambda place: place.span)
    return [_as_metonym(page, place) for place in found]


def _as_metonym(page: Page, place: PlaceFound) -> PlaceFound:
    """The place, as a metonym where it is the subject of a verb that takes a state for one."""
    if place.role != "literal":
        return place
    parsed = page.parsed
    for token in parsed.tokens_in(place.span):
        head = parsed.head[token]
        if parsed.dep[token] == "nsubj" and parsed.lemma[head] in page.words.metonym_verbs:
            return msgspec.structs.replace(place, role="metonym")
    return place
