"""The parts of a report, from invented reports."""

import pytest

from onrecord.parse.layout import find_dateline, is_title_case, read_layout

REPORT = """Estria Opens Border to Norland Traders

By Ana Ruiz

PORT SELA, Feb 18 (Example News) - The border opened at noon. Traders cheered.

A second paragraph follows.

AR/BT

All content by Example News is licensed under a Creative Commons Attribution 4.0 License."""


def words(text, span):
    return None if span is None else text[span[0] : span[1]]


def test_parts_of_a_wire_report(lexicon):
    layout = read_layout(REPORT, None, lexicon)
    kinds = [(p.kind, words(REPORT, p.span)[:12]) for p in layout.paragraphs]
    assert kinds == [
        ("headline", "Estria Opens"),
        ("byline", "By Ana Ruiz"),
        ("body", "The border o"),
        ("body", "A second par"),
        ("byline", "AR/BT"),
        ("rights", "All content "),
    ]
    assert words(REPORT, layout.byline) == "Ana Ruiz"
    assert words(REPORT, layout.dateline.place) == "PORT SELA"
    assert words(REPORT, layout.dateline.date) == "Feb 18"
    assert words(REPORT, layout.dateline.agency) == "Example News"
    assert layout.rights.license == "CC-BY-4.0"
    assert layout.rights.holder == "Example News"


def test_rights_and_initials_on_one_line(lexicon):
    text = (
        "KALEN — The council met.  QX/ZT   All Content by Kalen Press Agency is licensed under "
        "a Creative Commons Attribution-ShareAlike 3.0 License."
    )
    layout = read_layout(text, None, lexicon)
    assert layout.rights.license == "CC-BY-SA-3.0"
    assert layout.rights.holder == "Kalen Press Agency"
    assert words(text, layout.byline) == "QX/ZT"
    body = [words(text, p.span) for p in layout.paragraphs if p.kind == "body"]
    assert body == ["The council met."]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("CALDEN (Delta News) -- Rain fell.", "CALDEN"),
        ("PORT SELA, Norland, March 3 — Rain fell.", "PORT SELA, Norland"),
        ("Calden, 3 May (Delta News) – Rain fell.", "Calden"),
        ("CALDEN: The court sat.", "CALDEN"),
        ("(Delta News) - Rain fell.", None),
        ("Rain fell - and then stopped - in Calden.", "no dateline"),
        ("UN officials said - late - that rain fell.", "no dateline"),
    ],
)
def test_datelines(text, place):
    found = find_dateline(text, (0, len(text)))
    if place == "no dateline":
        assert found is None
    else:
        assert words(text, found.place) == place


def test_wrapped_lines_are_one_paragraph(lexicon):
    text = (
        "The ministers of both countries met in the old harbour town on\n"
        "Monday and spoke for an hour about the fishing grounds that both\n"
        "of them claim."
    )
    assert len(read_layout(text, None, lexicon).paragraphs) == 1


def test_unwrapped_lines_are_paragraphs(lexicon):
    text = "A short line ends here.\nAnother one follows it.\nAnd a third."
    assert len(read_layout(text, None, lexicon).paragraphs) == 3


def test_no_rights_where_a_book_is_published(lexicon):
    text = "The novel was published under a pen name. It sold well."
    assert read_layout(text, None, lexicon).rights is None


@pytest.mark.parametrize(
    ("line", "title"),
    [("Premier Meets Rebel Chief In Calden", True), ("Premier meets rebel chief", False)],
)
def test_title_case(line, title):
    assert is_title_case(line) is title
