"""The application: pages, static files, errors in words, and the guard around all of it."""

from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from onrecord.store import QueryError, SearchError, StoreError, TooSlowError
from onrecord.web import registry
from onrecord.web.security import Guard, new_token
from onrecord.web.site import Site, site_of
from onrecord.web.view import View, html


def create_app(store: str | Path, *, token: str | None = None, debug: bool = False) -> Starlette:
    """The page of a store.

    Args:
        store: the `.duckdb` file that `onrecord code --to` wrote.
        token: the secret of writes; a new one, if not given.
        debug: let errors through instead of answering in a sentence.

    Raises StoreError where the store can't be read.
    """
    token = token or new_token()
    found = registry.find()
    site = Site(Path(store), token, found.navigation)
    with site.reader.confined() as ask:
        ask.rows("SELECT 1")
    static = Mount("/static", StaticFiles(directory=str(files("onrecord.web") / "static")))
    app = Starlette(
        debug=debug,
        routes=[static, *found.routes],
        middleware=[Middleware(Guard, token=token)],
        exception_handlers={} if debug else {  # type: ignore[arg-type]
            HTTPException: _told,
            StoreError: _store_error,
            Exception: _unforeseen,
        },
    )  # fmt: skip
    app.state.site = site
    return app


TITLES = {
    400: "That can’t be asked",
    403: "Not allowed",
    404: "Not here",
    405: "Not done this way",
    503: "The store is busy",
    500: "Something went wrong here",
}


def _error(request: Request, status: int, sentence: str) -> Response:
    """An error in a sentence: as a page for a browser, else as plain text."""
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse(f"onrecord: {sentence}\n", status)
    title = TITLES.get(status, f"Error {status}")
    context = {"sentence": sentence, "status": status}
    return html(request, View(template="error.html", title=title, context=context), status)


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    sentence = error.detail
    if error.status_code == 404 and sentence == "Not Found":
        sentence = f"there is no page {request.url.path}; the store is {site_of(request).path.name}"
    return _error(request, error.status_code, sentence)


def _store_error(request: Request, error: Exception) -> Response:
    asked = isinstance(error, QueryError | SearchError)
    status = 400 if asked and not isinstance(error, TooSlowError) else 503
    return _error(request, status, str(error))


def _unforeseen(request: Request, error: Exception) -> Response:
    return _error(
        request, 500, "an error that nobody foresaw; the terminal of onrecord serve shows it"
    )
