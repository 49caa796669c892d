"""A made corpus whose truth is known: events, who reports them anew, and who carries whose text.

Everything follows from a seed. An event is told by some outlets in words of their own; such a
report is then copied by others (agency copies with a credit, another headline and a footer), cut,
rewritten sentence by sentence, or brought up to date with new figures. Beside these stand reports
that look alike and aren't the same: the same form filled in for another day or another place, the
same two actors at something else, the same thing done to somebody else.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

DAY = date(2021, 3, 1)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
COUNTRIES = ("Norland", "Estria", "Veldova", "Karsania", "Ostmark", "Sudria", "Tarvia", "Lemuria")
CITIES = (
    "Port Sela", "Haldern", "Brevik", "Mirova", "Castelnor", "Dunmore", "Zelenka", "Orsova",
    "Tallow", "Kirkwall", "Sandara", "Velence", "Ashford", "Montreux", "Galle", "Rasht",
)  # fmt: skip
PEOPLE = (
    "Anton Weber", "Maria Lindqvist", "Jonas Petrov", "Elena Marku", "Viktor Hald", "Ines Duarte",
    "Pavel Kosta", "Ruth Adeyemi", "Omar Haddad", "Lena Bergman", "Tomas Rybar", "Carla Mendes",
)  # fmt: skip
OUTLETS = (
    "Example News", "Harbour Gazette", "Northern Post", "Sela Courier", "Daily Lantern",
    "Haldern Observer", "Estria Herald", "Channel Twelve", "The Ledger", "Evening Bell",
    "Coast Radio", "Veldova Today",
)  # fmt: skip
REWRITERS = 2
"""The wording of a detail that only those take who rewrite another's report."""
AGENCIES = ("Meridian Press Agency", "Estria News Agency")


class Kind(NamedTuple):
    """A sort of event: ways to tell it, and what a report goes on with."""

    leads: tuple[str, ...]
    details: tuple[tuple[str, ...], ...]
    """Sentences, each in several wordings."""


class Report(NamedTuple):
    """One report with its truth."""

    id: str
    outlet: str
    published: str
    text: str
    event: int
    """Reports of one event have one number."""
    family: int
    """Reports that are one text have one number."""
    sort: str
    lead: str
    """The words that tell the event."""


class _Made(NamedTuple):
    """A report under way: its sentences as (which, wording) so that it can be rewritten."""

    kind: Kind
    slots: dict[str, str]
    lead: int
    body: tuple[tuple[int, int], ...]
    extra: tuple[str, ...]


