"""What is taken for a person's name: references, headings, names that are places too."""

from typing import Any

import pytest


def persons(told: Any) -> set[str]:
    return {actor.name for actor in told.actors.found if actor.kind == "person" and actor.mentions}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Floods last longer (Thorsen, Stovik, & Hald, 2010).", {"Thorsen", "Stovik", "Hald"}),
        ("Floods last longer (Bravelin et al., 2007; Hald & Stovik, 2010).", {"Hald", "Stovik"}),
        ("The ferries call at three ports (Thorsen, Stovik, and Draven).", set()),
        ("It rained in 2010 (the ports of Thorsen, Stovik, and Draven).", set()),
    ],
)
def test_names_in_a_bracket_with_a_year_are_cited(tell: Any, text: str, names: set[str]) -> None:
    assert persons(tell(text)) & {"Thorsen", "Stovik", "Hald"} == names


def test_a_line_of_one_word_is_a_heading(tell: Any) -> None:
    assert "Winslow" not in persons(tell("Winslow\n\nThe port was shut for a day."))
    assert "Winslow" in persons(tell("The port hired Winslow for a day."))


def test_a_line_with_a_full_name_may_be_a_byline(tell: Any) -> None:
    assert "Maria Winslow" in persons(tell("Photo: Maria Winslow\n\nThe port was shut."))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Det. Ida Moss and Const. Tom Weil spoke. Moss left.", ["Ida Moss", "Tom Weil"]),
        ("Lt. Gov. Ralph Fenn and Sgt. 1st Class Ada Marn spoke.", ["Ralph Fenn", "Ada Marn"]),
        ("The Fenn Det. Club met Ida Moss.", ["Ida Moss"]),
    ],
)
def test_a_title_cut_short_is_no_part_of_a_name_and_no_actor(tell, text, names):
    found = tell(text).actors.found
    assert [a.name for a in found if a.kind == "person"] == names
    assert not [a for a in found if a.name.endswith(".")]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A study of reefs (see Marnov et al., 2017) is new.", ["Marnov"]),
        ("Reefs die (Marn-Ruizov et al., 2017; Weilov 2010).", ["Marn-Ruizov", "Weilov"]),
        ("The town (and the Harbour 2010) burned.", []),
        ("They held Expo 2010, which pleased all.", []),
    ],
)
def test_who_is_cited_with_a_year_or_et_al_is_a_person(tell, text, names):
    assert [a.name for a in tell(text).actors.found if a.kind == "person"] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Zombie fell down. The zombie rose again.", []),
        ("Ida Baker sold bread. A baker must rise early. Baker did.", ["Ida Baker"]),
    ],
)
def test_what_is_also_written_small_is_no_lone_surname(tell, text, names):
    assert [a.name for a in tell(text).actors.found if a.kind == "person"] == names


def test_a_lone_given_name_that_is_also_a_common_word_needs_more_to_be_a_person(tell):
    for text, names in (
        ("The letter ends: Hope and peace. Their hope is great.", []),
        ("Hope said the dam would hold. Their hope is great.", ["Hope"]),
    ):
        assert [a.name for a in tell(text).actors.found if a.kind == "person"] == names, text
