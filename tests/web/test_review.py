"""Reviewing in a real browser: with the keyboard alone, by two people, and through kill -9."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page

from onrecord.model import Document
from onrecord.review import Case, ReviewLog, cases_of, settle
from support.browser import Watch, served, violations
from support.records import made_record
from support.reviewed import write

pytestmark = pytest.mark.browser

TEXT = (
    "Norland🙂 attacked harbour {} of Estria 👩‍👩‍👧 again,\r\n"
    "said the mayor — “a sad day” 😢 — on Monday near Port Sela\u00a0😀 Norland"
)


def documents() -> list[Document]:
    return [
        Document(text=TEXT.format(n), id=f"d{n}", outlet="Harbour News", title=f"Report {n}")
        for n in range(4)
    ]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Four reports, with their texts, full of characters beyond the first 65,536."""
    path = tmp_path / "run.duckdb"
    records = []
    for item in documents():
        record = made_record(item)
        header = msgspec.structs.replace(record.document, text=item.text, title=item.title)
        records.append((item, msgspec.structs.replace(record, document=header)))
    write(path, *records)
    return path


@pytest.fixture
def site(store: Path) -> Generator[str, None, None]:
    with served(store) as address:
        yield address


def begin(page: Page, site: str, name: str, queue: str = "In random order") -> None:
    """Say who reviews, and open the first event."""
    page.goto(f"{site}/review")
    page.fill("input[name=name]", name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/review")
    page.get_by_role("link", name=f"Review: {queue}").click()
    page.wait_for_selector(".review")
    page.wait_for_load_state()  # its script takes keys now


def onward(page: Page, key: str) -> None:
    """Press a key that writes, and wait for the page after."""
    before = page.url
    page.keyboard.press(key)
    page.wait_for_function("before => location.href !== before", arg=before)
    page.wait_for_load_state()


def only(cases: list[Case], document: str) -> Case:
    (case,) = [case for case in cases if case.identity.document == document]
    return case


def at_document(page: Page, document: str) -> None:
    """Wait until this report's event is shown and its script takes keys."""
    page.locator(f".review[data-document='{document}']").wait_for()
    page.wait_for_load_state()


def shown_document(page: Page) -> str:
    return page.locator(".review").get_attribute("data-document") or ""


def test_a_queue_with_the_keyboard_alone(store: Path, site: str, page: Page, watch: Watch) -> None:
    begin(page, site, "Ada")
    first = shown_document(page)
    onward(page, "a")
    second = shown_document(page)
    onward(page, "r")
    third = shown_document(page)
    page.keyboard.press("k")
    at_document(page, second)
    page.keyboard.press("j")
    at_document(page, third)
    page.keyboard.press("4")  # the status
    page.keyboard.press("d")  # chooses `denied` in the list
    page.keyboard.press("Enter")
    assert "denied" in page.locator("[data-field=status] [data-shown]").inner_text()
    onward(page, "a")
    page.keyboard.press("c")
    page.keyboard.type("so it is")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.getElementById('why').value === ''")
    found = cases_of(store)
    outcomes = {c.identity.document: s.outcome for c in found if (s := settle(c)) is not None}
    assert outcomes == {first: "accepted", second: "rejected", third: "corrected"}
    assert watch.errors == []
    assert watch.dialogs == []


def test_words_marked_by_keyboard_have_their_place_in_code_points(
    store: Path, site: str, page: Page
) -> None:
    begin(page, site, "Ada")
    document = shown_document(page)
    page.keyboard.press("3")  # the target
    page.keyboard.press("w")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowRight")
    assert page.evaluate("getSelection().toString()").startswith("😀 Norland")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    onward(page, "a")
    text = documents()[int(document[1:])].text
    (act,) = ReviewLog(store).acts()
    assert act.field == "targets"
    start, end = act.value[-1]["span"]
    assert text[start:end] == act.value[-1]["text"] == "😀 Norland"
    assert [text[a:b] for a, b in act.spans or []] == act.words


def test_words_marked_with_the_mouse(store: Path, site: str, page: Page) -> None:
    begin(page, site, "Ada")
    document = shown_document(page)
    page.keyboard.press("2")
    page.click("[data-field=sources] [data-mark]")
    box = page.evaluate(
        """() => {
          const stretch = document.querySelector('.stretch');
          const walker = document.createTreeWalker(stretch, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf('mayor');
            if (at >= 0) {
              const range = document.createRange();
              range.setStart(node, at); range.setEnd(node, at + 5);
              const box = range.getBoundingClientRect();
              return [box.left, box.right, (box.top + box.bottom) / 2];
            }
          }
        }"""
    )
    page.mouse.move(box[0] + 1, box[2])
    page.mouse.down()
    page.mouse.move(box[1] - 1, box[2], steps=5)
    page.mouse.up()
    page.locator("[data-field=sources] [data-shown]").filter(has_text="mayor").wait_for()
    onward(page, "a")
    text = documents()[int(document[1:])].text
    (act,) = ReviewLog(store).acts()
    assert text[slice(*act.value[-1]["span"])] == "mayor"


def test_a_missed_event_is_added(store: Path, site: str, page: Page) -> None:
    begin(page, site, "Ada")
    document = shown_document(page)
    onward(page, "m")
    page.click("[data-field=type] .f-open")
    page.select_option("#edit-type select", "ACCUSE")
    page.click("[data-field=type] [data-done]")
    page.click("[data-field=trigger] .f-open")
    page.keyboard.press("w")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url("**/review/at/*/r*")
    case = only(cases_of(store), document)
    settled = settle(case)
    assert settled is not None
    assert (settled.outcome, case.identity.type) == ("added", "ACCUSE")
    text = documents()[int(document[1:])].text
    assert text[case.identity.start : case.identity.end] == "Norland"


def test_two_reviewers_and_one_who_settles(
    store: Path, site: str, new_page: Callable[..., Page]
) -> None:
    ada, ben, cleo = new_page(), new_page(), new_page()
    begin(ada, site, "Ada")
    begin(ben, site, "Ben")
    document = shown_document(ada)
    assert shown_document(ben) == document
    onward(ada, "a")
    ben.reload()
    assert "Ada" not in ben.inner_text("main")
    ben.keyboard.press("4")
    ben.keyboard.press("d")
    ben.keyboard.press("Enter")
    onward(ben, "a")
    cleo.goto(f"{site}/review")
    cleo.fill("input[name=name]", "Cleo")
    with cleo.expect_navigation():
        cleo.keyboard.press("Enter")
    cleo.goto(f"{site}/review/agreement")
    assert violations(cleo) == []
    assert "Ben: denied" in cleo.inner_text("main")
    with cleo.expect_navigation():
        cleo.get_by_role("link", name="Settle status").click()
    assert violations(cleo) == []
    cleo.get_by_role("listitem").filter(has_text="Ben: denied").get_by_role("button").click()
    cleo.wait_for_url("**/review/agreement")
    assert "No disagreement is open" in cleo.inner_text("main")
    settled = settle(only(cases_of(store), document))
    assert settled is not None
    assert (settled.outcome, settled.values) == ("corrected", {"status": "denied"})
    assert len(ReviewLog(store).acts()) == 3


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def serving(store: Path, at: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "onrecord", "serve", str(store), "--port", str(at)]
    child = subprocess.Popen([*command, "--no-browser"], env=os.environ, stdout=subprocess.DEVNULL)
    for _ in range(400):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{at}/review", timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return child
    raise AssertionError("the server didn't start")


def test_reviews_survive_kill_9_of_the_server(store: Path, page: Page) -> None:
    at = port()
    site = f"http://127.0.0.1:{at}"
    child = serving(store, at)
    try:
        begin(page, site, "Ada")
        first = shown_document(page)
        onward(page, "a")
        second = shown_document(page)
        page.keyboard.press("4")
        page.keyboard.press("d")
        page.keyboard.press("Enter")
        child.send_signal(signal.SIGKILL)
        child.wait()
        page.keyboard.press("a")
        page.wait_for_selector("#error:not(:empty)")
        assert "your edits are kept" in page.inner_text("#error")
        copy = store.with_name("copy.duckdb")
        shutil.copy(store, copy)
        assert [c.identity.document for c in cases_of(copy)] == [first]
        child = serving(store, at)
        page.keyboard.press("a")  # the token of the dead server
        page.wait_for_function(
            "() => document.getElementById('error').textContent.includes('Reload')"
        )
        page.reload()
        assert shown_document(page) == second
        assert page.locator("[data-field=status] [data-shown]").inner_text() == "denied"
        onward(page, "a")
    finally:
        child.kill()
        child.wait()
    outcomes = {c.identity.document: s.outcome for c in cases_of(store) if (s := settle(c))}
    assert outcomes == {first: "accepted", second: "corrected"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(site: str, new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(scheme=scheme)
    watch = Watch(page)
    page.goto(f"{site}/review")
    assert violations(page) == []
    begin(page, site, "Ada")
    assert violations(page) == []
    for key in "123456":
        page.keyboard.press(key)
    page.click(".more summary")
    assert violations(page) == []
    page.keyboard.press("2")
    page.keyboard.press("w")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.goto(f"{site}/review/agreement")
    assert violations(page) == []
    assert watch.errors == []
    assert watch.foreign(site) == []


def test_nothing_is_wider_than_a_telephone(site: str, new_page: Callable[..., Page]) -> None:
    page = new_page(width=390, height=844)
    begin(page, site, "Ada")
    for path in (page.url, f"{site}/review", f"{site}/review/agreement"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_names_and_words_that_would_run_do_not(
    tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    bad = "<img/src=x/onerror=alert(1)>"
    item = Document(text=f"{bad} attacked {bad}", id="d<b>", outlet=bad, title=bad)
    path = tmp_path / "bad.duckdb"
    record = made_record(item)
    header = msgspec.structs.replace(record.document, text=item.text, title=bad, outlet=bad)
    write(path, (item, msgspec.structs.replace(record, document=header)))
    with served(path) as site:
        page = new_page()
        watch = Watch(page)
        begin(page, site, bad)
        assert bad in page.inner_text("#text")
        page.keyboard.press("2")
        page.keyboard.press("Escape")
        page.keyboard.press("r")
        page.wait_for_url("**/review?said*")
        page.goto(f"{site}/review/agreement")
        assert watch.dialogs == []
        assert watch.errors == []
