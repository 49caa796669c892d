"""Records made by hand, for tests that need some but no parser."""

from hashlib import sha256

from onrecord.model import (
    AccordingTo,
    Actor,
    ActorMention,
    Coder,
    Document,
    Event,
    EventDate,
    EventMention,
    Evidence,
    Header,
    Party,
    Record,
    Speaker,
    Statement,
    Trigger,
)

CODER = Coder(version="0", lexicon="sha256:0", model="made by hand")


def made_record(document: Document) -> Record:
    """A record of a text whose first word acts, whose second says how, and whose last suffers."""
    text = document.text
    words = [(m, m + len(w)) for w, m in _words(text)]
    source, verb, target = words[0], words[1], words[-1]
    whole = Evidence(span=(0, len(text)), text=text)
    trigger = Trigger(span=verb, text=text[slice(*verb)], lemma="attack")
    told = AccordingTo(statement="s1", chain=["a1", "outlet"])
    return Record(
        coder=CODER,
        document=_header(document),
        actors=[_actor("a1", text, source), _actor("a2", text, target)],
        statements=[
            Statement(
                id="s1",
                kind="indirect",
                act="say",
                speaker=Speaker(span=source, text=text[slice(*source)], actor="a1"),
                cue=Evidence(span=verb, text=text[slice(*verb)]),
                content=[target],
                content_text=[text[slice(*target)]],
                chain=["a1", "outlet"],
                rule="made",
            )
        ],
        events=[
            Event(
                id="e1",
                type="ASSAULT",
                quad=4,
                intensity=-9.0,
                status="happened",
                asserted_by="outlet",
                salience=1,
                sources=[Party(span=source, text=text[slice(*source)], actor="a1")],
                targets=[Party(span=target, text=text[slice(*target)], actor="a2")],
                trigger=trigger,
                evidence=[whole],
                mentions=[
                    EventMention(
                        trigger=trigger,
                        evidence=[whole],
                        according_to=told,
                        status="happened",
                        rule="made",
                    )
                ],
                date=EventDate(),
                according_to=told,
                rule="made",
                confidence=0.5,
            )
        ],
        sentences=[(0, len(text))],
    )


def _words(text: str) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    at = 0
    for word in text.split():
        at = text.index(word, at)
        found.append((word, at))
        at += len(word)
    return found


def _actor(name: str, text: str, span: tuple[int, int]) -> Actor:
    words = text[slice(*span)]
    mention = ActorMention(span=span, text=words, how="name")
    return Actor(id=name, name=words, kind="state", public=True, mentions=[mention])


def _header(document: Document) -> Header:
    return Header(
        id=document.id or "",
        source=document.source,
        url=document.url,
        title=document.title,
        outlet=document.outlet,
        published=document.published,
        published_from="user" if document.published else None,
        chars=len(document.text),
        text_sha256=sha256(document.text.encode()).hexdigest(),
        warnings=list(document.warnings),
    )
