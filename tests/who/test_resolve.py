"""One actor behind many names, with country, sector and the reasons."""

from typing import Any

import pytest

from onrecord.model import PlaceFound, ResolvedPlace

from .conftest import codes

CALL = (
    "Iranian Frontier Guard Commander Brigadier General Ostrov spoke by phone with Hamas leader "
    "Khaled Marwan and Islamic Jihad Movement leader Samir al-Daher on Monday. Ostrov praised "
    'them. "We will help," Otsrov said. The top general added that talks would go on. '
    '"It is over," Daher said. He also noted that the army had lost. '
    "The Islamic Jihad leader thanked Mr. Ostrov."
)


def test_full_name_title_misspelling_and_description_are_one_actor(tell: Any) -> None:
    told = tell(CALL, speakers=("Otsrov", "general"))
    names = [told.number(*key) for key in (("Ostrov", 0), ("Ostrov", 1), ("Otsrov",), ("general",))]
    assert len(set(names)) == 1
    hows = {how for _, _, how in told.of("Otsrov").mentions}
    assert {"name", "misspelling", "description"} <= hows


def test_body_and_demonym_before_a_title_give_sector_and_country(tell: Any) -> None:
    ostrov = tell(CALL).of("Ostrov")
    assert codes(ostrov) == ("IRN", ["MIL"])
    assert ostrov.country.rule == "country.in-phrase"
    assert ostrov.public


def test_he_after_a_quotation_is_its_speaker(tell: Any) -> None:
    told = tell(CALL)
    assert told.number("He") == told.number("Daher", -1)


def test_a_leader_by_description_is_the_one_of_that_body(tell: Any) -> None:
    told = tell(CALL, acting=("leader#2",))
    assert told.of("leader", 2).name == "Samir al-Daher"
    assert told.number("leader", 2) != told.number("Marwan")


def test_mention_of_a_name_is_bare_and_of_a_description_the_phrase(tell: Any) -> None:
    told = tell(CALL, speakers=("general",))
    words = [told.parsed.phrase(span) for span, _, _ in told.of("general").mentions]
    assert "Ostrov" in words
    assert "The top general" in words


def test_two_people_with_one_surname_stay_two(tell: Any) -> None:
    told = tell("Omar Haddad met his brother Sami Haddad. Omar Haddad left first.")
    assert told.number("Haddad", 0) == told.number("Haddad", 2)
    assert told.number("Haddad", 0) != told.number("Haddad", 1)


def test_two_full_names_with_different_given_names_stay_two(tell: Any) -> None:
    told = tell("Ivan Marin met Boris Maren. Marin spoke.")
    assert told.number("Marin", 0) == told.number("Marin", 1)
    assert told.number("Marin", 0) != told.number("Maren")


def test_he_is_not_the_subject_of_its_own_clause(tell: Any) -> None:
    told = tell("John Weller was late. Peter Stone saw him.")
    assert told.number("him") == told.number("Weller")


def test_a_reporter_without_a_name_may_be_he(tell: Any) -> None:
    told = tell("John Weller was out. A reporter opened the door. He had the key.")
    assert told.number("He") != told.number("Weller")


def test_backed_gives_a_note_and_no_country(tell: Any) -> None:
    told = tell("An Iranian-backed militia attacked the town.", acting=("militia",))
    militia = told.of("militia")
    assert codes(militia) == (None, ["PRM"])
    assert militia.note == "backed by IRN"


def test_a_capital_that_acts_is_its_state(tell: Any) -> None:
    kyiv = PlaceFound(
        span=(0, 4), rule="test", name="Kyiv",
        place=ResolvedPlace(name="Kyiv", kind="city", country="UKR"),
    )  # fmt: skip
    told = tell("Kyiv rejected the offer.", acting=("Kyiv",), places=(kyiv,))
    actor = told.of("Kyiv")
    assert (actor.kind, actor.name, codes(actor)) == ("state", "Ukraine", ("UKR", ["GOV"]))
    assert actor.mentions[0][2] == "metonym"


