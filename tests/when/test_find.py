"""What the room says of whole sentences: values, days, anchors, and what is no time at all."""

import pytest


def told(found, text):
    """(words, value, start, end) of each expression."""
    return [(text[slice(*t.span)], t.value, t.start, t.end) for t in found]


def test_weekdays_look_back_unless_their_clause_looks_ahead(when):
    text = "The envoy landed on Tuesday and will leave again on Sunday."
    assert told(when(text, "2023-06-15"), text) == [
        ("Tuesday", "2023-06-13", "2023-06-13", "2023-06-13"),
        ("Sunday", "2023-06-18", "2023-06-18", "2023-06-18"),
    ]


def test_days_chain_through_the_text(when):
    text = "The pact, agreed on June 3, came into force the next day; a week later it was void."
    found = when(text, "2023-06-15")
    assert told(found, text) == [
        ("June 3", "2023-06-03", "2023-06-03", "2023-06-03"),
        ("the next day", "2023-06-04", "2023-06-04", "2023-06-04"),
        ("a week", "P1W", "2023-06-11", "2023-06-11"),
    ]
    assert [t.anchor for t in found] == ["publication", 0, 1]


def test_a_chain_without_a_beginning_is_not_tied_to_publication(when):
    (found,) = when("The roof fell in the next day.", "2023-06-15")
    assert (found.value, found.start, found.anchor) == ("XXXX-XX-XX", None, None)


def test_years_chain_too(when):
    text = "The mill opened in 1960. Ten years later it moved; the following year it burned down."
    assert told(when(text, "2021-05-23"), text)[1:] == [
        ("Ten years", "P10Y", "1970-01-01", "1970-12-31"),
        ("the following year", "1971", "1971-01-01", "1971-12-31"),
    ]


def test_that_year_reaches_further_back_but_gives_no_month(when):
    text = "The mill closed in 1960. Nobody in the valley took any notice of it then. Shops stayed \
open all over town. That year the dam was built, and the following month it leaked."
    that_year, following_month = when(text, "2021-05-23")[-2:]
    assert (that_year.value, that_year.start) == ("1960", "1960-01-01")
    assert (following_month.value, following_month.start) == ("XXXX-XX", None)


def test_a_chain_breaks_after_a_sentence_without_a_date(when):
    text = "The pact was agreed on June 3. Nobody in the town took any notice of it. Shops stayed \
open as usual all over the valley. The next day it rained."
    assert when(text, "2023-06-15")[-1].start is None


def test_months_take_the_year_that_the_clause_allows(when):
    text = "Floods shut the line in October, and trains are due to run again in March."
    assert told(when(text, "2024-01-20"), text) == [
        ("October", "2023-10", "2023-10-01", "2023-10-31"),
        ("March", "2024-03", "2024-03-01", "2024-03-31"),
    ]


def test_business_report_speaks_of_one_quarter(when):
    text = "The brewer had a second-quarter profit, compared with a loss a year earlier. \
For the six months, sales rose 2%."
    assert told(when(text, "2023-08-10"), text) == [
        ("second-quarter", "2023-Q2", "2023-04-01", "2023-06-30"),
        ("a year earlier", "2022-Q2", "2022-04-01", "2022-06-30"),
        ("the six months", "P6M", "2023-01-01", "2023-06-30"),
    ]


def test_clock_time_and_day_are_one_expression(when):
    text = "Guards saw the boat at 9:15 p.m. Saturday and boarded it on Sunday morning."
    found = when(text, "2022-06-14")
    assert told(found, text) == [
        ("9:15 p.m. Saturday", "2022-06-11T21:15", "2022-06-11", "2022-06-11"),
        ("Sunday morning", "2022-06-12TMO", "2022-06-12", "2022-06-12"),
    ]
    assert [t.type for t in found] == ["TIME", "TIME"]


def test_edges_narrow_the_days_and_leave_the_value(when):
    text = "The mine has been idle for nearly two years and may reopen late next year."
    found = when(text, "2021-09-30")
    assert told(found, text) == [
        ("nearly two years", "P2Y", None, None),
        ("late next year", "2022", "2022-09-01", "2022-12-31"),
    ]
    assert [t.mod for t in found] == ["LESS_THAN", "END"]


def test_decades_and_sets(when):
    text = "Fares have tripled since the early 1980s, and the board meets every Thursday."
    found = when(text, "2019-02-05")
    assert told(found, text) == [
        ("the early 1980s", "198", "1980-01-01", "1982-12-31"),
        ("every Thursday", "XXXX-WXX-4", None, None),
    ]
    assert found[1].type == "SET"