KINDS = (
    Kind(
        (
            "Troops of {a} shelled the harbour of {city} in {b} on {day}, killing {dead} people.",
            "At least {dead} people died on {day} when {a} shelled {city} in {b}.",
            "{a} shelled {city}, a town of {b}, on {day} and killed {dead} civilians.",
            "{a}'s army shelled {city} in {b} on {day}, leaving {dead} residents dead.",
        ),
        (
            (
                "The shells hit a market and two warehouses near the quay shortly before noon.",
                "Two warehouses and a market close to the waterfront were struck around midday.",
                "Around noon a market by the quay and two storage halls took direct hits.",
            ),
            (
                "Hospital director {p} said that {hurt} wounded had been brought in.",
                "{hurt} people were being treated for wounds, according to hospital director {p}.",
                "The head of the hospital, {p}, counted {hurt} injured patients by the evening.",
            ),
            (
                "Power failed in the eastern districts and the ferry to {other} was suspended.",
                "The ferry to {other} stopped running, and the eastern districts had no power.",
                "Eastern parts of the town went dark; boats to {other} stayed in port.",
            ),
            (
                "A spokesman in the capital of {a} declined to comment on the operation.",
                "Officials of {a} would not discuss what the army was doing.",
                "No comment on the strike could be had from the government of {a}.",
            ),
        ),
    ),
    Kind(
        (
            "{a} and {b} signed a ceasefire agreement in {city} on {day}.",
            "The governments of {a} and {b} signed a truce in {city} on {day}.",
            "In {city}, {a} and {b} signed an armistice agreement on {day}.",
            "Negotiators from {a} and {b} signed a ceasefire deal on {day} in {city}.",
        ),
        (
            (
                "The text runs to {dead} pages and sets a deadline for the return of prisoners.",
                "Prisoners are to be sent home by a deadline that the {dead}-page text lays down.",
                "A date for the exchange of prisoners stands in the {dead} pages of the document.",
            ),
            (
                "Chief mediator {p} called the evening a beginning rather than an end.",
                "“This is a beginning,” the mediator {p} told reporters after the ceremony.",
                "For {p}, who chaired the talks, the hardest work was still to come.",
            ),
            (
                "Roads between {other} and the front were crowded with families going home.",
                "Families filled the roads from {other} as they made their way back.",
                "Columns of returning families could be seen on every road near {other}.",
            ),
            (
                "Previous truces lasted {hurt} days at the most, observers recalled.",
                "Observers noted that no earlier truce had survived more than {hurt} days.",
                "The longest of the earlier pauses in the fighting held for {hurt} days.",
            ),
        ),
    ),
    Kind(
        (
            "Police in {city} arrested the opposition leader {q} on {day}.",
            "Opposition leader {q} was arrested by police in {city} on {day}.",
            "On {day} police arrested {q}, who leads the opposition, in {city}.",
            "Police detained {q}, the leader of the opposition, in {city} on {day}.",
        ),
        (
            (
                "Officers searched the party's offices and carried away {dead} boxes of papers.",
                "{dead} boxes of documents were taken from the headquarters of the party.",
                "From the party's rooms the officers removed papers that filled {dead} boxes.",
            ),
            (
                "Lawyer {p} complained that nobody would tell him where his client was held.",
                "“I have not been told where my client is,” the lawyer {p} complained.",
                "The place of detention was unknown even to {p}, who acts as defence counsel.",
            ),
            (
                "Some {hurt} supporters gathered outside the court and sang until nightfall.",
                "Until it grew dark about {hurt} followers stood singing before the court.",
                "Singing could be heard from {hurt} sympathisers in front of the courthouse.",
            ),
            (
                "An election is due in {a} in the autumn, and the polls show a close race.",
                "Polls point to a tight contest in the vote that {a} holds this autumn.",
                "With {a} going to the polls in autumn, the race is thought to be open.",
            ),
        ),
    ),
    Kind(
        (
            "{a} imposed sanctions on {b} on {day}.",
            "The government of {a} imposed economic sanctions on {b} on {day}.",
            "On {day}, {a} imposed trade sanctions on {b}.",
            "{a} slapped new sanctions on {b} on {day}.",
        ),
        (
            (
                "The list names {dead} companies, most of them shipping firms from {city}.",
                "{dead} firms are listed, the majority being shippers based in {city}.",
                "Most of the {dead} businesses concerned run ships out of {city}.",
            ),
            (
                "Trade minister {p} spoke of a measured answer to repeated provocations.",
                "It was a measured reply to provocation, argued the minister of trade, {p}.",
                "“We answer with measure,” said {p}, who is in charge of trade.",
            ),
            (
                "Merchants in {other} fear that the price of grain will rise before winter.",
                "A dearer loaf by winter is what the traders of {other} expect.",
                "In {other}, grain dealers were already asking for higher prices.",
            ),
            (
                "Goods worth {hurt} million crowns crossed the border last year.",
                "Last year's traffic across the border came to {hurt} million crowns.",
                "The two sides exchanged goods for {hurt} million crowns in the past year.",
            ),
        ),
    ),
    Kind(
        (
            "President {q} of {a} met the prime minister of {b} in {city} on {day}.",
            "{q}, the president of {a}, met {b}'s prime minister in {city} on {day}.",
            "On {day} President {q} of {a} held talks in {city} with the prime minister of {b}.",
            "President {q} of {a} held talks with the prime minister of {b} on {day} in {city}.",
        ),
        (
            (
                "The two spoke for {dead} hours about water rights and a railway bridge.",
                "Water rights and a bridge for trains took up most of the {dead} hours.",
                "For {dead} hours they went through plans for a rail bridge and shared waters.",
            ),
            (
                "Adviser {p} described the mood at the table as businesslike.",
                "“Businesslike” was the word that the adviser {p} chose for the mood.",
                "There was little warmth but much work, remarked {p}, an adviser.",
            ),
            (
                "The streets around the guest house were closed and schools in {other} shut early.",
                "Schools in {other} sent the children home early because of the closed roads.",
                "Around the guest house no cars could pass, and {other} closed its schools.",
            ),
            (
                "A delegation of {hurt} business people had come along.",
                "Also present were {hurt} entrepreneurs who hope for contracts.",
                "{hurt} managers travelled in a second aeroplane.",
            ),
        ),
    ),
)
QUOTES = (
    ("“We have waited long enough,”", "“Nobody slept that night,”", "“It changes little for us,”",
     "“People here want to be left in peace,”", "“One learns to be careful,”",
     "“We heard it on the radio first,”", "“My neighbours are packing,”"),
    ("a shopkeeper", "a taxi driver", "a retired teacher", "a fisherman", "a nurse on her way home",
     "a student of law", "the owner of a small hotel", "a bus conductor"),
    ("told this newspaper", "remarked", "said in the main street", "said with a shrug",
     "said beside her stall", "wrote in a message", "said at the station"),
)  # fmt: skip
ASIDES = (
    "Rain had fallen since the early hours.", "Shops opened late.", "Radio stations played music.",
    "The stock exchange hardly moved.", "Newspapers brought out special editions.",
    "Football matches of the weekend were put off.", "The airport worked as usual.",
    "Church bells rang in the old town.", "Several embassies advised against travel.",
    "Bakers reported long queues.", "Telephone lines were overloaded for an hour.",
    "Schoolchildren were given the day off.", "A strong wind blew from the sea.",
)  # fmt: skip
FOOTERS = (
    "Subscribe to our morning letter for more stories like this.",
    "All rights reserved by the publisher; do not copy without leave.",
    "Write to the editors at their usual address.",
)
SWAPS = (
    ("people", "persons"), ("said", "stated"), ("about", "around"), ("the evening", "nightfall"),
    ("shortly before", "just before"), ("talks", "discussions"), ("town", "city"),
    ("officials", "functionaries"), ("new", "fresh"), ("told", "informed"), ("fear", "worry"),
)  # fmt: skip


