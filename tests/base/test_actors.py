"""The actors' base: what the Factbook gives, and the file that keeps it."""

from pathlib import Path

import pytest

from onrecord.base.actors import (
    EDITION,
    ActorBase,
    build_actors,
    holders,
    leader_name,
    open_actors,
)


@pytest.fixture(scope="module")
def base() -> ActorBase:
    return open_actors()


@pytest.mark.parametrize(
    ("words", "person"),
    [
        ("President Ivo MARN", ("president", "Ivo Marn", "Marn")),
        ("Prime Minister MARN Ivo", ("prime minister", "Marn Ivo", "Marn")),
        ("King HARALD V", ("king", "Harald V", "Harald")),
        ("King IVO VI", ("king", "Ivo VI", "Ivo VI")),
        ("President XI Marn", ("president", "Xi Marn", "Xi")),
        ("President Ivo al-MARN", ("president", "Ivo al-Marn", "al-Marn")),
        ("Prime Minister Lt. Gen. (Ret.) Ivo da MARN", ("prime minister", "Ivo da Marn", "Marn")),
        ('President Ivo "Bo" MARN', ("president", "Ivo Marn", "Marn")),
        (
            "President of the Norland Union Ivo MARN",
            ("president of the norland union", "Ivo Marn", "Marn"),
        ),
        ("Prime Minister Ivo MARN serving as caretaker", ("prime minister", "Ivo Marn", "Marn")),
        ("President Ivo Marn", None),
        ("MARN", None),
    ],
)
def test_leader_name(words: str, person: tuple[str, str, str] | None) -> None:
    assert leader_name(words) == person


def test_holders_have_the_day_since_when() -> None:
    text = (
        "President Ivo MARN (since 1 May 2013); Vice President Lena KERN (Green Party) "
        "(since 2 June 2014); Prime Minister Odd VOSS (since 2014)"
    )
    assert list(holders(text)) == [
        ("president", "Ivo Marn", "Marn", "2013-05-01"),
        ("vice president", "Lena Kern", "Kern", "2014-06-02"),
    ]


def test_a_crown_that_a_governor_represents_and_a_co_prince_are_other_states() -> None:
    crown = (
        "King IVO III (since 8 September 2022); represented by Governor-General Lena KERN "
        "(since 1 May 2021)"
    )
    assert [holder.name for holder in holders(crown)] == ["Lena Kern"]
    assert not list(holders("Estrian Co-prince Ivo MARN (since 14 May 2017)"))


def test_leaders_hold_from_since_to_the_edition(base: ActorBase) -> None:
    leaders = [k for found in base.by_key.values() for k in found if k.kind == "person"]
    assert len(leaders) > 300
    assert all(k.start and k.start <= EDITION == k.end for k in leaders)


def test_designation_is_an_attribute_and_no_kind(base: ActorBase) -> None:
    groups = [k for found in base.by_key.values() for k in found if k.attributes]
    assert groups
    assert all(k.kind == "group" and k.country is None and not k.sectors for k in groups)
    assert {a for k in groups for a in k.attributes} == {"designated_by=USA"}


def test_parties_have_country_and_no_claim_to_rule(base: ActorBase) -> None:
    (party,) = base.lookup("Free Patriotic Movement")
    assert (party.country, party.sectors) == ("LBN", ("PTY",))


def test_what_is_built_is_what_is_opened(tmp_path: Path, base: ActorBase) -> None:
    path = tmp_path / "actors.msgpack"
    build_actors(path)
    again = open_actors(path)
    assert again.digest == base.digest
    assert again.by_key.keys() == base.by_key.keys()


def test_a_damaged_file_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, base: ActorBase
) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    (tmp_path / f"actors-{base.digest}.msgpack").write_bytes(b"\xc1 no msgpack")
    open_actors.cache_clear()
    try:
        assert open_actors().lookup("Free Patriotic Movement")
    finally:
        open_actors.cache_clear()
