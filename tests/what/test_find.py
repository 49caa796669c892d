"""Roles, status and structure on sentences of our own."""

from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon
from onrecord.model import EventFound
from onrecord.parse import Parsed
from onrecord.what import explain, find

Parse = Callable[..., Parsed]
Line = tuple[str, str, list[str], list[str]]


def _line(parsed: Parsed, event: EventFound) -> Line:
    """Type, status, sources and targets as words."""
    sources = [parsed.phrase(role.span) for role in event.sources]
    return event.type, event.status, sources, [parsed.phrase(r.span) for r in event.targets]


CASES: list[tuple[str, list[Line]]] = [
    (
        "Norland condemned the bombing in Paris.",
        [("ACCUSE", "happened", ["Norland"], ["the bombing in Paris"])],
    ),
    (
        "In Paris, Estrian ministers welcomed the truce.",
        [("SUPPORT", "happened", ["Estrian ministers"], ["the truce"])],
    ),
    (
        "Norland accused the police of brutal violence.",
        [("ACCUSE", "happened", ["Norland"], ["the police"])],
    ),
    (
        "Norland accused the head of the police of murder.",
        [("ACCUSE", "happened", ["Norland"], ["the head of the police"])],
    ),
    (
        "Norland accused the leader of Estria.",
        [("ACCUSE", "happened", ["Norland"], ["the leader of Estria"])],
    ),
    (
        "Norland accused elements in Paris of treachery.",
        [("ACCUSE", "happened", ["Norland"], ["Paris"])],
    ),
    (
        "Norland has not invaded Estria.",
        [("ASSAULT", "negated", ["Norland"], ["Estria"])],
    ),
    (
        "Norland denied that it had attacked Estria.",
        [("ASSAULT", "denied", ["Norland"], ["Estria"])],
    ),
    (
        "Norland might attack Estria.",
        [("ASSAULT", "hypothetical", ["Norland"], ["Estria"])],
    ),
    (
        "Norland tried to bomb Estria.",
        [("ASSAULT", "attempted", ["Norland"], ["Estria"])],
    ),
    (
        "Norland will send food to Estria.",
        [("AGREE", "happened", ["Norland"], ["Estria"])],
    ),
    (
        "Norland will bomb Estria.",
        [("THREATEN", "happened", ["Norland"], ["Estria"])],
    ),
    (
        "Norland will not free the captives.",
        [("REJECT", "happened", ["Norland"], ["the captives"])],
    ),
    (
        "The archbishop said the junta must free the students.",
        [("REQUEST", "happened", ["The archbishop"], ["the junta"])],
    ),
    (
        "Norland and Estria have failed to agree on fishing quotas.",
        [("REJECT", "happened", ["Norland"], ["Estria"])],
    ),
    (
        "Estria is willing to pull its tanks out of Norland.",
        [("AGREE", "happened", ["Estria"], ["Norland"])],
    ),
    (
        "The union refused a request from the mayor to return to work.",
        [("REJECT", "happened", ["The union"], ["the mayor"])],
    ),
    (
        "The minister appreciated Norland's firm stance.",
        [("SUPPORT", "happened", ["The minister"], ["Norland's"])],
    ),
    (
        "The court released its report on the arrests.",
        [],
    ),
    (
        "Police said they had arrested two smugglers.",
        [("COERCE", "happened", ["Police"], ["two smugglers"])],
    ),
    (
        "The court issued a decree banning the party.",
        [("COERCE", "happened", ["The court"], ["the party"])],
    ),
    (
        "The premier read a report accusing Estria of fraud.",
        [("ACCUSE", "happened", ["a report"], ["Estria"])],
    ),
    (
        "Estrian government missiles struck the town.",
        [("ASSAULT", "happened", ["Estrian government"], ["the town"])],
    ),
    (
        "Norland sent a letter to the miners threatening to close the pit.",
        [("THREATEN", "happened", ["Norland"], ["the miners"])],
    ),
    (
        "The premier called the king to congratulate him on his win.",
        [
            ("CONSULT", "happened", ["The premier"], ["the king"]),
            ("SUPPORT", "planned", ["The premier"], ["the king"]),
        ],
    ),
    (
        "The premier called the king to congratulate them.",
        [
            ("CONSULT", "happened", ["The premier"], ["the king"]),
            ("SUPPORT", "planned", ["The premier"], ["them"]),
        ],
    ),
    (
        "The premier lifted the sanctions that were imposed on Estria.",
        [
            ("CONCEDE", "happened", ["The premier"], ["Estria"]),
            ("SANCTION", "happened", [], ["Estria"]),
        ],
    ),
    (
        "Norland wants Estria to free the sailors.",
        [("REQUEST", "happened", ["Norland"], ["Estria"])],
    ),
    (
        "Norland wants to free the sailors.",
        [("AGREE", "happened", ["Norland"], ["the sailors"])],
    ),
    (
        "Norland test-fired a missile.",
        [("MOBILIZE", "happened", ["Norland"], ["a missile"])],
    ),
    (
        "Images of firefighters sparked outrage.",
        [],
    ),
    (
        "Norland withdrew most of its soldiers.",
        [("RETREAT", "happened", ["Norland"], [])],
    ),
    (
        "The museum returned a bell that weighs nine tons to Estria.",
        [("RETREAT", "happened", ["The museum"], ["Estria"])],
    ),
    (
        "The bank agreed to build a new bridge company in Estria.",
        [("AGREE", "happened", ["The bank"], ["Estria"])],
    ),
    (
        "The bank agreed to buy a new bridge company in Estria.",
        [("AGREE", "happened", ["The bank"], ["a new bridge company in Estria"])],
    ),
    (
        "The union will not call off the march until the mayor resigns.",
        [
            ("REJECT", "happened", ["The union"], ["the mayor"]),
            ("RETREAT", "happened", ["the mayor"], []),
        ],
    ),
    (
        "The deserters sought asylum in Estria's Velm district.",
        [("REQUEST", "happened", ["The deserters"], ["Estria's Velm district"])],
    ),
    (
        "Norland said Estria has to free the crew.",
        [("REQUEST", "happened", ["Norland"], ["Estria"])],
    ),
    (
        "Norland said Estria has a duty to free the crew.",
        [("RETREAT", "happened", ["Estria"], ["the crew"])],
    ),
    (
        "The senate has to approve the pact with Estria.",
        [("SUPPORT", "hypothetical", ["The senate"], ["Estria"])],
    ),
    (
        "The opposition said the government had rigged the election.",
        [("ACCUSE", "happened", ["The opposition"], ["the government"])],
    ),
    ("The opposition denied that the government had rigged the election.", []),
    ("The mayor said he had misled the council.", []),
    (
        "Unions say he is using the drought as a pretext for wage cuts.",
        [("ACCUSE", "happened", ["Unions"], ["he"])],
    ),
    ("The envoy used the flood as a pretext to stay away.", []),
    (
        "Officials said it had attacked Estria.",
        [("ASSAULT", "happened", ["it"], ["Estria"])],
    ),
    (
        "Officials said they had attacked Estria.",
        [("ASSAULT", "happened", ["Officials"], ["Estria"])],
    ),
    (
        "Norland continued its aid to Estria.",
        [("AID", "happened", ["Norland"], ["Estria"])],
    ),
    (
        "The synod adopted a motion condemning Estria.",
        [("ACCUSE", "happened", ["The synod"], ["Estria"])],
    ),
    (
        "The mayor welcomed the union plan.",
        [("SUPPORT", "happened", ["The mayor"], ["union"])],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_lines(text: str, expected: list[Line], parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse(text)
    assert [_line(parsed, event) for event in find(parsed, lexicon)] == expected


def test_an_accusation_keeps_what_it_is_about(parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse("Norland accused Estria of arming the rebels.")
    accusation, inner = find(parsed, lexicon)
    assert (accusation.type, accusation.foreground) == ("ACCUSE", True)
    assert (inner.type, inner.foreground) == ("AID", False)
    assert inner.according_to is not None
    assert parsed.phrase(inner.according_to.span) == "Norland"


def test_a_promise_says_what_it_is_about(parse: Parse, lexicon: Lexicon) -> None:
    (event,) = find(parse("Norland agreed to send food to the islanders."), lexicon)
    assert event.type == "AGREE"
    assert event.about == ("AID", ())


def test_events_of_relative_clauses_are_background(parse: Parse, lexicon: Lexicon) -> None:
    main, inner = find(parse("Police detained a man who had stabbed a tourist."), lexicon)
    assert (main.type, main.foreground) == ("COERCE", True)
    assert (inner.type, inner.foreground, inner.historical) == ("ASSAULT", False, True)


def test_what_a_text_does_is_told_in_the_foreground(parse: Parse, lexicon: Lexicon) -> None:
    [banned] = find(parse("The court issued a decree banning the party."), lexicon)
    assert banned.foreground
    attack, killing = find(parse("Rebels launched an attack killing three soldiers."), lexicon)
    assert (attack.foreground, killing.foreground) == (True, False)


def test_two_sides_that_meet_are_both_sides(parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse("The premier and the king met in Calden.")
    (event,) = find(parsed, lexicon)
    assert event.mutual
    assert _line(parsed, event)[2:] == (["The premier"], ["the king"])


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("At least 12 people were killed in a bombing.", [("dead", 12, "at least")]),
        ("Police arrested twenty-five smugglers.", [("arrested", 25, None)]),
        ("Rebels wounded dozens of soldiers.", [("injured", None, "dozens")]),
        ("Troops opened fire on the crowd, killing three.", [("dead", 3, None)]),
        ("Rebels killed ²³ people.", [("dead", None, None)]),
        ("Rebels killed ٣ people.", [("dead", 3, None)]),
        (f"Rebels killed {'9' * 30} people.", [("dead", None, None)]),
        ("Rebels killed 5 million million million people.", [("dead", None, None)]),
    ],
)
def test_casualties(
    text: str, figures: list[tuple[str, int | None, str | None]], parse: Parse, lexicon: Lexicon
) -> None:
    event = find(parse(text), lexicon)[0]
    assert [figure[:3] for figure in event.casualties] == figures


def test_the_cameo_dialect_types_by_cameo_roots(parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse("The court convicted the banker.")
    assert [e.type for e in find(parsed, lexicon)] == ["SANCTION"]
    assert [e.type for e in find(parsed, lexicon, "cameo")] == ["ACCUSE"]


def test_appeals_and_demands_have_their_own_codes(parse: Parse, lexicon: Lexicon) -> None:
    (appeal,) = find(parse("Norland urged Estria to free the sailors."), lexicon)
    (demand,) = find(parse("Norland demanded that Estria free the sailors."), lexicon)
    assert (appeal.cameo, demand.cameo) == ("025", "10")


def test_explain_names_the_slots_and_the_near_misses(parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse("Norland launched an attack on Estria.")
    told = explain(parsed, lexicon, parsed.words.index("launched"))
    assert told.slots["subject"] == ("Norland (own)",)
    assert [event.rule for event in told.events] == ["assault.launch-attack"]
    assert ("accuse.verbal-attack", "near") in {(m.rule, m.reason) for m in told.near_misses}
