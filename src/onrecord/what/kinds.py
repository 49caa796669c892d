"""What a noun stands for: an actor, a place, a text, a happening, a thing.

Only as much as rules and role seeking need; who somebody is, is for the room `who`.
"""

from onrecord.parse import Parsed
from onrecord.what.classes import Classes

PEOPLE = frozenset({"PERSON", "ORG", "NORP"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
NAMED = PEOPLE | PLACES
LISTED = (
    "person", "body", "force", "place", "text", "document", "happening", "office-holder", "aid",
    "talks",
)  # fmt: skip


def kinds_of(parsed: Parsed, token: int, classes: Classes) -> frozenset[str]:
    """The kinds that a head token may be of.

    `actor` somebody who can act; `strong` an actor by name or noun (no pronoun); `person`,
    `body`, `force`, `place`, `text`, `document`, `happening` by word class or entity;
    `pronoun`; `not-thing` whatever isn't plainly a thing.
    """
    lemma, entity = parsed.lemma[token], parsed.ent[token]
    found = {kind for kind in LISTED if lemma in classes[kind]}
    if entity in PEOPLE:
        found |= {"strong", "actor"} | ({"person"} if entity != "ORG" else {"body"})
    if entity in PLACES:
        found |= {"strong", "place"} | ({"actor", "body"} if entity == "GPE" else set[str]())
    if lemma in classes["person"] or lemma in classes["body"]:
        found |= {"strong", "actor"}
    if lemma in classes["force"]:
        found |= {"actor"}
    if parsed.pos[token] == "PRON" or parsed.lower[token] in classes["own"]:
        found.add("pronoun")
        if parsed.lower[token] not in classes["thing-pronoun"]:
            found |= {"actor"} if parsed.lower[token] in classes["it"] else {"actor", "person"}
            found.add("actor-pronoun")
    word = parsed.words[token]
    if not entity and (parsed.pos[token] == "PROPN" or (word.isupper() and len(word) > 1)):
        found |= {"actor", "strong"}
    if any(parsed.ent[c] in NAMED for c in parsed.kids(token, "appos")):
        found |= {"actor", "strong"}
    if "place" in found and any(
        parsed.ent[c] in PLACES for c in parsed.kids(token, "compound", "nmod")
    ):
        found.add("strong")
    if _counts_people(parsed, token, classes):
        found |= {"actor", "person"}
    if found & {"actor", "happening", "force", "pronoun"}:
        found.add("not-thing")
    return frozenset(found)


def _counts_people(parsed: Parsed, token: int, classes: Classes) -> bool:
    """Whether a bare number, "dozens" or "others" stands for people ("killed three")."""
    counts = classes["collection"] | classes["count"]
    if parsed.pos[token] == "NUM" or parsed.lemma[token] in counts:
        of = [
            noun
            for preposition in parsed.kids(token, "prep")
            if parsed.lower[preposition] == "of"
            for noun in parsed.kids(preposition, "pobj")
        ]
        if not of:
            return parsed.pos[token] == "NUM" or parsed.lemma[token] in classes["count"]
        return all(
            parsed.lemma[noun] in classes["person"] or parsed.lemma[noun] in classes["body"]
            or parsed.ent[noun] in NAMED or parsed.pos[noun] == "PROPN"
            for noun in of
        )  # fmt: skip
    return False
