"""What a recognised name may mean: its candidates, from the gazetteer and the room's lists."""

from collections.abc import Iterator

from onrecord.base.gazetteer import Candidate, Gazetteer
from onrecord.base.keys import name_key
from onrecord.lexicon import Lexicon
from onrecord.model import PlaceFound
from onrecord.where.rules import Abbreviation, Demonym, Institution, Reading, Region
from onrecord.where.words import Words, words_of

REGION = -1
"""The `number` of a candidate that isn't the gazetteer's."""
MOST = 60
"""Namesakes that are weighed against each other, the most populous first."""


def readings(place: PlaceFound, words: Words, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The candidates for a name, the most populous first; none where nothing bears it."""
    kind = words.kind_of.get(place.rule)
    short = words.abbreviations.get(place.name) or words.abbreviations.get(f"{place.name}.")
    if short and (kind in ("abbreviation", "party") or "." in place.name):
        return _meant(short.means, words, gazetteer)
    key = name_key(place.name)
    if kind == "demonym":
        return _demonym_readings(key, words, gazetteer)
    for form in name_forms(key, words):
        found = _called(form, words, gazetteer)
        if found:
            return found
    return _demonym_readings(key, words, gazetteer)


def _called(key: str, words: Words, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """What the lists and the gazetteer have under a name and what it stands for."""
    found = _region(key, words) + gazetteer.lookup_key(key)[:MOST]
    if key in words.aliases:
        found = _called(words.aliases[key], words, gazetteer)[:1] + found
    return tuple({place.number: place for place in found}.values())


def _demonym_readings(key: str, words: Words, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    if key in words.demonyms:
        return _meant(words.demonyms[key], words, gazetteer)
    countries = (gazetteer.country_of(code) for code in gazetteer.demonym(key))
    return tuple(country.place for country in countries if country)


def _meant(code: str, words: Words, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """What a list names by a code (`US`, `US.TX`) or a region's name."""
    country = gazetteer.country_of(code)
    if country:
        return (country.place,)
    admin = gazetteer.admin1(code)
    if admin:
        return (admin,)
    return _region(name_key(code), words) or gazetteer.lookup(code)[:1]


def unknown_code(entry: object, lexicon: Lexicon, gazetteer: Gazetteer) -> str | None:
    """The code of an entry of the room's lists that nothing is known by, or None."""
    if isinstance(entry, Demonym | Abbreviation):
        return None if _meant(entry.means, words_of(lexicon), gazetteer) else entry.means
    if isinstance(entry, Institution | Reading | Region):
        code = entry.country
        return None if not code or gazetteer.country_of(code) else code
    return None


def _region(key: str, words: Words) -> tuple[Candidate, ...]:
    region = words.regions.get(key)
    return (_as_candidate(region),) if region else ()


def _as_candidate(region: Region) -> Candidate:
    return Candidate(
        REGION, region.geonameid, region.names[0], region.kind, region.country or "", None, None,
        region.lat, region.lon, 0, "inside", region.source,
    )  # fmt: skip


def name_forms(key: str, words: Words) -> Iterator[str]:
    """The name, then without "northern" and the like, then without its type or before "of"."""
    parts = bare = key.split(" ")
    while bare:
        yield " ".join(bare)
        for width in (2, 1):
            if len(bare) > width and " ".join(bare[-width:]) in words.types:
                yield " ".join(bare[:-width])
        if len(bare) == 1 or bare[0] not in words.modifiers:
            break
        bare = bare[1:]
    if len(bare) > 1 and bare[0] in words.types:
        yield " ".join(bare[1:])
    if "of" in parts[1:-1]:
        yield " ".join(parts[parts.index("of") + 1 :])
