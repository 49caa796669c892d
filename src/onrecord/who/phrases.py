"""Role grammar: country, sector and office out of the words of one noun phrase.

`[article] [former|acting|senior] [country|demonym] [body] ROLE [of|for X] [NAME]`. The country
comes from a resolved place only; "X-backed" gives a note and never a country.
"""

from onrecord.model import Affiliation
from onrecord.who.mention import Phrase
from onrecord.who.sectors import INTERNATIONAL, PERSONAL, name_sector, read_sectors
from onrecord.who.view import KnownHit, PlaceHit, RoleHit, View

WIDEST = 14
"""Tokens before its head that a noun phrase is followed to the left."""
STOPS = frozenset({"ADP", "AUX", "CCONJ", "SCONJ", "PRON", "INTJ", "SYM"})
OF = frozenset({"of", "for", "from", "with", "at"})


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


def _joins_places(view: View, token: int) -> bool:
    """Whether "and" or a comma stands between two demonyms ("British and Irish")."""
    sides = [view.place_at.get(n) for n in (token - 1, token + 1)]
    joint = view.parsed.pos[token] == "CCONJ" or view.parsed.words[token] == ","
    return joint and all(hit is not None and hit.role == "demonym" for hit in sides)


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
    if _joins_places(view, token):
        return False
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
    phrase.body = _body_key(known, hits, main) or of_phrase.body
    phrase.sectors = read_sectors(view, first, hits, main, known, of_phrase, place)
    if view.parsed.lemma[head] in view.words.lists["quantities"]:
        phrase.sectors = of_phrase.sectors or phrase.sectors
    phrase.joint = _joint(view, place, head, main) or of_phrase.joint
    if phrase.joint:
        phrase.notes += (f"of {' and '.join(phrase.joint)}",)
    else:
        country = _country(view, place, known, of_phrase, phrase.sectors)
        phrase.country = country or charged_country(view, first, head)
    phrase.former = any(a.value == "ELI" for a in phrase.sectors)
    if main and main.role.kind in PERSONAL:
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


def _joint(view: View, place: PlaceHit | None, head: int, main: RoleHit | None) -> tuple[str, ...]:
    """Codes of the coordinated places of a plural or a body ("the British and Irish armies")."""
    body = main is not None and main.role.kind in ("body", "armedbody")
    if place is None or not (body or view.parsed.tag[head] in ("NNS", "NNPS")):
        return ()
    return coordinated(view, place)


def coordinated(view: View, place: PlaceHit) -> tuple[str, ...]:
    """Codes of a place and those coordinated with it, or nothing where there is only one."""
    hits = [*reversed(_beside(view, place, -1)), place, *_beside(view, place, 1)]
    codes = tuple(dict.fromkeys(hit.code for hit in hits))
    return codes if len(codes) > 1 else ()


def _beside(view: View, place: PlaceHit, step: int) -> list[PlaceHit]:
    """Places to one side that only commas, "and" and articles stand between."""
    parsed, found = view.parsed, list[PlaceHit]()
    token = place.last + 1 if step > 0 else place.first - 1
    joined = False
    while 0 <= token < len(parsed.words):
        hit = view.place_at.get(token)
        if hit is None:
            joint = parsed.pos[token] == "CCONJ" or parsed.words[token] == ","
            if not joint and not (joined and parsed.lower[token] == "the"):
                break
            joined = True
        elif joined and hit.role == place.role and not _possesses(view, hit):
            found.append(hit)
            joined = False
        else:
            break
        token = token + step if hit is None else (hit.last + 1 if step > 0 else hit.first - 1)
    return found


def _possesses(view: View, hit: PlaceHit) -> bool:
    """Whether "'s" follows, which opens a phrase of its own."""
    after = hit.last + 1
    return after < len(view.parsed.tag) and view.parsed.tag[after] == "POS"


def charged_country(view: View, first: int, head: int) -> Affiliation | None:
    """The state that an outlet's own word before "regime" and the like means."""
    if view.parsed.lemma[head] not in view.words.lists["state-nouns"]:
        return None
    for token in range(first, head):
        iso = view.words.charged.get(view.bare[token])
        if iso:
            return view.why(view.base.states.code(iso), token, token, "country.charged-name")
    return None


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


def _body_key(known: KnownHit | None, hits: list[RoleHit], main: RoleHit | None) -> str | None:
    if known:
        return known.fact.name
    bodies = [h for h in hits if h is not main and h.role.kind in ("body", "armedbody")]
    return bodies[-1].role.role if bodies else None


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
        joint = _joint_after(view, noun, place)
        country = view.why(place.code, place.first, place.last, "country.of-phrase")
        return Phrase(country=None if joint else country, joint=joint)
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


def _joint_after(view: View, noun: int, place: PlaceHit) -> tuple[str, ...]:
    """Codes of "Russia, Norland and Estria" after a plural's or a body's "of"."""
    holder = view.parsed.head[view.parsed.head[noun]]
    return _joint(view, place, holder, view.role_at.get(holder))


def _is_modifier_of_name(view: View, noun: int, place: PlaceHit) -> bool:
    """Whether the place only opens a longer name ("president of Norland Steel")."""
    return noun > place.last or (
        noun + 1 < len(view.parsed.words)
        and view.parsed.pos[noun + 1] == "PROPN"
        and view.parsed.dep[noun] == "compound"
    )
