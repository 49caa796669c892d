"""Role grammar: country, sector and office out of the words of one noun phrase.

`[article] [former|acting|senior] [country|demonym] [body] ROLE [of|for X] [NAME]`. The country
comes from a resolved place only; "X-backed" gives a note and never a country.
"""

from onrecord.model import Affiliation
from onrecord.who.mention import Phrase
from onrecord.who.view import KnownHit, PlaceHit, RoleHit, View
from onrecord.who.words import BodyFact, ModifierFact

WIDEST = 14
"""Tokens before its head that a noun phrase is followed to the left."""
LONGEST_BODY = 4
"""Words in the longest entry of `bodies.csv`."""
STOPS = frozenset({"ADP", "AUX", "CCONJ", "SCONJ", "PRON", "INTJ", "SYM"})
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Sectors of bodies that have no country (PLOVER_MANUAL.tex, actor codes)."""
OF = frozenset({"of", "for", "from", "with", "at"})
_LOOSE = frozenset({"voice", "body", "armedbody"})
_PERSONAL = frozenset({"office", "rank", "voice"})


def phrase_start(view: View, head: int) -> int:
    """The first token of the noun phrase that ends in `head`, without what comes after it."""
    parsed = view.parsed
    floor = max(parsed.sentences[parsed.sentence_of[head]].first, head - WIDEST)
    left = max(floor, _leftmost(view, head))
    token = head
    while token > floor and not _stops(view, token - 1):
        if token <= left and not _adjoins(view, token - 1):
            break
        token -= 1
    return token


def _adjoins(view: View, token: int) -> bool:
    """Whether a demonym right before the phrase belongs to it, whatever the parser says."""
    hit = view.place_at.get(token)
    return hit is not None and hit.role == "demonym" and hit.kind == "country"


def _leftmost(view: View, head: int) -> int:
    """The first token of the subtree of the noun that `head` modifies as a compound."""
    parsed = view.parsed
    top = head
    while parsed.dep[top] in ("compound", "nmod", "amod", "nummod") and parsed.head[top] > top:
        top = parsed.head[top]
    return min(parsed.left[head], parsed.left[top])


def _stops(view: View, token: int) -> bool:
    parsed = view.parsed
    if token in view.role_at and view.role_at[token].last > token:
        return False
    pos = parsed.pos[token]
    if pos in STOPS:
        if parsed.lower[token] == "at" and parsed.lower[token + 1] in ("least", "most"):
            return False
        return parsed.tag[token] != "PRP$" and not _inside_list(view, token)
    if pos == "VERB":
        return parsed.dep[token] not in ("amod", "compound")
    if pos == "PUNCT":
        return parsed.words[token] not in ("-", "–")
    dated = parsed.ent[token] in ("DATE", "TIME") and parsed.tag[token] != "POS"
    return dated and token not in view.place_at


def _inside_list(view: View, token: int) -> bool:
    """Whether "and" or "of" stands inside a name ("Ministry of Trade and Industry")."""
    return token in view.known_at


def read_phrase(view: View, first: int, head: int, *, deep: bool = True) -> Phrase:
    """What tokens `first` to `head`, and the of-phrase after them, say of the phrase's actor."""
    hits = _hits(view, first, head)
    main = _main_role(view, hits, head)
    before = head if main is None else max([main.last, *(hit.last for hit in hits)])
    noted = _noted_places(view, first, before)
    place = _first_place(view, first, before, noted)
    known = _last_known(view, first, before)
    of_phrase = _of_phrase(view, head if main is None else main.last) if deep else Phrase()
    phrase = Phrase(
        role=main.role if main else None,
        role_span=(main.first, main.last) if main else None,
        titles=tuple(hit.role for hit in hits if hit.role.kind != "honorific"),
        notes=tuple(noted.values()),
    )
    phrase.body = _body_key(view, known, hits, main) or of_phrase.body
    phrase.sectors = _sectors(view, first, hits, main, known, of_phrase, place)
    if view.parsed.lemma[head] in view.words.lists["quantities"]:
        phrase.sectors = of_phrase.sectors or phrase.sectors
    phrase.country = _country(view, place, known, of_phrase, phrase.sectors)
    phrase.former = any(a.value == "ELI" for a in phrase.sectors)
    if main and main.role.kind in _PERSONAL:
        phrase.office = _office(view, main)
    return phrase


