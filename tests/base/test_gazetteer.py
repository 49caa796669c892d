"""Looking up, and what happens with files that are no gazetteer."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from onrecord.base import gazetteer as module
from onrecord.base.errors import GazetteerError
from onrecord.base.gazetteer import Gazetteer, open_gazetteer


def test_lookup_ignores_case_and_diacritics(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("sÃO PAULO".replace("Ã", "ã"))[0].country == "BR"
    assert gazetteer.lookup("Sao Paulo") == gazetteer.lookup("SÃO PAULO")


def test_namesakes_come_with_the_most_populous_first(gazetteer: Gazetteer) -> None:
    people = [place.population for place in gazetteer.lookup("Springfield")]
    assert len(people) > 10
    assert people == sorted(people, reverse=True)


def test_unknown_name_has_no_candidates(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Qwertzville-on-Nothing") == ()


def test_county_is_known_with_and_without_its_type(gazetteer: Gazetteer) -> None:
    by_type = {p.geonameid for p in gazetteer.lookup("Lamar County") if p.admin1 == "TX"}
    assert by_type & {p.geonameid for p in gazetteer.lookup("Lamar")}
    assert by_type & {p.geonameid for p in gazetteer.lookup("Lamar Co.")}


def test_country_codes(gazetteer: Gazetteer) -> None:
    kosovo = gazetteer.country("XKX")
    assert kosovo is not None
    assert kosovo.alpha2 == "XK"
    assert gazetteer.country("ZZZ") is None


def test_united_states_lie_at_their_conterminous_centre(gazetteer: Gazetteer) -> None:
    states = gazetteer.country("USA")
    assert states is not None
    assert (states.place.lat, states.place.lon) == (39.83, -98.58)
    assert states.place.coordinates_from == "USGS"


def test_part_of_a_country_does_not_name_the_whole(gazetteer: Gazetteer) -> None:
    assert not any(p.kind == "country" for p in gazetteer.lookup("Wales"))
    assert not any(p.kind == "country" for p in gazetteer.lookup("West Bank"))


def test_subdivision_lies_inside(gazetteer: Gazetteer) -> None:
    texas = gazetteer.admin1("US.TX")
    assert texas is not None
    assert texas.precision == "inside"
    assert texas.lat == pytest.approx(31, abs=1)
    assert texas.lon == pytest.approx(-99.3, abs=1)


def test_demonyms(gazetteer: Gazetteer) -> None:
    assert gazetteer.demonym("peruvian") == ("PE",)
    assert gazetteer.demonym("finns") == ("FI",)
    assert gazetteer.demonym("dutchmen") == ("NL",)


def test_file_is_small(built: Path) -> None:
    assert built.stat().st_size < 100e6


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="There is no gazetteer at"):
        Gazetteer(tmp_path / "none.sqlite")


def test_file_of_another_kind_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "noise.sqlite"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(GazetteerError, match="is no gazetteer"):
        Gazetteer(path)


def test_file_that_is_cut_short_is_noticed(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "short.sqlite"
    path.write_bytes(built.read_bytes()[: 4096 * 500])
    with pytest.raises(GazetteerError, match=r"cut short|is no gazetteer"):
        Gazetteer(path)


def test_empty_gazetteer_is_noticed(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    shutil.copy(built, path)
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE meta SET value = '0' WHERE key = 'places'")
        file.commit()
    with pytest.raises(GazetteerError, match="holds no places"):
        Gazetteer(path)


def test_damaged_cache_is_built_anew(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    monkeypatch.setattr(module, "build_gazetteer", lambda path: shutil.copy(built, path))
    damaged = module.default_path()
    damaged.write_bytes(b"half")
    assert open_gazetteer().path == damaged
    assert damaged.stat().st_size == built.stat().st_size


def test_given_path_is_never_built(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError):
        open_gazetteer(tmp_path / "mine.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_every_kind_is_one_that_a_record_can_hold(gazetteer: Gazetteer) -> None:
    with closing(sqlite3.connect(gazetteer.path)) as file:
        kinds = {kind for (kind,) in file.execute("SELECT DISTINCT kind FROM place")}
    assert kinds == {"city", "adm1", "adm2", "country"}


def test_a_first_level_area_that_its_source_puts_at_level_0(gazetteer: Gazetteer) -> None:
    assert {p.kind for p in gazetteer.lookup("Connaught") if p.country == "IE"} == {"adm1"}
