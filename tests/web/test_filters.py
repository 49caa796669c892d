"""The filter in the address: what it chooses, how it is written, what it refuses."""

from pathlib import Path

import pytest
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from onrecord.store import StoreReader
from onrecord.web.event_rows import ORDERS, event_count, event_rows
from onrecord.web.filters import Filter
from onrecord.web.query import Query


def filter_of(address: str) -> Filter:
    return Filter.of(QueryParams(address))


@pytest.mark.parametrize(
    ("address", "condition"),
    [
        ("type=ASSAULT", "e.type = 'ASSAULT'"),
        ("type=ASSAULT&type=CONSULT", "e.type IN ('ASSAULT', 'CONSULT')"),
        ("type=ASSAULT&status=happened", "e.type = 'ASSAULT' AND e.status = 'happened'"),
        ("asserted_by=quote", "e.asserted_by = 'quote'"),
        ("outlet=Pacific+Wire", "d.outlet = 'Pacific Wire'"),
        ("from=1990&to=1995-06", "e.date_start BETWEEN '1990' AND '1995-06-31'"),
        ("confidence=0.8", "e.confidence >= 0.8"),
        ("q=HOTEL", "e.evidence_text ILIKE '%hotel%' OR d.title ILIKE '%hotel%'"),
        ("q=war+-peace", "e.evidence_text ~ '(?i).*\\bwars?\\b.*'"),
        (
            "country=USA",
            "EXISTS (FROM event_actors ea JOIN actors a ON a.document = ea.document"
            " AND a.id = ea.actor WHERE ea.document = e.document AND ea.event = e.id"
            " AND a.country = 'USA')",
        ),
    ],
)
def test_it_chooses_what_plain_sql_chooses(wire_store: Path, address: str, condition: str) -> None:
    filter = filter_of(address)
    plain = f"""SELECT e.document || ':' || e.id
        FROM events e JOIN documents d ON d.id = e.document WHERE {condition}"""
    query = event_rows(filter)
    with StoreReader(wire_store).confined() as ask:
        wanted = {row[0] for row in ask.rows(plain)}
        found = {f"{r['document']}:{r['id']}" for r in ask.dicts(query.sql, query.parameters)}
        count = event_count(filter)
        assert ask.value(count.sql, count.parameters) == len(wanted)
        assert {f"{r[0]}:{r[1]}" for r in ask.rows(query.shown())} == wanted
    assert found == wanted
    assert 0 < len(wanted) < 124


def test_the_address_says_the_whole_filter() -> None:
    address = (
        "?type=AID&type=AGREE&actor=A+%26+B&from=2020-01-01&to=2020-12-31&confidence=0.5&q=%25+%27"
    )
    assert filter_of(address[1:]).address() == address
    assert filter_of(filter_of(address[1:]).address()[1:]) == filter_of(address[1:])


def test_conditions_are_put_in_and_taken_out() -> None:
    filter = filter_of("type=AID&q=ship").with_value("type", "AGREE")
    assert filter.address() == "?type=AID&type=AGREE&q=ship"
    assert filter.without("type", "AID").address() == "?type=AGREE&q=ship"
    assert filter.without("q").without("type").empty
    assert [chip[:2] for chip in filter.chips()][-1] == ("words", "ship")
    chip = filter_of("country=NOR").chips()[0]
    assert chip[1:] == ("Norway", "")


@pytest.mark.parametrize(
    "address", ["from=yesterday", "to=20-01-01", "confidence=2", "confidence=x"]
)
def test_what_is_no_date_or_share_is_refused_in_words(address: str) -> None:
    with pytest.raises(HTTPException, match="write"):
        filter_of(address)


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_a_whole_order(wire_store: Path, order: str) -> None:
    with StoreReader(wire_store).confined() as ask:
        pages = [ask.rows(event_rows(Filter(), order, 10, n * 10).sql) for n in range(3)]
        whole = ask.rows(event_rows(Filter(), order).sql)
    assert [row for rows in pages for row in rows] == whole[:30]


@pytest.mark.parametrize("value", ["it's", "'; DROP TABLE events; --", "$text", "a\\b", "%"])
def test_values_are_no_sql(wire_store: Path, value: str) -> None:
    count = event_count(Filter(actor=(value,), text=f"{value} hotel"))
    with StoreReader(wire_store).confined() as ask:
        assert ask.value(Query("SELECT $value", {"value": value}).shown()) == value
        assert ask.value(count.sql, count.parameters) == ask.value(count.shown())
