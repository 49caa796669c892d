"""Known slips of the small parser, mended in the tree before anything reads it.

Each repair is a pattern that can't be right English as the parser reads it.
"""

from onrecord.parse.columns import Columns

THAT = "that"
OF = "of"
WIDEST = 12
"""Tokens after an "of" in which a later one of the same phrase is looked for."""
NAMES = frozenset({"GPE", "ORG", "PERSON", "NORP"})
LINKS = frozenset({"nsubj", "ccomp", "dobj", "ROOT", "attr", "nsubjpass", "advcl", "dep"})


def repair(columns: Columns, of_verbs: frozenset[str]) -> None:
    """Mend the columns in place. Idempotent.

    Args:
        columns: the parser's columns.
        of_verbs: lemmas of verbs that take an object and "of" (`of-verbs.txt`).
    """
    columns.sentences = [part for s in columns.sentences for part in _split(columns, *s)]
    for token in range(1, len(columns.words) - 1):
        if _is_verb_between_names(columns, token):
            _free_verb(columns, token)
    for mark, word in enumerate(columns.lower):
        if word == THAT:
            _mend_that_clause(columns, mark)
        elif word == OF and columns.dep[mark] == "prep":
            _mend_of(columns, mark, of_verbs)


def _is_verb_between_names(columns: Columns, verb: int) -> bool:
    """ "Norland bombed Estria," read as one noun phrase: a participle between two bare names."""
    noun = columns.head[verb]
    return (
        columns.tag[verb] in ("VBN", "VBD")
        and columns.dep[verb] == "amod"
        and noun == verb + 1
        and columns.head[verb - 1] == noun
        and columns.dep[verb - 1] in ("compound", "nmod", "amod")
        and columns.ent[noun] in NAMES
        and columns.ent[verb - 1] in NAMES
        and columns.pos[noun] == columns.pos[verb - 1] == "PROPN"
    )


def _free_verb(columns: Columns, verb: int) -> None:
    """Make the participle the verb of the two names, where their noun phrase stood."""
    subject, noun = verb - 1, verb + 1
    above, link = columns.head[noun], columns.dep[noun]
    at_root = above == noun
    columns.head[verb] = verb if at_root else above
    columns.dep[verb] = "ROOT" if at_root else "ccomp"
    if not at_root and link not in LINKS:
        columns.dep[verb] = "dep"
    columns.tag[verb], columns.pos[verb] = "VBD", "VERB"
    columns.head[subject], columns.dep[subject] = verb, "nsubj"
    columns.head[noun], columns.dep[noun] = verb, "dobj"


# --- semicolons -----------------------------------------------------------------------------


def _split(columns: Columns, first: int, last: int, paragraph: int) -> list[tuple[int, int, int]]:
    """A sentence, or its two halves where a semicolon parts two main clauses.

    The parser likes to read the first half as the content of the second half's verb.
    """
    for mark in range(first + 1, last - 1):
        if columns.words[mark] == ";":
            root = _only_link(columns, first, mark, last)
            if root is not None:
                columns.head[root], columns.dep[root] = root, "ROOT"
                columns.head[mark] = root
                rest = _split(columns, mark + 1, last, paragraph)
                return [(first, mark + 1, paragraph), *rest]
    return [(first, last, paragraph)]


def _only_link(columns: Columns, first: int, mark: int, last: int) -> int | None:
    """The verb of the first half, if it alone hangs on a word after the semicolon, and no more."""
    crossing = [
        token
        for token in range(first, mark)
        if columns.head[token] > mark and columns.dep[token] != "punct"
    ]
    back = any(columns.head[token] < mark for token in range(mark + 1, last))
    if len(crossing) != 1 or back or columns.pos[crossing[0]] not in ("VERB", "AUX"):
        return None
    if columns.dep[crossing[0]] not in ("ccomp", "dep", "parataxis", "advcl"):
        return None
    for token in range(first, mark):
        if columns.head[token] > mark and columns.dep[token] == "punct":
            columns.head[token] = crossing[0]
    return crossing[0]


# --- that-clauses ---------------------------------------------------------------------------


def _mend_that_clause(columns: Columns, mark: int) -> None:
    """The clause that a "that" opens: its verb is a verb, and a date has no such clause."""
    verb = columns.head[mark]
    if columns.dep[mark] != "mark" or verb <= mark:
        return
    if columns.dep[verb] == "ccomp" and columns.pos[verb] == "NOUN":
        _read_as_verb(columns, verb, mark)
    noun = columns.head[verb]
    if columns.dep[verb] in ("relcl", "acl") and columns.ent[noun] in ("DATE", "TIME"):
        above = _verb_above(columns, noun)
        if above is not None:
            columns.head[verb], columns.dep[verb] = above, "ccomp"


def _read_as_verb(columns: Columns, token: int, mark: int) -> None:
    """A bare verb read as a noun after a name that the model doesn't know ("that X resign")."""
    columns.tag[token], columns.pos[token] = "VB", "VERB"
    columns.lemma[token] = columns.lower[token]
    before = token - 1
    subjects = [t for t in range(mark, token) if columns.head[t] == token]
    bare = columns.head[before] == token and columns.words[before][0].isupper()
    if before > mark and bare and not any(columns.dep[t] == "nsubj" for t in subjects):
        columns.dep[before], columns.tag[before], columns.pos[before] = "nsubj", "NNP", "PROPN"


def _verb_above(columns: Columns, token: int) -> int | None:
    """The nearest verb above a token, before it in the text."""
    at = token
    while columns.head[at] != at:
        at = columns.head[at]
        if columns.pos[at] == "VERB":
            return at if at < token else None
    return None


# --- verbs with an object and "of" ----------------------------------------------------------


def _mend_of(columns: Columns, mark: int, of_verbs: frozenset[str]) -> None:
    """ "accused the police of violence": the last "of" after the object is the verb's own."""
    at = columns.head[mark]
    while columns.head[at] != at and columns.pos[columns.head[at]] != "VERB":
        at = columns.head[at]
    verb = columns.head[at]
    if columns.lemma[verb] not in of_verbs or not verb < at < mark:
        return
    later = range(mark + 1, len(columns.words))
    own = any(columns.head[t] == verb and columns.lower[t] == OF for t in range(at, mark))
    another = any(columns.lower[t] == OF and _is_below(columns, t, at) for t in later[:WIDEST])
    if not own and not another and not _names_somebody(columns, mark):
        columns.head[mark] = verb


def _names_somebody(columns: Columns, mark: int) -> bool:
    """Whether "of" names somebody ("the leader of Norland"), and no charge."""
    return any(
        columns.head[token] == mark and columns.pos[token] == "PROPN"
        for token in range(mark + 1, min(mark + 6, len(columns.words)))
    )


def _is_below(columns: Columns, token: int, top: int) -> bool:
    """Whether a token hangs on another, directly or not."""
    while columns.head[token] != token:
        token = columns.head[token]
        if token == top:
            return True
    return False
