"""Recognisers that need a word nearby: prepositions, containers, parties, bodies, repeats."""

from collections import Counter

from onrecord.base.gazetteer import Candidate
from onrecord.base.keys import name_key
from onrecord.where.page import Page
from onrecord.where.words import RuleCues

_STRONG = ("in", "near", "outside", "throughout", "across", "around")
"""After these a name is a place even if the parser takes it for a person or a body."""


def _plausible(page: Page, first: int, last: int, strong: bool = False) -> bool:
    """Whether a listed name may be a place here: no street, common word or person's surname.

    With a strong cue ("in", "near") a common surname may be one. The parser's own guess at a
    person isn't asked: the rules that call this have a cue that says more.
    """
    key = page.key(first, last)
    return (
        len(key) > 3
        and key not in page.words.not_places
        and (strong or key not in page.words.surnames)
        and not page.is_other_thing(first, last)
        and not page.is_bearers(first, last)
        and not page.numbered(last)
        and page.label(first) not in ("DATE", "TIME", "MONEY")
    )


def _whole(page: Page, last: int) -> bool:
    """Whether no capitalised word follows that would make the name a longer one."""
    after = last + 1
    if after >= page.count or page.label(after) == "DATE":
        return True
    if not page.capital[after]:
        hyphen = (
            page.parsed.words[after] == "-" and page.parsed.start[after] == page.parsed.end[last]
        )
        return not (hyphen and after + 1 < page.count and page.parsed.lower[after + 1].isalpha())
    return page.taken[after] == 1 or page.parsed.start[after] - page.parsed.end[last] > 1


def find_contained(page: Page, cues: RuleCues) -> None:
    """ "Marion, Ohio": a name before a comma and a state or country in which it exists."""
    for first, last in page.runs():
        areas = _areas_after(page, last + 1)
        if not areas:
            continue
        for begin in range(first, last + 1):
            if (
                page.capital[begin]
                and page.free(begin, last)
                and _lies_in(page, begin, last, areas)
            ):
                if not page.on_street(last) and page.label(begin) != "PERSON":
                    page.claim(begin, last, cues.rule.id, cues.rule.role)
                break


def _lies_in(page: Page, first: int, last: int, areas: list[Candidate]) -> bool:
    return any(
        place.country == area.country
        and place.kind != "country"
        and (area.kind == "country" or place.admin1 == area.admin1)
        for place in page.known(first, last)
        for area in areas
    )


def _areas_after(page: Page, comma: int) -> list[Candidate]:
    """The states, provinces or countries that a name after a comma may mean."""
    first = comma + 1
    if first >= page.count or page.parsed.words[comma] != "," or not page.capital[first]:
        return []
    short = page.words.abbreviations.get(page.parsed.words[first])
    if short and page.kind_at.get(first) == "abbreviation":
        area = page.gazetteer.admin1(short.means)
        return [area] if area else []
    last = page.longest_known(first, page.run_end(first))
    known = page.known(first, last) if last >= first else ()
    return [c for c in known if c.main and c.kind in ("adm1", "country")]


