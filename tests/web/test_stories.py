"""The story page: outlets side by side, sources counted, and taken away as CSV and JSON."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import duckdb
import pytest
from playwright.sync_api import Page, expect

from onrecord.lexicon import shipped
from onrecord.store import Wanted, make_stories, read_stories, remove_stories
from onrecord.stories import Outlets
from support.browser import Watch, served, violations
from support.synthetic import make_store

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def store(wire_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled reports with their stories."""
    path = tmp_path_factory.mktemp("stories") / "demo.duckdb"
    shutil.copyfile(wire_store, path)
    make_stories(path, Outlets.of(shipped()))
    return path


@pytest.fixture(scope="module")
def site(store: Path) -> Generator[str, None, None]:
    with served(store) as address:
        yield address


@pytest.fixture(scope="module")
def deal(store: Path) -> str:
    """The path of the story of the nuclear deal."""
    told = next(one for one in read_stories(store, Wanted()) if one.story["type"] == "AGREE")
    return f"/stories/{told.story['id']}"


def fetched(address: str) -> str:
    with urlopen(address) as answer:
        return answer.read().decode()


def test_two_outlets_in_opposed_wording_stand_side_by_side(
    site: str, page: Page, watch: Watch
) -> None:
    page.goto(f"{site}/stories")
    expect(page.locator(".story-list li")).to_have_count(2)
    page.get_by_role("link", name="Iran ↔").click()
    columns = page.locator(".told")
    expect(columns).to_have_count(2)
    alborz, courier = columns.nth(0), columns.nth(1)
    expect(alborz.get_by_role("heading")).to_have_text("Alborz")
    expect(alborz).to_contain_text("Iran and six world powers reached an agreement in Vienna")
    expect(courier.get_by_role("heading")).to_have_text("Liberty Courier")
    expect(courier).to_contain_text("the Iranian regime")
    expect(courier).to_contain_text("delegitimising")
    expect(page.locator(".numbers-list")).to_contain_text("independent sources2")
    expect(page.get_by_role("heading", name="2 independent sources")).to_be_visible()
    expect(page.locator(".joined")).to_contain_text("both on 2015-07-14")
    courier.get_by_role("link", name="World caves in to Tehran").click()
    expect(page).to_have_url(f"{site}/documents/jcpoa-2015-courier?mark=e1")
    assert watch.errors == []
    assert watch.foreign(site) == []


def test_questions_stand_on_one_line_across_outlets(site: str, page: Page, deal: str) -> None:
    page.goto(site + deal)
    tops: list[list[float]] = [
        [row.bounding_box()["y"] for row in column.locator(".ask").all()]  # type: ignore[index]
        for column in page.locator(".told").all()
    ]
    assert len(tops[0]) == 9
    assert tops[0] == tops[1]


def test_the_filter_of_events_chooses_stories(site: str, page: Page) -> None:
    page.goto(f"{site}/stories?outlet=Vanni+Voice")
    expect(page.locator(".story-list li")).to_have_count(1)
    expect(page.locator(".story-list")).to_contain_text("Velupillai Prabhakaran")
    page.get_by_role("link", name="1 or more").click()
    expect(page.get_by_role("link", name="Thousands of Tamils")).to_be_visible()
    page.locator(".facets").get_by_role("link", name="ASSAULT").click()
    expect(page).to_have_url(f"{site}/stories?type=ASSAULT&outlet=Vanni+Voice&reports=1")
    expect(page.get_by_role("link", name="Thousands of Tamils")).to_have_count(0)
    page.goto(f"{site}/stories?disputed=1")
    expect(page.get_by_role("heading", name="No story fits")).to_be_visible()


