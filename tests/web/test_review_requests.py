"""The review's requests without a browser: what is refused, and what is written once."""

import json
import urllib.error
import urllib.request
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from onrecord.review import ReviewLog, cases_of, settle
from support.browser import served
from support.reviewed import store_of

pytestmark = pytest.mark.browser  # `support.browser` needs playwright, though no browser runs
TOKEN = "t" * 32
ACT = {"act": "accept", "document": "d1", "event": "e1", "query": "?queue=random"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return store_of(tmp_path / "run.duckdb", 3)


@pytest.fixture
def site(store: Path) -> Generator[str, None, None]:
    with served(store, token=TOKEN) as address:
        yield address


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def ask(
    address: str, form: dict[str, str] | None = None, who: str | None = "Ada", **headers: str
) -> tuple[int, str, str]:
    """Status, body, and where it sends on to."""
    sent = {key.replace("_", "-"): value for key, value in headers.items()}
    if who:
        sent["cookie"] = f"onrecord-reviewer={who}"
    data = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(address, data, sent)
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=20) as answer:
            return answer.status, answer.read().decode(), ""
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(), error.headers.get("location", "")


def test_an_act_is_written_once_however_often_it_is_sent(store: Path, site: str) -> None:
    form = {**ACT, "token": TOKEN, "id": "0" * 32}
    for _ in range(2):
        status, _, onward = ask(f"{site}/review/act", form)
        assert (status, onward.startswith("/review/next?queue=random")) == (303, True)
    (act,) = ReviewLog(store).acts()
    assert (act.id, act.reviewer, act.role, act.sample) == ("0" * 32, "Ada", "reviewer", None)


def test_writes_need_the_token_and_the_pages_own_origin(store: Path, site: str) -> None:
    foreign = {"origin": "http://elsewhere.example"}
    for form, headers in (
        (ACT, {}),
        ({**ACT, "token": "wrong"}, {}),
        ({**ACT, "token": TOKEN}, foreign),
        ({**ACT, "token": TOKEN}, {"sec_fetch_site": "cross-site"}),
    ):
        assert ask(f"{site}/review/act", form, **headers)[0] == 403
    for path in ("name", "draw"):
        assert ask(f"{site}/review/{path}", {"name": "Eve"})[0] == 403
    assert ReviewLog(store).acts() == []


def test_reading_never_writes(store: Path, site: str) -> None:
    assert ask(f"{site}/review/act?{urlencode({**ACT, 'token': TOKEN})}")[0] == 405
    assert ReviewLog(store).acts() == []


@pytest.mark.parametrize(
    ("form", "what"),
    [
        ({"act": "destroy"}, "there are accept"),
        ({"event": "e9"}, "no event 'e9'"),
        ({"document": "d9"}, "no document 'd9'"),
        ({"act": "edit", "values": "no JSON"}, "no JSON object"),
        ({"act": "edit", "values": '{"status": "maybe"}'}, "no such code"),
        ({"act": "comment"}, "needs words"),
        ({"act": "add", "values": "{}"}, "needs a type"),
    ],
)
def test_what_cannot_be_is_told(site: str, store: Path, form: dict[str, str], what: str) -> None:
    status, body, _ = ask(f"{site}/review/act", {**ACT, "token": TOKEN, **form})
    assert status == 400
    assert what in body
    assert ReviewLog(store).acts() == []


def test_nobody_reviews_without_a_name(site: str) -> None:
    assert ask(f"{site}/review/act", {**ACT, "token": TOKEN}, who=None)[0] == 400
    status, _, onward = ask(f"{site}/review/next?queue=random", who=None)
    assert (status, onward) == (303, "/review?next=%2Freview%2Fnext%3Fqueue%3Drandom")
    status, _, onward = ask(
        f"{site}/review/name", {"name": "Ada", "token": TOKEN, "next": "//elsewhere.example/review"}
    )
    assert (status, onward) == (303, "/review")


def test_a_queue_is_drawn_read_to_its_end_and_given_away(store: Path, site: str) -> None:
    form = {"number": "2", "seed": "5", "strata": "type", "token": TOKEN}
    assert ask(f"{site}/review/draw", form)[0] == 303
    queue = "random-2-by-type-seed-5"
    read: set[str] = set()
    for _ in range(2):
        _, _, onward = ask(f"{site}/review/next?queue={queue}&unread=1")
        assert queue in onward
        document = onward.split("/")[3]
        read.add(document)
        data = {**ACT, "document": document, "queue": queue, "token": TOKEN}
        assert ask(f"{site}/review/act", data)[0] == 303
    assert len(read) == 2
    assert "said=Every" in ask(f"{site}/review/next?queue={queue}&unread=1")[2]
    assert {act.sample for act in ReviewLog(store).acts()} == {queue}
    rows = json.loads(ask(f"{site}/review.json")[1])["rows"]
    assert [row["act"] for row in rows] == ["accept", "accept"]
    assert ask(f"{site}/review.csv")[1].count("accept") == 2
    assert json.loads(ask(f"{site}/review/agreement.json")[1])["data"]["disputes"] == []
    assert ask(f"{site}/review/agreement.csv")[0] == 200
    assert ask(f"{site}/review/at/d1/e1.csv")[1].startswith("field,value,shown,coded")
    card = json.loads(ask(f"{site}/review/at/d1/e1.json")[1])["data"]
    assert card["fields"][0] == {
        "field": "type",
        "value": "ASSAULT",
        "shown": "ASSAULT",
        "coded": "ASSAULT",
    }
    assert ask(f"{site}/review/next?queue=none")[0] == 404
    assert ask(f"{site}/review/at/d1/e9")[0] == 404
    for bad in ({"number": "x"}, {"number": "0"}, {"strata": "mood"}, {}):
        assert ask(f"{site}/review/draw", {**form, **bad})[0] == 400
    assert {s.outcome for c in cases_of(store) if (s := settle(c))} == {"accepted"}
