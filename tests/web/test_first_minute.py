"""From the start page to a marked sentence, every code explained, at the width of a telephone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from onrecord.web import codes
from onrecord.what.ontology import ontology

pytestmark = pytest.mark.browser


def test_the_start_page_marks_a_sentence_and_leads_into_its_report(
    wire_site: str, page: Page
) -> None:
    page.goto(f"{wire_site}/")
    example = page.locator(".example")
    expect(example.locator("blockquote .r-trigger")).to_be_visible()
    for role in ("source", "target"):
        expect(example.locator(f"blockquote .r-{role}").first).to_be_visible()
    trigger = example.locator("blockquote .r-trigger").first.inner_text()
    example.get_by_role("link", name="Read it in the report").click()
    marked = page.locator('.body .seg[data-role="trigger"]')
    expect(marked.first).to_be_visible()
    assert marked.first.inner_text() == trigger
    expect(page.locator(".item.chosen")).to_have_count(1)


def test_every_type_of_the_start_page_says_what_it_means(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/")
    lines = page.get_by_role("region", name="What is told").get_by_role("listitem").all()
    assert len(lines) > 5
    for line in lines:
        type = line.locator(".bar-name").inner_text()
        assert line.locator(".bar-meaning").inner_text() == codes.TYPES[type]


@pytest.mark.parametrize("event", ["mumbai-2008/e1", "jcpoa-2015-courier/e2", "minsk-2015/e1"])
def test_every_code_of_an_event_is_explained_in_words(
    wire_site: str, page: Page, event: str
) -> None:
    """A telephone has no pointer to show a title with."""
    page.goto(f"{wire_site}/events/{event}")
    told = page.get_by_role("region", name="How to read it").inner_text()
    for code in page.locator(".lines .code").all_inner_texts():
        assert f"{code} {codes.actor_code(code)}" in " ".join(told.split())
    modes = page.locator(".one-event .detail").all_inner_texts()
    for mode in re.findall(r"[a-z-]+", modes[0].split("·")[0]) if modes else []:
        assert mode == "about" or mode in told


@pytest.mark.parametrize("path", ["/", "/explore", "/review", "/documents/minsk-2015"])
def test_all_pages_of_the_navigation_are_in_sight_on_a_telephone(
    wire_site: str, new_page: Callable[..., Page], path: str
) -> None:
    page = new_page(width=390, height=844)
    page.goto(wire_site + path)
    links = page.get_by_role("navigation", name="Pages").get_by_role("link").all()
    assert [link.inner_text() for link in links][-1] == "Review"
    display = page.locator(".display-menu").bounding_box()
    assert display
    for link in links:
        box = link.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= display["x"] + 1


def test_the_words_of_a_view_stand_below_it(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/explore?type=ASSAULT")
    section = page.get_by_role("region", name="In which words")
    section.scroll_into_view_if_needed()
    rows = section.locator("tbody tr")
    expect(rows.first).to_contain_text("ASSAULT")
    assert rows.count() == 8
    section.get_by_role("link", name="All of them").click()
    assert page.url.endswith("/events?type=ASSAULT")


def test_a_list_of_events_is_sorted_by_choice(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/events?status=happened")
    page.get_by_role("link", name="least sure first").click()
    assert "status=happened" in page.url
    shares = [int(told.rstrip("%")) for told in page.locator("td.num").all_inner_texts()]
    assert shares == sorted(shares)
    expect(page.get_by_role("link", name="least sure first")).to_have_attribute(
        "aria-current", "true"
    )


def test_the_page_about_the_data_has_every_mode_and_context(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/about")
    told = page.locator("main").text_content() or ""
    for (_, mode), fact in ontology().modes.items():
        assert mode in told
        assert fact.meaning in told
    for fact in ontology().contexts.values():
        assert fact.meaning in told
    for link in page.get_by_role("navigation", name="On this page").get_by_role("link").all():
        target = link.get_attribute("href") or ""
        assert page.locator(target).count() == 1


def test_the_examples_of_the_sql_page_answer(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/sql")
    names = page.locator("main .plain-list a").all_inner_texts()
    assert len(names) > 2
    for name in names:
        page.goto(f"{wire_site}/sql")
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.get_by_role("region", name="Answer")).to_be_visible()