def test_a_store_without_stories_says_how_to_make_them(
    wire_store: Path, tmp_path: Path, page: Page
) -> None:
    path = tmp_path / "demo.duckdb"
    shutil.copyfile(wire_store, path)
    remove_stories(path)
    with served(path) as address:
        page.goto(f"{address}/stories")
        expect(page.get_by_role("heading", name="No stories yet")).to_be_visible()
    expect(page.locator("main")).to_contain_text("onrecord stories demo.duckdb")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_and_nothing_overflows(
    site: str, new_page: Callable[..., Page], deal: str, width: int, scheme: str
) -> None:
    page = new_page(width=width, scheme=scheme)
    for path in (deal, "/stories", "/stories?reports=1&type=ASSAULT"):
        page.goto(site + path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_csv_and_json(site: str, deal: str) -> None:
    listed = list(csv.DictReader(io.StringIO(fetched(f"{site}/stories.csv"))))
    assert [row["n_independent"] for row in listed] == ["2", "2"]
    assert {row["outlets"] for row in listed} == {
        "Alborz; Liberty Courier", "Island Bulletin; Vanni Voice",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(fetched(f"{site}{deal}.csv"))))
    assert [row["outlet"] for row in rows] == ["Alborz", "Liberty Courier"]
    told: dict[str, Any] = json.loads(fetched(f"{site}{deal}.json"))["data"]
    assert told["story"]["n_independent"] == 2
    assert [report["status"] for report in told["reports"]] == ["happened", "happened"]


@pytest.fixture(scope="module")
def syndicated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports, each printed by hundreds of papers."""
    path = tmp_path_factory.mktemp("wire") / "wire.duckdb"
    make_store(path, 3 * 7 * 400, seed=3, whole=3)
    with duckdb.connect(str(path)) as store:
        store.execute("UPDATE documents SET outlet = 'Paper ' || left(sha256(id), 4)")
        store.execute("UPDATE flat SET outlet = 'Paper ' || left(sha256(document), 4)")
    make_stories(path, Outlets.of(shipped()))
    return path


def test_a_story_of_many_copies_stands_in_one_column(
    syndicated: Path, new_page: Callable[..., Page]
) -> None:
    with served(syndicated) as address:
        page = new_page(width=1280)
        page.goto(f"{address}/stories")
        first = page.locator(".story-list li").first
        expect(first).to_contain_text("400 reports")
        expect(first).to_contain_text("and 392 more")
        expect(page.locator(".facets")).to_contain_text("Outlet")
        assert violations(page) == []
        first.get_by_role("link").click()
        expect(page.locator(".told")).to_have_count(1)
        copies = page.locator(".told").get_by_text("and 399 copies")
        expect(page.locator(".copies li").first).not_to_be_visible()
        copies.click()
        expect(page.locator(".copies li").first).to_be_visible()
        expect(page.locator(".copies li")).to_have_count(200)
        expect(page.locator(".told")).to_contain_text("and 199 more in the files below")
        expect(page.locator(".joined li")).to_have_count(1)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280
        assert len(page.content()) < 200_000
        told = json.loads(fetched(page.url + ".json"))["data"]
        assert len(told["reports"]) == 400
        outlet = told["story"]["outlets"][0]
        page.goto(f"{address}/stories?outlet={outlet.replace(' ', '+')}")
        assert page.locator(".story-list li").count() > 0


def test_columns_that_differ_come_in_pages(tmp_path: Path, page: Page) -> None:
    path = tmp_path / "many.duckdb"
    make_store(path, 2 * 7 * 30, seed=3, whole=2)
    with duckdb.connect(str(path)) as store:
        store.execute("UPDATE events SET evidence_text = evidence_text || document")
    make_stories(path, Outlets.of(shipped()))
    with served(path) as address:
        page.goto(f"{address}/stories")
        page.locator(".story-list a").first.click()
        expect(page.locator(".told")).to_have_count(12)
        page.get_by_role("link", name="Next").click()
        expect(page.locator(".told")).to_have_count(12)
        expect(page.locator("main")).to_contain_text("Page 2 of 3")
        page.get_by_role("link", name="Next").click()
        expect(page.locator(".told")).to_have_count(6)
        answer = page.goto(page.url.replace("page=3", "page=4"))
        assert answer is not None
        assert answer.status == 404


@pytest.mark.parametrize("path", ["/stories/s0", "/stories?reports=many"])
def test_what_is_not_there_is_said(site: str, page: Page, path: str) -> None:
    answer = page.goto(site + path)
    assert answer is not None
    assert answer.status in (400, 404)
    expect(page.locator("main")).to_contain_text("s0" if "s0" in path else "many")
