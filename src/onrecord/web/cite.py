"""Citations: of a report, and of an event with the words that it stands on."""

from datetime import date

from onrecord.model import Event, Record


def cite(record: Record, event: Event | None = None) -> str:
    """Outlet, headline, date, address and, of an event, its quoted words and how it was coded."""
    head = record.document
    title = f"“{head.title}”" if head.title else f"report {head.id}"
    parts = [head.outlet, title, (head.published or "")[:10], head.url]
    cited = ", ".join(part for part in parts if part)
    coded = f"Coded with onrecord {record.coder.version}"
    if event is None:
        return f"{cited}. {coded}. Retrieved {date.today().isoformat()}."
    words = " … ".join(" ".join(e.text.split()) for e in event.evidence if e.text)
    quoted = f": “{words}”" if words else ""
    what = "/".join([event.type, *event.modes])
    made = f"{coded} as {what}, {event.status} (event {event.id}, rule {event.rule})"
    return f"{cited}{quoted}. {made}. Retrieved {date.today().isoformat()}."