def test_a_place_acted_upon_is_an_actor_of_kind_place(tell: Any) -> None:
    told = tell("Rebels shelled a bridge.", acting=("Rebels",), acted=("bridge",))
    assert told.of("bridge").kind == "place"
    assert (told.of("Rebels").kind, codes(told.of("Rebels"))) == ("unnamed", (None, ["REB"]))


def test_country_is_the_resolved_place_and_never_the_string(tell: Any) -> None:
    palestine = PlaceFound(
        span=(0, 9), rule="test", name="Palestine",
        place=ResolvedPlace(name="Palestine", kind="city", country="USA"),
    )  # fmt: skip
    told = tell("Palestine police arrested a man.", acting=("police",), places=(palestine,))
    assert codes(told.of("police")) == ("USA", ["COP"])


def test_of_phrase_counts_by_its_head_alone(tell: Any) -> None:
    told = tell(
        "The president of a university in Chile resigned. The president of Chile resigned.",
        acting=("president", "president#1"),
    )
    assert codes(told.of("president", 0)) == (None, ["EDU"])
    assert codes(told.of("president", 1)) == ("CHL", ["GOV"])


def test_charged_name_of_a_state_is_the_state(tell: Any) -> None:
    told = tell(
        "The occupying Israeli regime bombed the port. The occupying regime announced a truce.",
        acting=("regime", "regime#1"),
    )
    assert told.number("regime", 0) == told.number("regime", 1)
    actor = told.of("regime", 1)
    assert (actor.kind, actor.name) == ("state", "Israel")
    assert {how for _, _, how in actor.mentions} == {"description"}


def test_former_office_is_eli_with_the_old_sector_second(tell: Any) -> None:
    told = tell("Former Peruvian foreign minister Ana Quispe spoke.")
    assert codes(told.of("Quispe")) == ("PER", ["ELI", "GOV"])


def test_international_bodies_have_no_country(tell: Any) -> None:
    told = tell("The U.N. envoy to Yemen met NATO commanders.", acting=("envoy", "commanders"))
    assert codes(told.of("envoy")) == (None, ["UNO"])
    assert codes(told.of("commanders"))[1][0] == "IGO"


def test_unrecognised_entity_is_at_the_claiming_state(tell: Any) -> None:
    told = tell("Abkhazia rejected the plan.", acting=("Abkhazia",))
    assert codes(told.of("Abkhazia")) == ("GEO", ["PRE"])


def test_dependency_counts_at_its_state(tell: Any) -> None:
    told = tell("Greenland's premier left.", acting=("premier",))
    assert codes(told.of("premier"))[0] == "DNK"


def test_acronym_in_brackets_is_the_body(tell: Any) -> None:
    told = tell("The Norland Coffee Growers Association (NCGA) met. The NCGA agreed.")
    assert told.number("Association") == told.number("NCGA", 0) == told.number("NCGA", 1)


def test_a_victim_is_private_and_a_minister_public(tell: Any) -> None:
    told = tell(
        "Lina Barr, a passenger, was hurt. Finance Minister Ivo Kern apologised.",
    )
    assert not told.of("Barr").public
    assert codes(told.of("Barr"))[1] == ["CVL"]
    assert told.of("Kern").public


def test_first_person_in_a_quotation_is_its_one_speaker(tell: Any) -> None:
    told = tell('"I will resign," said Ivo Kern.', acting=("I",), speakers=("Kern",))
    assert told.number("I") == told.number("Kern")


def test_leader_resolves_on_a_day_of_the_term_only(tell: Any) -> None:
    text = "President Clinton welcomed the visitors."
    inside = tell(text, published="1999-05-01").of("Clinton")
    assert (inside.kb, codes(inside)[0]) == ("person:william-clinton", "USA")
    outside = tell(text, published="2010-05-01").of("Clinton")
    assert outside.kb is None
    assert "2010-05-01" in (outside.note or "")


