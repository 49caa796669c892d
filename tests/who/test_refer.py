"""What descriptions, possessives and pronouns of unnamed actors refer to; each with its limit."""

from typing import Any

import pytest

from .conftest import codes

QUIET = (
    "Minister Ivo Kern toured the harbour. Ivo Kern thanked the workers. "
    '"The talks have failed," an Estonian official said. "Nobody came," he added. '
    "He denied that the army had fired. "
)


def test_he_who_adds_and_denies_is_the_unnamed_speaker_before(tell: Any) -> None:
    told = tell(QUIET, speakers=("official", "he", "He"))
    assert told.number("he") == told.number("He") == told.number("official")
    assert told.number("he") != told.number("Kern")


def test_he_after_a_named_speaker_is_the_named_one(tell: Any) -> None:
    text = '"It rained," a clerk said. "It snowed," John Weller said. "We left," he added.'
    told = tell(text, speakers=("clerk", "Weller", "he"))
    assert told.number("he") == told.number("Weller")


def test_the_speaker_before_goes_before_a_person_who_only_suffers(tell: Any) -> None:
    text = '"Prices fell," a minister said. A baker was robbed. He added that aid would come.'
    told = tell(text, speakers=("minister", "He"), acted=("baker",))
    assert told.number("He") == told.number("minister")


@pytest.mark.parametrize(
    ("text", "first", "again"),
    [
        ("Rebels attacked a convoy. The rebels fled.", "Rebels", "rebels"),
        ("Two gunmen stormed a bank. The gunmen fled.", "gunmen", "gunmen#1"),
        ("Rebels took a bridge. Then rebels burned it.", "Rebels", "rebels"),
        ("A senior police officer spoke. The officer left.", "officer", "officer#1"),
    ],
)
def test_an_unnamed_actor_taken_up_again_is_one(
    tell: Any, text: str, first: str, again: str
) -> None:
    told = tell(text, acting=(first, again))
    word, _, nth = again.partition("#")
    assert told.number(first) == told.number(word, int(nth or 0))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A man shot another man.", "man"),
        ("Government soldiers met rebel soldiers.", "soldiers"),
        ("Masked gunmen fled. The uniformed gunmen stayed.", "gunmen"),
        ("Peruvian soldiers left. The Chilean soldiers stayed.", "soldiers"),
    ],
)
def test_actors_told_apart_by_the_words_stay_two(tell: Any, text: str, word: str) -> None:
    told = tell(text, acting=(word, f"{word}#1"))
    assert told.number(word, 0) != told.number(word, 1)


def test_a_place_is_named_by_its_name_and_not_by_its_noun(tell: Any) -> None:
    told = tell(
        "Soldiers shelled the village of Qarvesh. Troops retook Qarvesh on Friday.",
        acted=("village", "Qarvesh#1"),
    )
    assert told.number("village") == told.number("Qarvesh", 0) == told.number("Qarvesh", 1)
    assert (told.of("village").kind, told.of("village").name) == ("place", "Qarvesh")


def test_a_person_called_like_a_village_is_none(tell: Any) -> None:
    told = tell("Soldiers shelled the village of Qarvesh. Mayor Ivo Qarvesh fled.")
    assert told.of("Qarvesh", 1).kind == "person"


def test_role_and_name_in_apposition_are_one_with_the_owners_country(tell: Any) -> None:
    told = tell(
        "Peru rejected the plan. Its foreign minister, Ana Quispe, spoke.",
        acting=("minister",),
    )
    assert told.number("minister") == told.number("Quispe")
    quispe = told.of("Quispe")
    assert (quispe.name, codes(quispe)) == ("Ana Quispe", ("PER", ["GOV"]))
    assert quispe.country.rule == "country.possessive"


def test_a_name_is_apposed_to_the_role_beside_it_and_not_to_the_other_name(tell: Any) -> None:
    told = tell(
        "Norwegian Prime Minister Lars Holm and his Irish counterpart, Sean Byrne, signed it. "
        "Lars Holm, the prime minister, and Ana Quispe left.",
        acting=("counterpart",),
    )
    assert told.number("counterpart") == told.number("Byrne") != told.number("Holm")
    assert told.number("Holm", 1) != told.number("Quispe")


def test_a_company_s_chairman_has_no_country_from_its(tell: Any) -> None:
    told = tell("Marn Industries closed a mine. Its chairman, Ana Quispe, spoke.")
    assert codes(told.of("Quispe"))[0] is None


def test_victims_have_no_country_from_its(tell: Any) -> None:
    told = tell(
        "Peru rejected the plan. Its victims, Ana Quispe said, were angry.", acting=("victims",)
    )
    assert codes(told.of("victims"))[0] is None


def test_a_counterpart_has_the_other_s_role_and_an_own_country(tell: Any) -> None:
    told = tell(
        "Norwegian General Lars Holm met his Irish counterpart, Sean Byrne, in Paris.",
        acted=("counterpart",),
    )
    assert told.number("counterpart") == told.number("Byrne")
    assert codes(told.of("Byrne")) == ("IRL", ["MIL"])