def _office(view: View, main: RoleHit) -> str:
    """The office in the text's own words, with its of-phrase: "commander of the Guard"."""
    parsed = view.parsed
    last = main.last
    for prep in parsed.kids(main.last, "prep"):
        if parsed.lower[prep] in ("of", "for") and prep == last + 1:
            last = min(parsed.right[prep], last + 8)
            break
    words = parsed.text[parsed.start[main.first] : parsed.end[last]]
    return " ".join(words.split()).rstrip(" ,.")


def _hits(view: View, first: int, head: int) -> list[RoleHit]:
    found = {view.role_at[n].first: view.role_at[n] for n in range(first, head + 1)
             if n in view.role_at}  # fmt: skip
    return [hit for _, hit in sorted(found.items()) if hit.last <= head and hit.first >= first]


def _main_role(view: View, hits: list[RoleHit], head: int) -> RoleHit | None:
    """The role that the phrase is about: at its head; before a name, the last that is no rank."""
    at_head = view.role_at.get(head)
    if at_head and at_head.last == head:
        return at_head
    if head in view.known_at or not hits:
        return None
    if view.parsed.words[head].islower() and view.parsed.pos[head] not in ("PROPN", "X", "NOUN"):
        return None
    plain = [hit for hit in hits if hit.role.kind not in ("rank", "honorific")]
    return (plain or hits)[-1]


# Places ---------------------------------------------------------------------


def _noted_places(view: View, first: int, last: int) -> dict[int, str]:
    """First token -> note, for places (and bodies) before "-backed", "-led", "-based" …"""
    parsed = view.parsed
    noted: dict[int, str] = {}
    for token in range(first, last):
        if parsed.words[token] not in ("-", "–") or token + 1 >= len(parsed.words):
            continue
        second = view.words.modifiers.get(parsed.lower[token + 1])
        hit = view.place_at.get(token - 1)
        if second and second.effect == "note" and token > first:
            start = hit.first if hit else token - 1
            what = hit.code if hit else parsed.words[token - 1]
            link = "in" if second.word in ("based", "held", "educated", "born") else "by"
            noted[start] = f"{second.word} {link} {what}"
    return noted


def _first_place(view: View, first: int, last: int, noted: dict[int, str]) -> PlaceHit | None:
    """The first place in the phrase that isn't the first half of "X-backed"."""
    for token in range(first, last + 1):
        hit = view.place_at.get(token)
        if not hit or hit.first in noted or _lists_other(view, hit) or _is_opposed(view, hit):
            continue
        return hit
    return None


def _is_opposed(view: View, hit: PlaceHit) -> bool:
    """Whether "pro-", "anti-" or the like stands before the place."""
    before = hit.first - 1
    return (
        before > 0
        and view.parsed.words[before] in ("-", "–")
        and (view.parsed.lower[before - 1] in view.words.lists["stances"])
    )


def _lists_other(view: View, hit: PlaceHit) -> bool:
    """Whether the place is the second half of a pair ("the Norland-Estria border")."""
    before = hit.first - 1
    return before > 0 and view.parsed.words[before] in ("-", "–") and before - 1 in view.place_at


def _country(
    view: View,
    place: PlaceHit | None,
    known: KnownHit | None,
    of_phrase: Phrase,
    sectors: tuple[Affiliation, ...],
) -> Affiliation | None:
    """Demonym or place in the phrase, else the of-phrase's, else the body's own."""
    if sectors and sectors[0].value in INTERNATIONAL and not _national(place):
        return None
    if place:
        return view.why(place.code, place.first, place.last, "country.in-phrase")
    if known and known.fact.country:
        code = view.base.states.code(known.fact.country)
        return view.why(code, known.first, known.last, "country.of-body")
    return of_phrase.country


def _national(place: PlaceHit | None) -> bool:
    return place is not None and place.role == "demonym"


# Bodies ---------------------------------------------------------------------


def _last_known(view: View, first: int, last: int) -> KnownHit | None:
    for token in range(last, first - 1, -1):
        hit = view.known_at.get(token)
        if hit and not _before_note(view, hit.last):
            return hit
    return None


def _before_note(view: View, token: int) -> bool:
    parsed = view.parsed
    if token + 2 >= len(parsed.words) or parsed.words[token + 1] not in ("-", "–"):
        return False
    second = view.words.modifiers.get(parsed.lower[token + 2])
    return second is not None and second.effect == "note"


def _body_key(
    view: View, known: KnownHit | None, hits: list[RoleHit], main: RoleHit | None
) -> str | None:
    if known:
        return known.fact.name
    bodies = [h for h in hits if h is not main and h.role.kind in ("body", "armedbody")]
    return bodies[-1].role.role if bodies else None