def find_after_preposition(page: Page, cues: RuleCues) -> None:
    """ "near Mansfield": a known name after a preposition of place, if it is the whole name."""
    lower = page.parsed.lower
    for first, last in page.runs():
        before = page.before(first)
        if before < 0 or lower[before] not in cues.words:
            continue
        end = page.longest_known(first, last)
        strong = lower[before] in _STRONG
        if end < first or not _whole(page, end) or not _plausible(page, first, end, strong):
            continue
        stop = end + 1 < page.count and lower[end + 1] in (",", ".")
        alone = not page.label(first) or (stop and page.fills_entity(first, end))
        if not strong and page.is_surname(first, end):
            continue
        if strong or alone or end > first or page.is_area(first, end):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def find_after_of(page: Page, cues: RuleCues) -> None:
    """ "the outskirts of Mansfield": a known name after a noun of place and "of"."""
    lower = page.parsed.lower
    for first, last in page.runs():
        before = page.before(first)
        if before < 1 or lower[before] != "of" or lower[before - 1] not in cues.words:
            continue
        end = page.longest_known(first, last)
        if end >= first and _whole(page, end) and _plausible(page, first, end):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def find_objects(page: Page, cues: RuleCues) -> None:
    """ "shelled Mansfield": a known name right after a verb that takes places for its object."""
    lemma, pos = page.parsed.lemma, page.parsed.pos
    for first, last in page.runs():
        before = page.before(first)
        if before < 0 or pos[before] != "VERB" or lemma[before] not in cues.words:
            continue
        end = page.longest_known(first, last)
        if end >= first and _whole(page, end) and _plausible(page, first, end):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def find_homes(page: Page, cues: RuleCues) -> None:
    """ "Ann Lee, 44, of Mansfield" and "Ann Lee of Mansfield": a known name after a person's."""
    lower = page.parsed.lower
    for first, last in page.runs():
        of = first - 1
        if of < 1 or lower[of] != "of":
            continue
        before = of - 1 - (lower[of - 1] == ",")
        if before < 0 or not (page.label(before) == "PERSON" or lower[before].isdigit()):
            continue
        end = page.longest_known(first, last)
        if end >= first and _whole(page, end) and _plausible(page, first, end, strong=True):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def find_after_streets(page: Page, cues: RuleCues) -> None:
    """ "2517 Orchard St., Mansfield": a known name after a street and a comma."""
    lower = page.parsed.lower
    for first, last in page.runs():
        comma = first - 1
        if comma < 2 or lower[comma] != ",":
            continue
        street = lower[comma - 1] if lower[comma - 1] != "." else lower[comma - 2]
        if street not in page.words.streets:
            continue
        end = page.longest_known(first, last)
        if end >= first and _whole(page, end) and _plausible(page, first, end, strong=True):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def find_well_known(page: Page, cues: RuleCues) -> None:
    """Countries, states and large cities by their main name, wherever the parser says little."""
    for first, last in page.runs():
        end = page.longest_known(first, last)
        if end < first or not _whole(page, end):
            continue
        if page.key(first, end) in page.surnames or not _plausible(page, first, end):
            continue
        entity = page.entity_of[first]
        if entity and entity.last - entity.first > end - first + 2:
            continue
        if end == first and page.parsed.words[first].isupper():
            continue
        main = [c for c in page.known(first, end) if c.main]
        if page.is_area(first, end) or any(c.population >= cues.rule.least for c in main):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def find_parties(page: Page, cues: RuleCues) -> None:
    """ "D-Salem": the home of a politician behind the party's letter."""
    words = page.parsed.words
    for token in range(page.count - 2):
        if words[token] in cues.words and words[token + 1] == "-" and page.capital[token + 2]:
            last = page.longest_known(token + 2, page.run_end(token + 2))
            if last > token + 1 and page.key(token + 2, last) not in page.words.not_places:
                page.claim(token + 2, last, cues.rule.id, cues.rule.role)


def find_compounds(page: Page, cues: RuleCues) -> None:
    """ "Nairobi-based": the known name before a hyphen and a participle."""
    words, lower = page.parsed.words, page.parsed.lower
    for token in range(1, page.count - 1):
        if words[token] != "-" or lower[token + 1] not in cues.words:
            continue
        last = token - 1
        for first in range(max(0, last - 2), last + 1):
            if (
                page.capital[first]
                and page.free(first, last)
                and page.listed(page.key(first, last))
            ):
                if _plausible(page, first, last):
                    page.claim(first, last, cues.rule.id, cues.rule.role)
                break


def find_in_counties(page: Page, cues: RuleCues) -> None:
    """A town in a county that the document names or has two other towns of.

    Two or three rare names that fit each other are hardly people or bodies.
    """
    counties = _counties(page)
    for first, last in page.runs() if counties else ():
        end = page.longest_known(first, last)
        if end < first or not _whole(page, end) or not page.fills_entity(first, end):
            continue
        towns = (place for place in page.known(first, end) if place.main and place.kind == "city")
        fits = any(town.admin2 in counties for town in towns)
        if fits and _plausible(page, first, end) and not page.is_surname(first, end):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def _counties(page: Page) -> set[str]:
    """The counties that are named, or in which two names of the document may lie."""
    counties: set[str] = set()
    towns: Counter[str] = Counter()
    for name, kind in dict.fromkeys((f.name, page.words.kind_of[f.rule]) for f in page.found):
        said = kind in ("type-after", "types-shared")
        places = [place for place in page.gazetteer.lookup(name) if place.main and place.admin2]
        if said:
            counties.update(p.admin2 for p in places if p.kind == "adm2" and p.admin2)
        elif kind != "demonym":
            towns.update({p.admin2 for p in places if p.kind == "city" and p.admin2})
    return counties | {county for county, names in towns.items() if names > 1}


def find_before_bodies(page: Page, cues: RuleCues) -> None:
    """ "Mansfield police": a town of some size before one of its bodies or people."""
    for first, last in page.runs():
        for begin in range(first, last + 1):
            end = _body_end(page, begin, last, cues)
            if end >= begin:
                if _plausible(page, begin, end):
                    page.claim(begin, end, cues.rule.id, cues.rule.role)
                break


