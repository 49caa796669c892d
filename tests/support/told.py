"""A small store with one of each kind that exports must tell apart; nothing in it is real.

Claims and facts, a denial, a mutual event, a private person, an event of long ago, an event
without a date, places of each kind, and cells that a spreadsheet would run.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from onrecord import model as m
from onrecord.store import StoreWriter
from onrecord.what.ontology import intensity, quad
from support.records import CODER

TEXT = """\
Kenyan troops shelled the port of Kismayo on Monday. President Amina Wario met Prime Minister \
Idris Bulo in Lamu. "We will send aid," Wario said. Somalia denied that its army had attacked \
Garissa. The police arrested Jane Roe, a baker. The United Nations condemned the arrest. Kenya \
invaded Somalia decades ago."""
EVIL = "=HYPERLINK(1) attacked @SUM(A1)."
PRIVATE = "Jane Roe"
"""Her name stands in the words and nowhere else, unless asked for."""


class Telling:
    """Builds a record of a text from words of it."""

    def __init__(self, text: str, **document: Any):
        self.text = text
        self.document = m.Document(text=text, **document)
        self.actors: list[m.Actor] = []
        self.events: list[m.Event] = []
        self.places: list[m.Place] = []
        self.times: list[m.Time] = []
        self.statements: list[m.Statement] = []

    def span(self, words: str) -> m.Span:
        """Where words stand."""
        start = self.text.index(words)
        return start, start + len(words)

    def words(self, words: str) -> m.Evidence:
        """Words with their span."""
        return m.Evidence(span=self.span(words), text=words)

    def actor(self, words: str, **fields: Any) -> m.Party:
        """An actor, as a party of an event."""
        given = {"name": words, "kind": "state", "public": True, "country": None, **fields}
        mention = m.ActorMention(span=self.span(words), text=words, how="name")
        number = f"a{len(self.actors) + 1}"
        self.actors.append(m.Actor(id=number, mentions=[mention], **given))
        return m.Party(span=self.span(words), text=words, actor=number)

    def place(self, words: str, **fields: Any) -> m.EventPlace:
        """A place, as the place of an event."""
        number = f"p{len(self.places) + 1}"
        self.places.append(
            m.Place(id=number, span=self.span(words), text=words, name=words, rule="made", **fields)
        )
        return m.EventPlace(place=number, span=self.span(words), text=words)

    def event(
        self,
        type: str,
        trigger: str,
        sources: list[m.Party],
        targets: list[m.Party],
        clause: str,
        chain: tuple[str, ...] = ("outlet",),
        **fields: Any,
    ) -> None:
        """An event; what isn't given is as simple as can be."""
        modes = fields.pop("modes", [])
        told = m.AccordingTo(statement=fields.pop("statement", None), chain=list(chain))
        words = m.Trigger(span=self.span(trigger), text=trigger, lemma="do")
        status = fields.setdefault("status", "happened")
        mention = m.EventMention(
            trigger=words, evidence=[self.words(clause)], according_to=told, status=status,
            rule="made",
        )  # fmt: skip
        given: dict[str, Any] = {
            "asserted_by": "outlet", "date": m.EventDate(), "confidence": 0.8, **fields
        }  # fmt: skip
        self.events.append(
            m.Event(
                id=f"e{len(self.events) + 1}", type=type, modes=modes, quad=quad(type),  # type: ignore[arg-type]
                intensity=intensity(type, modes), salience=len(self.events) + 1, sources=sources,
                targets=targets, trigger=words, evidence=[self.words(clause)],
                mentions=[mention], according_to=told, rule="made", **given,
            )
        )  # fmt: skip

    def record(self) -> m.Record:
        """The record."""
        document = self.document
        ends = [n + 1 for n, letter in enumerate(self.text) if letter == "."]
        starts = [0, *(end + 1 for end in ends[:-1])]
        return m.Record(
            coder=CODER,
            document=m.Header(
                id=document.id or "", source=document.source, url=document.url,
                title=document.title, outlet=document.outlet, published=document.published,
                published_from="user" if document.published else None, language="en",
                chars=len(self.text), text_sha256=sha256(self.text.encode()).hexdigest(),
                text=self.text,
            ),
            actors=self.actors, events=self.events, places=self.places, times=self.times,
            statements=self.statements, sentences=list(zip(starts, ends, strict=True)),
        )  # fmt: skip


