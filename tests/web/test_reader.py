"""The reader in a real browser: the right words are marked, by mouse and by keyboard."""

from collections.abc import Generator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page

from onrecord.cli.main import main
from onrecord.export import read_records
from onrecord.model import (
    AccordingTo,
    Actor,
    ActorMention,
    Document,
    EventDate,
    EventMention,
    EventPlace,
    Evidence,
    Party,
    Place,
    Record,
    Speaker,
    Time,
    Trigger,
)
from onrecord.store import StoreWriter
from onrecord.web.marks import items, kept_stretches, paragraphs, pieces
from onrecord.web.words import document_url
from support.browser import Watch, served, violations
from support.records import CODER, made_record

pytestmark = pytest.mark.browser

TEXT = """🕊️👩🏽‍🚒 Ceasefire in Port Sela 🚢

PORT SELA, May 24 — 🇳🇴 Norland\u2019s army attacked the café\u0301 district of Estria on Monday, the
general Zo\u0308e Ka\u0301rmen said. "We 🔥 attacked nobody," President Łukasz Ångström told
reporters.

\u0627\u0644\u062c\u064a\u0634 \u0642\u0627\u0644: Norland accused Estria of
shelling the \u05e9\u05dc\u05d5\u05dd harbour on May 22.
"""
MARKED = """id => {
  const found = {};
  for (const seg of document.querySelectorAll('.article .seg')) {
    for (const mark of seg.dataset.m.trim().split(' ')) {
      const [item, role] = mark.split(':');
      if (item === id) (found[role] ||= []).push(seg.textContent);
    }
  }
  return found;
}"""
SHOWN = """() => [...document.querySelectorAll('.article .seg[data-role]')].map(
    (seg) => [seg.dataset.role, seg.dataset.second || '', seg.textContent])"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unicode")
    (folder / "text").mkdir()
    (folder / "text" / "signs.txt").write_text(TEXT, "utf-8")
    for name, more in (("full", ["--with-text"]), ("kept", []), ("none", ["--quote", "none"])):
        made = ["code", str(folder / "text"), "--to", str(folder / f"{name}.duckdb")]
        assert main([*made, "--published", "2021-05-24", "--outlet", "Sela Wire", *more]) == 0
    return folder


@pytest.fixture(scope="module")
def record(store: Path) -> Record:
    (one,) = read_records(store / "full.duckdb")
    assert one.events
    assert one.statements
    return one


@pytest.fixture(scope="module")
def site(store: Path) -> Generator[str, None, None]:
    with served(store / "full.duckdb") as address:
        yield address


def test_marks_are_the_records_words_also_beyond_utf16(
    site: str, record: Record, page: Page
) -> None:
    page.goto(site + document_url(record.document.id))
    text = record.document.text or ""
    for item in items(record):
        marked = page.evaluate(MARKED, item.id)
        for role in {role for _, role in item.marks}:
            spans = sorted({span for span, named in item.marks if named == role})
            wanted = "".join(text[start:end] for start, end in spans)
            assert "".join(marked[role]) == wanted, (item.id, role)


def test_the_article_is_the_text(site: str, record: Record, page: Page) -> None:
    page.goto(site + document_url(record.document.id))
    parts = "[...document.querySelectorAll('h1, .body p')].map(p => p.textContent)"
    shown = page.evaluate(parts)
    assert [" ".join(p.split()) for p in shown] == [
        " ".join(stretch.text.split()) for stretch in paragraphs(record.document.text or "")
    ]


SAID = "Rebels shelled the Estrian harbour on Monday, the Norland army said. They denied it."


def made(text: str) -> Record:
    """A record by hand, so that no rule of the coder moves a mark: e1 is told in s1."""
    base = made_record(Document(text=text, id="made", outlet="Sela Wire", published="2021-05-24"))

    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    def party(words: str, actor: str) -> Party:
        return Party(span=at(words), text=words, actor=actor)

    told = AccordingTo(statement="s1", chain=["a3", "outlet"])
    trigger = Trigger(span=at("shelled"), text="shelled", lemma="shell")
    evidence = [Evidence(span=(0, text.index(",")), text=text[: text.index(",")])]
    army = at("the Norland army")
    event = msgspec.structs.replace(
        base.events[0],
        trigger=trigger,
        evidence=evidence,
        sources=[party("Rebels", "a1")],
        targets=[party("the Estrian harbour", "a2")],
        date=EventDate(time="t1", start="2021-05-24", end="2021-05-24", precision="day"),
        place=EventPlace(place="p1", span=at("Estrian"), text="Estrian"),
        according_to=told,
        asserted_by="source",
        mentions=[
            EventMention(trigger=trigger, evidence=evidence, according_to=told,
                         status="happened", rule="made"),
        ],
    )  # fmt: skip
    said = msgspec.structs.replace(
        base.statements[0],
        speaker=Speaker(span=army, text="the Norland army", actor="a3"),
        cue=Evidence(span=at("said"), text="said"),
        content=[evidence[0].span],
        content_text=[evidence[0].text],
        chain=["a3", "outlet"],
    )
    return msgspec.structs.replace(
        base,
        document=msgspec.structs.replace(base.document, text=text),
        actors=[
            Actor(id=id, name=name, kind=kind, public=True,
                  mentions=[ActorMention(span=at(words), text=words, how="name")])
            for id, name, kind, words in (("a1", "rebels", "unnamed", "Rebels"),
                                          ("a2", "harbour", "place", "the Estrian harbour"),
                                          ("a3", "Norland army", "organisation", "Norland army"))
        ],
        events=[event],
        statements=[said],
        times=[Time(id="t1", span=at("Monday"), text="Monday", type="DATE", value="2021-05-24",
                    rule="made")],
        places=[Place(id="p1", span=at("Estrian"), text="Estrian", name="Estria", rule="made",
                      disputed=True, claimed_by=["NOR", "SWE"])],
    )  # fmt: skip


@pytest.fixture(scope="module")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Generator[str, None, None]:
    path = tmp_path_factory.mktemp("made") / "made.duckdb"
    writer = StoreWriter(path, CODER, "full")
    writer.add(Document(text=SAID, id="made", outlet="Sela Wire"), made(SAID))
    writer.close()
    with served(path) as address:
        yield address


MARKS = [
    ["source", "", "Rebels"],
    ["trigger", "", "shelled"],
    ["target", "", "the "],
    ["target", "place", "Estrian"],
    ["target", "", " harbour"],
    ["time", "", "Monday"],
    ["speaker", "", "the Norland army"],
    ["cue", "", "said"],
]


def test_a_card_marks_its_words_and_unmarks_them(made_site: str, page: Page) -> None:
    page.goto(f"{made_site}/documents/made")
    assert page.evaluate(SHOWN) == []
    page.click("#card-e1 .item-head")
    assert page.evaluate(SHOWN) == MARKS
    chain = page.locator("#card-e1 .chain").inner_text()
    assert chain == "According to Norland army ← Sela Wire"
    assert "contested: claimed by NOR, SWE" in page.locator("#card-e1").inner_text()
    page.click("#card-e1 .item-head")
    assert page.evaluate(SHOWN) == []


def test_an_event_has_a_page_with_the_same_marks(made_site: str, page: Page) -> None:
    page.goto(f"{made_site}/events/made/e1")
    marks = "[...document.querySelectorAll('.quote .mark')].map((m) => m.textContent)"
    assert page.evaluate(marks) == [words for _, _, words in MARKS]
    labels = "[...document.querySelectorAll('.quote [data-label]')].map((m) => m.dataset.label)"
    assert page.evaluate(labels) == [
        "source", "trigger", "target", "place", "time", "speaker", "cue"
    ]  # fmt: skip
    assert violations(page) == []


def test_marks_differ_without_colour(made_site: str, page: Page) -> None:
    page.goto(f"{made_site}/documents/made?mark=e1")
    looks = page.evaluate(
        """() => [...document.querySelectorAll('.article .seg[data-label]')].map((seg) => {
        const s = getComputedStyle(seg);
        return [seg.dataset.role, s.textDecorationStyle + s.textDecorationThickness
          + s.textDecorationLine + s.fontWeight + s.fontStyle];
      })"""
    )
    by_role = dict(looks)
    assert {"source", "trigger", "target", "time", "speaker", "cue"} <= set(by_role)
    assert len(set(by_role.values())) == len(by_role)


def test_overlapping_marks_show_both(made_site: str, page: Page) -> None:
    page.goto(f"{made_site}/documents/made?mark=e1")
    both = page.locator(".article .seg[data-second]")
    assert both.inner_text() == "Estrian"
    assert both.get_attribute("data-label") == "place"
    shadow = both.evaluate("(one) => getComputedStyle(one).boxShadow")
    assert "inset" in shadow
    page.click("#card-e1 [data-go]")
    content = [row for row in page.evaluate(SHOWN) if row[0] == "content"]
    assert "".join(words for _, _, words in content) == SAID[: SAID.index(",")]


def test_the_keyboard_alone_reads_a_report(wire_site: str, page: Page, watch: Watch) -> None:
    page.goto(f"{wire_site}/documents/minsk-2015")
    chosen = ".item.chosen"
    page.keyboard.press("j")
    first = page.locator(chosen).get_attribute("data-item")
    page.keyboard.press("j")
    assert page.locator(chosen).get_attribute("data-item") != first
    page.keyboard.press("k")
    assert page.locator(chosen).get_attribute("data-item") == first
    assert page.evaluate("document.activeElement.classList.contains('item-head')")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{chosen} .why-inner", timeout=60_000)
    why = page.locator(f"{chosen} .why-inner").inner_text().lower()
    assert page.locator(f"{chosen} .item-foot code").inner_text() in why
    assert "clause" in why
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.locator(".why-inner").count() == 0
    assert page.locator(chosen).count() == 1
    page.keyboard.press("Escape")
    assert page.locator(chosen).count() == 0
    page.keyboard.press("s")
    page.keyboard.press("j")
    assert page.locator(chosen).get_attribute("data-item") == "s1"
    page.keyboard.press("?")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.wait_for_url("**/documents/djibouti-2014")
    page.keyboard.press("p")
    page.wait_for_url("**/documents/minsk-2015")
    assert watch.errors == []


def test_words_of_the_text_choose_their_card(made_site: str, page: Page) -> None:
    page.goto(f"{made_site}/documents/made")
    page.click(".body .seg:text-is('shelled')")
    assert page.locator(".item.chosen").get_attribute("data-item") == "e1"
    assert page.url.endswith("?mark=e1")
    page.reload()
    assert page.locator(".item.chosen").get_attribute("data-item") == "e1"
    page.click("#card-e1 [data-go]")
    assert page.locator(".item.chosen").get_attribute("data-item") == "s1"


@pytest.mark.parametrize("name", ["kept", "none"])
def test_without_a_text_the_evidence_stands_for_it(
    store: Path, record: Record, page: Page, name: str
) -> None:
    with served(store / f"{name}.duckdb") as site:
        page.goto(site + document_url(record.document.id))
        assert violations(page) == []
        said = page.locator(".note").first.inner_text()
        body = page.locator(".body p").all_text_contents()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_selector(".why-inner", timeout=60_000)
        assert "--with-text" in page.locator(".why-inner").inner_text()
    if name == "none":
        assert "--quote none" in said
        assert body == []
    else:
        assert "keeps no text" in said
        assert any("attacked nobody" in piece for piece in body)
        assert all(piece in (record.document.text or "") for piece in body)


def test_pieces_and_kept_words_hold_together(record: Record) -> None:
    text = record.document.text or ""
    for stretch in [*paragraphs(text), *kept_stretches(record)]:
        assert text[stretch.start : stretch.start + len(stretch.text)] == stretch.text
        cut = pieces(stretch, items(record))
        assert "".join(piece.text for piece in cut) == stretch.text
        for piece in cut:
            assert text[piece.start : piece.start + len(piece.text)] == piece.text


def test_the_palette_is_the_readers_choice(made_site: str, page: Page) -> None:
    page.goto(f"{made_site}/documents/made?mark=e1")
    colour = (
        "getComputedStyle(document.querySelector('.seg[data-role=source]')).textDecorationColor"
    )
    before = page.evaluate(colour)
    page.click(".display-menu summary")
    page.check("input[name=palette][value=safe]")
    assert page.evaluate(colour) != before
    page.check("input[name=theme][value=dark]")
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("document.documentElement.dataset.palette") == "safe"
    page.click(".display-menu summary")
    assert violations(page) == []
