"""The bundled wire against a careful human coder: `expectations.toml`, one test an item."""

import re
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

Item = dict[str, Any]
WIRE = files("onrecord") / "wire"
EXPECTED: dict[str, Item] = tomllib.loads(
    (Path(__file__).parent / "expectations.toml").read_text(encoding="utf-8")
)
REPORTS: list[Item] = tomllib.loads((WIRE / "wire.toml").read_text(encoding="utf-8"))["report"]


def _text(report: str) -> str:
    return (WIRE / f"{report}.txt").read_text(encoding="utf-8")


def _items(kind: str) -> list[Any]:
    return [
        pytest.param(report, item, id=f"{report}-{number}-{' '.join(map(str, item.values()))[:60]}")
        for report, expected in EXPECTED.items()
        for number, item in enumerate(expected.get(kind, []))
    ]


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _words(text: str) -> str:
    """The words alone: no marks, no case, no leading "that"."""
    words = re.findall(r"[\w'’-]+", text.lower())
    return " ".join(words[1:] if words[:1] == ["that"] else words)


class Coded:
    """One record with its text, and the few questions that expectations ask of it."""

    def __init__(self, record: Item, text: str):
        self.record, self.text = record, text
        self.actors = {actor["id"]: actor for actor in record["actors"]}
        self.statements = {s["id"]: s for s in record["statements"]}

    def words(self, *spans: list[int]) -> str:
        return " ".join(self.text[start:end] for start, end in spans)

    def is_actor(self, actor: str | None, wanted: str) -> bool:
        """Whether an actor has this country or sector code, or these words in a name."""
        found = self.actors.get(actor or "")
        if not found:
            return False
        if re.fullmatch(r"[A-Z]{3}", wanted):
            return wanted in (found["country"], *found["sectors"])
        named = [m["span"] for m in found["mentions"] if m["how"] in ("name", "alias", "title")]
        wanted = re.sub(r"^(a|an|the) ", "", wanted.lower())  # names carry no article
        return any(wanted in n.lower() for n in (found["name"], *map(self.words, named)))

    def fits(self, party: Item, wanted: str) -> bool:
        if self.is_actor(party["actor"], wanted):
            return True
        return wanted.lower() in self.words(party["span"]).lower()

    def plays(self, parties: list[Item], wanted: Any) -> bool:
        return any(self.fits(party, one) for party in parties for one in _several(wanted))

    def told(self, event: Item) -> str:
        """The words of an event's clauses, wherever the text tells it."""
        return " … ".join(self.words(e["span"]) for m in event["mentions"] for e in m["evidence"])

    def stands_behind(self, event: Item, wanted: Any) -> bool:
        """Whether the first link of the event's chain is `wanted`, or one of them."""
        return any(self._begins(event, one) for one in _several(wanted))

    def _begins(self, event: Item, wanted: str) -> bool:
        according = event["according_to"]
        first = according["chain"][0]
        if first == wanted or self.is_actor(first, wanted):
            return True
        statement = self.statements.get(according["statement"] or "")
        speaker = statement and statement["speaker"]
        return bool(speaker) and wanted.lower() in self.words(speaker["span"]).lower()


CHECKS: dict[str, Callable[[Coded, Item, Any], bool]] = {
    "type": lambda c, e, v: e["type"] in _several(v),
    "status": lambda c, e, v: e["status"] in _several(v),
    "modes": lambda c, e, v: set(v) <= set(e["modes"]),
    "about": lambda c, e, v: e["about"] is not None and e["about"]["type"] == v,
    "source": lambda c, e, v: c.plays(e["sources"], v),
    "target": lambda c, e, v: c.plays(e["targets"], v),
    "between": lambda c, e, v: all(c.plays(e["sources"] + e["targets"], side) for side in v),
    "trigger": lambda c, e, v: v.lower() in c.told(e).lower(),
    "evidence": lambda c, e, v: v.lower() in c.told(e).lower(),
    "word": lambda c, e, v: v in [c.words(m["trigger"]["span"]) for m in e["mentions"]],
    "tellings": lambda c, e, v: len(e["mentions"]) >= v,
    "date": lambda c, e, v: e["date"]["start"] == v,
    "place": lambda c, e, v: bool(e["place"]) and v in c.words(e["place"]["span"]),
    "by": lambda c, e, v: c.stands_behind(e, v),
    "asserted_by": lambda c, e, v: e["asserted_by"] == v,
    "foreground": lambda c, e, v: e["foreground"] == v,
    "dead": lambda c, e, v: bool(e["casualties"]) and e["casualties"]["dead"] == v,
    "arrested": lambda c, e, v: bool(e["casualties"]) and e["casualties"]["arrested"] == v,
}


def _misses(coded: Coded, event: Item, wanted: Item) -> list[str]:
    return [key for key, value in wanted.items() if not CHECKS[key](coded, event, value)]


def _shown(coded: Coded, event: Item) -> str:
    parties = [[coded.words(p["span"]) for p in event[side]] for side in ("sources", "targets")]
    return (
        f"{event['type']}/{event['status']} {parties[0]} → {parties[1]} "
        f"on {event['date']['start']} by {event['according_to']['chain']} ({event['rule']}): "
        f"{coded.told(event)}"
    )


