"""A made dump of a few entities, in the shape of Wikidata's."""

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from onrecord.base.actors import Known
from onrecord.base.errors import GazetteerError
from onrecord.base.layer import ActorLayer
from onrecord.base.wikidata import Tally, build_wikidata

ESTONIA, PERU, TALLINN = 191, 419, 1770
PRESIDENT, PERSON, OTHER, SOLDIER = 801, 901, 902, 903
PARTY_CLASS, ORGANIZATION, PARTY, WING, ROUND_A, ROUND_B, SCHOOL = (
    7278,
    43229,
    701,
    702,
    703,
    704,
    705,
)


def snak(number: int, value: Any, kind: str) -> dict[str, Any]:
    return {
        "snaktype": "value", "property": f"P{number}", "datavalue": {"value": value, "type": kind}
    }  # fmt: skip


def is_item(number: int, q: int, rank: str = "normal", **qualifiers: Any) -> dict[str, Any]:
    """A statement about an item; qualifiers are P580="2001" or P1001=191."""
    named: dict[str, list[Any]] = {}
    for name, value in qualifiers.items():
        property = int(name[1:])
        if isinstance(value, int):
            item = {"entity-type": "item", "numeric-id": value, "id": f"Q{value}"}
            named[name] = [snak(property, item, "wikibase-entityid")]
        else:
            precision = {4: 9, 7: 10, 10: 11}[len(value)]
            day = (value + "-00-00")[:10]
            time = {"time": f"+{day}T00:00:00Z", "precision": precision}
            named[name] = [snak(property, time, "time")]
    value = {"entity-type": "item", "numeric-id": q, "id": f"Q{q}"}
    mainsnak = snak(number, value, "wikibase-entityid")
    return {"mainsnak": mainsnak, "rank": rank, "qualifiers": named or []}


def entity(q: int, label: str, *claims: dict[str, Any], **more: Any) -> dict[str, Any]:
    by_property: dict[str, list[Any]] = {}
    for claim in claims:
        by_property.setdefault(claim["mainsnak"]["property"], []).append(claim)
    aliases = [{"language": "en", "value": alias} for alias in more.get("aliases", ())]
    labels = {more.get("language", "en"): {"language": "en", "value": label}} if label else []
    return {
        "type": "item", "id": f"Q{q}", "labels": labels, "aliases": {"en": aliases},
        "descriptions": {}, "claims": by_property or [], "sitelinks": {},
    }  # fmt: skip


def iso(code: str) -> dict[str, Any]:
    return {"mainsnak": snak(298, code, "string"), "rank": "normal"}


ENTITIES = [
    entity(PERSON, "Ivo Marn", is_item(31, 5), is_item(27, PERU),
           is_item(39, PRESIDENT, P580="2001-03-05", P582="2005"),
           is_item(39, PRESIDENT, "deprecated", P580="1990"),
           is_item(39, 802, P580="2007-05", P1001=PERU), is_item(102, PARTY),
           aliases=["I. Marn"], language="mul"),
    entity(OTHER, "Ada Sule", is_item(31, 5)),
    entity(SOLDIER, "Una Lepp", is_item(31, 5), is_item(241, 805), is_item(410, 806)),
    entity(PRESIDENT, "President of the Fen", is_item(1001, ESTONIA)),
    entity(802, "ambassador"),
    entity(805, "Fen Navy", is_item(31, 820), is_item(17, ESTONIA)),
    entity(ESTONIA, "Estonia", iso("EST"), is_item(35, 904, P580="2010-01-01")),
    entity(904, "Ed Reed", is_item(31, 5), is_item(463, PARTY)),
    entity(PERU, "Peru", iso("PER")),
    entity(820, "navy", is_item(279, 821)),
    entity(821, "armed forces", is_item(279, ORGANIZATION)),
    entity(PARTY, "Marsh Party", is_item(31, PARTY_CLASS), is_item(17, ESTONIA), aliases=["MP"]),
    entity(WING, "Marsh Youth", is_item(31, ORGANIZATION), is_item(749, PARTY)),
    entity(ROUND_A, "Round A", is_item(31, ORGANIZATION), is_item(749, ROUND_B)),
    entity(ROUND_B, "Round B", is_item(31, 830), is_item(127, ROUND_A)),
    entity(830, "odd club", is_item(279, 831)),
    entity(831, "odder club", is_item(279, 830)),
    entity(PARTY_CLASS, "political party", is_item(279, ORGANIZATION)),
    entity(ORGANIZATION, "organization", is_item(279, 1)),
    entity(99, "", is_item(31, ORGANIZATION), is_item(17, ESTONIA)),
]  # fmt: skip
LINES = [json.dumps(each) for each in ENTITIES]
DUMP = "[\n" + ",\n".join([*LINES[:2], '{"id": "Q5", "labels": {', *LINES[2:]]) + "\n]\n"


