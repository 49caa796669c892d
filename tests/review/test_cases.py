"""What reviewers say of an event, together; and which event it is after a new coding."""

from pathlib import Path

import msgspec
import pytest

from onrecord.model import Document, EventMention, Trigger
from onrecord.review import Case, ReviewError, ReviewLog, agreement, cases_of, disputes, settle
from support.records import made_record
from support.reviewed import at_work, changed, document, keep, only_event, store_of, write

PARTY = {"span": [0, 7], "text": "Norland"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store_of(tmp_path / "run.duckdb", 3)


def only_case(path: Path) -> Case:
    (case,) = cases_of(path)
    return case


def outcome(path: Path) -> str | None:
    settled = settle(only_case(path))
    return settled.outcome if settled else None


def test_nothing_is_said_of_a_store_without_reviews(path: Path) -> None:
    assert cases_of(path) == []


def test_reviews_change_nothing_of_what_was_coded(path: Path) -> None:
    before = ReviewLog(path).record("d1")
    keep(path, *at_work(path, "d1", "Ada").edit("e1", {"status": "denied"}))
    assert ReviewLog(path).record("d1") == before


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["accept"], "accepted"),
        (["reject"], "rejected"),
        (["accept", "reject"], "rejected"),
        (["reject", "accept"], "accepted"),
        (["reject", "withdraw"], None),
        (["edit", "accept"], "corrected"),
        (["edit", "reject"], "rejected"),
        (["edit", "withdraw", "accept"], "accepted"),
        (["comment"], None),
        (["accept", "comment"], "accepted"),
    ],
)
def test_the_last_word_counts(path: Path, kinds: list[str], expected: str | None) -> None:
    person = at_work(path, "d1", "Ada")
    for kind in kinds:
        if kind == "edit":
            keep(path, *person.edit("e1", {"status": "denied"}))
        else:
            keep(path, getattr(person, kind)("e1", "so I think"))
    assert outcome(path) == expected
    assert len(only_case(path).acts) == len(kinds)


def test_an_edit_back_to_what_is_coded_is_no_correction(path: Path) -> None:
    person = at_work(path, "d1", "Ada")
    keep(path, *person.edit("e1", {"status": "denied"}))
    keep(path, *person.edit("e1", {"status": "happened"}))
    assert outcome(path) == "accepted"


def test_words_that_mean_the_same_actor_are_no_correction(path: Path) -> None:
    wider = {"span": [0, 16], "text": "Norland attacked"}
    keep(path, *at_work(path, "d1", "Ada").edit("e1", {"sources": [wider]}))
    settled = settle(only_case(path))
    assert settled is not None
    assert (settled.outcome, settled.values) == ("accepted", {})


def test_an_edit_keeps_what_was_coded_the_words_and_the_rule(path: Path) -> None:
    (act,) = at_work(path, "d1", "Ada").edit("e1", {"sources": [{"span": [32, 39]}]}, "swapped")
    assert act.before[0]["name"] == "Norland"
    assert [(one["name"], one["id"]) for one in act.value] == [("Estria1", "a2")]
    assert (act.spans, act.rule, act.why) == ([(32, 39)], "made", "swapped")
    assert act.identity[:5] == ("d1", act.text_sha256, 8, 16, "ASSAULT")


def test_two_reviewers_and_what_they_agree_on(path: Path) -> None:
    for name in ("Ada", "Ben"):
        keep(path, *at_work(path, "d1", name).edit("e1", {"status": "denied", "type": "COERCE"}))
    days = {"start": "2021-05-01", "end": "2021-05-02"}
    keep(path, *at_work(path, "d1", "Ben").edit("e1", {"date": days}))
    settled = settle(only_case(path))
    assert settled is not None
    assert settled.values == {"status": "denied", "type": "COERCE"}
    assert (settled.outcome, settled.disputed) == ("disputed", ("date",))