def name_sector(view: View, first: int, last: int) -> tuple[BodyFact, int, int] | None:
    """The sector word in an organisation's name, with its tokens: the last, the longest first."""
    parsed, bodies = view.parsed, view.words.bodies
    for stop in range(last + 1, first, -1):
        for start in range(max(first, stop - LONGEST_BODY), stop):
            words = " ".join(parsed.lower[start:stop]).replace(" 's", "'s").rstrip(".")
            fact = bodies.get(words)
            if fact:
                return fact, start, stop - 1
    return None


# Sectors --------------------------------------------------------------------


def _sectors(
    view: View,
    first: int,
    hits: list[RoleHit],
    main: RoleHit | None,
    known: KnownHit | None,
    of_phrase: Phrase,
    place: PlaceHit | None,
) -> tuple[Affiliation, ...]:
    if main is None:
        return _known_sectors(view, known)
    own = _role_sectors(view, main)
    body = _body_sectors(view, first, hits, main, known, of_phrase)
    found = _voice(view, hits, main, body, own, place) if main.role.kind == "voice" else own
    if main.role.kind != "voice" and body:
        found = _with_body(main, body, own)
    return _modified(view, first, main, found)


def _role_sectors(view: View, hit: RoleHit) -> tuple[Affiliation, ...]:
    rule = f"role.{hit.role.role.replace(' ', '-')}"
    return tuple(view.why(sector, hit.first, hit.last, rule) for sector in hit.role.sector)


def _known_sectors(view: View, known: KnownHit | None) -> tuple[Affiliation, ...]:
    if known is None:
        return ()
    return tuple(
        view.why(sector, known.first, known.last, "sector.known-body")
        for sector in known.fact.sectors
    )


def _body_sectors(
    view: View,
    first: int,
    hits: list[RoleHit],
    main: RoleHit,
    known: KnownHit | None,
    of_phrase: Phrase,
) -> tuple[Affiliation, ...]:
    """The sector of what the role is a role in: a named body, a body noun, the of-phrase."""
    if known and known.last < main.first:
        return _known_sectors(view, known)
    named = _named_body(view, first, main.first - 1)
    if named:
        return named
    left = [
        h for h in hits
        if h.last < main.first and h.role.kind not in ("honorific", "rank") and h.role.sector
    ]  # fmt: skip
    if left:
        return _role_sectors(view, left[-1])
    return of_phrase.sectors


def _named_body(view: View, first: int, last: int) -> tuple[Affiliation, ...]:
    """A capitalised body before the role: "Norland Frontier Guard Commander"."""
    found = name_sector(view, first, last) if last >= first else None
    if not found or not view.parsed.words[found[1]][:1].isupper():
        return ()
    fact, start, stop = found
    return tuple(view.why(sector, start, stop, "sector.body-word") for sector in fact.sector)


def _voice(
    view: View,
    hits: list[RoleHit],
    main: RoleHit,
    body: tuple[Affiliation, ...],
    own: tuple[Affiliation, ...],
    place: PlaceHit | None,
) -> tuple[Affiliation, ...]:
    """A voice has its body's sector; else a rank's; else its own, if a country is behind it."""
    if body:
        return body
    ranks = [hit for hit in hits if hit.role.kind == "rank"]
    if ranks:
        return _role_sectors(view, ranks[-1])
    if _unknown_body(view, main):
        return ()
    return own if place and _speaks_for_state(view, main, place) else ()


def _speaks_for_state(view: View, main: RoleHit, place: PlaceHit) -> bool:
    """Whether the place stands before the role or its of-phrase, and no name is between."""
    between = range(place.last + 1, main.first)
    return not any(
        view.parsed.pos[n] == "PROPN" and n not in view.role_at and n not in view.place_at
        for n in between
    )


def _unknown_body(view: View, main: RoleHit) -> bool:
    """Whether an of-phrase names a body that nothing is known of ("president of Marn & Co")."""
    parsed = view.parsed
    for prep in parsed.kids(main.last, "prep"):
        if parsed.lower[prep] == "of":
            for noun in parsed.kids(prep, "pobj"):
                known = noun in view.place_at or noun in view.known_at or noun in view.role_at
                return parsed.pos[noun] == "PROPN" and not known
    return False


