"""What a predicate says by itself: kind, voice, particle, negation, modal, tense, words.

Labels are those of spaCy's English models (ClearNLP).
"""

from onrecord.parse.clause_words import ClauseWords
from onrecord.parse.parsed import Parsed

PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
ATTRIBUTIVE = frozenset({"amod", "compound", "nmod", "aux", "auxpass", "det", "prep", "case"})
PREDICATES = frozenset({"VERB", "AUX"})
NEAR = 25
"""Tokens on either side of a predicate whose lemmas count as `words` of its clause."""
CLIMB = 12
"""How many governing words are climbed at most: deeper nesting is a parser's error."""


def is_predicate(parsed: Parsed, token: int) -> bool:
    """Whether a token heads a clause: a verb that is neither auxiliary nor attributive."""
    if parsed.pos[token] not in PREDICATES or parsed.dep[token] in ATTRIBUTIVE:
        return False
    hyphened = token > 0 and parsed.words[token - 1] == "-" and parsed.tag[token] in ("VBN", "VBD")
    return not hyphened or bool(parsed.kids(token, "nsubj"))


def governing_verb(parsed: Parsed, token: int) -> int | None:
    """The nearest predicate above a token."""
    at = token
    for _ in range(CLIMB):
        if parsed.head[at] == at:
            return None
        at = parsed.head[at]
        if is_predicate(parsed, at):
            return at
    return None


def is_passive(parsed: Parsed, token: int) -> bool:
    """Whether a verb is passive: by its auxiliary or subject, or as a reduced participle."""
    if any(parsed.dep[c] in ("auxpass", *PASSIVE_SUBJECTS) for c in parsed.children[token]):
        return True
    if parsed.tag[token] != "VBN":
        return False
    if parsed.dep[token] == "conj":
        bare = not parsed.kids(token, "aux")
        return bare and is_passive(parsed, parsed.head[token])
    return (
        parsed.dep[token] in ("acl", "advcl")
        and not is_misread_root(parsed, token)
        and not (parsed.kids(token, "aux"))
    )


def is_misread_root(parsed: Parsed, token: int) -> bool:
    """Whether a finite verb was read as a participle of its own subject ("A report called for …").

    The sentence's root is then the noun, and the "participle" has no agent.
    """
    head = parsed.head[token]
    if is_headline_future(parsed, token):
        return True
    return (
        parsed.dep[token] == "acl"
        and parsed.tag[token] in ("VBN", "VBD")
        and parsed.dep[head] == "ROOT"
        and parsed.pos[head] in ("NOUN", "PROPN")
        and not parsed.kids(token, "agent")
    )


def is_headline_future(parsed: Parsed, token: int) -> bool:
    """Whether "to V" is a headline's future ("Norland to send troops"): all hangs on a name."""
    head = parsed.head[token]
    return (
        parsed.dep[token] in ("acl", "relcl")
        and parsed.tag[token] == "VB"
        and any(parsed.tag[c] == "TO" for c in parsed.kids(token, "aux"))
        and parsed.dep[head] == "ROOT"
        and parsed.tag[head] in ("NNP", "NNPS", "NNS")
    )


def kind_of(parsed: Parsed, token: int, copula: bool, adjective: int | None) -> str:
    """verb, participle, copula or adjective (see Clause.kind)."""
    if copula:
        return "adjective" if adjective is not None else "copula"
    if parsed.lemma[token] == "be":
        return "copula"
    return "participle" if parsed.dep[token] == "acl" and parsed.tag[token] != "VB" else "verb"


def particle_of(parsed: Parsed, token: int, words: ClauseWords) -> str | None:
    """The particle of a phrasal verb, tagged so or an adverb directly after it."""
    for child in parsed.children[token]:
        if parsed.dep[child] == "prt":
            return parsed.lower[child]
    for child in parsed.children[token]:
        near = 0 < child - token <= 2
        if near and parsed.dep[child] == "advmod" and parsed.lower[child] in words.particles:
            return parsed.lower[child]
    return None


