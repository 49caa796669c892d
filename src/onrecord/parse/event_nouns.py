"""Event nouns read as clauses: "X's attack on Y", "X launched an attack on Y"."""

from onrecord.lexicon import Lexicon
from onrecord.parse.clause_words import ClauseWords, clause_words
from onrecord.parse.parsed import Clause, Filler, Parsed
from onrecord.parse.phrases import possessors, prepositions
from onrecord.parse.predicates import governing_verb, near_words


def noun_clause(parsed: Parsed, token: int, lexicon: Lexicon) -> Clause:
    """An event noun read as a clause: "X's attack on Y", "X launched an attack on Y".

    With a light verb the subject and status are the verb's. Otherwise the subject is the
    possessor or by-phrase, and slot `host` holds the subject of the clause that it stands in.
    Its number is -1: it isn't among `parsed.clauses`.
    """
    words = lexicon.compiled(clause_words)
    verb = governing_verb(parsed, token)
    clause_number = parsed.clause_of.get(verb) if verb is not None else None
    around = parsed.clauses[clause_number] if clause_number is not None else None
    light = around if _hangs_on(parsed, token, verb, around, words) else None
    slots = {name: tuple(Filler(h, "own") for h in heads)
             for name, heads in prepositions(parsed, token).items()}  # fmt: skip
    owners = possessors(parsed, token)
    subject = tuple(Filler(h, "possessor") for h in owners) or slots.get("by", ())
    if light is not None:
        for name, found in light.slots.items():
            if name not in ("subject", "object", "complement") and not name.startswith("object."):
                slots.setdefault(name, found)
        subject = tuple(Filler(f.head, "light") for f in light.slots.get("subject", ())) or subject
    elif around is not None:
        slots["host"] = around.slots.get("subject", ())
    slots |= {"subject": subject, "object": slots.get("of", ())}
    first, last = parsed.left[token], parsed.right[token]
    return Clause(
        number=-1,
        token=token,
        lemma=parsed.lemma[token],
        kind="noun",
        particle=None,
        passive=False,
        negated=_noun_negated(parsed, token, words) or bool(light and light.negated),
        modal=light.modal if light else None,
        tense=light.tense if light else "none",
        aspect=light.aspect if light else "simple",
        frame=light.frame if light else "nominal",
        governor=light.governor if light else clause_number,
        relation=None,
        sentence=parsed.sentence_of[token],
        depth=(around.depth if around else 0) + (0 if light else 1),
        slots={name: found for name, found in slots.items() if found},
        support=verb if light else None,
        words=near_words(parsed, token),
        span=light.span if light else parsed.span(first, last),
        under=around.lemma if around is not None else None,
    )


def _hangs_on(
    parsed: Parsed, token: int, verb: int | None, around: Clause | None, words: ClauseWords
) -> bool:
    """Whether a noun is the object of a light verb: "launched an attack"."""
    return (
        around is not None
        and parsed.head[token] == verb
        and parsed.dep[token] in ("dobj", "nsubjpass")
        and around.lemma in words.light
    )


def _noun_negated(parsed: Parsed, token: int, words: ClauseWords) -> bool:
    return any(parsed.lower[c] in words.negation for c in parsed.children[token] if c < token)