def test_a_bare_number_is_a_day_inside_a_range(when):
    text = "Rebels held the port from June 3 to 17, and 17 people fled, an aide said this week."
    assert told(when(text, "2020-08-18"), text) == [
        ("June 3", "2020-06-03", "2020-06-03", "2020-06-03"),
        ("17", "2020-06-17", "2020-06-17", "2020-06-17"),
        ("this week", "2020-W34", "2020-08-17", "2020-08-23"),
    ]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Shut from November to February.", ["2022-11", "2023-02"]),
        ("Shut from Friday to Monday.", ["2023-05-19", "2023-05-22"]),
        ("In the drought of 1998-99.", ["1998", "1999"]),
        ("In the winters of 1898-02 it froze.", ["1898", "1902"]),
        ("From 10 to 12 May 2019.", ["2019-05-10", "2019-05-12"]),
        ("Between March and August 2011.", ["2011-03", "2011-08"]),
        ("From November 4 to February 7, 2020.", ["2019-11-04", "2020-02-07"]),
        ("In the second and third quarters of 2019.", ["2019-Q2", "2019-Q3"]),
    ],
)
def test_ranges_share_what_one_end_leaves_out(when, text, ends):
    assert [t.value for t in when(text, "2023-05-24")] == ends


def test_ages_verbs_and_ordinals_are_no_times(when):
    text = "The 41-year-old skier, who may march, came second in the spring 2014 race."
    assert told(when(text, "2018-07-04"), text) == [
        ("spring 2014", "2014-SP", "2014-03-01", "2014-05-31")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The sun sat low and the mon wed.",
        "They hired 1998 people and paid $1998.",
        "Three-quarters of the seats were taken.",
        "She wrote for USA Today and the Sunday Times.",
        "May the best team win; August Hall and April Jones cheered.",
        "Flight 1970 left.",
    ],
)
def test_look_alikes_are_left_out(when, text):
    assert when(text, "2024-03-13") == []


def test_dates_cross_the_new_year(when):
    text = "The hearing resumes on Jan. 4; the last session was held on Dec. 9."
    assert [t.value for t in when(text, "2025-12-30")] == ["2026-01-04", "2025-12-09"]
    assert [t.value for t in when("It was held on Dec. 9.", "2026-01-04")] == ["2025-12-09"]


def test_iso_weeks_have_years_of_their_own(when):
    (found,) = when("They met this week.", "2025-12-30")
    assert (found.value, found.start, found.end) == ("2026-W01", "2025-12-29", "2026-01-04")


def test_without_a_date_values_stay_partial(when):
    text = "The court met on March 4 and again on Saturday night; last year it did not, nor today."
    found = when(text)
    assert [t.value for t in found] == [
        "XXXX-03-04", "XXXX-WXX-6TNI", "XXXX", "XXXX-XX-XX",
    ]  # fmt: skip
    assert {(t.start, t.end, t.anchor) for t in found} == {(None, None, None)}


def test_explicit_dates_need_no_publication(when):
    (found,) = when("The dam broke on 4 March 2011.")
    assert (found.value, found.start, found.anchor) == ("2011-03-04", "2011-03-04", None)


def test_datelines_day_replaces_publications(when):
    text = "ESTRA, Mar 5 (Example News) - Shelling began on Monday and the road is now shut."
    found = when(text, "2024-03-07", dateline="Mar 5")
    assert [(t.value, t.anchor) for t in found] == [
        ("2024-03-05", "publication"),
        ("2024-03-04", 0),
        ("PRESENT_REF", None),
    ]
    assert found[2].start is None


def test_a_dateline_far_from_publication_is_not_believed(when):
    text = "ESTRA, Jan 5 (Example News) - Shelling began yesterday."
    found = when(text, "2024-03-07", dateline="Jan 5")
    assert (found[1].value, found[1].anchor) == ("2024-03-06", "publication")


def test_a_dateline_with_its_year_stands_in_for_publication(when):
    text = "ESTRA, Mar 5, 2024 (Example News) - Shelling began yesterday."
    found = when(text, None, dateline="Mar 5, 2024")
    assert (found[1].value, found[1].anchor) == ("2024-03-04", 0)


def test_the_day_as_published_counts_whatever_the_zone(when):
    (found,) = when("The raid came early on Friday.", "2021-05-23T00:30:00+03:30")
    assert (found.value, found.start, found.end, found.mod) == (
        "2021-05-21", "2021-05-21", "2021-05-21", "START",
    )  # fmt: skip


def test_part_of_day_keeps_its_day(when):
    (found,) = when("Shots were fired on Saturday night.", "2021-05-23")
    assert (found.value, found.start, found.end) == ("2021-05-22TNI", "2021-05-22", "2021-05-22")


def test_clock_takes_the_day_of_its_sentence(when):
    found = when("On Monday the crowd grew, and at 5 p.m. it marched.", "2023-06-15")
    assert (found[1].value, found[1].anchor) == ("2023-06-12T17:00", 0)