def test_without_a_date_a_leader_gives_a_country_and_no_person(tell: Any) -> None:
    chavez = tell("Hugo Chavez welcomed the visitors.").of("Chavez")
    assert chavez.kb is None
    assert codes(chavez)[0] == "VEN"
    assert "no date" in (chavez.note or "")


@pytest.mark.parametrize("published", ["2019-05-10", None])
def test_a_government_named_after_its_leader_has_the_leaders_country(
    tell: Any, published: str | None
) -> None:
    dated = {"published": published} if published else {}
    told = tell("The Trudeau government rejected the plan.", acting=("government",), **dated)
    assert codes(told.of("government")) == ("CAN", ["GOV"])
    assert told.of("government").kb is None


def test_a_government_with_a_name_that_led_several_states_is_told_apart_by_the_day(
    tell: Any,
) -> None:
    text = "The Chavez government rejected the plan."
    dated = tell(text, acting=("government",), published="2012-02-01")
    assert codes(dated.of("government"))[0] == "VEN"
    assert codes(tell(text, acting=("government",)).of("government"))[0] is None


def test_a_leaders_initials_and_other_spellings_are_the_leaders(tell: Any) -> None:
    initials = tell("President F. W. de Klerk left.", published="1990-02-11").of("Klerk")
    assert codes(initials)[0] == "ZAF"
    spelling = tell("President Hassan Rouhani left.", published="2015-07-14").of("Rouhani")
    assert codes(spelling)[0] == "IRN"
    later = tell("President Hassan Rouhani left.", published="2023-07-14").of("Rouhani")
    assert codes(later)[0] is None
    another = tell("President Karl W. de Klerk left.", published="1990-02-11").of("Klerk")
    assert codes(another)[0] is None


def test_a_pope_is_known_by_his_one_name(tell: Any) -> None:
    told = tell("Pope Francis condemned the raid.", published="2019-05-10")
    assert codes(told.of("Francis")) == ("VAT", ["REL"])


def test_every_head_of_a_role_but_an_open_pronoun_has_an_actor(tell: Any) -> None:
    told = tell("They said rain hurt nobody.", acting=("They", "rain"), acted=("nobody",))
    assert all(told.of(word) for word in ("rain", "nobody"))
    assert [actor.name for actor in told.actors.found] == ["rain", "nobody"]


def test_every_code_has_words_and_a_rule(tell: Any) -> None:
    told = tell(CALL)
    for actor in told.actors.found:
        for code in (*actor.sectors, *([actor.country] if actor.country else [])):
            assert code.rule
            assert told.parsed.phrase(code.span)


def test_a_town_that_acts_is_its_government_and_a_village_its_people(tell: Any) -> None:
    told = tell(
        "The town of Qarvesh sued the state. The village of Belt protested. Rebels took Qarvesh.",
        acting=("town", "village", "Rebels"),
        acted=("state", "Qarvesh#1"),
    )
    town, village = told.of("town"), told.of("village")
    assert (town.kind, town.name, [s.value for s in town.sectors]) == (
        "organisation", "town of Qarvesh", ["GOV"],
    )  # fmt: skip
    assert (village.kind, [s.value for s in village.sectors]) == ("group", ["CVL"])
    assert told.of("Qarvesh", 1).kind == "place"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Marseille rejected the plan of the minister.", {"organisation"}),
        ("Rebels attacked Marseille.", {"place"}),
        ("MARSEILLE -- The council rejected the plan.", set()),
    ],
)
def test_a_city_is_its_government_only_where_it_acts(
    coder: Any, text: str, kinds: set[str]
) -> None:
    actors = coder.code(text)["actors"]
    named = [a for a in actors if a["name"].casefold() == "marseille"]
    assert {a["kind"] for a in named} == kinds
    assert all(a["country"] == "FRA" for a in named)
