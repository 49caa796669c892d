"""Every page in a real browser: no violation that axe knows, no error, nothing from elsewhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from support.browser import Watch, violations

pytestmark = pytest.mark.browser

PAGES = [
    "/",
    "/about",
    "/problems",
    "/sql?q=SELECT+event,type+FROM+flat+LIMIT+5",
    "/events/minsk-2015/e1",
    "/actors/Ukraine",
    "/documents",
    "/documents?outlet=Alborz",
    "/documents/minsk-2015",
    "/documents/mumbai-2008?mark=e1",
    "/documents/minsk-2015?mark=s1",
    "/events",
    "/events?type=ASSAULT",
    "/events?q=xylophone",
    "/review",
    "/review/agreement",
    "/stories",
    "/explore",
    "/explore?days=published&unit=year",
    "/explore?q=ceasefire+OR+attack&type=ASSAULT",
    "/explore?country=NOR&type=AID",
    "/explore/map",
    "/explore/map?at=35,35&zoom=3",
    "/explore/matrix",
    "/explore/matrix?by=actor",
    "/explore/network?by=actor",
    "/explore/by/sector",
    "/no-such-page",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(
    wire_site: str, new_page: Callable[..., Page], path: str, scheme: str
) -> None:
    page = new_page(scheme=scheme)
    watch = Watch(page)
    page.goto(wire_site + path)
    assert violations(page) == []
    assert watch.foreign(wire_site) == []
    if path != "/no-such-page":
        assert watch.errors == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_telephone(
    wire_site: str, new_page: Callable[..., Page], path: str
) -> None:
    page = new_page(width=390, height=844)
    page.goto(wire_site + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_does_find_what_is_wrong(wire_site: str, page: Page) -> None:
    page.goto(f"{wire_site}/documents")
    page.evaluate("document.body.append(document.createElement('button'))")
    assert any(found.startswith("button-name") for found in violations(page))