class Built:
    """What became of a dump."""

    def __init__(self, dump: Path, target: Path):
        self.problems: list[str] = []
        self.tally: Tally = build_wikidata(dump, target, self.problems.append)
        self.layer = ActorLayer(target)

    def find(self, key: str) -> list[Known]:
        return list(self.layer.lookup_key(key))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("dump")
    (folder / "dump.json").write_text(DUMP)
    return Built(folder / "dump.json", folder / "wikidata.sqlite")


def test_a_term_has_the_office_s_country_and_its_days(built: Built) -> None:
    first, second = built.find("ivo marn")
    assert (first.id, first.office, first.country) == (
        "wikidata:Q901", "President of the Fen", "EST"
    )  # fmt: skip
    assert (first.start, first.end, first.sectors) == ("2001-03-05", "2005-12-31", ("GOV",))
    assert first.attributes == ("party=Marsh Party",)
    assert (second.country, second.start, second.end) == ("PER", "2007-05-01", None)
    assert second.office is None  # the office's own entity says nothing of use, so it isn't kept
    assert first.source == "Wikidata dump dump.json (CC0-1.0)"


def test_heads_of_state_are_found_by_their_surname(built: Built) -> None:
    assert [known.office for known in built.find("marn")] == ["President of the Fen"]
    assert [(k.name, k.country, k.start) for k in built.find("reed")] == [
        ("Ed Reed", "EST", "2010-01-01")
    ]


def test_service_in_a_force_gives_its_country(built: Built) -> None:
    (known,) = built.find("una lepp")
    assert (known.country, known.sectors, known.attributes) == ("EST", ("MIL",), ("rank=Q806",))


def test_persons_without_an_office_stay_out(built: Built) -> None:
    assert built.find("ada sule") == []


def test_organisations_have_kind_sector_and_their_parent_s_country(built: Built) -> None:
    (party,), (wing,), (navy,) = built.find("mp"), built.find("marsh youth"), built.find("fen navy")
    assert (party.kind, party.sectors, party.country) == ("organisation", ("PTY",), "EST")
    assert (wing.sectors, wing.country, wing.attributes) == ((), "EST", ("parent=Marsh Party",))
    assert (navy.sectors, navy.country) == (("MIL",), "EST")


def test_broken_lines_and_circles_are_named(built: Built) -> None:
    broken, *circles = built.problems
    assert "dump.json:4: " in broken
    assert sorted(circles) == [
        "Q703 → Q704 → Q703: circular parents", "Q830: circular classes"
    ]  # fmt: skip
    assert built.tally.entities == len(ENTITIES)


def zstd(data: bytes) -> bytes:
    return pa.compress(data, codec="zstd", asbytes=True)


@pytest.mark.parametrize(
    ("suffix", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("zst", zstd)]
)
def test_compressed_dumps_give_the_same(
    built: Built, tmp_path: Path, suffix: str, compress: Callable[[bytes], bytes]
) -> None:
    dump, raw = tmp_path / f"dump.json.{suffix}", DUMP.encode()
    dump.write_bytes(compress(raw[:1000]) + compress(raw[1000:]))
    again = Built(dump, tmp_path / "wikidata.sqlite")
    assert again.tally == built.tally
    assert [k.name for k in again.find("marn")] == [k.name for k in built.find("marn")]


@pytest.mark.parametrize(
    ("suffix", "compress"), [("gz", gzip.compress), ("bz2", bz2.compress), ("zst", zstd)]
)
def test_a_cut_dump_is_refused_and_leaves_nothing(
    tmp_path: Path, suffix: str, compress: Callable[[bytes], bytes]
) -> None:
    dump, target = tmp_path / f"dump.json.{suffix}", tmp_path / "out" / "wikidata.sqlite"
    target.parent.mkdir()
    dump.write_bytes(compress(DUMP.encode())[:-40])
    with pytest.raises(GazetteerError, match="can't be read to its end"):
        build_wikidata(dump, target, lambda _: None)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("text", ["", "[\n]\n", "no dump\nat all\n"])
def test_a_file_without_entities_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "dump.json").write_text(text)
    with pytest.raises(GazetteerError, match="holds no entity"):
        build_wikidata(tmp_path / "dump.json", tmp_path / "wikidata.sqlite", lambda _: None)
