"""Middles and distances."""

import pytest

from onrecord.base.centres import distance_km, middle


def test_distance_along_the_equator() -> None:
    assert distance_km((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)


def test_crowded_cell_counts_once() -> None:
    crowd = [(10.5, 20.5)] * 50
    assert middle([*crowd, (14.5, 20.5)]) == (12.5, 20.5)


def test_area_across_the_date_line_has_its_middle_in_it() -> None:
    lat, lon = middle([(-17.5, 179.5), (-17.5, -179.5)])
    assert lat == -17.5
    assert abs(lon) == pytest.approx(180, abs=0.01)
