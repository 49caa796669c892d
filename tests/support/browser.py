"""A real browser for tests of the page: a server for a store, and what a test asks of a page."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Page

from onrecord.web.app import create_app
from onrecord.web.server import HOST, listening

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).parents[1] / "web" / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextmanager
def served(store: Path, **options: Any) -> Generator[str, None, None]:
    """The address, without a slash at the end, of a server for a store; it ends with the block."""
    app = create_app(store, **options)
    with listening(0) as sock:
        sock.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


class Watch:
    """What went wrong on a page while it was watched."""

    def __init__(self, page: Page):
        self.dialogs: list[str] = []
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("dialog", self._dialog)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._console)
        page.on("request", lambda request: self.requests.append(request.url))

    def _dialog(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def foreign(self, address: str) -> list[str]:
        """Requests that went elsewhere than to the server; a page has none."""
        own = (f"{address}/", "data:", "about:")
        return [url for url in self.requests if not url.startswith(own)]


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: rule, and the elements that break it.

    axe runs in an isolated world, so the page's own policy stays as it is.
    """
    page.evaluate(AXE.read_text("utf-8") + "\n;undefined")
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", RULES
    )
    return [
        f"{one['id']}: {one['help']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
