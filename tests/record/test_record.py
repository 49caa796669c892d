"""What the joined record says of whole invented reports, a decision a test."""

from typing import Any

import pytest

DAY = "2024-03-13"  # a Wednesday


def events(record: dict[str, Any], type: str) -> list[dict[str, Any]]:
    return [event for event in record["events"] if event["type"] == type]


def only(record: dict[str, Any], type: str) -> dict[str, Any]:
    found = events(record, type)
    assert len(found) == 1, [(e["type"], e["trigger"]["text"]) for e in record["events"]]
    return found[0]


def names(record: dict[str, Any], chain: list[str]) -> list[str]:
    known = {actor["id"]: actor["name"] for actor in record["actors"]}
    return [known.get(link, link) for link in chain]


def test_a_claim_stays_a_claim(coder):
    record = coder.code(
        "Peru said on Monday that Chilean troops shelled a border post.", published=DAY
    )
    event = only(record, "ASSAULT")
    assert event["asserted_by"] == "source"
    assert names(record, event["according_to"]["chain"]) == ["Peru", "outlet"]
    assert event["according_to"]["statement"] == record["statements"][0]["id"]


def test_the_outlets_own_voice(coder):
    event = only(coder.code("Chilean troops shelled a border post in Peru."), "ASSAULT")
    assert event["asserted_by"] == "outlet"
    assert event["according_to"] == {"statement": None, "chain": ["outlet"]}


def test_a_quotation_is_a_quotation(coder):
    record = coder.code('"Rebels attacked the convoy," a Kenyan officer said.')
    assert only(record, "ASSAULT")["asserted_by"] == "quote"


def test_a_denial_makes_the_event_denied(coder):
    record = coder.code("Chile denied that it had attacked Peru.")
    assert only(record, "ASSAULT")["status"] == "denied"


def test_an_accusation_gives_two_events(coder):
    record = coder.code("Peru accused Chile of attacking Bolivia.")
    assert only(record, "ACCUSE")["asserted_by"] == "outlet"
    attack = only(record, "ASSAULT")
    assert attack["asserted_by"] == "source"
    assert names(record, attack["according_to"]["chain"]) == ["Peru", "outlet"]


def test_the_day_of_saying_is_not_the_day_of_doing(coder):
    record = coder.code(
        "Peru said on Monday that Chilean troops shelled a border post.", published=DAY
    )
    assert only(record, "ASSAULT")["date"]["start"] is None
    assert record["statements"][0]["time"] is not None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Chilean troops attacked a Peruvian village on Monday.", "2024-03-11"),
        ("On Monday, Chilean troops attacked a Peruvian village and left.", "2024-03-11"),
        (
            "Chilean troops attacked a Peruvian village after a truce that was signed on Monday.",
            None,
        ),
        ("Chilean troops attacked a Peruvian village.", None),
    ],
)
def test_an_event_has_the_date_of_its_own_clause(coder, text, day):
    record = coder.code(text, published=DAY)
    assert only(record, "ASSAULT")["date"]["start"] == day


def test_without_publication_date_there_is_no_day(coder):
    event = only(coder.code("Chilean troops attacked a Peruvian village on Monday."), "ASSAULT")
    assert event["date"]["start"] is None
    assert event["date"]["time"] is not None
    assert "publication date" in event["date"]["reason"]


def test_one_event_told_twice_is_one_event(coder):
    record = coder.code(
        "Rebels attacked the town of Arequipa in Peru on Monday. "
        "The rebels attacked Arequipa with rockets, a police officer said.",
        published=DAY,
    )
    event = only(record, "ASSAULT")
    assert len(event["mentions"]) == 2
    assert event["date"]["start"] == "2024-03-11"
    assert [m["according_to"]["chain"][-1] for m in event["mentions"]] == ["outlet", "outlet"]
    assert event["asserted_by"] == "outlet"


def test_a_headline_announces_what_the_report_tells(coder):
    record = coder.code(
        "Chile rejects Peru's demand\n\nThe Chilean government refused on Monday to leave Peru.",
        published=DAY,
    )
    event = only(record, "REJECT")
    assert len(event["mentions"]) == 2
    assert event["date"]["start"] == "2024-03-11"


def test_tellings_are_not_added_up(coder):
    record = coder.code(
        "Four leaders agree on Georgian truce\n\nThe leaders of Russia, Ukraine and France agreed "
        "on Thursday on a truce in Georgia.",
        published=DAY,
    )
    event = only(record, "AGREE")
    assert len(event["mentions"]) == 2
    assert [party["text"] for party in event["sources"]] == ["Russia"]
    assert [party["text"] for party in event["targets"]] == ["Ukraine", "France"]


def test_two_attacks_on_two_days_are_two_events(coder):
    record = coder.code(
        "Rebels attacked Arequipa on Monday. Rebels attacked Arequipa on Tuesday.", published=DAY
    )
    assert len(events(record, "ASSAULT")) == 2


def test_a_place_of_something_else_is_not_the_events(coder):
    record = coder.code("Chilean troops shelled Arequipa after talks in Geneva failed.")
    place = only(record, "ASSAULT")["place"]
    assert place is None or place["text"] != "Geneva"


def test_a_bodys_name_is_no_place(coder):
    record = coder.code("The foreign ministers of the European Union condemned Chile in Lima.")
    place = only(record, "ACCUSE")["place"]
    assert place is not None
    assert place["text"] == "Lima"


def test_an_old_event_is_historical(coder):
    record = coder.code("In 1990 Iraq invaded Kuwait.", published=DAY)
    assert only(record, "ASSAULT")["historical"] is True


def test_salience_ranks_every_event_once(coder):
    record = coder.code(
        "Peru condemned Chile after Chilean troops attacked Arequipa. France praised Peru."
    )
    assert sorted(e["salience"] for e in record["events"]) == list(
        range(1, len(record["events"]) + 1)
    )


def spans(part: Any) -> list[tuple[list[int], str]]:
    """Every (span, text) pair anywhere in a decoded record."""
    if isinstance(part, dict):
        own = [(part["span"], part["text"])] if part.get("span") and part.get("text") else []
        return own + [pair for value in part.values() for pair in spans(value)]
    if isinstance(part, list):
        return [pair for value in part for pair in spans(value)]
    return []


def test_every_span_holds_its_words(coder):
    text = (
        "LIMA, March 3 — “Chile attacked Peru,” said Ana Ruiz.\u00a0She\r\nlater 🙂 met "
        "the Bolivian envoy."
    )
    record = coder.code(text, published=DAY)
    found = spans(record)
    assert len(found) > 10
    assert [text[a:b] for (a, b), _ in found] == [words for _, words in found]


def test_the_same_text_gives_the_same_bytes(coder):
    text = "Peru accused Chile of attacking Bolivia. The Chilean president denied it."
    assert coder.code(text, published=DAY) == coder.code(text, published=DAY)


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_an_empty_text_is_refused_in_words(coder, text):
    from onrecord.record import CodingError

    with pytest.raises(CodingError, match="empty"):
        coder.code(text)


@pytest.mark.parametrize(
    "text",
    [
        "?",
        "...",
        "“",
        "\ud83d",
        "A",
        "1 2 3",
        "\x00\x01",
        "Чили напал на Перу.",
        "(" * 500,
        "a " * 3000,
    ],
)
def test_odd_texts_give_a_record(coder, text):
    assert coder.code(text)["schema"] == "onrecord/1"