def test_an_adjudicator_settles_a_field_and_the_history_stays(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    keep(path, *at_work(path, "d1", "Ben").edit("e1", {"status": "denied"}))
    (dispute,) = disputes(cases_of(path))
    assert (dispute.field, dispute.said) == ("status", {"Ada": "happened", "Ben": "denied"})
    judge = at_work(path, "d1", "Cleo", "adjudicator")
    keep(path, *judge.edit("e1", {"status": "planned"}, "as the second sentence says"))
    settled = settle(only_case(path))
    assert settled is not None
    assert (settled.outcome, settled.values) == ("corrected", {"status": "planned"})
    assert disputes(cases_of(path)) == []
    assert len(only_case(path).acts) == 3


def test_an_adjudicator_settles_a_verdict(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"), at_work(path, "d1", "Ben").reject("e1"))
    assert [d.field for d in disputes(cases_of(path))] == ["verdict"]
    keep(path, at_work(path, "d1", "Cleo", "adjudicator").reject("e1"))
    assert outcome(path) == "rejected"


def test_agreement_field_by_field(path: Path) -> None:
    for number in range(3):
        keep(path, at_work(path, f"d{number}", "Ada").accept("e1"))
    keep(path, at_work(path, "d0", "Ben").accept("e1"))
    keep(path, *at_work(path, "d1", "Ben").edit("e1", {"sources": []}))
    keep(path, at_work(path, "d2", "Ben").reject("e1"))
    rows = {row.field: row for row in agreement(cases_of(path))}
    assert (rows["verdict"].units, rows["verdict"].agreed) == (3, 2)
    assert rows["verdict"].alpha == pytest.approx(0.0)
    assert (rows["sources"].units, rows["sources"].agreed) == (2, 1)
    assert rows["type"].alpha is None
    assert rows["type"].share == 1


# --- missed events --------------------------------------------------------------------------

MISSED = {
    "type": "PROTEST",
    "trigger": {"span": [21, 28], "text": "harbour"},
    "sources": [PARTY],
    "status": "happened",
}


def test_a_missed_event_is_added_and_can_be_reviewed_by_others(path: Path) -> None:
    act = at_work(path, "d1", "Ada").add(MISSED)
    keep(path, act)
    case = only_case(path)
    settled = settle(case)
    assert settled is not None
    assert (settled.outcome, case.event_id, case.event) == ("added", f"r{act.id[:8]}", None)
    assert settled.values["sources"][0].name == "Norland"
    keep(path, at_work(path, "d1", "Ben").reject(act.added_id, "that is no protest"))
    assert outcome(path) == "disputed"


def test_what_the_coder_finds_later_is_its_own(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").add(MISSED))
    item = document(1)
    found = Trigger(span=(21, 28), text="harbour", lemma="harbour")
    record = changed(made_record(item), type="PROTEST", trigger=found)
    write(path, (item, record))
    case = only_case(path)
    assert case.event == only_event(record)
    assert outcome(path) != "added"


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"type": "PROTEST"}, "needs a type and the marked word"),
        ({"type": "RIOT", "trigger": MISSED["trigger"]}, "no such code"),
        ({"type": "ASSAULT", "trigger": {"span": [8, 16]}}, "e1 is a ASSAULT on these words"),
        ({"type": "PROTEST", "trigger": {"span": [21, 900]}}, "aren't in the text"),
    ],
)
def test_a_missed_event_that_cannot_be(path: Path, values: dict[str, object], what: str) -> None:
    with pytest.raises(ReviewError, match=what):
        at_work(path, "d1", "Ada").add(values)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"colour": "red"}, "none that can be reviewed"),
        ({"status": "maybe"}, "no such code"),
        ({"type": None}, "an event has a type"),
        ({"date": {"start": "May", "end": "May"}}, "write days as"),
        ({"date": {"start": "2021-05-02", "end": "2021-05-01"}}, "ends before it starts"),
        ({"dead": -1}, "0 or more"),
        ({"dead": "three"}, "expected `int`"),
        ({"sources": [{"name": "Norland"}]}, "mark the words"),
        ({"sources": [{"span": [5]}]}, "a start and an end"),
        ({"place": {"span": [40, 5]}}, "aren't in the text"),
        ({}, "needs a field"),
    ],
)
def test_an_edit_that_cannot_be(path: Path, values: dict[str, object], what: str) -> None:
    with pytest.raises(ReviewError, match=what):
        at_work(path, "d1", "Ada").edit("e1", values)


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\x00b"])
def test_a_reviewer_has_a_name(path: Path, name: str) -> None:
    with pytest.raises(ReviewError, match="write a name"):
        at_work(path, "d1", name)


def test_an_event_that_is_not_there(path: Path) -> None:
    with pytest.raises(ReviewError, match="no event 'e9'"):
        at_work(path, "d1", "Ada").accept("e9")
    with pytest.raises(ReviewError, match="no document 'd9'"):
        at_work(path, "d9", "Ada")


# --- coded again ----------------------------------------------------------------------------


def test_a_review_finds_its_event_under_another_number(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    record = changed(made_record(document(1)), id="e7", rule="another", confidence=0.9)
    write(path, (document(1), record))
    assert only_case(path).event_id == "e7"
    assert outcome(path) == "accepted"


def test_a_review_finds_its_event_where_another_mention_leads(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    record = made_record(document(1))
    event = only_event(record)
    other = Trigger(span=(21, 28), text="harbour", lemma="harbour")
    told = EventMention(
        trigger=other,
        evidence=event.evidence,
        according_to=event.according_to,
        status="happened",
        rule="x",
    )
    write(path, (document(1), changed(record, trigger=other, mentions=[told, *event.mentions])))
    assert only_case(path).orphan is None
    assert outcome(path) == "accepted"


def test_a_type_that_reviewers_asked_for_is_recognised(path: Path) -> None:
    keep(path, *at_work(path, "d1", "Ada").edit("e1", {"type": "COERCE"}))
    write(path, (document(1), changed(made_record(document(1)), type="COERCE")))
    assert outcome(path) == "accepted"
    keep(path, at_work(path, "d1", "Ben").accept("e1"))
    case = only_case(path)
    assert (len(case.acts), case.identity.type) == (2, "COERCE")


def test_what_has_no_event_any_more_is_an_orphan_and_comes_back(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    record = made_record(document(1))
    write(path, (document(1), changed(record, type="AID")))
    assert only_case(path).orphan == "its words are coded as AID now"
    write(path, (document(1), msgspec.structs.replace(record, events=[])))
    assert only_case(path).orphan == "the coder finds no event there any more"
    write(path, (document(1), record))
    assert (only_case(path).orphan, outcome(path)) == (None, "accepted")


def test_a_changed_text_makes_an_orphan(path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    other = Document(text="Norland attacked the harbour of Estria1 again", id="d1")
    write(path, (other, made_record(other)))
    assert only_case(path).orphan == "its document's text has changed"


def test_the_same_text_under_another_id_is_found(path: Path, tmp_path: Path) -> None:
    keep(path, at_work(path, "d1", "Ada").accept("e1"))
    acts = ReviewLog(path).acts()
    renamed = document(1, id="other")
    second = tmp_path / "second.duckdb"
    write(second, (renamed, made_record(renamed)))
    keep(second, *acts)
    case = only_case(second)
    assert case.record is not None
    assert (case.record.document.id, case.orphan) == ("other", None)
    third = store_of(tmp_path / "third.duckdb", 1)
    keep(third, *acts)
    assert only_case(third).orphan == "its document isn't in the store"
