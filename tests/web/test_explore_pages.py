"""Explore in a real browser: by mouse, by keyboard, and on a telephone."""

import csv
import io
import json
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TABLES = ["/explore", "/explore/map", "/explore/matrix", "/explore/by/type"]


def test_the_views_are_at_hand_on_a_telephone(
    wire_site: str, new_page: Callable[..., Page]
) -> None:
    page = new_page(width=390, height=844)
    page.goto(f"{wire_site}/explore/matrix")
    expect(page.get_by_role("link", name="Timeline")).to_be_visible()
    page.goto(f"{wire_site}/explore/by/sector")
    expect(page.get_by_role("link", name="Timeline")).to_be_hidden()


def test_a_facet_narrows_all_views_and_stands_in_the_address(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/explore")
    line = page.get_by_role("list", name="type", exact=True).get_by_role("link", name="ASSAULT")
    events = line.locator(".numbers").inner_text()
    line.click()
    assert "type=ASSAULT" in page.url
    expect(page.locator(".page-head")).to_contain_text(f"{events} events of the filter")
    for name in ("Map", "Matrix", "Network"):
        page.get_by_role("navigation", name="Views").get_by_role("link", name=name).click()
        assert "type=ASSAULT" in page.url
        expect(page.locator(".page-head")).to_contain_text(f"{events} events of the filter")
    page.get_by_role("link", name="Remove type ASSAULT").click()
    assert "type=" not in page.url


def test_words_are_searched_for(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/explore")
    page.get_by_role("searchbox", name="Words").fill("hotels")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=hotels**")
    expect(page.locator(".page-head")).to_contain_text("of the filter")
    page.get_by_role("link", name="see them as a list").click()
    expect(page.locator("main")).to_contain_text("Mumbai")


def test_a_search_without_a_result_says_so(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/explore?q=xylophone")
    expect(page.get_by_role("heading", name="No event fits the filter")).to_be_visible()
    page.goto(f"{wire_site}/explore?q=-")
    expect(page.locator("main")).to_contain_text("no word to look for")


def test_arrow_keys_go_from_bar_to_bar(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/explore?unit=year")
    bars = page.locator(".chart.wide a")
    bars.first.focus()
    page.keyboard.press("ArrowRight")
    expect(bars.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(bars.last).to_be_focused()
    told = bars.last.get_attribute("aria-label") or ""
    page.keyboard.press("Enter")
    year = told.split(":")[0]
    expect(page.locator(".chips")).to_contain_text(f"{year}-01-01")


def test_a_circle_leads_closer_and_a_lone_place_to_its_events(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/explore/map?place=Mumbai")
    circle = page.locator(".map a")
    assert circle.count() == 1
    assert "Mumbai (India)" in (circle.get_attribute("aria-label") or "")
    page.goto(f"{wire_site}/explore/map")
    page.get_by_role("link", name="Zoom in").click()
    assert "zoom=1" in page.url
    page.get_by_role("link", name="World", exact=True).click()
    assert "zoom" not in page.url


def test_the_shapes_are_drawn(wire_site: str, page: Page) -> None:
    """`use` of another file draws nothing where its address or an id is wrong."""
    page.goto(f"{wire_site}/explore/map")
    page.wait_for_load_state("networkidle")
    for name in ("land", "border.contested"):
        box = page.locator(f"use.{name}").bounding_box()
        assert box is not None
        assert box["width"] > 300


def test_pointing_at_a_party_shows_its_lines(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/explore/network?by=actor")
    node = page.locator("[data-node]").first
    node.focus()
    name = node.get_attribute("data-node")
    near = page.locator(".edge.near")
    assert near.count() > 0
    for edge in near.all():
        assert name in (edge.get_attribute("data-one"), edge.get_attribute("data-other"))


@pytest.mark.parametrize("path", TABLES)
def test_every_view_is_csv_and_json_too(wire_site: str, path: str) -> None:
    with urlopen(f"{wire_site}{path}.csv?status=happened") as answer:
        table = list(csv.DictReader(io.StringIO(answer.read().decode())))
    with urlopen(f"{wire_site}{path}.json?status=happened") as answer:
        body = json.load(answer)
    assert len(table) == len(body["rows"]) > 0
    assert list(table[0]) == list(body["rows"][0])
    assert "FROM flat f" in body["sql"]
    assert "'happened'" in body["sql"]
    assert "demo.duckdb" in body["citation"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/explore/by/nothing", 404),
        ("/explore/map?at=900,1&zoom=2", 400),
        ("/explore?unit=week", 400),
    ],
)
def test_what_cant_be_asked_is_told(wire_site: str, page: Page, path: str, status: int) -> None:
    answer = page.goto(wire_site + path)
    assert answer is not None
    assert answer.status == status
    expect(page.get_by_role("heading", level=1)).to_be_visible()
