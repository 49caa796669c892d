"""A store full of attacks: nothing of it runs, whatever page shows it."""

import csv
import io
from collections.abc import Generator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from onrecord.model import Record
from onrecord.store import StoreReader
from onrecord.web.words import actor_url, document_url, event_url, segment
from support.browser import Watch, served
from support.hostile import ALL, ATTACKS, write_hostile

RUNNING = """() => [...document.querySelectorAll(
    'img, iframe, object, embed, base, script:not([src^="/static/"]), style, [style], svg script'),
  ...[...document.querySelectorAll('*')].filter((one) => [...one.attributes].some((a) =>
    a.name.startsWith('on') || (['href', 'src', 'action', 'formaction'].includes(a.name)
      && !/^(\\/|#|\\?|https?:|about:)/.test(a.value))))].map((one) => one.outerHTML)"""
"""Elements of a page that would run, load or open what a store brings."""


@pytest.fixture(scope="module")
def hostile(
    wire_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, list[Record]]:
    path = tmp_path_factory.mktemp("hostile") / "hostile.duckdb"
    return path, write_hostile(path, wire_store)


@pytest.fixture(scope="module")
def site(hostile: tuple[Path, list[Record]]) -> Generator[str, None, None]:
    with served(hostile[0]) as address:
        yield address


def addresses(records: list[Record], path: Path) -> list[str]:
    """Every kind of page, of hostile things."""
    record = records[0]
    id = record.document.id
    with StoreReader(path).confined() as ask:
        names = [row[0] for row in ask.rows("SELECT DISTINCT unnest(actors) FROM flat LIMIT 2")]
    assert names
    assert ATTACKS[0] in names[0]
    said = [statement.id for statement in record.statements[:1]]
    return [
        "/", "/about", "/problems", "/documents", "/events", "/stories", "/review", "/explore",
        f"/events?q={segment(ALL)}",
        f"/documents?q={segment(ALL)}&outlet={segment(ALL)}", f"/sql?q={segment(ALL)}",
        "/sql?q=SELECT+*+FROM+documents", f"/{segment(ALL)}", f"/events?from={segment(ALL)}",
        document_url(id), *(f"{document_url(id)}?mark={one}" for one in ("e1", *said)),
        event_url(id, "e1"), *map(actor_url, names), f"/actors/{segment(ALL)}",
    ]  # fmt: skip


@pytest.mark.browser
def test_nothing_in_a_store_runs(
    site: str, hostile: tuple[Path, list[Record]], page: Page, watch: Watch
) -> None:
    for path in addresses(hostile[1], hostile[0]):
        page.goto(site + path)
        assert page.evaluate(RUNNING) == [], path
        assert page.title().endswith("onrecord"), path
    assert watch.dialogs == []
    assert [e for e in watch.errors if "Content Security Policy" in e] == []
    assert watch.foreign(site) == []


@pytest.mark.browser
def test_nothing_runs_in_the_reader_as_it_is_used(
    site: str, hostile: tuple[Path, list[Record]], page: Page, watch: Watch
) -> None:
    record = hostile[1][0]
    page.goto(site + document_url(record.document.id))
    page.keyboard.press("j")
    assert page.locator(".item.chosen").count() == 1
    page.keyboard.press("Enter")
    page.wait_for_selector(".item.chosen .why-inner", timeout=60_000)
    for tab in ("statements", "actors", "more"):
        page.click(f"#tab-{tab}")
        assert page.evaluate(RUNNING) == []
    assert "<script>alert(1)</script>" in page.locator(".article").inner_text()
    assert watch.dialogs == []
    assert [e for e in watch.errors if "Content Security Policy" in e] == []


def test_the_policy_stands_on_every_answer(site: str) -> None:
    for path in ("/", "/events.csv", "/documents.json", "/static/page.js"):
        policy = urlopen(site + path).headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.browser
def test_the_policy_stops_what_would_run(site: str, page: Page, watch: Watch) -> None:
    """The escaping is the first wall; this is the second, shown to stand."""
    page.goto(site)
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"alert(9)\">')"
    )
    page.wait_for_timeout(300)
    assert watch.dialogs == []
    assert any("Content Security Policy" in error for error in watch.errors)


def test_csv_cells_run_in_no_spreadsheet(site: str) -> None:
    for path in ("/events.csv", "/documents.csv", "/problems.csv"):
        rows = list(csv.reader(io.TextIOWrapper(urlopen(site + path), "utf-8", newline="")))
        assert len(rows) > 2
        cells = [cell for row in rows[1:] for cell in row]
        assert [c for c in cells if c.startswith(("=", "+", "@", "\t", "\r"))] == []
    raw = list(csv.reader(io.TextIOWrapper(urlopen(f"{site}/events.csv?raw=1"), "utf-8")))
    assert any(cell.startswith("=HYPERLINK") for row in raw for cell in row)
