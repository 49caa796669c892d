"""The process of one odd page: the page on standard input, its text on standard output."""

import resource
import sys

MEMORY = 1 << 30
"""Bytes of address space: a page that takes more ends this process and nothing else."""
SECONDS = 30


def main() -> None:
    """Read, extract, write; ends by a signal or an error where the page is too much."""
    from onrecord.ingest.page_text import resiliparse_text

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    text = resiliparse_text(sys.stdin.buffer.read().decode("utf-8", "replace"))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
