"""Charged terms: every line's example, mirrored sentences, hostile text."""

import time
from collections.abc import Callable

import pytest

from onrecord.lexicon import Lexicon, shipped
from onrecord.parse import Parsed
from onrecord.said.wordings import Term, find_wordings, pattern

TERMS = shipped().facts("said", "wordings", Term)
Parse = Callable[..., Parsed]


def _rules(parsed: Parsed, lexicon: Lexicon) -> list[str]:
    return [found.rule for found in find_wordings(parsed, lexicon)]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_example_fires_its_term_alone(term: Term, parse: Parse, lexicon: Lexicon) -> None:
    assert _rules(parse(term.example), lexicon) == [term.id]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.id)
def test_counterexample_does_not_fire_its_term(term: Term, parse: Parse, lexicon: Lexicon) -> None:
    assert term.id not in _rules(parse(term.counterexample), lexicon)


def test_ids_are_unique() -> None:
    assert len({term.id for term in TERMS}) == len(TERMS)


def test_a_conflict_has_terms_about_both_sides() -> None:
    """No topic with two parties lists many more terms about one than about the other."""
    for topic, sides in {
        "israel-palestine": ("ISR", "PSE"),
        "russia-ukraine": ("RUS", "UKR"),
        "india-pakistan": ("IND", "PAK"),
        "china-taiwan": ("CHN", "TWN"),
        "koreas": ("KOR", "PRK"),
        "cyprus": ("CYP", "TUR"),
    }.items():
        about = [term.about for term in TERMS if term.id.startswith(f"{topic}.")]
        assert abs(about.count(sides[0]) - about.count(sides[1])) <= 2, topic


SIDES = [
    (("Israel", "Israeli"), ("Iran", "Iranian")),
    (("Russia", "Russian"), ("Ukraine", "Ukrainian")),
    (("India", "Indian"), ("Pakistan", "Pakistani")),
    (("China", "Chinese"), ("Taiwan", "Taiwanese")),
    (("Norland", "Norlandic"), ("Estria", "Estrian")),
]
MIRRORS = [
    "The {a_} regime fired on {b}.",
    "{a} bullied {b} for a year.",
    "Heroic {a_} soldiers beat the {b_} enemy.",
    "{a} will not yield to {b_} terrorists.",
    "{a_} terror has cost {b} a thousand lives.",
    "The barbaric {a_} army neutralised forty farmers in {b}.",
    "{a_} occupation forces left a town in {b}.",
    "The {a_} puppets in the south thanked {b}.",
    "{a} called the {b_} minister a warmonger.",
    "A {a_} martyr was buried near the border with {b}.",
    "Troops from {a} liberated a {b_} village.",
    "{a_} fascists burned the flag of {b}.",
    "The so-called {a_} parliament wrote to {b}.",
]


def _told(parsed: Parsed, lexicon: Lexicon) -> list[tuple[str, str, str]]:
    """Words, category and the word that each wording is about."""
    return [
        (
            parsed.phrase(found.span),
            found.category,
            "" if found.about is None else parsed.words[found.about],
        )
        for found in find_wordings(parsed, lexicon)
    ]


@pytest.mark.parametrize("sentence", MIRRORS)
@pytest.mark.parametrize("sides", SIDES, ids=lambda sides: f"{sides[0][0]}-{sides[1][0]}")
def test_mirrored_sentences_give_mirrored_wordings(
    sentence: str, sides: tuple[tuple[str, str], tuple[str, str]], parse: Parse, lexicon: Lexicon
) -> None:
    (a, a_), (b, b_) = sides
    one = _told(parse(sentence.format(a=a, a_=a_, b=b, b_=b_)), lexicon)
    other = _told(parse(sentence.format(a=b, a_=b_, b=a, b_=a_)), lexicon)
    swap = {a: b, b: a, a_: b_, b_: a_}
    swapped = [
        tuple(" ".join(swap.get(word, word) for word in part.split()) for part in told)
        for told in other
    ]
    assert one == swapped
    assert one