@pytest.fixture
def coded(wire_records: dict[str, Item], report: str) -> Coded:
    return Coded(wire_records[report], _text(report))


def test_every_report_has_metadata_and_expectations() -> None:
    texts = {p.name.removesuffix(".txt") for p in WIRE.iterdir() if p.name.endswith(".txt")}
    assert texts == {report["id"] for report in REPORTS} == set(EXPECTED)
    assert len(texts) >= 12


@pytest.mark.parametrize("report", sorted(EXPECTED))
def test_report_says_that_it_was_written_for_the_project(report: str) -> None:
    text = _text(report)
    assert text.rstrip().splitlines()[-1].startswith("Written for the onrecord project")
    assert 120 <= len(text.split()) <= 260


@pytest.mark.parametrize("report", sorted(EXPECTED))
def test_header(coded: Coded, report: str) -> None:
    header = coded.record["document"]
    assert header["dateline"]["place"] == EXPECTED[report]["dateline"]
    assert header["rights"]["license"] == "CC0-1.0"


@pytest.mark.parametrize(("report", "item"), _items("events"))
def test_event(coded: Coded, item: Item) -> None:
    events = coded.record["events"]
    misses = sorted(((_misses(coded, e, item), e) for e in events), key=lambda pair: len(pair[0]))
    nearest = [f"wrong {', '.join(m)}: {_shown(coded, e)}" for m, e in misses[:2]]
    assert misses, "no event at all"
    assert not misses[0][0], "\n".join([f"wanted {item}", *nearest])


@pytest.mark.parametrize(("report", "item"), _items("forbid"))
def test_no_such_event(coded: Coded, item: Item) -> None:
    found = [_shown(coded, e) for e in coded.record["events"] if not _misses(coded, e, item)]
    assert not found, f"forbidden {item}\n" + "\n".join(found)


def _says(coded: Coded, statement: Item, item: Item) -> bool:
    """Whether a statement has the expected content and cue."""
    content, cue = coded.words(*statement["content"]), coded.words(statement["cue"]["span"])
    return _words(content) == _words(item["content"]) and item["cue"].lower() in cue.lower()


@pytest.mark.parametrize(("report", "item"), _items("statements"))
def test_statement(coded: Coded, item: Item) -> None:
    statements = coded.record["statements"]
    found = [s for s in statements if _says(coded, s, item)]
    others = [(coded.words(s["cue"]["span"]), coded.words(*s["content"])) for s in statements]
    assert found, f"wanted {item}\namong {others}"
    statement = found[0]
    speaker = statement["speaker"]
    assert speaker, f"no speaker for {item}"
    said_by = coded.actors.get(speaker["actor"] or "", {}).get("name")
    assert coded.fits(speaker, item["speaker"]), (coded.words(speaker["span"]), said_by)
    for key in [k for k in ("kind", "act", "polarity") if k in item]:
        assert statement[key] == item[key], key
    if "unnamed" in item:
        assert speaker["unnamed"] == item["unnamed"]


@pytest.mark.parametrize(("report", "item"), _items("times"))
def test_time(coded: Coded, item: Item) -> None:
    found = [t for t in coded.record["times"] if coded.words(t["span"]) == item["text"]]
    values = [(t["value"], t["start"]) for t in found]
    wanted = (item["value"], item.get("start"))
    assert any(v == wanted[0] and wanted[1] in (None, s) for v, s in values), values


@pytest.mark.parametrize(("report", "item"), _items("actors"))
def test_actor(coded: Coded, item: Item) -> None:
    found = [a for a in coded.record["actors"] if coded.is_actor(a["id"], item["name"])]
    codes = [(a["name"], a["country"], a["sectors"], a["kind"], a["public"]) for a in found]
    asked = [key for key in ("kind", "public", "country") if key in item]
    assert any(
        set(item.get("sectors", [])) <= set(actor["sectors"])
        and all(actor[key] == item[key] for key in asked)
        for actor in found
    ), codes or [a["name"] for a in coded.record["actors"]]


@pytest.mark.parametrize(("report", "item"), _items("wordings"))
def test_wording(coded: Coded, item: Item) -> None:
    wordings = coded.record["wordings"]
    found = [w for w in wordings if item["text"].lower() in coded.words(w["span"]).lower()]
    assert found, [coded.words(w["span"]) for w in wordings]
    for key in [k for k in ("category", "voice") if k in item]:
        assert item[key] in [w[key] for w in found], key
    if "about" in item:
        assert any(coded.is_actor(w["about"], item["about"]) for w in found)


@pytest.mark.parametrize("report", sorted(EXPECTED))
def test_record_is_complete(coded: Coded) -> None:
    """Every actor, statement and time that a record points to is in it."""
    record = coded.record
    known = {item["id"] for kind in ("actors", "statements", "times") for item in record[kind]}
    known |= {"outlet", None}
    for event in record["events"]:
        parties = event["sources"] + event["targets"]
        pointed = {p["actor"] for p in parties} | {event["date"]["time"]}
        pointed |= {event["according_to"]["statement"], *event["according_to"]["chain"]}
        assert pointed <= known, event["id"]
