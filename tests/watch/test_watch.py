"""Rounds: what is new is coded once, and what has changed again, as a version."""

from pathlib import Path

from support.newsroom import Newsroom, story
from support.site import page, redirect, status
from watch.conftest import DAY, HOUR, Watched


def test_what_a_feed_names_is_coded_once(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    newsroom.put("/b", "Estria thanked Norland on Tuesday.")
    first = watched.round()
    assert (first.feeds, first.named, first.coded, first.failed) == (1, 2, 2, 0)
    documents = watched.documents()
    assert {row["source"] for row in documents.values()} == {
        newsroom.site["/a"],
        newsroom.site["/b"],
    }
    for row in documents.values():
        assert row["url"] == row["source"]
        assert row["outlet"] == "Norland Gazette"
        assert row["published"] == "2020-09-01T08:00:00+00:00"
    asked = len(newsroom.site.asked)
    second = watched.round(60)
    assert (second.feeds, second.unchanged, second.named, second.coded) == (1, 1, 0, 0)
    assert newsroom.site.paths()[asked:] == ["/feed"]
    assert watched.documents() == documents
    assert [run["coded"] for run in watched.rows("runs")] == [2]


def test_a_new_report_is_coded_when_the_feed_names_it(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    newsroom.put("/b", "Estria thanked Norland on Tuesday.")
    assert watched.round(60).coded == 1
    assert newsroom.site.paths().count("/a") == 1


def test_a_changed_report_is_a_new_version_linked_to_the_old_one(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    assert watched.round(HOUR - 60).same == 0
    assert watched.round(60).same == 1
    newsroom.put("/a", "Norland denied on Tuesday that it attacked Estria.")
    tally = watched.round(5 * HOUR)
    assert (tally.coded, tally.changed) == (1, 1)
    old, new = sorted(watched.rows("versions"), key=lambda row: row["version"])
    assert (old["replaces"], new["replaces"]) == (None, old["document"])
    assert new["document"] == f"{old['document']}-2"
    assert old["page"] == new["page"] == newsroom.site["/a"]
    assert set(watched.documents()) == {old["document"], new["document"]}
    (fetch,) = watched.rows("fetches")
    assert fetch["document"] == new["document"]
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round(HOUR + 1)
    assert [row["version"] for row in watched.rows("versions")] == [1, 2, 3]


def test_a_report_is_looked_at_ever_more_rarely_and_then_left_alone(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    looks: list[int] = []
    for hour in (0, 1, 5, 6, 23, 24, 72, 167, 168, 1000):
        before = newsroom.site.paths().count("/a")
        watched.clock.now = 1_600_000_000.0 + hour * HOUR
        watched.round()
        if newsroom.site.paths().count("/a") > before:
            looks.append(hour)
    assert looks == [0, 1, 6, 24, 72, 168]
    later = [asked for asked in newsroom.site.asked if asked.path == "/a"][1:]
    assert all("if-none-match" in asked.headers for asked in later)


def test_no_recheck_looks_once(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.change(recheck=False)
    watched.round()
    watched.round(30 * DAY)
    assert newsroom.site.paths().count("/a") == 1


def test_a_report_that_the_feed_says_has_changed_is_fetched_at_once(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    newsroom.put("/a", "Norland shelled Estria on Monday.", "Tue, 01 Sep 2020 09:00:00 GMT")
    assert watched.round(60).changed == 1


def test_a_page_whose_surroundings_change_is_no_new_version(
    newsroom: Newsroom, watched: Watched
) -> None:
    text = story("Norland attacked Estria on Monday.")
    newsroom.reply("/a", page(text))
    watched.round()
    newsroom.site.pages["/a"] = page(text.replace("About us", "17 readers are here"))
    assert watched.round(HOUR + 1).same == 1
    assert len(watched.rows("versions")) == 1


def test_a_report_whose_page_is_taken_down_stays_and_is_marked(
    newsroom: Newsroom, watched: Watched
) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    watched.round()
    newsroom.site.pages["/a"] = status(410)
    tally = watched.round(HOUR + 1)
    assert (tally.gone, tally.failed) == (1, 0)
    assert watched.rows("fetches")[0]["state"] == "gone"
    assert len(watched.documents()) == 1


def test_two_links_to_one_page_are_one_report(newsroom: Newsroom, watched: Watched) -> None:
    newsroom.put("/a", "Norland attacked Estria on Monday.")
    newsroom.name(newsroom.site["/a?utm_source=rss#top"], "Tue, 01 Sep 2020 08:00:00 GMT")
    newsroom.reply("/short", redirect("/a"))
    tally = watched.round()
    assert (tally.named, tally.coded, tally.same) == (2, 1, 1)
    assert len(watched.documents()) == 1
    (document,) = watched.documents()
    assert {row["document"] for row in watched.rows("fetches")} == {document}


def test_the_address_that_a_page_gives_itself_is_believed_on_its_own_site_only(
    newsroom: Newsroom, watched: Watched
) -> None:
    own = f"<link rel='canonical' href='{newsroom.site['/story/1']}'>"
    foreign = "<link rel='canonical' href='https://gazette.example/story/1'>"
    newsroom.reply("/a", page(story("Norland attacked Estria on Monday.", head=own)))
    newsroom.reply("/b", page(story("Estria attacked Norland on Monday.", head=foreign)))
    watched.round()
    urls = {row["source"]: row["url"] for row in watched.documents().values()}
    assert urls == {
        newsroom.site["/a"]: newsroom.site["/story/1"],
        newsroom.site["/b"]: newsroom.site["/b"],
    }


def test_the_outlet_that_the_list_names_goes_before_what_the_page_says(
    newsroom: Newsroom, watched: Watched, tmp_path: Path
) -> None:
    head = "<meta property='og:site_name' content='Gazette online'>"
    newsroom.reply("/a", page(story("Norland attacked Estria on Monday.", head=head)))
    feeds = tmp_path / "feeds.txt"
    feeds.write_text(f"{newsroom.site['/feed']} The Gazette\n")
    watched.change(lists=(str(feeds),))
    watched.round()
    (document,) = watched.documents().values()
    assert document["outlet"] == "The Gazette"
