"""What a clause says of its predicate, on invented sentences: a construction a test."""

import pytest


def clause(parsed, lemma):
    return next(c for c in parsed.clauses if c.lemma == lemma)


def heads(parsed, clause, slot):
    return [parsed.words[f.head] for f in clause.slots.get(slot, ())]


@pytest.mark.parametrize(
    ("text", "lemma", "slots"),
    [
        ("The army shelled the town.", "shell", {"subject": ["army"], "object": ["town"]}),
        ("The town was shelled by the army.", "shell", {"subject": ["army"], "object": ["town"]}),
        ("The town was shelled.", "shell", {"subject": [], "object": ["town"]}),
        ("Norland and Estria met.", "meet", {"subject": ["Norland", "Estria"]}),
        ("The rebels seized a bridge and burned it.", "burn", {"subject": ["rebels"]}),
        ("The premier agreed to free the students.", "free",
         {"subject": ["premier"], "object": ["students"]}),
        ("The court ordered the army to free the students.", "free", {"subject": ["army"]}),
        ("The army was ordered to leave.", "leave", {"subject": ["army"]}),
        ("Turkey accused Syria of attacking the village.", "attack",
         {"subject": ["Syria"], "object": ["village"]}),
        ("Norland is ready to provide aid to Estria.", "provide",
         {"subject": ["Norland"], "object": ["aid"], "to": ["Estria"]}),
        ("The men who attacked the bank fled.", "attack", {"subject": ["men"], "object": ["bank"]}),
        ("The town that the rebels seized is small.", "seize",
         {"subject": ["rebels"], "object": ["town"]}),
        ("Soldiers wounded in the fighting were flown out.", "wound", {"object": ["Soldiers"]}),
        ("The premier announced a truce on Friday, which was accepted by the rebels.", "accept",
         {"subject": ["rebels"], "object": ["truce"]}),
        ("The government gave the rebels an ultimatum.", "give", {"indirect": ["rebels"]}),
        ("Police launched a raid on the camp.", "launch", {"object.on": ["camp"]}),
    ],
)  # fmt: skip
def test_slots(parse, text, lemma, slots):
    parsed = parse(text)
    found = clause(parsed, lemma)
    assert {slot: heads(parsed, found, slot) for slot in slots} == slots


@pytest.mark.parametrize(
    ("text", "lemma", "fields"),
    [
        ("The army has not invaded Estria.", "invade", {"negated": True, "aspect": "perfect"}),
        ("The army never invaded Estria.", "invade", {"negated": True}),
        ("No soldiers attacked the village.", "attack", {"negated": True}),
        ("The army invaded Estria.", "invade", {"negated": False, "tense": "past"}),
        ("Norland might attack Estria.", "attack", {"modal": "might"}),
        ("Norland will lift the ban.", "lift", {"modal": "will"}),
        ("Norland will lift the ban or extend it.", "extend", {"modal": "will"}),
        ("Norland is shelling the port.", "shell", {"aspect": "progressive", "tense": "present"}),
        ("If Norland invades Estria, France will respond.", "invade", {"frame": "condition"}),
        ("The rebels fled after the army attacked.", "attack", {"frame": "temporal"}),
        ("The rebels fled after attacking the town.", "attack", {"frame": "temporal"}),
        ("Police came to arrest him.", "arrest", {"relation": "to"}),
        ("The minister said that rebels attacked.", "attack",
         {"frame": "complement", "relation": "that", "under": "say"}),
        ("The envoy carried out his threat.", "carry", {"particle": "out"}),
        ('"Rebels attacked the port," the mayor said.', "attack", {"frame": "quote"}),
    ],
)  # fmt: skip
def test_status_words(parse, text, lemma, fields):
    found = clause(parse(text), lemma)
    assert {name: getattr(found, name) for name in fields} == fields


def test_a_pronoun_in_reported_speech_has_its_reporter(parse):
    parsed = parse("Norland said it would open the port.")
    assert heads(parsed, clause(parsed, "open"), "reporter") == ["Norland"]


def test_attributive_participles_are_no_clauses(parse):
    parsed = parse("The rebel-held town and the armed men were quiet.")
    assert {c.lemma for c in parsed.clauses} == {"quiet"}


def test_event_noun_with_a_light_verb(parse, lexicon):
    from onrecord.parse import noun_clause

    parsed = parse("The army did not carry out an attack on the port.")
    found = noun_clause(parsed, parsed.lower.index("attack"), lexicon)
    assert heads(parsed, found, "subject") == ["army"]
    assert heads(parsed, found, "on") == ["port"]
    assert found.negated


def test_event_noun_with_its_own_arguments(parse, lexicon):
    from onrecord.parse import noun_clause

    parsed = parse("The arrest of the mayor by soldiers drew criticism.")
    found = noun_clause(parsed, parsed.lower.index("arrest"), lexicon)
    assert heads(parsed, found, "subject") == ["soldiers"]
    assert heads(parsed, found, "object") == ["mayor"]


def test_a_verb_between_two_names_is_a_verb(parse):
    parsed = parse('"Pakistan bombed India," the Indian prime minister told parliament.')
    found = clause(parsed, "bomb")
    assert heads(parsed, found, "subject") == ["Pakistan"]
    assert heads(parsed, found, "object") == ["India"]


def test_a_semicolon_parts_two_main_clauses(parse):
    parsed = parse(
        "Farmers had demonstrated in Calden on Saturday; they demanded that he step down."
    )
    assert clause(parsed, "demonstrate").frame == "main"
    assert len(parsed.sentences) == 2
    together = parse("He named three towns: Calden; Sela; and Kalen.")
    assert len(together.sentences) == 1


def test_a_subjunctive_is_a_verb(parse):
    parsed = parse("But opposition leader Vitali Klitschko demanded that Yanukovych resign.")
    found = clause(parsed, "resign")
    assert heads(parsed, found, "subject") == ["Yanukovych"]
    assert (found.frame, found.relation, found.under) == ("complement", "that", "demand")


def test_a_date_has_no_that_clause(parse):
    parsed = parse("Norland has denied for years that it wants Estria's islands.")
    assert clause(parsed, "want").under == "deny"