def test_in_five_years_is_a_date_only_after_a_cue(when):
    text = "Tolls will end in five years; it was the first cut in five years."
    assert [t.value for t in when(text, "2021-05-23")] == ["2026", "P5Y"]


def test_the_past_year_reaches_up_to_today(when):
    (found,) = when("Prices rose over the past year.", "2021-05-23")
    assert (found.value, found.start, found.end) == ("2020", "2020-05-23", "2021-05-23")


def test_the_end_of_the_month(when):
    (found,) = when("The road will be shut until the end of the month.", "2024-02-20")
    assert (found.value, found.mod, found.start, found.end) == (
        "2024-02", "END", "2024-02-20", "2024-02-29",
    )  # fmt: skip


def test_a_range_of_clock_times_is_of_one_day(when):
    found = when("Polls were open from 9 a.m. to 5 p.m. on Tuesday.", "2021-05-23")
    assert [t.value for t in found] == ["2021-05-18T09:00", "2021-05-18T17:00"]


@pytest.mark.parametrize(
    "text", ["They met on May 3, 4 and 5, 2012.", "They met on 3, 4 and 5 May 2012."]
)
def test_days_in_a_list_share_month_and_year(when, text):
    assert [t.value for t in when(text, "2021-05-23")] == ["2012-05-03", "2012-05-04", "2012-05-05"]


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("the first week of March", "2021-03-01", "2021-03-07"),
        ("the last week of March", "2021-03-25", "2021-03-31"),
        ("the second half of March", "2021-03-17", "2021-03-31"),
        ("early March", "2021-03-01", "2021-03-10"),
        ("the rest of the year", "2021-05-23", "2021-12-31"),
        ("the end of the year", "2021-12-01", "2021-12-31"),
        ("the second half of 2020", "2020-07-01", "2020-12-31"),
        ("the late 19th century", "1867-01-01", "1899-12-31"),
    ],
)
def test_edges(when, words, start, end):
    (found,) = when(f"It rained in {words}.", "2021-05-23")
    assert (found.start, found.end) == (start, end)


def test_what_had_been_planned_lies_back(when):
    text = "The vote had been scheduled for Friday and is now scheduled for Sunday."
    found = when(text, "2024-03-13")
    assert (found[0].value, found[-1].value) == ("2024-03-08", "2024-03-17")


def test_a_weekday_before_a_noun_is_that_day(when):
    assert when("He said so in a Friday interview.", "2024-03-13")[0].value == "2024-03-08"
    assert when("Shops are full on a Friday.", "2024-03-13")[0].value == "XXXX-WXX-5"


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a year and a half", "P1Y6M"), ("3-1/2 years", "P3Y6M"),
        ("two and a half hours", "PT2H30M"), ("half an hour", "PT30M"), ("two decades", "P20Y"),
        ("a fortnight", "P2W"),
        ("several months", "PXM"), ("twenty-one days", "P21D"), ("a dozen years", "P12Y"),
    ],
)  # fmt: skip
def test_lengths(when, words, value):
    (found,) = when(f"It went on for {words}.", "2024-03-13")
    assert (found.type, found.value, found.start) == ("DURATION", value, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Easter 2019", "2019-04-21"),
        ("Good Friday 2024", "2024-03-29"),
        ("Thanksgiving 2020", "2020-11-26"),
        ("Black Friday 2020", "2020-11-27"),
        ("Memorial Day 2022", "2022-05-30"),
        ("New Year's Eve", "2020-12-31"),
        ("9/11", "2001-09-11"),
    ],
)
def test_days_with_a_name(when, text, value):
    (found,) = when(f"They met on {text} in the square.", "2021-03-23")
    assert (found.value, found.start) == (value, value)


@pytest.mark.parametrize(
    "text",
    [
        "It broke on 30 February.",
        "It broke on 31/31/2020.",
        "It broke on 2020-13-45.",
        "It broke on 29 February 2023.",
    ],
)
def test_days_that_do_not_exist_have_no_value(when, text):
    (found,) = when(text, "2021-05-23")
    assert (found.value, found.start, found.end) == ("XXXX-XX-XX", None, None)
    assert found.trace


@pytest.mark.parametrize("text", ["at 25 o'clock", "in the year 20021", "at 10:75 p.m."])
def test_nonsense_has_no_days(when, text):
    assert all(t.start is None for t in when(text, "2021-05-23"))


def test_every_expression_says_how(when):
    text = "On Monday, two weeks ago, in 1998, every day, now and then for three months."
    for found in when(text, "2021-05-23"):
        assert found.rule
        assert found.trace


def test_bad_publication_is_none(when):
    (found,) = when("It rained on Monday.", "no date")
    assert found.value == "XXXX-WXX-1"
