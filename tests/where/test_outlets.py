"""Where an outlet's places lie: learnt, written, read, and used as a hint."""

from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.base.errors import GazetteerError
from onrecord.base.gazetteer import Gazetteer
from onrecord.lexicon import Lexicon
from onrecord.model import PlaceFound, ResolvedPlace
from onrecord.parse import Parsed
from onrecord.where import Learner, Outlets, find, resolve, write_outlets

TEXT = "Police in Paris arrested two men, the mayor said."


def place(name: str, admin1: str | None, **more: object) -> PlaceFound:
    resolved = ResolvedPlace(
        name=name, kind="city", geonameid=1, lat=0.0, lon=0.0, country="USA", admin1=admin1,
        precision="exact",
    )  # fmt: skip
    return PlaceFound(span=(0, 1), rule="x", name=name, place=resolved, **more)  # type: ignore[arg-type]


def texan(number: int = 12) -> list[PlaceFound]:
    return [place(f"Town {n}", "TX") for n in range(number)]


def learnt(path: Path, *places: PlaceFound, outlet: str = "Piney Post") -> Outlets:
    learner = Learner()
    learner.add(outlet, places)
    write_outlets(path, learner.profiles(), "digest")
    return Outlets(path)


def test_shares_count_sure_names_once_a_document() -> None:
    learner = Learner()
    doubtful = place("Salem", "OR", alternatives=(texan(1)[0].place,), margin=1.2)
    sure = place("Eugene", "OR", alternatives=(texan(1)[0].place,), margin=4.5)
    demonym = place("French", None, role="demonym")
    learner.add("Piney Post", [*texan(8), texan(1)[0], doubtful, sure, demonym])
    learner.add("Piney Post", [place("Town 0", "TX"), PlaceFound(span=(0, 1), rule="x", name="?")])
    profile = learner.profiles()["Piney Post"]
    assert (profile.documents, profile.places) == (2, 10)
    assert (profile.countries, profile.admin1) == ({"USA": 1.0}, {"USA.OR": 0.1, "USA.TX": 0.9})


def test_an_outlet_with_few_places_is_left_out() -> None:
    learner = Learner()
    learner.add("Piney Post", texan(4))
    assert learner.profiles() == {}
    assert learner.too_few == ["Piney Post"]


def test_the_file_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    paths = tmp_path / "a.json", tmp_path / "b.json"
    for path, order in zip(paths, (1, -1), strict=True):
        learner = Learner()
        for outlet, places in [("B", texan()), ("A", texan(11)), ("B", [place("X", "OH")])][
            ::order
        ]:
            learner.add(outlet, places)
        write_outlets(path, learner.profiles(), "digest")
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_prior_moves_a_name_to_where_the_outlet_writes_of(
    tmp_path: Path, parse: Callable[..., Parsed], lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    prior = learnt(tmp_path / "outlets.json", *texan()).prior("PINEY POST", gazetteer)
    assert prior == {"US": 1.0, "US.TX": 1.0}
    parsed = parse(TEXT)
    found = find(parsed, lexicon, gazetteer)
    without = resolve(found, parsed, gazetteer, lexicon)[0].place
    hinted = resolve(found, parsed, gazetteer, lexicon, prior)[0].place
    assert without is not None
    assert hinted is not None
    assert (without.country, hinted.country, hinted.admin1) == ("FRA", "USA", "TX")


def test_the_users_own_place_goes_before_it(
    parse: Callable[..., Parsed], lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    parsed = parse(TEXT, place="Lyon, France")
    found = find(parsed, lexicon, gazetteer)
    resolved = resolve(found, parsed, gazetteer, lexicon, {"US": 1.0, "US.TX": 1.0})[0].place
    assert resolved is not None
    assert resolved.country == "FRA"


def test_an_unknown_outlet_has_no_prior(tmp_path: Path, gazetteer: Gazetteer) -> None:
    outlets = learnt(tmp_path / "outlets.json", *texan())
    assert outlets.prior("Another", gazetteer) == {}
    assert outlets.prior(None, gazetteer) == {}


@pytest.mark.parametrize("text", ["", "{}", '{"schema": "x", "gazetteer": "", "outlets": {}}'])
def test_other_files_are_one_sentence(tmp_path: Path, text: str) -> None:
    (tmp_path / "outlets.json").write_text(text)
    with pytest.raises(GazetteerError, match=r"outlets\.json"):
        Outlets(tmp_path / "outlets.json")
