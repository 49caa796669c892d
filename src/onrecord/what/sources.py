"""Who acts: the fillers of a rule's source, pronouns, texts and attacks traced to who is behind."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from onrecord.model import Role
from onrecord.parse import Clause, Filler, Parsed, phrase_span
from onrecord.what.reader import Reader
from onrecord.what.slots import authors, owners

DEEPEST = 3
MODIFIERS = frozenset({"amod", "compound", "nmod"})


def role(parsed: Parsed, filler: Filler, via: int | None = None, how: str | None = None) -> Role:
    """A filler as a role, with the words of its phrase."""
    span = phrase_span(parsed, filler.head)
    larger = phrase_span(parsed, via) if via is not None and via != filler.head else None
    return Role(span=span, head=filler.head, via=larger, how=how or filler.how)


def source_roles(reader: Reader, clause: Clause, heads: Iterable[Filler]) -> list[Role]:
    """The fillers of a source's slot as roles, pronouns and attacks traced to who is behind."""
    return [found for filler in heads for found in _source(reader, clause, filler)]


def _source(reader: Reader, clause: Clause, filler: Filler) -> Iterator[Role]:
    """A source; behind a pronoun the reporting verb's subject, behind an attack its author."""
    parsed = reader.parsed
    kinds = reader.kind(filler.head)
    writers = _writers(reader, clause, filler)
    if writers:
        yield from (role(parsed, writer) for writer in writers)
        return
    if "actor-pronoun" in kinds or owned(reader, filler.head):
        yield _antecedent(reader, clause, filler)
        return
    if "actor" not in kinds and kinds & {"happening", "document", "text", "talks"}:
        actors = [f for f in owners(reader, (filler,)) if "actor" in reader.kind(f.head)]
        actors = actors or modifying_actors(reader, filler.head) or list(authors(reader, filler))
        if actors:
            yield from (author(reader, owner, filler.head) for owner in actors)
            return
    yield role(parsed, filler)


def _writers(reader: Reader, clause: Clause, filler: Filler) -> tuple[Filler, ...]:
    """Who threatens in "sent a letter to X threatening …": the sender, not X."""
    parsed = reader.parsed
    verb = parsed.head[parsed.head[filler.head]]
    number = parsed.clause_of.get(verb)
    if filler.how != "reduced" or number is None or parsed.dep[filler.head] != "pobj":
        return ()
    above = parsed.clauses[number]
    addressed = any(f.head == filler.head for f in above.slots.get("to", ()))
    says = clause.lemma in reader.words("message") and addressed
    texts = [f for f in above.slots.get("object", ()) if "text" in reader.kind(f.head)]
    return above.slots.get("subject", ()) if says and texts else ()


def author(reader: Reader, owner: Filler, act: int) -> Role:
    """Whose an act is, with the body that a name describes ("Estrian government missiles")."""
    parsed = reader.parsed
    found = role(parsed, owner, via=act)
    last = owner.head
    for token in range(owner.head + 1, act):
        if parsed.head[token] != act or parsed.dep[token] not in MODIFIERS:
            break
        if "strong" in reader.kind(token):
            last = token
    if parsed.head[owner.head] != act or parsed.dep[owner.head] not in MODIFIERS:
        return found
    return replace(found, span=(found.span[0], parsed.end[last]))


def modifying_actors(reader: Reader, head: int) -> list[Filler]:
    """Nouns that say whose an attack or a text is ("a rebel strike", "a union offer")."""
    parsed = reader.parsed
    return [
        Filler(child, "possessor")
        for child in parsed.kids(head, *MODIFIERS)
        if "strong" in reader.kind(child) and parsed.pos[child] in ("NOUN", "PROPN", "ADJ")
    ]


def owned(reader: Reader, head: int) -> bool:
    """Whether a phrase begins with a possessive pronoun ("his country")."""
    own = reader.words("own")
    return any(reader.parsed.lower[c] in own for c in reader.parsed.kids(head, "poss"))


def _antecedent(reader: Reader, clause: Clause, filler: Filler) -> Role:
    """Whom a pronoun stands for, where a reporting verb's subject says so; else the pronoun."""
    parsed = reader.parsed
    at: Clause | None = clause
    around = parsed.clause_of.get(clause.support) if clause.support is not None else None
    for subject in parsed.clauses[around].slots.get("subject", ()) if around is not None else ():
        # "continued its aid": the verb's subject stands before the pronoun
        strong = "strong" in reader.kind(subject.head) and subject.head < filler.head
        if strong and _agrees(reader, subject, filler):
            return role(parsed, subject, via=filler.head, how="reporter")
    for _ in range(DEEPEST + 1):
        if at is None:
            break
        for reporter in at.slots.get("reporter", ()):
            if not _agrees(reader, reporter, filler):
                continue
            if reporter.head != filler.head and "pronoun" not in reader.kind(reporter.head):
                return role(parsed, reporter, via=filler.head, how="reporter")
        at = parsed.clauses[at.governor] if at.governor is not None else None
        for subject in at.slots.get("subject", ()) if at else ():
            kinds = reader.kind(subject.head)
            before = subject.head < filler.head and _agrees(reader, subject, filler)
            if before and "strong" in kinds and "pronoun" not in kinds:
                return role(parsed, subject, via=filler.head, how="reporter")
    return role(parsed, filler)


def _agrees(reader: Reader, antecedent: Filler, pronoun: Filler) -> bool:
    """Whether a pronoun may stand for a noun: not in "critics say he", "the ministry said he"."""
    parsed, kinds = reader.parsed, reader.kind(antecedent.head)
    word = parsed.lower[pronoun.head]
    if parsed.ent[antecedent.head]:
        return True  # a name may have been taken for another kind's
    plural = parsed.tag[antecedent.head] in ("NNS", "NNPS")
    body = "body" in kinds and "person" not in kinds
    one, person = reader.words("singular-pronoun"), reader.words("personal-pronoun")
    return not (plural and word in one) and not (body and word in person)
