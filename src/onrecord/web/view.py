"""What a page answers: one view, as HTML, as CSV and as JSON, with the SQL and a citation."""

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import IO, Any
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from onrecord.export.spreadsheets import disarmed
from onrecord.web.filters import Filter
from onrecord.web.query import Query
from onrecord.web.site import Site, site_of

MEMORY = 8_000_000
"""Bytes of a download that are kept in memory; a longer one waits in a temporary file."""
DOWNLOAD_SECONDS = 120.0
FORMATS = ("csv", "json")


class View(msgspec.Struct, frozen=True, kw_only=True):
    """One page, whatever the format."""

    template: str
    title: str
    query: Query | None = None
    """Its rows are the page's `.csv` and `.json`, and its SQL is shown. It has no LIMIT: HTML
    pages through `context`, downloads are whole."""
    data: Any = None
    """What `.json` gives in place of the rows, such as a whole record."""
    table: list[dict[str, Any]] | None = None
    """What `.csv` gives where the rows come from no query; all of them have the same keys."""
    context: dict[str, Any] = {}
    """Further names of the template."""
    filter: Filter = Filter()
    cite: str | None = None
    """A citation to copy; without one the page itself is cited."""
    section: str = ""
    """The path of the navigation's entry that the page belongs to."""


Viewer = Callable[[Request], "View | Response"]


def page(path: str, viewer: Viewer, name: str | None = None) -> list[BaseRoute]:
    """The routes of one page: `path`, `path.csv` and `path.json`.

    Args:
        path: as Starlette writes it, `/events/{document:path}/{id}`.
        viewer: reads the request and answers; runs in a thread, so it may wait for the store.
        name: for `url_for`; the function's name, if not said.
    """
    name = name or viewer.__name__  # type: ignore[attr-defined]

    def route(suffix: str) -> Route:
        def endpoint(request: Request) -> Response:
            return answer(request, viewer(request), suffix)

        return Route(f"{path}.{suffix}" if suffix else path, endpoint,
                     name=f"{name}.{suffix}" if suffix else name)  # fmt: skip

    return [route(suffix) for suffix in (*FORMATS, "")]


def answer(request: Request, view: "View | Response", suffix: str = "") -> Response:
    """A view in one of its formats. A Response is handed on."""
    if isinstance(view, Response):
        return view
    if suffix == "csv":
        return _csv(request, view)
    return _json(request, view) if suffix == "json" else html(request, view)


def html(request: Request, view: View, status: int = 200) -> HTMLResponse:
    """A view as a page; as a fragment of it, where htmx asks for a part and a block exists."""
    site = site_of(request)
    names = {
        "request": request,
        "view": view,
        "title": view.title,
        "filter": view.filter,
        "sql": view.query.shown() if view.query else None,
        "citation": view.cite or cite_page(request, view),
        "formats": formats_of(request, view),
        **view.context,
    }
    return HTMLResponse(site.render(view.template, names), status)


def formats_of(request: Request, view: View) -> dict[str, str]:
    """The addresses of the page's other formats, by name."""
    if view.query is None and view.data is None:
        return {}
    path = quote(request.scope["path"], safe="/:@!$&'()*+,;=~")
    is_table = view.query is not None or view.table is not None
    names = FORMATS if is_table else ("json",)
    asked = f"?{request.url.query}" if request.url.query else ""
    return {name: f"{path}.{name}{asked}" for name in names}


def cite_page(request: Request, view: View) -> str:
    """A citation of a page: what, from which store, made by what, seen when."""
    site = site_of(request)
    asked = ", ".join(f"{name} {value}" for name, value, _ in view.filter.chips())
    chosen = f" ({asked})" if asked else ""
    return (
        f"“{view.title}”{chosen}. Event data of the store {site.path.name}, coded with onrecord "
        f"{site.version}. Retrieved {date.today().isoformat()}."
    )


# --- downloads ------------------------------------------------------------------------------


def _csv(request: Request, view: View) -> Response:
    raw = request.query_params.get("raw") == "1"
    if view.query is None and view.table is not None:
        return Response(_lines(view.table, raw), media_type="text/csv; charset=utf-8")
    if view.query is None:
        return Response("onrecord: this page is no table; ask for .json\n", 404)

    def write(file: IO[str], site: Site, query: Query) -> None:
        out = csv.writer(file)
        with site.reader.confined(DOWNLOAD_SECONDS) as ask:
            names, batches = ask.batches(query.sql, query.parameters)
            out.writerow(names)
            for rows in batches:
                out.writerows([csv_cell(value, raw) for value in row] for row in rows)

    return _download(request, view, view.query, write, "text/csv; charset=utf-8", "csv")


def _lines(table: list[dict[str, Any]], raw: bool) -> str:
    """A table that is at hand as CSV."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(table[0] if table else ())
    lines.writerows([csv_cell(value, raw) for value in row.values()] for row in table)
    return out.getvalue()


def csv_cell(value: Any, raw: bool = False) -> Any:
    """A cell as CSV has it: lists joined, and no text that a spreadsheet would run.

    Args:
        raw: leave texts as they are.
    """
    if isinstance(value, list | tuple):
        value = "; ".join(str(item) for item in value)
    return value if raw else disarmed(value)


def _json(request: Request, view: View) -> Response:
    head = {
        "title": view.title,
        "citation": view.cite or cite_page(request, view),
        "sql": view.query.shown() if view.query else None,
    }
    if view.query is None or view.data is not None:
        body = msgspec.json.format(_encoded({**head, "data": view.data}), indent=1)
        return Response(body, media_type="application/json")

    def write(file: IO[str], site: Site, query: Query) -> None:
        begin = _encoded(head).decode()
        file.write(f'{begin[:-1]},"rows":[')
        comma = ""
        with site.reader.confined(DOWNLOAD_SECONDS) as ask:
            names, batches = ask.batches(query.sql, query.parameters)
            for rows in batches:
                for row in rows:
                    line = _encoded(dict(zip(names, row, strict=True))).decode()
                    file.write(f"{comma}\n{line}")
                    comma = ","
        file.write("\n]}\n")

    return _download(request, view, view.query, write, "application/json", "json")


def _encoded(value: Any) -> bytes:
    return msgspec.json.encode(value, enc_hook=str)


def _download(
    request: Request,
    view: View,
    query: Query,
    write: Callable[[IO[str], Site, Query], None],
    kind: str,
    suffix: str,
) -> StreamingResponse:
    """Write all rows first, so that the store is closed again while the browser reads."""
    file = tempfile.SpooledTemporaryFile(MEMORY)  # noqa: SIM115
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)  # type: ignore[arg-type]
    write(text, site_of(request), query)
    file.seek(0)

    def chunks() -> Iterator[bytes]:
        with text:
            while chunk := file.read(1 << 16):
                yield chunk

    name = "".join(c if c.isascii() and c.isalnum() else "-" for c in view.title).strip("-")
    shown = "attachment" if suffix == "csv" else "inline"
    headers = {"content-disposition": f'{shown}; filename="{name[:60] or "page"}.{suffix}"'}
    return StreamingResponse(chunks(), media_type=kind, headers=headers)
