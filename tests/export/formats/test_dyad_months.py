"""Counts of dyads by month: both directions of mutual events, each event once a pair."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from onrecord.export import Written
from onrecord.export.formats.dyad_months import QUADS
from onrecord.model.record import Type
from support.exported import Rows, read_csv

Export = Callable[..., Written]


@pytest.fixture
def counts(exported: Export, tmp_path: Path) -> Callable[..., Rows]:
    def read(**given: object) -> Rows:
        exported("dyad-months", "a.csv", **given)
        return read_csv(tmp_path / "a.csv")

    return read


def of(rows: Rows, source: str, target: str, month: str = "2021-05") -> dict[str, str]:
    (row,) = [r for r in rows if (r["source"], r["target"], r["month"]) == (source, target, month)]
    return row


def test_countries_are_counted_by_month(counts: Callable[..., Rows]) -> None:
    rows = counts()
    kenya = of(rows, "KEN", "SOM")
    assert (kenya["events"], kenya["verbal_cooperation"], kenya["material_conflict"]) == (
        "2", "1", "1",
    )  # fmt: skip
    assert (kenya["consult"], kenya["assault"], kenya["accuse"]) == ("1", "1", "0")
    assert (kenya["intensity_sum"], kenya["intensity_mean"]) == ("-5.5", "-2.75")
    assert kenya["goldstein_sum"] == "-8.1"
    assert of(rows, "KEN", "KEN")["coerce"] == "1"
    assert of(rows, "KEN", "SOM", "2021-06")["events"] == "1"


def test_a_mutual_event_counts_in_both_directions(counts: Callable[..., Rows]) -> None:
    assert of(counts(), "SOM", "KEN")["consult"] == "1"
    assert [(r["source"], r["target"]) for r in counts(mutual="once")].count(("SOM", "KEN")) == 0


def test_claims_count_only_where_asked(counts: Callable[..., Rows]) -> None:
    assert of(counts(claims=True), "KEN", "SOM")["agree"] == "1"
    assert of(counts(claims=True, all_statuses=True), "SOM", "KEN")["assault"] == "1"


def test_actors_are_counted_with_their_codes(counts: Callable[..., Rows]) -> None:
    rows = counts(level="actor")
    troops = of(rows, "Kenyan troops", "port of Kismayo")
    assert (troops["source_country"], troops["source_sectors"]) == ("KEN", "MIL")
    assert of(rows, "police", "a private person")["target_sectors"] == "CVL"


def test_sums_agree_with_each_other_and_with_the_sidecar(
    counts: Callable[..., Rows], tmp_path: Path
) -> None:
    rows = counts(claims=True, all_statuses=True)
    beside = read_csv(tmp_path / "a.csv.sidecar.csv")
    for row in rows:
        assert int(row["events"]) == sum(int(row[name]) for name in QUADS)
        assert int(row["events"]) == sum(int(row[type.lower()]) for type in get_args(Type))
        key = f"{row['month']}|{row['source']}|{row['target']}"
        assert int(row["events"]) == sum(item["id"] == key for item in beside)
    assert len(beside) == sum(int(row["events"]) for row in rows)
