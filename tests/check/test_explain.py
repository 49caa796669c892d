"""Why a row is there: each fact comes from the words, the rule or the record, and says so."""

from typing import Any

import msgspec
import pytest

from onrecord.check.event_facts import NOT_NOW
from onrecord.check.explain import OTHER_CODER, OUT_OF_REACH, code_again, explain
from onrecord.check.facts import Explanation, Fact, Mark, marked, sentence_at
from onrecord.check.located import locate
from onrecord.check.parts import Again
from onrecord.ingest import InputError
from onrecord.lexicon import Lexicon
from onrecord.model import Document, Record
from onrecord.record import Options

TEXT = (
    "On Monday the Norland navy shelled the harbour of Calden.\n\n"
    "A Norland spokesman denied that the navy had fired on civilians in Paris.\n\n"
    "President Ana Orlov said on Tuesday her country would not withdraw its troops. "
    '"We will answer every shell," Orlov told reporters.'
)


@pytest.fixture(scope="module")
def again(coder: Any) -> Again:
    document = Document(text=TEXT, id="report", published="2026-02-18", outlet="Example News")
    return Again(coder.coder, coder.coder.explain(document))


@pytest.fixture(scope="module")
def record(again: Again) -> Record:
    return again.explained.record


def explained(record: Record, item: str, again: Again | None) -> Explanation:
    return explain(record, item, Lexicon(), TEXT if again else None, again)


def facts(one: Explanation, section: str) -> list[Fact]:
    return next((list(s.facts) for s in one.sections if s.title == section), [])


def told(one: Explanation, section: str, name: str) -> Fact:
    return next(fact for fact in facts(one, section) if fact.name == name)


def event_at(record: Record, word: str) -> str:
    return next(event.id for event in record.events if event.trigger.text == word)


def test_an_event_shows_its_sentence_with_the_words_marked(record: Record, again: Again) -> None:
    one = explained(record, event_at(record, "shelled"), again)
    assert one.sentence is not None
    roles = {role: words for words, role in one.sentence.pieces() if role}
    assert roles["trigger"] == "shelled"
    assert roles["source"] == "the Norland navy"
    assert roles["time"] == "Monday"
    assert "".join(words for words, _ in one.sentence.pieces()) == one.sentence.text


def test_an_event_names_its_clause_and_the_slots_of_its_roles(record: Record, again: Again) -> None:
    one = explained(record, event_at(record, "shelled"), again)
    assert told(one, "clause", "predicate").value == "shell"
    assert told(one, "clause", "subject").value == "“the Norland navy”"
    assert "fills `subject`" in told(one, "who", "source").because
    assert "fills `object`" in told(one, "who", "target").because


def test_a_rule_is_shown_with_its_file_line_and_example(record: Record, again: Again) -> None:
    one = explained(record, event_at(record, "shelled"), again)
    rule = told(one, "rule", "id").value
    found = locate(Lexicon(), "what", rule)
    assert found is not None
    assert found.path.read_text().splitlines()[found.line] == f'id = "{rule}"'
    assert told(one, "rule", "stands in").value == found.place
    assert told(one, "rule", "example").value == found.example


def test_a_status_has_its_grammar_its_row_and_its_statement(record: Record, again: Again) -> None:
    one = explained(record, event_at(record, "fired"), again)
    assert told(one, "status", "status").value == "denied"
    assert told(one, "status", "grammar").value == "denied"
    row = told(one, "status", "row")
    assert row.value == "status.denied"
    assert "status.toml:" in row.because
    statement = told(one, "according to", "statement")
    assert "“denied”" in statement.value
    assert "rule deny" in statement.because


def test_near_misses_say_which_condition_failed(record: Record, again: Again) -> None:
    one = explained(record, event_at(record, "fired"), again)
    missed = {fact.name: fact.because for fact in facts(one, "near misses")}
    assert told(one, "rule", "id").value not in missed
    assert "the object must be missile" in missed["mobilize.test-missile"]
    assert "here it is nothing" in missed["mobilize.test-missile"]
    assert all(missed.values())


def test_an_event_of_grammar_alone_says_so(record: Record, again: Again) -> None:
    one = explained(record, event_at(record, "withdraw"), again)
    assert told(one, "rule", "id") == Fact("id", "status.will-not", "grammar alone, no rule file")
    assert {"future", "negated"} <= {f.value for f in facts(one, "status") if f.name == "grammar"}
    assert any("status.will-not decides" in f.because for f in facts(one, "near misses"))


def test_date_and_place_come_with_their_reasons(record: Record, again: Again) -> None:
    one = explained(record, event_at(record, "shelled"), again)
    assert told(one, "when", "date") == Fact(
        "date", "2026-02-16", "it stands in the event's clause"
    )
    assert told(one, "when", "time").because.startswith("the last such day before 2026-02-18")
    other = explained(record, event_at(record, "fired"), again)
    assert "Paris, FRA" in told(other, "where", "taken for").value


def test_a_statement_has_cue_rule_boundaries_and_chain(record: Record, again: Again) -> None:
    id = next(s.id for s in record.statements if s.cue.text == "told")
    one = explained(record, id, again)
    assert told(one, "cue", "predicate").value == "tell"
    assert "cues/" in told(one, "rule", "stands in").value
    boundary = facts(one, "boundaries")[0]
    start, end = map(int, boundary.name.split("–"))
    assert TEXT[start:end].strip('"').strip(",") == "We will answer every shell"
    assert boundary.because == "all of it stands in quotation marks"
    assert told(one, "chain", "links").value.endswith("← Example News")
    assert told(one, "who", "addressee").value == "“reporters”"


