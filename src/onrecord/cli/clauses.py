"""Prints the clauses of a text as the rules see them."""

from collections.abc import Iterator

from onrecord.parse import Clause, Filler, Parsed, phrase_span


def print_clauses(parsed: Parsed) -> None:
    """Each sentence, and below it its clauses with what fills their slots."""
    for number, sentence in enumerate(parsed.sentences):
        print(" ".join(parsed.phrase(sentence.span).split()))
        for clause in parsed.clauses:
            if clause.sentence == number:
                print("\n".join(_lines(parsed, clause)))
        print()


def _lines(parsed: Parsed, clause: Clause) -> Iterator[str]:
    indent = "  " * (clause.depth + 1)
    yield f"{indent}[{clause.number}] {_predicate(clause)} · {', '.join(_features(clause))}"
    for slot, fillers in clause.slots.items():
        yield f"{indent}    {slot}: {'; '.join(_filler(parsed, filler) for filler in fillers)}"
    for relation, number in clause.complements:
        yield f"{indent}    {relation} → [{number}]"


def _predicate(clause: Clause) -> str:
    negation = "not " if clause.negated else ""
    return f"{negation}{clause.lemma}{f' {clause.particle}' if clause.particle else ''}"


def _features(clause: Clause) -> Iterator[str]:
    yield clause.kind
    yield clause.frame
    if clause.relation:
        yield f"by “{clause.relation}”"
    if clause.modal:
        yield clause.modal
    yield clause.tense
    if clause.aspect != "simple":
        yield clause.aspect
    if clause.passive:
        yield "passive"


def _filler(parsed: Parsed, filler: Filler) -> str:
    words = " ".join(parsed.phrase(phrase_span(parsed, filler.head)).split())
    return f"“{words}”" if filler.how == "own" else f"“{words}” ({filler.how})"
