"""Known slips of the small parser, mended in the tree before anything reads it.

Each repair is a pattern that can't be right English as the parser reads it.
"""

from onrecord.parse.columns import Columns

NAMES = frozenset({"GPE", "ORG", "PERSON", "NORP"})
LINKS = frozenset({"nsubj", "ccomp", "dobj", "ROOT", "attr", "nsubjpass", "advcl", "dep"})


def repair(columns: Columns) -> None:
    """Mend the columns in place. Idempotent."""
    for token in range(1, len(columns.words) - 1):
        if _is_verb_between_names(columns, token):
            _free_verb(columns, token)


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
