"""Numbers with their nouns, for what people read."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 document`, `2 documents`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"