def told() -> Telling:
    """The report that has one of each."""
    t = Telling(
        TEXT, id="d1", outlet="Example News", published="2021-05-25T06:00:00+03:00",
        url="https://example.org/1", title="Troops shell Kismayo", source="1.txt",
    )  # fmt: skip
    troops = t.actor("Kenyan troops", kind="group", country="KEN", sectors=["MIL"])
    port = t.actor("the port of Kismayo", name="port of Kismayo", kind="place", country="SOM")
    wario = t.actor(
        "President Amina Wario", name="Amina Wario", kind="person", country="KEN",
        sectors=["GOV"], wikidata="Q1", office="president",
    )  # fmt: skip
    bulo = t.actor(
        "Prime Minister Idris Bulo", name="Idris Bulo", kind="person", country="SOM",
        sectors=["GOV", "ELI"],
    )  # fmt: skip
    somalia = t.actor("Somalia", country="SOM", sectors=["GOV"])
    army = t.actor("its army", name="Somali army", kind="group", country="SOM", sectors=["MIL"])
    garissa = t.actor("Garissa", kind="place", country="KEN")
    police = t.actor("The police", name="police", kind="group", country="KEN", sectors=["COP"])
    roe = t.actor(PRIVATE, kind="person", public=False, wikidata="Q999", country="KEN")
    nations = t.actor("The United Nations", name="United Nations", kind="organisation",
                      sectors=["UNO"])  # fmt: skip
    kenya = t.actor("Kenya", country="KEN", sectors=["GOV"])
    t.times.append(
        m.Time(id="t1", span=t.span("Monday"), text="Monday", type="DATE", value="2021-05-24",
             start="2021-05-24", end="2021-05-24", precision="day", rule="made")
    )  # fmt: skip
    monday = m.EventDate(time="t1", start="2021-05-24", end="2021-05-24", precision="day",
                       anchor="text")  # fmt: skip
    t.statements.append(
        m.Statement(
            id="s1", kind="direct", act="say", rule="made", chain=[wario.actor or "", "outlet"],
            speaker=m.Speaker(span=t.span("Wario said"), text="Wario said", actor=wario.actor),
            cue=t.words("said"), content=[t.span("We will send aid,")],
            content_text=["We will send aid,"],
        )
    )  # fmt: skip
    t.statements.append(
        m.Statement(
            id="s2", kind="indirect", act="deny", polarity="negative", rule="made",
            chain=[roe.actor or "", "outlet"], cue=t.words("denied"),
            speaker=m.Speaker(span=t.span(PRIVATE), text=PRIVATE, actor=roe.actor),
            content=[t.span("its army had attacked Garissa")],
            content_text=["its army had attacked Garissa"],
        )
    )  # fmt: skip
    kismayo = t.place(
        "Kismayo", kind="city", country="SOM", admin1="02", lat=-0.36, lon=42.55,
        geonameid=55671, precision="exact",
    )  # fmt: skip
    lamu = t.place("Lamu", kind="admin", country="KEN", admin1="21", lat=-2.1, lon=40.9,
                   geonameid=189741, feature="ADM1", precision="inside")  # fmt: skip
    t.event("ASSAULT", "shelled", [troops], [port], "Kenyan troops shelled the port of Kismayo",
            modes=["heavy-weapons"], cameo="194", date=monday, place=kismayo,
            casualties=m.Casualties(dead=3, dead_note="at least"))  # fmt: skip
    t.event("CONSULT", "met", [wario], [bulo], "President Amina Wario met", cameo="042",
            modes=["visit"], mutual=True, place=lamu, contexts=["diplomatic"])  # fmt: skip
    t.event("AGREE", "will send aid", [wario], [somalia], "We will send aid", cameo="033",
            asserted_by="quote", statement="s1", chain=(wario.actor or "", "outlet"))  # fmt: skip
    t.event("ASSAULT", "attacked", [army], [garissa], "its army had attacked Garissa",
            cameo="19", status="denied", asserted_by="source", statement="s2",
            chain=(roe.actor or "", "outlet"))  # fmt: skip
    t.event("COERCE", "arrested", [police], [roe], "The police arrested Jane Roe",
            modes=["arrest"], cameo="173")  # fmt: skip
    t.event("ACCUSE", "condemned", [nations], [], "The United Nations condemned the arrest",
            modes=["disapprove"], cameo="111", status="ongoing")  # fmt: skip
    t.event("ASSAULT", "invaded", [kenya], [somalia], "Kenya invaded Somalia decades ago",
            cameo="1952", historical=True)  # fmt: skip
    return t


def evil() -> Telling:
    """A report whose names are formulas, of an outlet and with a title that are too."""
    t = Telling(EVIL, id="d2", outlet="+1 News", title='@A1,"quoted"', published="2021-06-01")
    one = t.actor("=HYPERLINK(1)", kind="organisation", country="KEN")
    two = t.actor("@SUM(A1)", name="-two\twords", kind="organisation", country="SOM")
    t.event("ASSAULT", "attacked", [one], [two], EVIL, cameo="19")
    return t


def write_told(path: Path, quote: str = "full") -> Path:
    """Write both reports into a store."""
    writer = StoreWriter(path, CODER, quote, "onrecord code made")
    for telling in (told(), evil()):
        writer.add(telling.document, telling.record())
    writer.close()
    return path