def is_negated(parsed: Parsed, token: int, words: ClauseWords) -> bool:
    """By `not`, `never`, `hardly`; by `no` on the subject or object; by `without` before it."""
    if any(
        parsed.dep[c] == "neg" or (parsed.dep[c] == "advmod" and parsed.lower[c] in words.negation)
        for c in parsed.children[token]
    ):
        return True
    for noun in parsed.kids(token, "nsubj", "nsubjpass", "dobj", "attr"):
        if parsed.lower[noun] in words.negation:
            return True
        if any(parsed.lower[c] in words.negation for c in parsed.children[noun] if c < noun):
            return True
    preposition = parsed.head[token]
    if parsed.dep[token] == "pcomp" and parsed.lower[preposition] == "without":
        return True
    if parsed.dep[token] == "conj" and not parsed.kids(token, "nsubj", "aux", "auxpass"):
        shares = parsed.tag[token] == parsed.tag[parsed.head[token]] == "VB"
        return shares and any(parsed.dep[c] == "neg" for c in parsed.children[parsed.head[token]])
    return False


def auxiliaries(parsed: Parsed, token: int) -> list[int]:
    """The auxiliaries of a verb, or those that it shares as a bare second conjunct."""
    own = parsed.kids(token, "aux", "auxpass")
    if own or parsed.dep[token] != "conj" or parsed.kids(token, "nsubj", "nsubjpass"):
        return own
    first = parsed.head[token]
    same = parsed.tag[first] == parsed.tag[token] or parsed.tag[token] in ("VB", "VBN", "VBG")
    return parsed.kids(first, "aux", "auxpass") if same and parsed.pos[first] in PREDICATES else []


def modal_of(parsed: Parsed, token: int) -> str | None:
    """The modal: will, would, may, might, can, could, must, should, shall.

    `be going to`, `have to` and `ought to` aren't modals here; rules see their own verbs.
    """
    for auxiliary in auxiliaries(parsed, token):
        if parsed.tag[auxiliary] == "MD":
            return parsed.lemma[auxiliary]
    return None


def tense_of(parsed: Parsed, token: int) -> tuple[str, str]:
    """Tense (past, present, infinitive, gerund, participle) and aspect."""
    helpers = auxiliaries(parsed, token)
    lemmas = {parsed.lemma[a] for a in helpers}
    tag = parsed.tag[token]
    aspect = "perfect" if "have" in lemmas else "simple"
    if tag == "VBG" and "be" in lemmas:
        aspect = "progressive"
    finite = next((a for a in helpers if parsed.tag[a] in ("VBD", "VBZ", "VBP")), None)
    if any(parsed.tag[a] == "TO" for a in helpers):
        return "infinitive", aspect
    if finite is not None:
        return ("past" if parsed.tag[finite] == "VBD" else "present"), aspect
    by_tag = {
        "VBD": "past",
        "VBZ": "present",
        "VBP": "present",
        "VBG": "gerund",
        "VBN": "participle",
    }
    return by_tag.get(tag, "infinitive"), aspect


def near_words(parsed: Parsed, token: int) -> frozenset[str]:
    """Lemmas of the words that hang on a predicate, near it."""
    first = max(parsed.left[token], token - NEAR)
    last = min(parsed.right[token], token + NEAR)
    return frozenset(parsed.lemma[first : last + 1])


def clause_span(parsed: Parsed, token: int) -> tuple[int, int]:
    """The clause's words, cut before a predicate that is coordinated with it."""
    first, last = parsed.left[token], parsed.right[token]
    for child in parsed.children[token]:
        if child > token and parsed.dep[child] == "conj" and parsed.pos[child] in PREDICATES:
            last = max(token, parsed.left[child] - 1)
            break
    while last > token and (parsed.pos[last] == "PUNCT" or parsed.dep[last] == "cc"):
        last -= 1
    while first < token and parsed.pos[first] == "PUNCT":
        first += 1
    return parsed.span(first, last)
