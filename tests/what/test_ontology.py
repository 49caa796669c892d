"""The ontology is whole, and the crosswalk goes both ways."""

import pytest

from onrecord.what import ontology
from onrecord.what.ontology import ontology as tables


def test_sixteen_types_and_thirty_seven_contexts() -> None:
    assert len(tables().types) == 16
    assert len(tables().contexts) == 37


def test_modes_belong_to_types() -> None:
    assert {type for type, _ in tables().modes} <= set(tables().types)


def test_accuse_has_the_mended_sign() -> None:
    assert ontology.intensity("ACCUSE") == -3
    assert all(
        fact.intensity is None or fact.intensity < 0
        for (type, _), fact in tables().modes.items()
        if type == "ACCUSE"
    )


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("010", None),
        ("023", ("REQUEST", ("assist",))),
        ("1823", ("ASSAULT", ("beat",))),
        ("1951", ("ASSAULT", ("aerial",))),
        ("0831", ("CONCEDE", ())),
        ("0874", ("RETREAT", ("withdraw",))),
    ],
)
def test_codes_are_read_by_their_longest_prefix(
    code: str, expected: tuple[str, tuple[str, ...]] | None
) -> None:
    assert ontology.plover(code) == expected


def test_dialects_differ_where_the_crosswalk_does() -> None:
    assert ontology.plover("116") == ("SANCTION", ("convict",))
    assert ontology.plover("116", "cameo") == ("ACCUSE", ("convict",))
    assert (ontology.quad("SANCTION"), ontology.quad("SANCTION", "cameo")) == (4, 3)


@pytest.mark.parametrize("type", sorted(tables().types))
def test_every_type_and_mode_has_a_code_that_leads_back(type: str) -> None:
    modes = [(), *((mode,) for kind, mode in tables().modes if kind == type)]
    for own in modes:
        code = ontology.cameo(type, own)
        if code is not None and code in tables().codes:
            assert tables().codes[code].type == type


def test_the_strongest_mode_decides_the_intensity() -> None:
    assert ontology.intensity("ASSAULT", ["drone", "beat"]) == -9.5
    assert ontology.intensity("PROTEST", ["vandalize"]) == -5