def _body_end(page: Page, begin: int, last: int, cues: RuleCues) -> int:
    """The last token of a known town that begins at `begin` and stands before a body; or -1."""
    lower = page.parsed.lower
    for end in range(last, begin - 1, -1):
        if (
            page.capital[end]
            and cues.cues.at(lower, end + 1)
            and page.free(begin, end)
            and not (end + 1 < page.count and page.listed(page.key(begin, end + 1)))
            and page.most_people(begin, end) >= cues.rule.least
        ):
            return end
    return -1


def find_bodies_of(page: Page, cues: RuleCues) -> None:
    """ "the University of Zagreb": the known name after a body and "of"."""
    for token, width in cues.cues.places(page.parsed.lower):
        first = token + width
        if not page.capital[token] or first >= page.count:
            continue
        first += page.parsed.lower[first] == "the"
        if first < page.count and page.capital[first]:
            end = page.longest_known(first, page.run_end(first))
            if end >= first and page.key(first, end) not in page.words.not_places:
                page.claim(first, end, cues.rule.id, cues.rule.role)


def find_in_bodies(page: Page, cues: RuleCues) -> None:
    """ "the Nairobi Stock Exchange": a known place at the beginning of a body's name.

    It must be a country or state, or a place that the document names elsewhere too: many a body
    begins with a word that is a town somewhere.
    """
    seen = {name_key(found.name) for found in page.found if found.role != "demonym"}
    for entity in page.parsed.entities:
        if entity.label not in cues.rule.labels or page.on_street(entity.last - 1):
            continue
        first = entity.first + (page.parsed.lower[entity.first] == "the")
        first += page.parsed.lower[min(first, page.count - 1)] in page.words.modifiers
        _claim_in_body(page, first, entity.last - 2, cues, seen)
        for token in range(first + 1, entity.last - 1):
            if page.parsed.lower[token] in ("of", "for") and page.capital[token + 1]:
                _claim_in_body(page, token + 1, entity.last - 1, cues, set())


def _claim_in_body(page: Page, first: int, last: int, cues: RuleCues, seen: set[str]) -> None:
    """Takes the longest listed name from `first`, if it is an area or one of `seen`."""
    end = page.longest_known(first, min(last, first + 3))
    if end < first or not page.capital[first] or not page.free(first, end):
        return
    key = page.key(first, end)
    if len(key) < 4 or key in page.words.not_places or page.numbered(end):
        return
    if page.is_area(first, end) or (key in seen and not page.is_surname(first, end)):
        page.claim(first, end, cues.rule.id, cues.rule.role)


def find_listed(page: Page, cues: RuleCues) -> None:
    """ "Salem, Dover and Mansfield": a known name in a row with one that is taken already."""
    lower = page.parsed.lower
    for first, last in page.runs():
        end = page.longest_known(first, last)
        if end < first or not _whole(page, end) or not page.fills_entity(first, end):
            continue
        left = first - 1
        while left > 0 and first - left < 3 and lower[left] in cues.words:
            left -= 1
        right = end + 1
        while right < page.count - 1 and right - end < 3 and lower[right] in cues.words:
            right += 1
        joined = (left < first - 1 and _is_place(page, left)) or (
            right > end + 1 and _is_place(page, right)
        )
        if joined and _plausible(page, first, end):
            page.claim(first, end, cues.rule.id, cues.rule.role)


def _is_place(page: Page, token: int) -> bool:
    """Whether a token is taken, and for a place rather than a people."""
    return page.taken[token] == 1 and page.kind_at[token] not in ("demonym", "abbreviation")


def find_repeats(page: Page, cues: RuleCues) -> None:
    """The names that the document has used for places, wherever else they stand."""
    lower = page.parsed.lower
    names = {
        tuple(lower[token] for token in page.parsed.tokens_in(found.span))
        for found in page.found
        if found.role in ("literal", "dateline") and len(found.name) > 3
    }
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        if name and _repeatable(page, name):
            by_first.setdefault(name[0], []).append(name)
    for token in page.capitals:
        for name in by_first.get(lower[token], ()):
            last = token + len(name) - 1
            if tuple(lower[token : last + 1]) == name and _repeat_stands(page, token, last):
                page.claim(token, last, cues.rule.id, cues.rule.role)
                break


def _repeatable(page: Page, name: tuple[str, ...]) -> bool:
    key = name_key(" ".join(name))
    return key not in page.words.not_places and page.listed(key)


def _repeat_stands(page: Page, first: int, last: int) -> bool:
    """No street, no part of a person's name, no surname, no middle of a longer name."""
    if page.on_street(last) or page.is_surname(first, last) or not page.free(first, last):
        return False
    entity = page.entity_of[first]
    if entity and entity.label == "PERSON" and entity.last - entity.first > last - first + 1:
        return False
    inside = first > 0 and page.capital[first - 1] and last + 1 < page.count
    return not (inside and page.capital[last + 1])