def test_a_time_has_its_trace_and_its_events(record: Record, again: Again) -> None:
    id = next(t.id for t in record.times if t.text == "Monday")
    one = explained(record, id, again)
    assert told(one, "value", "value").value == "2026-02-16"
    assert told(one, "trace", "step 1").value.startswith("the last such day")
    assert [f.name for f in facts(one, "events with this time")] == [event_at(record, "shelled")]


def test_a_place_has_its_reason_margin_and_other_readings(record: Record, again: Again) -> None:
    id = next(p.id for p in record.places if p.text == "Paris")
    one = explained(record, id, again)
    assert "places of that name" in told(one, "reading", "taken for").because
    assert float(told(one, "readings not taken", "margin").value) > 0
    assert len(facts(one, "readings not taken")) > 1


def test_an_actor_has_codes_with_words_and_rules(record: Record, again: Again) -> None:
    id = next(a.id for a in record.actors if a.name == "Ana Orlov")
    one = explained(record, id, again)
    sectors = told(one, "codes", "sectors")
    assert sectors.value == "GOV"
    assert "“President”, rule " in sectors.because
    assert facts(one, "mentions")[0] == Fact("name", "“Ana Orlov”")


def test_without_a_text_the_record_alone_is_told(record: Record) -> None:
    one = explained(record, event_at(record, "shelled"), None)
    assert one.notes == (OUT_OF_REACH,)
    titles = [section.title for section in one.sections]
    assert "rule" in titles
    assert "when" in titles
    assert "clause" not in titles
    assert "near misses" not in titles
    assert one.sentence is not None
    assert "shelled" in one.sentence.text


def test_without_words_it_still_tells_the_rule(record: Record) -> None:
    from onrecord.export import quote

    one = explained(quote(record, "none", TEXT), event_at(record, "shelled"), None)
    assert one.sentence is None
    assert told(one, "rule", "example").value
    assert told(one, "who", "source").value == ""


def test_another_lexicons_record_is_told_with_a_warning(record: Record, again: Again) -> None:
    info = msgspec.structs.replace(record.coder, lexicon="sha256:0")
    older = msgspec.structs.replace(record, coder=info)
    assert explained(record, "e1", again).notes == ()
    assert explained(older, "e1", again).notes == (OTHER_CODER,)


def test_an_event_that_the_rules_no_longer_find_keeps_its_near_misses(
    record: Record, again: Again
) -> None:
    event = next(e for e in record.events if e.trigger.text == "fired")
    findings = msgspec.structs.replace(again.explained.findings, events=[])
    without = again._replace(explained=msgspec.structs.replace(again.explained, findings=findings))
    one = explained(record, event.id, without)
    assert NOT_NOW in one.notes
    assert facts(one, "near misses")


@pytest.mark.parametrize(
    ("item", "what"),
    [
        ("e99", "report has no such event; there are e1 to e"),
        ("p99", "report has no such place; there are p1 to p2"),
        ("w1", "no id of an item; ids look like e1 (event)"),
        ("e", "no id of an item"),
    ],
)
def test_an_unknown_id_says_which_there_are(record: Record, item: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        explained(record, item, None)
    assert what in str(caught.value)


def test_an_id_of_a_kind_that_is_not_there_says_so(record: Record) -> None:
    empty = msgspec.structs.replace(record, statements=[])
    with pytest.raises(InputError, match="no such statement; it has no statements"):
        explained(empty, "s1", None)


def test_coding_again_gives_the_record_again(record: Record) -> None:
    found = code_again(record, TEXT, Options())
    assert found.explained.record == record


def test_coding_again_knows_where_the_outlet_is_at_home(coder: Any) -> None:
    document = Document(text=TEXT, id="report", published="2026-02-18", place="Texas")
    made = coder.coder.code(document)
    assert made.document.home == "Texas"
    assert code_again(made, TEXT, coder.coder).explained.record == made
    moved = code_again(made, TEXT, coder.coder, place="France")
    assert moved.explained.record.document.home == "France"


def test_a_users_rule_overrides_the_shipped_place(tmp_path: Any) -> None:
    path = tmp_path / "what" / "en" / "rules" / "mine.toml"
    path.parent.mkdir(parents=True)
    path.write_text('# mine\n\n[[rule]]\nid = "assault.shell"\nwhy = "ours"\n')
    lexicon = Lexicon((*Lexicon().folders, tmp_path))
    found = locate(lexicon, "what", "assault.shell")
    assert found is not None
    assert (found.place, found.entry["why"]) == (f"{path}:3", "ours")
    assert locate(lexicon, "what", "assault.no-such") is None


def test_words_outside_all_sentences_come_with_their_line(record: Record) -> None:
    bare = msgspec.structs.replace(record, sentences=[])
    at = TEXT.index("Paris")
    sentence = sentence_at(bare, TEXT, (at, at + 5), [Mark((at, at + 5), "place")])
    assert sentence is not None
    assert sentence.text == TEXT.splitlines()[2]
    assert ("Paris", "place") in list(sentence.pieces())
    assert sentence_at(bare, None, (at, at + 5), []) is None


def test_marks_never_overlap() -> None:
    words = "the Norland navy shelled Calden"
    marks = [Mark((4, 16), "source"), Mark((4, 11), "mention"), Mark((90, 95), "target")]
    sentence = marked(words, 0, marks)
    assert sentence.marks == (Mark((4, 16), "source"),)
    assert [role for _, role in sentence.pieces()] == [None, "source", None]
