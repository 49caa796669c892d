"""Recognisers that need the words themselves: short forms, types, demonyms, datelines, entities."""

from onrecord.base.keys import name_key
from onrecord.parse import Entity
from onrecord.where.page import LONGEST, Page
from onrecord.where.words import RuleCues, first_letters

_DASHES = ("-", "–", "—", "--", "―")


def find_abbreviations(page: Page, cues: RuleCues) -> None:
    """Short forms of states, provinces and countries; the doubtful ones after a comma only."""
    parsed, forms = page.parsed, page.words.short_forms
    for token in page.capitals:
        if page.taken[token]:
            continue
        for form in forms.get(first_letters(parsed.words[token]), ()):
            end = _form_end(page, token, form)
            if end and _form_fits(page, token, form):
                span = parsed.start[token], parsed.start[token] + len(form)
                page.claim_span(token, end - 1, span, cues.rule.id, cues.rule.role)
                break


def _form_end(page: Page, token: int, form: str) -> int:
    """The token after an abbreviation that stands at `token`, or 0."""
    start = page.parsed.start[token]
    stop = start + len(form)
    text = page.parsed.text
    if not text.startswith(form, start) or text[stop : stop + 1].isalnum():
        return 0
    while token < page.count and page.parsed.start[token] < stop:
        token += 1
    return token


def _form_fits(page: Page, token: int, form: str) -> bool:
    """Whether the place before it allows the form: after a comma, or anywhere for a safe one."""
    before = page.parsed.words[token - 1] if token else ""
    if page.words.abbreviations[form].after_comma:
        named = token > 1 and (page.capital[token - 2] or page.parsed.words[token - 2] == ".")
        return before in (",", "-") and named
    if before == "$":
        return False
    shouting = before.isupper() and len(before) > 2
    return form.isalpha() is False or not shouting


def find_types_after(page: Page, cues: RuleCues) -> None:
    """ "Lamar County": one to three capitalised words and their type."""
    lower = page.parsed.lower
    for token in range(1, page.count):
        if lower[token] not in cues.words or not page.capital[token - 1]:
            continue
        if page.parsed.words[token] == "State":
            continue
        if page.on_street(token):
            continue
        for first in range(max(0, token - 3), token):
            if not page.capital[first] or not page.free(first, token) or lower[first] == "the":
                continue
            if page.known(first, token) or page.known(first, token - 1):
                last = token if page.capital[token] else token - 1
                name = page.text(first, token)
                page.claim(first, last, cues.rule.id, cues.rule.role, name)
                break


def find_types_before(page: Page, cues: RuleCues) -> None:
    """ "the Port of Mombasa", "the state of Washington": a type, and the longest name after it."""
    lower = page.parsed.lower
    for token, width in cues.cues.places(lower):
        first = token + width
        if first >= page.count or not page.capital[first]:
            continue
        if width == 1 and (not page.capital[token] or (token and page.capital[token - 1])):
            continue
        last = page.longest_known(first, page.run_end(first))
        if last >= first and page.key(first, last) not in page.words.not_places:
            kind = lower[token] if lower[token] in page.words.area_types else ""
            name = f"{page.text(first, last)} {kind}" if kind else None
            page.claim(first, last, cues.rule.id, cues.rule.role, name)


def find_shared_types(page: Page, cues: RuleCues) -> None:
    """ "Adams and Allen counties": each of the names before a plural type."""
    lower = page.parsed.lower
    for token in range(2, page.count):
        if lower[token] not in cues.words:
            continue
        singular = page.parsed.lemma[token].capitalize()
        last = token - 1
        while last >= 0 and page.capital[last]:
            first = last
            while first > 0 and page.capital[first - 1] and not page.known(first, last):
                first -= 1
            name = f"{page.text(first, last)} {singular}"
            if page.listed(name_key(name)) and not page.is_area(first, last):
                page.claim(first, last, cues.rule.id, cues.rule.role, name)
            last = first - 1
            while last >= 0 and lower[last] in (",", "and", "or"):
                last -= 1
            if last == first - 1:
                break


def find_demonyms(page: Page, cues: RuleCues) -> None:
    """Words for peoples, one or two at a time, unless they begin a longer place name."""
    after = 0
    for token in page.capitals:
        width = _demonym_width(page, token) if token >= after else 0
        if width and page.free(token, token + width - 1) and _demonym_stands(page, token, width):
            page.claim(token, token + width - 1, cues.rule.id, cues.rule.role)
        after = max(after, token + width)


def _demonym_width(page: Page, token: int) -> int:
    """How many words of a demonym stand at `token`: "South Korean" 2, "Korean" 1, none 0."""
    if token + 1 < page.count and page.capital[token + 1] and _is_demonym(page, token, token + 1):
        return 2
    return 1 if _is_demonym(page, token, token) else 0


def _is_demonym(page: Page, first: int, last: int) -> bool:
    key = page.key(first, last)
    return len(key) > 3 and (key in page.words.demonyms or bool(page.gazetteer.demonym(key)))


def _demonym_stands(page: Page, token: int, width: int) -> bool:
    """Whether a demonym means people here: no language, dish, person, or longer place name."""
    after = token + width
    lower = page.parsed.lower
    if after < page.count and lower[after] in page.words.not_demonym_before:
        return False
    adjective = after < page.count and lower[after][0].isalpha() and not page.capital[after]
    if page.label(token) == "LANGUAGE" or (page.label(token) == "PERSON" and not adjective):
        return False
    return not (after < page.count and page.capital[after] and page.listed(page.key(token, after)))


