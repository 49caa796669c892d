"""Near-duplicates: what is one text, who was first, who carries whose."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from onrecord.lexicon import shipped
from onrecord.model import Dateline, Document, Header
from onrecord.stories import (
    Carried,
    Credit,
    Outlets,
    Signatures,
    credited,
    find_groups,
    link,
    sign,
)
from onrecord.stories.banding import BUCKET, candidates
from onrecord.stories.duplicates import likeness
from support.made_news import made_news
from support.made_stores import score_duplicates, signed

LEAD = (
    "Norland shelled the harbour of Port Sela on Monday, killing 12 people, officials in Estria "
    "said. Two warehouses and a market close to the waterfront were struck around midday. The "
    "ferry to Brevik stopped running and the eastern districts had no power until evening."
)
MORE = (
    " Hospital director Ruth Adeyemi said that 31 wounded had been brought in. A spokesman of "
    "Norland's army declined to comment. Families left the town by bus."
)


def signatures(*texts: tuple[str, str]) -> Signatures:
    """Signatures of (publication date, text), in this order."""
    made = [sign(Document(text=text, published=day)) for day, text in texts]
    return Signatures(
        [f"d{n}" for n in range(len(made))],
        np.stack([np.frombuffer(one.minhash, "<u2") for one in made]),
        np.array([one.shingles for one in made]),
        [one.words_digest for one in made],
        [one.facts for one in made],
        np.array([date.fromisoformat(day).toordinal() if day else 0 for day, _ in texts]),
    )


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_made_corpus(seed: int) -> None:
    reports = made_news(seed, 150)
    columns = signed(reports)
    score = score_duplicates(reports, columns, find_groups(columns))
    assert score.precision >= 0.95, score
    assert score.recall >= 0.90, score


def test_case_punctuation_and_dateline_make_no_other_text() -> None:
    text = f"PORT SELA, May 3 (MPA) — {LEAD}"
    header = Header(
        id="d",
        chars=len(text),
        text_sha256="",
        dateline=Dateline(place="PORT SELA", span=(0, 9)),
    )
    carried = sign(Document(text=text, published="2021-05-03"), header)
    plain = sign(Document(text=LEAD.upper().replace(",", ";"), published="2021-05-03"))
    assert carried.words_digest == plain.words_digest
    assert carried.agency == "MPA"


def test_a_form_filled_in_for_another_day_is_another_report() -> None:
    again = LEAD.replace("Monday", "Tuesday").replace("12", "7")
    found = signatures(("2021-05-03", LEAD), ("2021-05-04", again))
    assert (found.minhash[0] == found.minhash[1]).mean() > 0.6
    assert find_groups(found) == []


def test_the_same_weekday_a_week_later_is_another_day() -> None:
    found = signatures(("2021-05-03", LEAD), ("2021-05-10", LEAD.replace("12", "7") + MORE))
    assert find_groups(found) == []


def test_the_same_words_are_one_text_however_late() -> None:
    found = signatures(("2021-05-03", LEAD), ("2022-05-03", LEAD))
    assert find_groups(found) == [[0, 1]]


def test_texts_without_dates_are_compared_all_the_same() -> None:
    assert find_groups(signatures(("", LEAD), ("", LEAD + MORE))) == [[0, 1]]


def test_other_places_and_people_make_another_report() -> None:
    other = LEAD
    for name, new in (("Port Sela", "Haldern"), ("Estria", "Veldova"), ("Brevik", "Orsova"),
                      ("Norland", "Karsania"), ("12", "5")):  # fmt: skip
        other = other.replace(name, new)
    found = signatures(("2021-05-03", LEAD), ("2021-05-03", other))
    assert find_groups(found) == []


def test_empty_and_tiny_texts_match_only_themselves() -> None:
    found = signatures(("2021-05-03", ""), ("2021-05-03", "Storm."), ("2021-05-03", "storm"))
    assert find_groups(found) == [[1, 2]]


def test_nothing_to_compare() -> None:
    empty = Signatures([], np.zeros((0, 128), "<u2"), np.zeros(0), [], [], np.zeros(0))
    assert find_groups(empty) == []


def test_a_band_that_all_share_costs_no_square() -> None:
    number = 4000
    minhash = np.random.default_rng(1).integers(0, 1 << 16, (number, 128), dtype=np.uint16)
    minhash[:, :3] = 7
    pairs = sum(len(first) for first, _ in candidates(minhash))
    assert pairs < number * BUCKET


@pytest.mark.parametrize("copies", [200, 2000])
def test_versions_of_one_text_cost_no_square(copies: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each paper prints the agency's text with a line of its own: no two are quite the same."""
    from onrecord.stories import duplicates, links

    texts = [f"{LEAD}{MORE} Printed by the paper number {n}." for n in range(copies)]
    found = signatures(*(("2021-05-03", text) for text in texts))
    compared: list[int] = []
    looked_at: list[int] = []
    alike, likeness = duplicates._alike, links.likeness

    def counted(*given: Any) -> Any:
        compared.append(len(given[3]))
        return alike(*given)

    def judged(*given: Any) -> Any:
        looked_at.append(1)
        return likeness(*given)

    monkeypatch.setattr(duplicates, "_alike", counted)
    monkeypatch.setattr(links, "likeness", judged)
    (group,) = find_groups(found)
    assert group == list(range(copies))
    assert sum(compared) < 60 * copies
    carried = {n: Carried("2021-05-03", None, None) for n in group}
    assert len([*link(found, carried, group)]) == copies
    assert len(looked_at) < copies


