"""What reading costs: CPU time a page and a line, memory and time of many ids and many files.

    .venv/bin/python bench/ingest.py [--pages 300] [--ids 1000000] [--files 100000]

Pages and files are made here, with a fixed seed. Each measure runs in a process of its own.
"""

import argparse
import gzip
import json
import random
import resource
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

WORDS = """
    Norland Estria troops border harbour government agreement minister officials said attacked
    signed Monday the of in with and food medicine talks crossing capital spokesman reporters
""".split()  # noqa: SIM905 - a list of words


WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=20)).capitalize() + "."


def page(number: int) -> bytes:
    """A page as outlets make them: menus, scripts, linked data, and a story in between."""
    chance = random.Random(number)
    links = "".join(f'<li class="nav"><a href="/s/{n}">{n} world</a></li>' for n in range(150))
    story = "".join(f"<p>{' '.join(sentence(chance) for _ in range(3))}</p>" for _ in range(12))
    linked = json.dumps({"@type": "NewsArticle", "headline": f"{number} {sentence(chance)}"})
    return (
        "<html><head><title>x</title>"
        f'<script type="application/ld+json">{linked}</script>'
        f"<script>{'if (a<b && c) { d(); }' * 800}</script></head><body><ul>{links}</ul>"
        f"<article>{story}</article><footer>{links}</footer></body></html>"
    ).encode()


def warc(path: Path, pages: int) -> None:
    """A WARC.gz of pages, a gzip member for each record."""
    with path.open("wb") as file:
        for number in range(pages):
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page(number)
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: https://post.example/2021/05/24/{number}\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(block)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + block + b"\r\n\r\n", 6))


def lines(path: Path, count: int) -> None:
    """A JSONL file packed with gzip."""
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for number in range(count):
            chance = random.Random(number)
            text = " ".join(sentence(chance) for _ in range(30))
            file.write(json.dumps({"text": f"{number} {text}"}) + "\n")


def peak() -> int:
    """The most memory that this process, or the one that reads pages, has had, in MB."""
    own, child = (resource.getrusage(who) for who in WHO)
    return max(own.ru_maxrss, child.ru_maxrss) >> 10


def used_up() -> float:
    """CPU seconds of this process and of the one that read pages, once that has ended."""
    from onrecord.ingest.page_process import close

    close()
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, WHO))


def told(name: str, count: int, began: float) -> None:
    """One line of figures."""
    used = used_up() - began
    each = used / count * 1e6
    print(f"{name:28} {count:9,}  {used:8.2f} CPU s  {each:9.1f} µs each  {peak():5} MB at most")


def reading(path: str) -> int:
    from onrecord.ingest import Reading, read

    return sum(1 for _ in read([path], Reading(language="en")))


def ids(count: int) -> int:
    from onrecord.ingest.identity import distinct
    from onrecord.model import Document

    made: Iterable[Document] = (
        Document(text=f"Norland {number}", source=f"pages/{number}.html") for number in range(count)
    )
    return sum(1 for _ in distinct(made))


def files(folder: str) -> int:
    from onrecord.ingest.files import sources

    return sum(1 for _ in sources([f"{folder}/**/*.html"]))


def measure(name: str, what: str) -> None:
    """One measure, in this process."""
    began = used_up()
    count = {"read": reading, "files": files, "ids": lambda n: ids(int(n))}[name](what)
    told(f"{name} {Path(what).name}", count, began)


def main() -> int:
    """Make the input, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--ids", type=int, default=1_000_000)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--measure", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        measure(*given.measure)
        return 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        warc(folder / "news.warc.gz", given.pages)
        lines(folder / "news.jsonl.gz", 20 * given.pages)
        for number in range(given.files):
            at = folder / "pages" / str(number % 100)
            at.mkdir(parents=True, exist_ok=True)
            (at / f"{number}.html").touch()
        for what in (
            ("read", str(folder / "news.warc.gz")),
            ("read", str(folder / "news.jsonl.gz")),
            ("ids", str(given.ids)),
            ("files", str(folder / "pages")),
        ):
            subprocess.run([sys.executable, __file__, "--measure", *what], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
