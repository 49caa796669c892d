"""Feeds and reports of an invented paper, as web pages on a `Site`."""

from hashlib import sha256
from html import escape

from support.site import Reply, Site, tagged

FILLING = (
    "The council of Port Sela met on Tuesday to speak about the harbour and the ferry line. "
    "Ministers of both countries said that they would meet again next month in the old town hall. "
    "Fishermen who were waiting at the pier told reporters that the talks had lasted four hours."
)


def story(lead: str, headline: str = "Harbour talks go on", head: str = "", more: str = "") -> str:
    """A page with a report in it."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{escape(headline)}"
        f"</title>{head}</head><body><nav><a href='/'>Home</a></nav><article><h1>"
        f"{escape(headline)}</h1><p>{lead}</p><p>{FILLING}</p><p>{more or FILLING}</p>"
        "</article><footer>About us</footer></body></html>"
    )


class Newsroom:
    """A site with a feed at /feed; a report that is put there is named by the feed."""

    def __init__(self, site: Site, feed: str = "/feed"):
        self.site, self.feed = site, feed
        self.items: dict[str, tuple[str, str]] = {}
        self._write()

    def put(self, path: str, lead: str, when: str = "Tue, 01 Sep 2020 08:00:00 GMT") -> None:
        """Publish a report, or another version of one. The feed doesn't tell that it changed."""
        self.reply(path, tagged(story(lead), f'"{sha256(lead.encode()).hexdigest()[:8]}"'), when)

    def reply(self, path: str, reply: Reply, when: str = "Tue, 01 Sep 2020 08:00:00 GMT") -> None:
        """Publish something that answers in a manner of its own."""
        self.site.pages[path] = reply
        self.name(self.site[path], when)

    def name(self, link: str, when: str, title: str = "Harbour talks go on") -> None:
        """Have the feed name an address."""
        self.items[link] = (when, title)
        self._write()

    def _write(self) -> None:
        items = "".join(
            f"<item><title>{escape(title)}</title><link>{escape(link)}</link>"
            f"<guid isPermaLink='false'>{escape(link)}</guid><pubDate>{when}</pubDate></item>"
            for link, (when, title) in self.items.items()
        )
        feed = (
            "<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel>"
            f"<title>Norland Gazette</title><link>{self.site['/']}</link>{items}</channel></rss>"
        )
        tag = f'"{sha256(feed.encode()).hexdigest()[:8]}"'
        self.site.pages[self.feed] = tagged(feed, tag, "application/rss+xml")
