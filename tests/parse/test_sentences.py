"""Sentences survive initials, abbreviations and quotation marks."""

import time

import pytest


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("J. Q. Ostrov met the U.S. envoy. They shook hands.", 2),
        ('"We will win." The general left.', 2),
        ('"Stop!" he shouted.', 1),
        ("Mr. Weil spoke. Gov. Ruiz listened.", 2),
        ("He paid $1.5 million. It was enough.", 2),
        ("Capt. Orla Fenn spoke. Sgt. 1st Class Ben Arno listened.", 2),
        ("Det. Lt. Ada Marn and Sens. Weil and Ruiz left.", 1),
        ("Platform No. 4 burned. Nobody was hurt.", 2),
        ("Would the mayor resign? No. The council said so.", 3),
        ("Ben Marn Sr. stayed. The others left in Sept. 2019.", 2),
        ("They met a Capt. in the harbour. Fenn saw him.", 2),
    ],
)
def test_sentence_count(parse, text, count):
    parsed = parse(text)
    assert len(parsed.sentences) == count, [parsed.phrase(s.span) for s in parsed.sentences]


def test_the_full_stop_of_a_title_belongs_to_it(parse):
    parsed = parse("Lt. Orla Fenn met Supt. Weil on Dock No. 7. Is it safe? No.")
    assert [w for w in parsed.words if w.endswith(".")] == ["Lt.", "Supt.", "No.", ".", "."]
    assert parsed.words[-2:] == ["No", "."]


def test_offsets_hold_for_odd_characters(parse):
    text = "The  envoy\u00a0left “Calden” — then\r\nthe 🙂 e\u0301toile fell.\n\nA second line."
    parsed = parse(text)
    for start, end, word in zip(parsed.start, parsed.end, parsed.words, strict=True):
        assert text[start:end] == word


def test_no_sentence_crosses_a_paragraph(parse):
    parsed = parse("A line without an end\n\nThe next paragraph begins here.")
    assert len({s.paragraph for s in parsed.sentences}) == 2


def test_long_paragraphs_are_parsed_in_pieces(parse):
    parsed = parse("The council met again in the town hall. " * 400)
    assert len(parsed.sentences) == 400


def test_title_case_headline_is_read_in_sentence_case(parse):
    parsed = parse("President Accuses Army Of Killing Six Sailors\n\nThe president spoke at dawn.")
    verb = parsed.lower.index("accuses")
    assert parsed.pos[verb] == "VERB"
    assert parsed.words[verb] == "Accuses"


@pytest.mark.parametrize("sign", ["(", '"', "'s"])
def test_signs_without_a_blank_among_them_take_time_by_their_number(parse, sign):
    text = f"Norland attacked Estria {sign * 10_000} on Monday."
    began = time.process_time()
    parsed = parse(text)
    assert time.process_time() - began < 15
    assert [text[a:b] for a, b in zip(parsed.start, parsed.end, strict=True)] == parsed.words
    assert "".join(parsed.words) == text.replace(" ", "")