def find_datelines(page: Page, cues: RuleCues) -> None:
    """The parse's dateline, and words in capitals elsewhere that reach a dash.

    They need not open a sentence: headline, date and dateline are often run together.
    """
    _claim_dateline(page, cues)
    words, last = page.parsed.words, -1
    for token in page.capitals:
        if token > last and words[token].isupper():
            end = _shouted_end(page, token)
            last = max(token, end)
            opens = end == last and _dash_follows(page, last + 1)
            if opens and page.longest_known(token, last) == last:
                page.claim(token, last, cues.rule.id, cues.rule.role)


def _claim_dateline(page: Page, cues: RuleCues) -> None:
    """The pieces of the dateline's place; the parse keeps it out of the sentences, so by span."""
    dateline = page.parsed.layout.dateline
    if dateline is None or dateline.place is None:
        return
    start = dateline.place[0]
    for piece in page.parsed.phrase(dateline.place).split(","):
        name = piece.strip()
        if page.is_name(name) or name in page.words.abbreviations:
            begin = start + piece.index(name)
            page.claim_text((begin, begin + len(name)), cues.rule.id, cues.rule.role)
        start += len(piece) + 1


def _shouted_end(page: Page, first: int) -> int:
    """The last of the words in capitals from `first`; `first` - 1 for none."""
    token = first
    words = page.parsed.words
    while token < min(page.count, first + LONGEST) and (
        (words[token].isupper() and words[token] != "I")
        or (token > first and words[token] == "." and len(words[token - 1]) == 2)
    ):
        token += 1
    while token > first and not words[token - 1][0].isalnum():
        token -= 1
    long = any(len(word) > 2 for word in words[first:token])
    return token - 1 if long else first - 1


def _dash_follows(page: Page, token: int) -> bool:
    """Whether a dash comes after at most a state, an agency or a date."""
    words = page.parsed.words
    for ahead in range(token, min(token + 8, page.count)):
        word = words[ahead]
        if word in _DASHES or (ahead == token and word == ":"):
            return (
                ahead > token
                or page.parsed.start[ahead] > page.parsed.end[token - 1]
                or (word in ("—", "–", "--", ":"))
            )
        if word[0].islower() or (ahead == token and word not in (",", "(")):
            return False
    return False


def find_entities(page: Page, cues: RuleCues) -> None:
    """What the parser takes for places, without streets, buildings and people."""
    for entity in page.parsed.entities:
        if entity.label in cues.rule.labels:
            for first, last in _pieces(page, entity.first, entity.last - 1):
                last = _listed_part(page, first, last)
                if last >= first and _entity_stands(page, entity, first, last):
                    page.claim(first, last, cues.rule.id, cues.rule.role)


def _listed_part(page: Page, first: int, last: int) -> int:
    """The end of the part of an entity that can be looked up; `first` - 1 for none.

    A part counts only before a word for a building or the like: "Nevada City" isn't
    Nevada.
    """
    lower, words = page.parsed.lower, page.words
    if lower[last] in ("'s", "’s", "'", "’"):
        last -= 1
    if last < first or page.resolvable(first, last):
        return last
    for end in range(last - 1, first - 1, -1):
        rest = lower[end + 1]
        if page.capital[end] and (rest in words.buildings or not page.capital[end + 1]):
            key = page.key(first, end)
            if key not in words.modifiers and page.listed(key):
                return end
    return first - 1


def _pieces(page: Page, first: int, last: int) -> list[tuple[int, int]]:
    """The parts of an entity between commas."""
    pieces: list[tuple[int, int]] = []
    begin = first
    for token in range(first, last + 2):
        if token == last + 1 or page.parsed.words[token] == ",":
            if token > begin:
                pieces.append((begin, token - 1))
            begin = token + 1
    return pieces


def _entity_stands(page: Page, entity: Entity, first: int, last: int) -> bool:
    """Whether a part of an entity is a place's name; of the label LOC, only an area's.

    What else the parser calls LOC is mostly a river, park or hill that only shares its words
    with a town.
    """
    lower = page.parsed.lower
    if not any(page.capital[first : last + 1]) or page.parsed.words[first][0].isdigit():
        return False
    key = page.key(first, last)
    if page.is_other_thing(first, last) or key in page.words.not_places:
        return False
    if page.is_part_of_area(first, last):
        return True
    if entity.label == "LOC":
        return any(c.main and c.kind in ("region", "natural") for c in page.known(first, last))
    if entity.last - 1 > last + 1:
        return False
    before = page.before(first)
    located = before >= 0 and lower[before] in ("in", "near", "at", "outside")
    return located or not page.is_surname(first, last)


def find_unlisted(page: Page, cues: RuleCues) -> None:
    """ "Kibwezi Juu, Kenya": the parser's place that no list has, before the area it lies in."""
    for entity in page.parsed.entities:
        first, last = entity.first, entity.last - 1
        after = last + 2
        if entity.label not in cues.rule.labels or after >= page.count:
            continue
        if page.parsed.words[last + 1] != "," or not page.taken[after]:
            continue
        named = page.capital[first] and not page.is_other_thing(first, last)
        if named and page.kind_at[after] != "demonym":
            page.claim(first, last, cues.rule.id, cues.rule.role)