@pytest.mark.parametrize(
    ("text", "word", "note"),
    [
        ("The British and Irish governments agreed.", "governments", "of GBR and IRL"),
        ("Leaders of Russia, Ukraine and France met.", "Leaders", "of RUS and UKR and FRA"),
    ],
)
def test_several_countries_are_no_country_but_a_note(
    tell: Any, text: str, word: str, note: str
) -> None:
    actor = tell(text, acting=(word,)).of(word)
    assert (actor.country, actor.note) == (None, note)


def test_two_owners_side_by_side_keep_their_countries(tell: Any) -> None:
    told = tell("Peru's presidents and Chile's armies agreed.", acting=("presidents", "armies"))
    assert codes(told.of("presidents"))[0] == "PER"
    assert codes(told.of("armies"))[0] == "CHL"


@pytest.mark.parametrize("role", ["security official", "police officer", "court official"])
def test_an_official_of_a_body_is_a_person_without_name(tell: Any, role: str) -> None:
    told = tell(f"A {role} spoke.", speakers=(role.split()[1],))
    assert told.of(role.split()[1]).kind == "unnamed"


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("At least 143 people were hurt.", "people", "143 people"),
        ("Some 200 protesters left.", "protesters", "200 protesters"),
        ("Two gunmen fled.", "gunmen", "Two gunmen"),
    ],
)
def test_a_name_has_a_number_and_no_approximation(
    tell: Any, text: str, word: str, name: str
) -> None:
    assert tell(text, acted=(word,)).of(word).name == name


def test_a_name_goes_before_another_group_s_alias_in_small_letters(tell: Any) -> None:
    told = tell("The Islamic group Hamas attacked a post.", acting=("group",))
    assert told.of("group").name == told.of("Hamas").name == "Hamas"


def test_a_name_in_capitals_is_still_known(tell: Any) -> None:
    told = tell("The Islamic Group left.", acting=("Group",))
    assert told.of("Group").name == "Al-Gama'a al-Islamiyya"


@pytest.mark.parametrize(
    ("words", "state", "code"),
    [
        ("The usurping Zionist regime", "Israel", "ISR"),
        ("The Sinhala regime", "Sri Lanka", "LKA"),
        ("The Tehran regime", "Iran", "IRN"),
    ],
)
def test_a_regime_is_the_state_that_its_word_means(
    tell: Any, words: str, state: str, code: str
) -> None:
    actor = tell(f"{words} rejected the offer.", acting=("regime",)).of("regime")
    assert (actor.kind, actor.name, codes(actor)[0]) == ("state", state, code)


def test_a_charged_word_before_anything_else_is_no_state(tell: Any) -> None:
    actor = tell("A Zionist movement grew.", acting=("movement",)).of("movement")
    assert (actor.kind == "state", codes(actor)[0]) == (False, None)


def test_the_subject_of_a_demand_is_the_actor_known_already(tell: Any) -> None:
    told = tell(
        "President Ada Marn met farmers. Protesters demanded that President Marn resign.",
        acting=("Marn#1",),
    )
    assert told.number("Marn", 0) == told.number("Marn", 1)


def test_an_unresolved_it_is_no_actor_and_a_resolved_one_is(tell: Any) -> None:
    open_it = tell("It rained, and it hurt farmers.", acting=("it",), acted=("farmers",))
    assert all(actor.name.lower() != "it" for actor in open_it.actors.found)
    resolved = tell("Peru rejected the plan. It closed the border.", acting=("It",))
    assert resolved.of("It").name == "Peru"


def test_a_lone_given_name_that_two_bear_stays_apart(tell: Any) -> None:
    told = tell("Ben Kern met Benjamin Sund. Ben left.")
    assert told.number("Ben", 1) not in (told.number("Kern"), told.number("Sund"))


def test_a_given_name_is_not_the_surname_of_whom_the_text_calls_by_given_name(tell: Any) -> None:
    told = tell("Lucy Rose sang. Lucy danced. Rose cried.")
    assert told.number("Rose", 0) != told.number("Rose", 1)


def test_a_lone_surname_after_the_given_name_is_still_the_same(tell: Any) -> None:
    told = tell("Lucy Marn sang. Lucy danced. Marn left.")
    assert told.number("Marn", 0) == told.number("Marn", 1)


def test_a_bare_plural_is_not_the_counted_few_before(tell: Any) -> None:
    told = tell(
        "Two gunmen died. Gunmen had raided the port. The gunmen came by sea.",
        acting=("gunmen", "Gunmen", "gunmen#1"),
    )
    assert told.number("gunmen", 0) != told.number("Gunmen")
    assert told.number("gunmen", 1) in (told.number("gunmen", 0), told.number("Gunmen"))
