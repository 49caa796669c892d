"""States: PLOVER's codes, and names, peoples and capitals that lead to them."""

import pytest

from onrecord.base.actors import open_actors
from onrecord.base.states import States


@pytest.fixture(scope="module")
def states() -> States:
    return open_actors().states


@pytest.mark.parametrize(
    ("iso", "code"),
    [("XKX", "KOS"), ("PSE", "PSE"), ("HKG", "HKG"), ("GRL", "DNK"), ("PRI", "USA"),
     ("GUF", "FRA"), ("GIB", "GBR"), ("MAC", "CHN"), ("FRA", "FRA"), ("XYZ", "XYZ")],
)  # fmt: skip
def test_codes(states: States, iso: str, code: str) -> None:
    assert states.code(iso) == code


def test_names_lead_to_states(states: States) -> None:
    for name, iso in (("iran", "IRN"), ("us", "USA"), ("burma", "MMR"), ("south korea", "KOR")):
        assert states.by_name[name].iso == iso


def test_peoples_lead_to_states(states: States) -> None:
    for people, iso in (("serbian", "SRB"), ("iraqis", "IRQ"), ("british", "GBR")):
        assert states.by_people[people].iso == iso


def test_a_dependencys_capital_stands_for_no_state(states: States) -> None:
    assert states.by_capital["pristina"].code == "KOS"
    assert "nuuk" not in states.by_capital


def test_states_that_are_no_more_are_left_out(states: States) -> None:
    assert not {"SCG", "ANT"} & set(states.by_iso)