def made_news(seed: int, events: int) -> list[Report]:
    """The reports of so many events within 60 days, in the order of their ids.

    Every fifth event is a twin of the one before: alike, and another.
    """
    return list(stream_news(seed, events))


def stream_news(seed: int, events: int, days: int = 60, more: int = 0) -> Iterator[Report]:
    """The same one by one.

    Args:
        seed: another seed makes other reports.
        events: how many events they tell.
        days: within which the events lie.
        more: further towns and people that the world has.
    """
    return _Maker(random.Random(seed), days, more).corpus(events)


def _invented(chance: random.Random, number: int) -> list[str]:
    """Names of towns or people that nobody bears."""
    parts = ("bal", "dor", "fen", "gar", "hol", "kel", "lun", "mar", "nor", "pel", "ras", "vin")
    return ["".join(chance.choices(parts, k=3)).capitalize() for _ in range(number)]


class _Maker:
    """Makes reports, and numbers them."""

    def __init__(self, chance: random.Random, days: int, more: int):
        self.chance, self.days = chance, days
        self.family = self.number = 0
        self.cities = [*CITIES, *_invented(chance, more)]
        first, last = _invented(chance, more), _invented(chance, more)
        self.people = [*PEOPLE, *map(" ".join, zip(first, last, strict=True))]

    def corpus(self, events: int) -> Iterator[Report]:
        slots: dict[str, str] = {}
        kind = KINDS[0]
        day = DAY
        for event in range(events):
            if event % 5 == 4:
                slots, day = self._twin(slots, day)
                told = 1
            else:
                kind, day = self.chance.choice(KINDS), self._day()
                slots, told = self._slots(day), self.chance.randint(1, 3)
            yield from self._event(event, kind, slots, day, told)

    def _day(self) -> date:
        return DAY + timedelta(self.chance.randrange(self.days))

    def _slots(self, day: date) -> dict[str, str]:
        a, b = self.chance.sample(COUNTRIES, 2)
        city, other = self.chance.sample(self.cities, 2)
        p, q = self.chance.sample(self.people, 2)
        return {
            "a": a, "b": b, "city": city, "other": other, "p": p, "q": q,
            "day": WEEKDAYS[day.weekday()],
            "dead": str(self.chance.randint(2, 40)), "hurt": str(self.chance.randint(41, 400)),
        }  # fmt: skip

    def _twin(self, slots: dict[str, str], day: date) -> tuple[dict[str, str], date]:
        """The same form for another day, or for another place, people and figures."""
        fresh = self._slots(day)
        if self.chance.random() < 0.5:
            day += timedelta(self.chance.choice((1, 2, 7)))
            changed = ("dead", "hurt")
        else:
            changed = ("city", "other", "b", "q", "p", "dead", "hurt")
        twin = slots | {name: fresh[name] for name in changed}
        if twin["a"] == twin["b"]:
            twin["b"] = next(c for c in COUNTRIES if c not in (twin["a"], slots["b"]))
        return twin | {"day": WEEKDAYS[day.weekday()]}, day

    def _event(
        self, event: int, kind: Kind, slots: dict[str, str], day: date, told: int
    ) -> Iterator[Report]:
        outlets = self.chance.sample(OUTLETS, len(OUTLETS))
        leads = self.chance.sample(range(len(kind.leads)), told)
        for wording, lead in enumerate(leads):
            made = self._write(kind, slots, lead, wording)
            self.family += 1
            outlet = self.chance.choice((self._next(outlets), self.chance.choice(AGENCIES)))
            yield self._publish(event, made, outlet, day, "own", self._text(made, outlet))
            for sort in self._followers():
                yield self._follow(event, made, outlet, self._next(outlets), day, sort)

    def _next(self, outlets: list[str]) -> str:
        """An outlet that hasn't reported the event yet."""
        return outlets.pop() if outlets else f"Local Paper {self.number}"

    def _followers(self) -> list[str]:
        sorts = ("agency copy", "cut", "rewrite", "rewrite", "update")
        return self.chance.choices(sorts, k=self.chance.choice((0, 0, 0, 1, 2, 3)))

    def _follow(
        self, event: int, made: _Made, outlet: str, taker: str, day: date, sort: str
    ) -> Report:
        writers: dict[str, Callable[[_Made], _Made]] = {
            "cut": self._cut,
            "rewrite": self._rewrite,
            "update": self._update,
        }
        changed = writers.get(sort, lambda one: one)(made)
        if sort == "update":
            taker, day = outlet, day + timedelta(1)
        text = self._text(changed, outlet if sort == "agency copy" else taker)
        if sort == "rewrite":
            text = self._swapped(text)
        if sort in ("agency copy", "rewrite"):
            text += f"\n\n{self.chance.choice(FOOTERS)}"
        return self._publish(event, changed, taker, day, sort, text)

    def _write(self, kind: Kind, slots: dict[str, str], lead: int, wording: int) -> _Made:
        """A report of one's own: its own details, words, voices and asides.

        The third to tell an event has no details; the last wording of each is for rewriters.
        """
        details = range(len(kind.details)) if wording < REWRITERS else ()
        chosen = self.chance.sample(details, self.chance.randint(2, 4) if details else 0)
        body = tuple((which, wording) for which in chosen)
        quotes = (
            " ".join(self.chance.choice(part) for part in QUOTES) + "."
            for _ in range(self.chance.randint(1, 3) + (0 if details else 2))
        )
        asides = self.chance.sample(ASIDES, self.chance.randint(1, 3))
        return _Made(kind, slots, lead, body, (*quotes, *asides))

    def _cut(self, made: _Made) -> _Made:
        return made._replace(extra=made.extra[: len(made.extra) // 2])

    def _rewrite(self, made: _Made) -> _Made:
        """Another order, some sentences in other words, one left out."""
        body = [
            (which, REWRITERS if self.chance.random() < 0.4 else wording)
            for which, wording in made.body
        ]
        extra = list(made.extra)
        self.chance.shuffle(extra)
        lead = self.chance.choice((made.lead, self.chance.randrange(len(made.kind.leads))))
        return made._replace(lead=lead, body=tuple(body), extra=tuple(extra[:-1] or extra))

    def _update(self, made: _Made) -> _Made:
        """New figures, and a sentence more."""
        slots = dict(made.slots)
        slots["hurt"] = str(int(slots["hurt"]) + self.chance.randint(1, 20))
        quote = " ".join(self.chance.choice(part) for part in QUOTES) + "."
        return made._replace(slots=slots, extra=(*made.extra, quote))

    def _swapped(self, text: str) -> str:
        for old, new in self.chance.sample(SWAPS, 5):
            text = text.replace(f" {old} ", f" {new} ")
        return text

    def _text(self, made: _Made, credited: str) -> str:
        sentences = [made.kind.leads[made.lead]]
        sentences += [made.kind.details[which][wording] for which, wording in made.body]
        told = [sentence.format(**made.slots) for sentence in sentences]
        dateline = f"{made.slots['city'].upper()} ({credited}) — "
        paragraphs = [" ".join(told[:2]), *told[2:], *made.extra]
        return dateline + "\n\n".join(paragraphs)

    def _publish(
        self, event: int, made: _Made, outlet: str, day: date, sort: str, text: str
    ) -> Report:
        self.number += 1
        hour = 8 + (self.number % 3) if sort == "own" else 12 + self.number % 6
        lead = made.kind.leads[made.lead].format(**made.slots)
        published = f"{day.isoformat()}T{hour:02}:00:00Z"
        name = f"made-{self.number:07}"
        return Report(name, outlet, published, text, event, self.family, sort, lead)
