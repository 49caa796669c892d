"""Sectors of a role phrase: of the role, or of the body that it is a role in."""

from onrecord.model import Affiliation
from onrecord.who.mention import Phrase
from onrecord.who.view import KnownHit, PlaceHit, RoleHit, View
from onrecord.who.words import BodyFact, ModifierFact

LONGEST_BODY = 4
"""Words in the longest entry of `bodies.csv`."""
INTERNATIONAL = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""Sectors of bodies that have no country (PLOVER_MANUAL.tex, actor codes)."""
PERSONAL = frozenset({"office", "rank", "voice"})
"""Kinds of roles that one person holds, and may have held."""
_LOOSE = frozenset({"voice", "body", "armedbody"})


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


def read_sectors(
    view: View,
    first: int,
    hits: list[RoleHit],
    main: RoleHit | None,
    known: KnownHit | None,
    of_phrase: Phrase,
    place: PlaceHit | None,
) -> tuple[Affiliation, ...]:
    """The sectors of a role phrase, the primary one first, each with its words and rule.

    Args:
        view: the document.
        first: the phrase's first token.
        hits: all role nouns of the phrase.
        main: the one that the phrase is about.
        known: the last known name in the phrase.
        of_phrase: what follows "of".
        place: the place or demonym in the phrase.
    """
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
    if first in ("REB", "PRM", "JRN", "EDU", "UAF", "CRM") and main.role.kind in PERSONAL:
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
        return main.role.kind in PERSONAL
    if fact.effect != "override":
        return False
    first = found[0].value if found else ""
    return first in ("", "GOV", "LEG", "MIL", "PTY", "CVL", "ELI") and main.role.kind != "private"
