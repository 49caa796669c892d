"""Importing a small made dump in the format of GeoNames' allCountries.zip."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.base.errors import GazetteerError
from onrecord.base.gazetteer import Gazetteer, imported_path, open_gazetteer
from onrecord.base.geonames import import_geonames

TEXAS = 4736286


def row(geonameid: int, name: str, code: str, lat: float, lon: float, **more: str) -> str:
    cells = [str(geonameid), name, name, more.get("names", ""), str(lat), str(lon), "", code, "US"]
    cells += ["", "TX", "", "", "", more.get("population", "0"), "", "10", "America/Chicago", ""]
    return "\t".join(cells) + "\n"


DUMP = (
    row(99000001, "Quagmire Creek", "STM", 31.5, -95.5, names="Arroyo Quagmire,Кваг")
    + row(99000002, "Bogstead", "PPL", 31.6, -95.6)
    + row(99000003, "Bogstead Drive-In", "THTR", 31.6, -95.6)
    + row(TEXAS, "Texas", "ADM1", 31.25, -99.25)
)


@pytest.fixture(scope="module")
def imported(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("dump")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("allCountries.txt", DUMP)
    assert import_geonames(folder / "all.zip", built, folder / "full.sqlite") == 2
    return Gazetteer(folder / "full.sqlite")


def test_rivers_and_hamlets_are_added(imported: Gazetteer) -> None:
    creek = imported.lookup("Quagmire Creek")[0]
    assert (creek.kind, creek.feature, creek.precision) == ("natural", "STM", "inside")
    assert imported.lookup("Arroyo Quagmire")[0].main == 0
    assert imported.lookup("Bogstead")[0].kind == "city"


def test_buildings_stay_out(imported: Gazetteer) -> None:
    assert imported.lookup("Bogstead Drive-In") == ()


def test_areas_get_their_own_point(imported: Gazetteer) -> None:
    texas = imported.by_id(TEXAS)
    assert texas is not None
    assert (texas.lat, texas.lon, texas.coordinates_from) == (31.25, -99.25, "GeoNames")


def test_digest_tells_the_files_apart(imported: Gazetteer, gazetteer: Gazetteer) -> None:
    assert imported.digest.startswith(f"{gazetteer.digest}+geonames:")


@pytest.mark.parametrize("text", ["one\ttwo\n", row(1, "X", "PPL", 1, 2).replace("\t1\t", "\tx\t")])
def test_other_files_are_one_sentence(text: str, built: Path, tmp_path: Path) -> None:
    (tmp_path / "dump.txt").write_text(text)
    with pytest.raises(GazetteerError, match=r"dump\.txt:1"):
        import_geonames(tmp_path / "dump.txt", built, tmp_path / "out.sqlite")
    assert not (tmp_path / "out.sqlite").exists()


def test_bad_lines_are_named_and_the_rest_goes_on(built: Path, tmp_path: Path) -> None:
    lines = [
        row(99000001, "Quagmire Creek", "STM", 31.5, -95.5),
        "two\tcolumns\n",
        row(99000002, "Bogstead", "PPL", 131.6, -95.6),
        row(99000003, "Mudford", "PPL", 31.7, -95.7),
    ]
    dump = tmp_path / "dump.txt"
    dump.write_bytes("".join(lines).encode() + b"\xff\xfe\n")
    problems: list[str] = []
    assert import_geonames(dump, built, tmp_path / "out.sqlite", problems.append) == 2
    assert [problem.partition(": ")[0] for problem in problems] == [
        f"{dump}:{number}" for number in (2, 3, 5)
    ]
    assert "lies nowhere on earth" in problems[1]
    assert Gazetteer(tmp_path / "out.sqlite").lookup("Mudford")


def test_a_dump_twice_is_a_dump_once(built: Path, tmp_path: Path) -> None:
    dump, once, twice = tmp_path / "dump.txt", tmp_path / "1.sqlite", tmp_path / "2.sqlite"
    dump.write_text(row(99000001, "Quagmire Creek", "STM", 31.5, -95.5))
    assert import_geonames(dump, built, once) == 1
    assert import_geonames(dump, once, twice) == 0
    assert Gazetteer(once).digest == Gazetteer(twice).digest
    dump.write_text(row(99000002, "Bogstead", "PPL", 31.5, -95.5))
    assert import_geonames(dump, once, twice) == 1
    both = Gazetteer(twice)
    assert both.lookup("Bogstead")
    assert both.lookup("Quagmire Creek")
    assert both.digest.count("+geonames:") == 2


def test_what_is_imported_is_what_is_opened(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    dump = tmp_path / "dump.txt"
    dump.write_text(row(99000002, "Bogstead", "PPL", 31.5, -95.5))
    import_geonames(dump, built, imported_path())
    assert open_gazetteer().lookup("Bogstead")


def test_base_stays_as_it_was(imported: Gazetteer, built: Path) -> None:
    with closing(sqlite3.connect(built)) as file:
        assert file.execute("SELECT 1 FROM place WHERE geonameid = 99000001").fetchone() is None