def test_the_same_words_again_and_again_are_one_text_to_compare(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from onrecord.stories import duplicates

    compared: list[int] = []
    alike = duplicates._alike
    monkeypatch.setattr(
        duplicates, "_alike", lambda *given: compared.append(len(given[3])) or alike(*given)
    )
    found = signatures(*(("2021-05-03", text) for text in [LEAD + MORE, LEAD] * 200))
    assert [len(group) for group in find_groups(found)] == [400]
    assert sum(compared) <= 50


@pytest.mark.parametrize("seed", [11, 12])
def test_each_follows_the_most_alike_of_all_before_it(seed: int) -> None:
    """What `link` finds by way of versions is what a look at every earlier document finds."""
    reports = made_news(seed, 60)
    columns = signed([*reports, *(one._replace(id=f"{one.id}-again") for one in reports)])
    outlets = {report.id: report.outlet for report in reports}
    known = Outlets.of(shipped())
    for group in find_groups(columns):
        carried: dict[int, Carried] = {}
        for n, position in enumerate(group):
            outlet = outlets[columns.documents[position].removesuffix("-again")]
            credit = known.find(outlets[columns.documents[group[0]].removesuffix("-again")])
            carried[position] = Carried(
                f"2021-05-03T10:{n:02}", known.find(outlet), credit if n % 3 == 2 else None
            )
        places = {columns.documents[position]: position for position in group}
        rows = [*link(columns, carried, group)]
        for number, row in enumerate(rows[1:], 1):
            earlier = [places[one.document] for one in rows[:number]]
            best = most_alike(columns, carried, earlier, places[row.document])
            assert row.of == columns.documents[best]


def most_alike(
    columns: Signatures, carried: dict[int, Carried], earlier: list[int], later: int
) -> int:
    def key(one: int) -> tuple[bool, bool, float]:
        like = likeness(columns, one, later)
        credit, outlet = carried[later].credit, carried[one].outlet
        is_credited = bool(credit and outlet and outlet.key == credit.key)
        return is_credited, like.same_words, like.shared

    return max(earlier, key=key)


def linked(
    *documents: tuple[str, str | None, str | None, str],
) -> dict[str, tuple[str, str | None]]:
    """Kind and `of` by document, of (published, outlet, credit, text)."""
    outlets = Outlets.of(shipped())
    found = signatures(*((published[:10], text) for published, _, _, text in documents))
    carried = {
        n: Carried(
            published,
            outlets.find(outlet) if outlet else None,
            outlets.find(credit) if credit else None,
        )
        for n, (published, outlet, credit, _) in enumerate(documents)
    }
    rows = [row for group in find_groups(found) for row in link(found, carried, group)]
    return {row.document: (row.kind, row.of) for row in rows}


def test_kinds_of_duplicates() -> None:
    found = linked(
        ("2021-05-03T08:00", "Example News", None, LEAD + MORE),
        ("2021-05-03T09:00", "Harbour Gazette", None, LEAD + MORE),
        ("2021-05-03T10:00", "The Ledger", None, LEAD),
        ("2021-05-04T08:00", "Example News", None, LEAD.replace("12", "14") + MORE),
    )
    assert found["d0"] == ("first", None)
    assert found["d1"] == ("copy", "d0")
    assert found["d2"] == ("cut", "d0")
    assert found["d3"] == ("update", "d0")


def test_on_one_day_the_agency_goes_before_who_credits_it() -> None:
    found = linked(
        ("2021-05-03", "Example News", "Reuters", LEAD),
        ("2021-05-03", "Reuters", None, LEAD + MORE),
        ("2021-05-03", "The Ledger", None, LEAD),
    )
    assert found["d1"] == ("first", None)
    assert found["d0"] == ("cut", "d1")


def test_what_an_agency_published_a_day_later_came_later() -> None:
    found = linked(
        ("2021-05-03", "Example News", "Reuters", LEAD),
        ("2021-05-04", "Reuters", None, LEAD),
    )
    assert found["d0"] == ("first", None)


@pytest.mark.parametrize(
    ("credit", "outlet", "name"),
    [
        (Credit(agency="AFP"), "Example News", "Agence France-Presse"),
        (Credit(agency="AFP"), "Agence France-Presse", None),
        (Credit(byline="Staff and AFP"), "Example News", "Agence France-Presse"),
        (Credit(byline="Anton Weber"), "Example News", None),
        (Credit(byline="Sela Courier"), "Example News", "Sela Courier"),
        (Credit(agency="Meridian Press Agency"), "Example News", "Meridian Press Agency"),
        (Credit(agency="update 2"), "Example News", None),
        (Credit(holder="TASS"), "Example News", "TASS"),
        (Credit(), None, None),
    ],
)
def test_credits(credit: Credit, outlet: str | None, name: str | None) -> None:
    found = credited(credit, outlet, Outlets.of(shipped()), {"sela courier": ""})
    assert (found.name if found else None) == name
