"""What a trainee's line brings: moves, what of the case is in it, and its form; read from the text and the talk so far.

Nothing here knows how the customer feels. Several kinds of evidence are gathered side by side, so that no single cue
and no single detector decides: the moves, the words of the case, words of the customer's story that come back, and
plain signs such as a question mark.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rubrics.phrases import Negations, Place, Words, all_found, found, refused, turned, words_of
from rubrics.tokens import fold_all
from scenarios import form
from scenarios.loading import Case
from scenarios.vocabulary import HARMS, QUESTIONS

FAINT, SURE = 0.35, 0.8
"""Confidences from which a move begins to count, and counts in full."""
KIND = frozenset(
    {"empathy", "paraphrase", "apology", "data_confirmation", "ownership", "option_offer", "promise_deadline"}
)
"""Beside these and the customer's own matter, a harm that was read is more likely read wrong."""
DOUBT = 0.4
"""What remains of such a harm."""
ODDS = 0.5
"""Confidence of even odds."""
SEEN = 0.3
"""Weight from which a move counts as made."""


@dataclass(frozen=True)
class HeardMove:
    """A move in the line, as the detectors gave it."""

    name: str
    quote: str
    confidence: float


@dataclass(frozen=True)
class Said:
    """One side's earlier line, for what is heard again."""

    role: str
    text: str
    ways: tuple[str, ...] = ()
    """Every way the customer might have worded it, so that a copy is a copy whatever the seed."""


@dataclass(frozen=True)
class Evidence:
    """All that was noticed in one line."""

    moves: tuple[HeardMove, ...] = ()
    weights: Mapping[str, float] = field(default_factory=dict)
    """For each move, how much it counts, 0 to 1."""
    facts: tuple[str, ...] = ()
    """Facts whose words are in the line."""
    wrong: tuple[str, ...] = ()
    """Facts that stand in it changed."""
    asks: tuple[str, ...] = ()
    """Facts a question in it asks for."""
    question: bool = False
    offers: tuple[str, ...] = ()
    """Parts of the solution whose words are in the line."""
    unwanted: tuple[str, ...] = ()
    echo: bool = False
    """Words of the customer's story came back."""
    cold: bool = False
    """A refusal, a reproach or a rude word is in it."""
    polite: bool = False
    """A small courtesy is in it."""
    served: bool = False
    """A small service is in it."""
    help_offered: bool = False
    """It asks what it is about, as a greeting does."""
    checks: bool = False
    """It ends with a question whether the solution suits, by its form; no detector is asked."""
    pressing: bool = False
    """It asks for stars, for a good mark, or gives something for it."""
    form: frozenset[str] = frozenset()
    """``empty``, ``foreign``, ``same_again``, ``copied``, ``pasted``, ``monologue``."""
    quotes: Mapping[str, str] = field(default_factory=dict)
    """The words behind each move and each id, verbatim."""
    length: int = 0
    """Words of the line."""

    def made(self, *names: str) -> bool:
        """Tell whether one of these moves was made."""
        return any(self.weights.get(name, 0.0) >= SEEN for name in names)


def hear(case: Case, text: str, before: Sequence[Said]) -> Evidence:
    """Return what a line brings.

    Args:
        case: The scenario in the language of the talk.
        text: The trainee's line, any text.
        before: The talk so far; the customer's lines in their first wording, so that the seed changes nothing.
    """
    read = text[: form.LONGEST_READ]
    return content_of(case, read, before, _moves(case, read, before))


def content_of(case: Case, text: str, before: Sequence[Said], moves: tuple[HeardMove, ...] = ()) -> Evidence:
    """Return what a line brings, given its moves; without them, what of the case is in it."""
    words = words_of(text, case.language)
    matter = _Matter(case, words)
    facts, offers = matter.facts(), matter.offers()
    unwanted = matter.unwanted(offers)
    heard = [said.text for said in before if said.role == "customer"]
    copies = [way for said in before if said.role == "customer" for way in (said.text, *said.ways)]
    own = [said.text for said in before if said.role == "agent"]
    echo = form.echoes(words, heard, case)
    content = len(facts) + len(offers) + len(unwanted)
    names = tuple(move.name for move in moves)
    question = bool(words.line.asked) or any(move.name in QUESTIONS and move.confidence >= ODDS for move in moves)
    return Evidence(
        moves=moves,
        weights=_weights(moves, bool(facts or offers or echo)),
        facts=facts,
        wrong=matter.wrong(facts),
        asks=matter.asks() if question else (),
        question=question,
        offers=offers,
        unwanted=unwanted,
        echo=echo,
        cold=matter.said("cold", case.shared_texts.cold),
        polite=bool(found(case.shared_texts.polite, words, case.language)),
        served=matter.said("served", case.shared_texts.served),
        help_offered=bool(found(case.shared_texts.help_offered, words, case.language)),
        checks=_checks(case, words),
        pressing=matter.said("pressing", case.shared_texts.pressing),
        form=form.shape(case, words, form.Before(own, copies), content, names, echo=echo),
        quotes=_question(words) | {move.name: move.quote for move in moves} | matter.quotes,
        length=len(words),
    )