def _with_body(
    main: RoleHit, body: tuple[Affiliation, ...], own: tuple[Affiliation, ...]
) -> tuple[Affiliation, ...]:
    """International and armed bodies go before the role; any other only fills a gap."""
    first = body[0].value
    if first in INTERNATIONAL:
        return _merged(body, own if main.role.kind == "rank" else ())
    if first in ("REB", "PRM", "JRN", "EDU", "UAF", "CRM") and main.role.kind in _PERSONAL:
        return body
    if own and own[0].value == "UAF":
        return body
    if not own:
        return body
    if main.role.kind in _LOOSE or first in ("MIL", "JUD", "LEG", "COP"):
        return _merged(own, body)
    return own


def _merged(one: tuple[Affiliation, ...], two: tuple[Affiliation, ...]) -> tuple[Affiliation, ...]:
    have = {affiliation.value for affiliation in one}
    return (*one, *(a for a in two if a.value not in have))


def _modified(
    view: View, first: int, main: RoleHit, found: tuple[Affiliation, ...]
) -> tuple[Affiliation, ...]:
    """ "former", "opposition", "exiled" … before the role."""
    for token in range(first, main.first):
        fact = _modifier(view, token)
        if fact is None or not _applies(fact, main, found):
            continue
        rule = f"modifier.{fact.word.rstrip('-')}"
        codes = tuple(view.why(code, token, token, rule) for code in fact.sector)
        found = _merged(codes, found)
    return found


def _modifier(view: View, token: int) -> ModifierFact | None:
    """The modifier at a token; "self-proclaimed" and "ex-" are split at their hyphen."""
    parsed, modifiers = view.parsed, view.words.modifiers
    if token + 2 < len(parsed.words) and parsed.words[token + 1] == "-":
        whole = modifiers.get(f"{parsed.lower[token]}-{parsed.lower[token + 2]}")
        if whole:
            return whole
    fact = modifiers.get(parsed.lower[token])
    behind = parsed.words[token - 1] if token else ""
    return None if fact and (fact.effect == "note" or behind == "-") else fact


def _applies(fact: ModifierFact, main: RoleHit, found: tuple[Affiliation, ...]) -> bool:
    if fact.effect == "former":
        return main.role.kind in _PERSONAL
    if fact.effect != "override":
        return False
    first = found[0].value if found else ""
    return first in ("", "GOV", "LEG", "MIL", "PTY", "CVL", "ELI") and main.role.kind != "private"


# Of-phrase ------------------------------------------------------------------


def _of_phrase(view: View, token: int) -> Phrase:
    """Country and body of "of …", "for …" after a role: of the head alone, not below it."""
    parsed = view.parsed
    hit = view.role_at.get(token)
    for prep in parsed.kids(token, "prep"):
        word = parsed.lower[prep]
        local = word == "in" and hit is not None and _is_local(view, hit)
        if (word in OF or local) and prep <= token + 3:
            for noun in parsed.kids(prep, "pobj"):
                found = _of_noun(view, noun, local=local)
                if found:
                    return found
    return Phrase()


def _is_local(view: View, hit: RoleHit) -> bool:
    return hit.role.noun in view.words.lists["local-roles"]


def _of_noun(view: View, noun: int, *, local: bool) -> Phrase | None:
    """Phrase of what follows "of": a place, a known body, or a body noun with its own words."""
    place = view.place_at.get(noun)
    if place and noun not in view.known_at:
        if _is_modifier_of_name(view, noun, place):
            return None
        country = view.why(place.code, place.first, place.last, "country.of-phrase")
        return Phrase(country=country)
    if local:
        return None
    start = phrase_start(view, noun)
    deep = view.parsed.lemma[noun] in view.words.lists["portfolios"] or (
        view.parsed.pos[noun] == "PROPN"
    )
    found = read_phrase(view, start, noun, deep=deep)
    if not found.sectors:
        named = name_sector(view, start, noun)
        if named and view.parsed.words[named[1]][:1].isupper():
            found.sectors = tuple(
                view.why(code, named[1], named[2], "sector.body-word") for code in named[0].sector
            )
        elif not deep and view.parsed.lemma[noun] not in view.words.lists["state-nouns"]:
            found.country = found.country if found.role else None
    return found


def _is_modifier_of_name(view: View, noun: int, place: PlaceHit) -> bool:
    """Whether the place only opens a longer name ("president of Norland Steel")."""
    return noun > place.last or (
        noun + 1 < len(view.parsed.words)
        and view.parsed.pos[noun + 1] == "PROPN"
        and view.parsed.dep[noun] == "compound"
    )
