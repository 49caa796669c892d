"""What names mean, by their document."""

from collections.abc import Callable

import pytest

from onrecord.base.gazetteer import Gazetteer
from onrecord.lexicon import Lexicon
from onrecord.model import PlaceFound, ResolvedPlace
from onrecord.parse import Parsed
from onrecord.where import find, resolve

Locate = Callable[..., dict[str, PlaceFound]]


@pytest.fixture(scope="session")
def locate(parse: Callable[..., Parsed], lexicon: Lexicon, gazetteer: Gazetteer) -> Locate:
    """The resolved places of a text by their words; a later one of the same words wins."""

    def places(text: str, **fields: str) -> dict[str, PlaceFound]:
        parsed = parse(text, **fields)
        found = find(parsed, lexicon, gazetteer)
        return {
            text[slice(*place.span)]: place for place in resolve(found, parsed, gazetteer, lexicon)
        }

    return places


def place_of(found: PlaceFound) -> ResolvedPlace:
    assert found.place is not None
    return found.place


def test_container_after_the_comma_decides(locate: Locate) -> None:
    places = locate("The fire in Paris, Texas, spread. Paris had no water.")
    assert place_of(places["Paris"]).admin1 == "TX"
    assert place_of(places["Texas"]).kind == "admin"
    assert places["Paris"].because == "named together with the place that holds it"


def test_two_namesakes_in_one_document(locate: Locate) -> None:
    text = "She flew from London, Ontario, to a meeting in London, England."
    parts = locate(text)
    assert place_of(parts["London"]).country == "GBR"
    assert place_of(parts["Ontario"]).country == "CAN"


def test_county_settles_its_town(locate: Locate) -> None:
    places = locate("Deputies from Lamar County searched a barn near Paris.")
    assert place_of(places["Paris"]).country == "USA"


def test_georgia_is_the_state_among_states_and_the_country_among_countries(locate: Locate) -> None:
    state = locate("Farmers in Georgia and Alabama lost their peaches.")
    country = locate("Russia and Georgia exchanged prisoners near Tbilisi.")
    assert place_of(state["Georgia"]).kind == "admin"
    assert place_of(country["Georgia"]).country == "GEO"


def test_countries_in_a_row_contain_nothing(locate: Locate) -> None:
    places = locate("Ministers of China, Japan and Vietnam met.")
    assert [place_of(places[name]).kind for name in ("China", "Japan", "Vietnam")] == [
        "country"
    ] * 3


def test_demonym_is_a_country_with_its_own_role(locate: Locate) -> None:
    found = locate("The Peruvian minister met South Korean officials.")
    assert (found["Peruvian"].role, place_of(found["Peruvian"]).country) == ("demonym", "PER")
    assert place_of(found["South Korean"]).country == "KOR"


def test_two_word_name_is_no_demonym(locate: Locate) -> None:
    found = locate("Officials in British Columbia praised the plan.")
    assert place_of(found["British Columbia"]).country == "CAN"


def test_capital_that_acts_is_a_metonym(locate: Locate) -> None:
    found = locate("Tehran warned its neighbours. The talks were held in Muscat.")
    assert found["Tehran"].role == "metonym"
    assert found["Muscat"].role == "literal"


def test_town_that_acts_is_no_metonym(locate: Locate) -> None:
    assert locate("Marseille said the road was closed.")["Marseille"].role == "literal"


def test_dateline_has_its_role(locate: Locate) -> None:
    found = locate("NAIROBI, Kenya (Example News) -- The river rose again on Monday.")
    assert found["NAIROBI"].role == "dateline"
    assert place_of(found["NAIROBI"]).country == "KEN"


def test_abbreviated_state(locate: Locate) -> None:
    found = locate("A truck overturned in Lebanon, Pa., before dawn.")
    assert place_of(found["Lebanon"]).admin1 == "PA"
    assert place_of(found["Pa."]).kind == "admin"


def test_contested_place_says_so(locate: Locate) -> None:
    found = locate("A ferry from Sevastopol reached Istanbul.")
    assert place_of(found["Sevastopol"]).disputed
    assert place_of(found["Sevastopol"]).claimed_by == ("RUS", "UKR")
    assert not place_of(found["Istanbul"]).disputed


@pytest.mark.parametrize(
    ("name", "code"), [("Gaza", "PSE"), ("the West Bank", "PSE"), ("Kosovo", "XKX")]
)
def test_conventional_country_codes(locate: Locate, name: str, code: str) -> None:
    places = locate(f"Doctors returned to {name} on Sunday.")
    assert place_of(places[name.removeprefix("the ")]).country == code


def test_region_of_the_list_has_a_point_inside(locate: Locate) -> None:
    darfur = place_of(locate("Rain returned to Darfur at last.")["Darfur"])
    assert (darfur.kind, darfur.country, darfur.precision) == ("region", "SDN", "inside")


def test_open_choice_lowers_the_precision_and_keeps_alternatives(locate: Locate) -> None:
    found = locate("The bridge near Springfield was closed.")["Springfield"]
    assert found.margin is not None
    assert found.margin < 1
    assert place_of(found).precision in ("near", "inside", "country")
    assert found.alternatives


def test_outlets_home_is_a_hint(locate: Locate) -> None:
    text = "The bridge near Springfield was closed for the night."
    found = locate(text, place="Eugene, Oregon")["Springfield"]
    assert place_of(found).admin1 == "OR"


def test_a_bare_home_means_what_its_name_means(locate: Locate) -> None:
    text = "WASHINGTON — Talks with Israel began, Israeli officials said."
    assert place_of(locate(text, place="Washington")["WASHINGTON"]).admin1 == "DC"
    assert place_of(locate(text, place="Seattle, Washington")["WASHINGTON"]).admin1 != "DC"


def test_a_city_that_stands_alone_in_a_dateline_is_the_great_one(locate: Locate) -> None:
    rest = " — Talks began. In Washington, American senators met."
    assert place_of(locate(f"VIENNA, May 3{rest}")["VIENNA"]).country == "AUT"
    assert place_of(locate(f"VIENNA, Va., May 3{rest}")["VIENNA"]).admin1 == "VA"


def test_unknown_home_is_no_failure(locate: Locate) -> None:
    assert locate("Ferries left Lisbon at noon.", place="Nowhereville")["Lisbon"].place


def test_person_is_no_place(locate: Locate) -> None:
    text = "Ann Houston spoke first. Houston thanked the nurses."
    assert "Houston" not in locate(text)


def test_street_is_no_place(locate: Locate) -> None:
    assert locate("He lives on Lisbon Street with two cats.") == {}


def test_same_order_and_number(
    parse: Callable[..., Parsed], lexicon: Lexicon, gazetteer: Gazetteer
) -> None:
    parsed = parse("Trains from Lyon to Turin stop in Chambéry, France.")
    found = find(parsed, lexicon, gazetteer)
    answers = resolve(found, parsed, gazetteer, lexicon)
    assert [place.span for place in answers] == [place.span for place in found]
    assert [place.place for place in found] == [None] * len(found)


def test_text_without_names(locate: Locate) -> None:
    assert locate("Nothing happened there.") == {}


def test_hundreds_of_namesakes(locate: Locate) -> None:
    found = locate("Buses stopped in San José until noon.")
    assert place_of(found["San José"]).name.startswith("San")
