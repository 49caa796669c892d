"""What the tests of the page share: the wire's store, a browser, a page that is watched."""

from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from onrecord.cli.main import main
from support.browser import ARGUMENTS, CHROMIUM, Watch, served


@pytest.fixture(scope="session")
def wire_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled reports, coded into a store with their texts, as `onrecord demo` does."""
    path = tmp_path_factory.mktemp("wire") / "demo.duckdb"
    assert main(["demo", "--to", str(path)]) == 0
    return path


@pytest.fixture(scope="session")
def wire_site(wire_store: Path) -> Generator[str, None, None]:
    """The address of a server for the bundled reports."""
    with served(wire_store) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Generator[Browser, None, None]:
    """Debian's chromium with a fresh profile."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, headless=True
        )
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Generator[Callable[..., Page], None, None]:
    """`new_page(width=1440, scheme="light")`: a page in a context of its own."""
    contexts = []

    def make(width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page at 1440 pixels, light."""
    return new_page()


@pytest.fixture
def watch(page: Page) -> Watch:
    """What goes wrong on `page`."""
    return Watch(page)