TWINS = [
    ("They spoke of occupied Palestine.", "ISR", "They spoke of Judea and Samaria.", "PSE"),
    ("They spoke of so-called Israelis.", "ISR", "They spoke of so-called Palestinians.", "PSE"),
    ("They blame the Kiev regime.", "UKR", "They blame the Putin regime.", "RUS"),
    ("They blame the Banderites.", "UKR", "They blame the Rashists.", "RUS"),
    ("They spoke of Indian-held Kashmir.", "IND", "They spoke of Pakistan-held Kashmir.", "PAK"),
    ("They blame the Modi regime.", "IND", "They blame the Rawalpindi regime.", "PAK"),
    ("They blame the Taipei regime.", "TWN", "They blame the Beijing regime.", "CHN"),
    ("They blame the Seoul regime.", "KOR", "They blame the Pyongyang regime.", "PRK"),
    ("They blame the Tehran regime.", "IRN", "They blame the Washington regime.", "USA"),
    ("They sailed to Dokdo.", "JPN", "They sailed to Takeshima.", "KOR"),
    ("They sailed to Diaoyu.", "JPN", "They sailed to Senkaku.", "CHN"),
    ("They flew to the TRNC.", "CYP", "They saw the occupied areas of Cyprus.", "TUR"),
    ("They hate the Chetniks.", "SRB", "They hate the Ustashe.", "HRV"),
    ("A pro-life group met.", None, "A pro-choice group met.", None),
    ("They mock climate deniers.", None, "They mock climate alarmists.", None),
    ("They mock gun grabbers.", None, "They mock gun nuts.", None),
    ("They blame the radical left.", None, "They blame the radical right.", None),
    ("She flew to Derry.", None, "She flew to Londonderry.", None),
]


@pytest.mark.parametrize(("one", "about", "other", "other_about"), TWINS)
def test_each_side_has_its_twin(
    one: str,
    about: str | None,
    other: str,
    other_about: str | None,
    parse: Parse,
    lexicon: Lexicon,
) -> None:
    (first,), (second,) = (find_wordings(parse(text), lexicon) for text in (one, other))
    assert first.category == second.category
    assert (first.about_country, second.about_country) == (about, other_about)


@pytest.mark.parametrize(
    ("text", "words", "about"),
    [
        ("The heroic miners of Estria sang.", "heroic", "miners"),
        ("The chairman is a puppet of Norland.", "puppet of", "chairman"),
        ("Rebels liberated the port of Sela.", "liberated", "port"),
        ("The port was liberated by rebels.", "liberated", "port"),
        ("They celebrated the liberation of Sela.", "liberation of", "Sela"),
        ("Norland bullied its neighbours.", "bullied", "Norland"),
        ("The minister called them thugs.", "thugs", "them"),
        ("The minister branded Ali a traitor.", "traitor", "Ali"),
    ],
)
def test_whom_a_wording_is_about(
    text: str, words: str, about: str, parse: Parse, lexicon: Lexicon
) -> None:
    parsed = parse(text)
    (found,) = find_wordings(parsed, lexicon)
    assert parsed.phrase(found.span) == words
    assert found.about is not None
    assert parsed.words[found.about] == about


def test_the_longest_term_wins(parse: Parse, lexicon: Lexicon) -> None:
    parsed = parse("The usurping Zionist regime answered the occupying regime of the reefs.")
    found = [parsed.phrase(wording.span) for wording in find_wordings(parsed, lexicon)]
    assert found == ["usurping Zionist regime", "occupying regime"]


def test_a_term_never_crosses_a_sentence(parse: Parse, lexicon: Lexicon) -> None:
    assert _rules(parse("He wrote about collateral. Damage followed."), lexicon) == []


def test_all_capitals_are_read(parse: Parse, lexicon: Lexicon) -> None:
    assert _rules(parse("COLLATERAL DAMAGE IN THE VALLEY"), lexicon) == [
        "euphemism.collateral-damage"
    ]


@pytest.mark.parametrize("term", ["bully:mood", "evil:verb|noun"])
def test_unknown_part_of_speech_is_refused(term: str) -> None:
    with pytest.raises(ValueError, match="unknown part of speech"):
        pattern(term)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"category": "rude"}, "unknown category `rude`"),
        ({"about": "someone"}, "`about` is `someone`"),
        ({"term": "* regime"}, "none of `\\*` at its ends"),
        ({"term": "@name"}, "needs a word"),
    ],
)
def test_a_wrong_line_is_refused(change: dict[str, str], problem: str) -> None:
    cells = {"id": "x", "term": "foe", "category": "demonising", "reason": "r", "reference": "s"}
    cells |= {"other_side": "o", "example": "e", "counterexample": "c"} | change
    with pytest.raises(ValueError, match=problem):
        Term(**cells)


def test_time_grows_with_the_text_and_not_faster(parse: Parse, lexicon: Lexicon) -> None:
    """Eight times the text may take at most twenty times as long (room for a noisy machine)."""
    sentence = "The enemy of the occupying brutal regime and the regime of the enemy fell. "
    short, long = (parse(sentence * count) for count in (40, 320))

    def seconds(parsed: Parsed) -> float:
        begun = time.process_time()
        find_wordings(parsed, lexicon)
        return time.process_time() - begun

    find_wordings(short, lexicon)
    assert min(seconds(long) for _ in range(3)) < 20 * min(seconds(short) for _ in range(3)) + 0.005
