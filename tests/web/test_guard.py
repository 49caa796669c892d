"""Who may ask the page: this machine, from the page itself, and with its token where it writes."""

import json
import socket
import time
from http.client import HTTPConnection
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from onrecord.web.pages.sql import SECONDS
from onrecord.web.server import HOST, PortError, listening
from support.browser import Watch

RUN = "button:text-is('Run')"


def ask(site: str, method: str = "GET", path: str = "/", body: str = "", **headers: str) -> int:
    """The status of an answer to a request with headers of one's own, `sec_fetch_site="none"`."""
    parts = urlsplit(site)
    connection = HTTPConnection(parts.hostname or "", parts.port)
    connection.putrequest(method, path, skip_host=True)
    given = {"host": parts.netloc} | {k.replace("_", "-"): v for k, v in headers.items()}
    for name, value in given.items():
        connection.putheader(name, value)
    if body:
        connection.putheader("content-length", str(len(body)))
    connection.endheaders(body.encode())
    status = connection.getresponse().status
    connection.close()
    return status


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "", "10.0.0.1", "[::2]:80"],
)
def test_a_foreign_host_is_refused(wire_site: str, host: str) -> None:
    assert ask(wire_site, host=host) == 403
    assert ask(wire_site, host=host, path="/static/page.js") == 403


def test_this_machines_names_are_answered(wire_site: str) -> None:
    port = urlsplit(wire_site).port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", "localhost"):
        assert ask(wire_site, host=host) == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "file://"])
def test_a_foreign_origin_is_refused(wire_site: str, origin: str) -> None:
    assert ask(wire_site, origin=origin) == 403


def test_another_sites_page_may_link_here_and_nothing_else(wire_site: str) -> None:
    cross = {"sec_fetch_site": "cross-site"}
    link = {**cross, "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}
    assert ask(wire_site, **link) == 200
    assert ask(wire_site, path="/events.json", **cross, sec_fetch_mode="no-cors") == 403
    frame = {**cross, "sec_fetch_mode": "navigate", "sec_fetch_dest": "iframe"}
    assert ask(wire_site, **frame) == 403


def token_of(site: str) -> str:
    page = urlopen(site + "/").read().decode()
    return page.partition('X-Onrecord-Token": "')[2].partition('"')[0]


def test_a_write_needs_the_pages_token(wire_site: str) -> None:
    token = token_of(wire_site)
    assert len(token) > 20
    form = {"content_type": "application/x-www-form-urlencoded"}
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(wire_site, method) == 403
        assert ask(wire_site, method, x_onrecord_token="wrong") == 403
        assert ask(wire_site, method, x_onrecord_token=token) == 405
    assert ask(wire_site, "POST", body="a=b", **form) == 403
    assert ask(wire_site, "POST", body="token=wrong", **form) == 403
    assert ask(wire_site, "POST", body=f"a=b&token={token}", **form) == 405
    assert ask(wire_site, "POST", body=f"token={token}&a={'x' * 2_100_000}", **form) == 403
    assert ask(wire_site, "POST", x_onrecord_token=token, origin="http://evil.example") == 403


def sql(site: str, query: str, **headers: str) -> str:
    """What the SQL page answers as JSON, or its error."""
    from urllib.error import HTTPError
    from urllib.request import Request

    try:
        url = f"{site}/sql.json?q={quote(query)}"
        return urlopen(Request(url, headers=headers)).read().decode()
    except HTTPError as error:
        return f"{error.code} {error.read().decode()}"


@pytest.mark.parametrize(
    "query",
    [
        "DROP TABLE events",
        "DELETE FROM events",
        "COPY events TO '/tmp/onrecord-stolen.csv'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM glob('/*')",
        "ATTACH '/tmp/onrecord-other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM 'http://127.0.0.1:1/x.csv'",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "EXPORT DATABASE '/tmp/onrecord-export'",
        "SELECT * FROM HOST",
        "SELECT 1; DROP TABLE events",
    ],
)
def test_sql_only_reads_the_store(wire_site: str, query: str) -> None:
    answer = sql(wire_site, query)
    assert "root:" not in answer
    assert '"rows":[' not in answer
    assert json.loads(sql(wire_site, "SELECT count(*) AS n FROM events"))["rows"][0]["n"] > 100


@pytest.mark.browser
def test_sql_in_the_browser(wire_site: str, page: Page, watch: Watch) -> None:
    alert = page.locator("[role=alert]")
    page.goto(f"{wire_site}/sql")
    page.fill("textarea", "SELECT type, count(*) AS n FROM events GROUP BY type ORDER BY n DESC")
    page.click(RUN)
    expect(page.locator("th")).to_have_text(["type", "n"])
    page.fill("textarea", "DROP TABLE events")
    page.click(RUN)
    expect(alert).to_contain_text("read-only")
    began = time.monotonic()
    page.fill("textarea", "SELECT count(*) FROM range(1000000000) a, range(1000000000) b")
    page.click(RUN, no_wait_after=True)
    expect(alert).to_contain_text("stopped after 10 s", timeout=60_000)
    assert time.monotonic() - began < 3 * SECONDS
    assert watch.errors == []


@pytest.mark.browser
def test_another_sites_link_runs_no_sql(wire_site: str, page: Page) -> None:
    page.route("http://elsewhere.example/", lambda route: route.fulfill(
        body=f"<a href='{wire_site}/sql?q=SELECT+42+AS+n'>here</a>", content_type="text/html"
    ))  # fmt: skip
    page.goto("http://elsewhere.example/")
    page.click("a")
    page.wait_for_selector("textarea")
    assert page.locator("textarea").input_value() == "SELECT 42 AS n"
    assert page.locator("table").count() == 0
    page.click(RUN)
    expect(page.locator("td")).to_have_text("42")


def test_the_server_is_bound_to_this_machine_alone() -> None:
    with listening(0) as sock:
        assert sock.getsockname()[0] == HOST == "127.0.0.1"


def test_a_taken_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(PortError, match=f"port {port} .* --port"):
            listening(port)
