"""Every page as CSV and JSON too: whole, with its SQL, its citation and no private names."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import msgspec
import pytest

from onrecord.export import read_records
from onrecord.store import StoreReader
from onrecord.web.people import is_withheld
from onrecord.web.words import segment

PAGES = [
    "/", "/about", "/problems", "/documents", "/documents?outlet=Alborz", "/events",
    "/events?type=ASSAULT", "/documents/minsk-2015", "/events/minsk-2015/e1", "/actors/Ukraine",
    "/sql?q=SELECT+type,count(*)+AS+n+FROM+flat+GROUP+BY+type",
]  # fmt: skip


def twin(path: str, suffix: str) -> str:
    """The address of a page in another format."""
    bare, mark, asked = path.partition("?")
    return f"{bare}.{suffix}{mark}{asked}"


def text(address: str) -> str:
    return urlopen(Request(address, headers={"accept": "text/html"})).read().decode("utf-8")


def rows(address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text(address), newline="")))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_its_csv_and_its_json_hold_the_same(wire_site: str, path: str) -> None:
    page = text(wire_site + path)
    assert f'href="{twin(path, "csv").replace("&", "&amp;")}"' in page
    data = json.loads(text(wire_site + twin(path, "json")))
    assert data["citation"]
    assert data["sql"]
    found = rows(wire_site + twin(path, "csv"))
    if "rows" in data:
        assert len(found) == len(data["rows"])
        assert [list(row) for row in found[:1]] == [list(row) for row in data["rows"][:1]]
    else:
        assert found


def test_the_sql_shown_gives_the_rows(wire_site: str, wire_store: Path) -> None:
    for path in ("/events.json?type=ASSAULT&status=happened", "/documents.json?outlet=Alborz"):
        data = json.loads(text(wire_site + path))
        with StoreReader(wire_store).confined() as ask:
            found = ask.dicts(data["sql"])
        assert json.loads(json.dumps(found, default=str)) == data["rows"]
        assert data["rows"]


def test_a_download_is_whole_where_a_page_is_not(wire_site: str) -> None:
    shown = text(f"{wire_site}/events").count('class="parties"')
    assert shown == 50
    assert len(rows(f"{wire_site}/events.csv")) == len(rows(f"{wire_site}/events.csv?page=2")) > 100
    second = text(f"{wire_site}/events?page=2")
    assert "Page 2 of" in second


def test_a_private_persons_name_stays_in_the_evidence(wire_site: str, wire_store: Path) -> None:
    hidden = [
        (record, actor)
        for record in read_records(wire_store)
        for actor in record.actors
        if is_withheld(actor)
        and not any(
            named(msgspec.to_builtins(other), actor.name) for other in record.actors if other.public
        )
    ]
    assert hidden
    for record, actor in hidden:
        with pytest.raises(HTTPError, match="404"):
            text(f"{wire_site}/actors/{segment(actor.name)}")
        with pytest.raises(HTTPError, match="404"):
            text(f"{wire_site}/why/{record.document.id}/{actor.id}")
        whole = json.loads(text(f"{wire_site}/documents/{record.document.id}.json"))["data"]
        assert not named(whole["actors"], actor.name)
        assert not named([event["sources"] + event["targets"] for event in whole["events"]],
                         actor.name)  # fmt: skip
        for row in rows(f"{wire_site}/documents/{record.document.id}.csv"):
            kept = {k: v for k, v in row.items() if k not in ("evidence", "title")}
            assert not named(list(kept.values()), actor.name)
        page = text(f"{wire_site}/documents/{record.document.id}")
        assert f'href="/actors/{segment(actor.name)}"' not in page


def named(value: Any, name: str) -> bool:
    """Whether a name stands in a value as words of their own."""
    found = json.dumps(value, ensure_ascii=False)
    return re.search(rf"\b{re.escape(name)}\b(?! [A-Z])", found) is not None


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "no page /nowhere"),
        ("/documents/nowhere", 404, "no document"),
        ("/events/minsk-2015/e99", 404, "no event"),
        ("/events?from=soon", 400, "write it as 2021-05-23"),
        ("/events?page=0", 400, "from 1"),
        ("/events?sort=luck", 400, "choose one of date"),
        ("/why/minsk-2015/e99", 404, "there are e1 to e"),
        ("/actors/Nobody%20Known", 404, "no public actor"),
    ],
)
def test_errors_are_sentences(wire_site: str, path: str, status: int, words: str) -> None:
    with pytest.raises(HTTPError) as caught:
        text(wire_site + path)
    assert caught.value.code == status
    answer = caught.value.read().decode()
    assert words in answer
    assert "Traceback" not in answer