def _question(words: Words) -> dict[str, str]:
    """Return the last sentence with a question mark as the quote of a question."""
    asked = [(start, end) for start, end in words.line.sentences() if end in words.line.asked]
    return {"question": words.line.quote(*asked[-1])} if asked else {}


def _checks(case: Case, words: Words) -> bool:
    """Tell whether the last sentence asks whether the solution suits."""
    line = words.line
    if len(words) not in line.asked:
        return False
    start, end = line.sentences()[-1]
    last = words_of(line.quote(start, end), case.language)
    return bool(found(case.shared_texts.checks, last, case.language))


@dataclass
class _Matter:
    """What of the case is in a line; keeps the quotes as it finds them."""

    case: Case
    words: Words
    quotes: dict[str, str] = field(default_factory=dict)

    def facts(self) -> tuple[str, ...]:
        return tuple(self._in((name, each.words) for name, each in self.case.texts.facts.items()))

    def asks(self) -> tuple[str, ...]:
        given = self.case.texts.facts.items()
        return tuple(name for name, each in given if found(each.ask, self.words, self.case.language))

    def offers(self) -> tuple[str, ...]:
        negations = self._negations()
        offered = []
        for name, each in self.case.texts.solution.items():
            places = all_found(each.words, self.words, self.case.language)
            meant = [place for place in places if not refused(place, self.words, negations)]
            if meant:
                offered.append(name)
                self.quotes[name] = self.words.quote(meant[0])
        return tuple(offered)

    def unwanted(self, offers: Sequence[str]) -> tuple[str, ...]:
        """Offers that cannot be wanted; "you need not wait another week" is none."""
        negations = self._negations()
        hits = []
        for name, each in self.case.texts.unwanted.items():
            places = all_found(each.words, self.words, self.case.language)
            meant = [place for place in places if not refused(place, self.words, negations)]
            if meant and not offers:
                hits.append(name)
                self.quotes[name] = self.words.quote(meant[0])
        return tuple(hits)

    def wrong(self, facts: Sequence[str]) -> tuple[str, ...]:
        """Facts said otherwise than they are, unless the right words stand in the line as well."""
        given = ((name, each.wrong) for name, each in self.case.texts.facts.items() if name not in facts)
        return tuple(self._in(given))

    def said(self, name: str, phrases: Sequence[str]) -> bool:
        """Tell whether one of these phrases is meant in the line: "it is not your fault" blames nobody."""
        negations, ours = self._negations(), fold_all(self.case.shared_texts.ours)
        places = all_found(phrases, self.words, self.case.language)
        meant = [
            place
            for place in places
            if not refused(place, self.words, negations) and (name != "cold" or not turned(place, self.words, ours))
        ]
        if meant:
            self.quotes[name] = self.words.quote(meant[0])
        return bool(meant)

    def _negations(self) -> Negations:
        texts = self.case.shared_texts
        return Negations(fold_all(texts.negations), fold_all(texts.lacking), fold_all(texts.concluding))

    def _in(self, given: Iterator[tuple[str, Sequence[str]]]) -> Iterator[str]:
        for name, phrases in given:
            place: Place | None = found(phrases, self.words, self.case.language)
            if place is not None:
                self.quotes[name] = self.words.quote(place)
                yield name


def _moves(case: Case, text: str, before: Sequence[Said]) -> tuple[HeardMove, ...]:
    """Return the moves of a line, surest first, found by the one door of ``rubrics``."""
    from rubrics.moves.finding import find_moves_in_last

    lines = [
        {"dialog_id": "play", "turn": turn, "role": said.role, "text": said.text} for turn, said in enumerate(before)
    ]
    # The place in the talk is known for the first line only: nobody knows how long a talk still lasts.
    place = {} if any(said.role == "agent" for said in before) else {"position": 0.0}
    lines.append({"dialog_id": "play", "turn": len(before), "role": "agent", "text": text, **place})
    moves = find_moves_in_last(lines[-form.REMEMBERED :], language=case.language, at_least=FAINT)
    best: dict[str, HeardMove] = {}
    for move in sorted(moves, key=lambda move: -move.confidence):
        best.setdefault(move.name, HeardMove(move.name, move.quote, move.confidence))
    return tuple(best.values())


def _weights(moves: Sequence[HeardMove], about_the_case: bool) -> dict[str, float]:
    """Return how much each move counts; where detectors are unsure, little."""
    kind = about_the_case and any(move.name in KIND and move.confidence >= ODDS for move in moves)
    weights = {}
    for move in moves:
        weight = min(1.0, max(0.0, (move.confidence - FAINT) / (SURE - FAINT)))
        weights[move.name] = round(weight * (DOUBT if kind and move.name in HARMS else 1.0), 3)
    return weights
