"""Whether somebody else's words for the customer say what the engine meant, and nothing besides.

A voice may put a line differently; what is told, asked and decided stays with the engine. So a wording is compared with
the written line and with the case, and one that is not surely right is left: the written line is always there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rubrics.phrases import Words, found, words_of
from rubrics.stems import stem
from scenarios import form
from scenarios.answering import Piece
from scenarios.loading import Case
from scenarios.vocabulary import Tone

DECISIVE = frozenset(
    {"accepts", "satisfied", "not_satisfied", "corrects", "not_it", "warns", "manager_asked", "manager", "hangs_up",
     "goodbye", "leaves"}
)  # fmt: skip
"""Lines on which the talk turns; nobody else words them."""
LONGER, SPARE = 1.5, 40
"""How much longer a wording may be: this many times, or by this many letters."""
RUN = 4
"""So many words in a row, said twice or taken from the agent, are no chance."""
TURNING = frozenset({"agrees", "escalates", "confirms", "corrects"})
"""The customer's moves that decide something; a wording makes the same ones as the written line."""


@dataclass(frozen=True)
class Meant:
    """What the customer is to say, and what a wording of it has to keep to."""

    case: Case
    pieces: tuple[Piece, ...]
    written: str
    """The authored words."""
    tone: Tone
    told: tuple[str, ...]
    """Facts the customer has told by now, with this line."""
    trainee: str
    """What the line answers."""

    @property
    def decisive(self) -> bool:
        """Whether the talk turns on this line."""
        return any(piece.line in DECISIVE for piece in self.pieces)

    @property
    def longest(self) -> int:
        """Characters a wording may have."""
        return max(round(LONGER * len(self.written)), len(self.written) + SPARE)


@dataclass(frozen=True)
class _Pair:
    """A wording and the written line, both cut into words."""

    meant: Meant
    new: Words
    old: Words

    def only_new(self, phrases: Iterable[str]) -> bool:
        """Tell whether one of these is in the wording and none in the written line."""
        language, listed = self.meant.case.language, tuple(phrases)
        return found(listed, self.new, language) is not None and found(listed, self.old, language) is None


def fault_of(words: str, meant: Meant) -> str | None:
    """Return what is wrong with a wording, as one of :data:`FAULTS`, or ``None``."""
    if not any(map(str.isalnum, words)):
        return "empty"
    if len(words) > meant.longest:
        return "long"
    language = meant.case.language
    pair = _Pair(meant, words_of(words, language), words_of(meant.written, language))
    return next((name for name, holds in FAULTS.items() if holds(pair)), None)


def _other_language(pair: _Pair) -> bool:
    from rubrics.moves.finding import told_language

    language = pair.meant.case.language
    return form.foreign(pair.new, language) or told_language(pair.new.line.text, otherwise=language) != language


def _leaks(pair: _Pair) -> bool:
    """A fact nobody has brought out, or a solution the trainee has to find."""
    texts = pair.meant.case.texts
    hidden = (each.words for name, each in texts.facts.items() if name not in pair.meant.told)
    own = (*(each.words for each in texts.solution.values()), *(each.words for each in texts.unwanted.values()))
    return any(map(pair.only_new, (*hidden, *own)))


def _leaves_out(pair: _Pair) -> bool:
    """A fact of the written line that is not told, or a figure that is gone."""
    texts, language = pair.meant.case.texts, pair.meant.case.language
    facts = [each.words for each in texts.facts.values() if found(each.words, pair.old, language)]
    return not all(found(words, pair.new, language) for words in facts) or bool(_figures(pair.old) - _figures(pair.new))


def _adds_number(pair: _Pair) -> bool:
    numbers = _numbers(pair.meant.case.language)
    new, old = ({word for word in each.line.words if word in numbers} for each in (pair.new, pair.old))
    return bool((new - old) | (_figures(pair.new) - _figures(pair.old)))


def _figures(words: Words) -> set[str]:
    return {word for word in words.line.words if any(map(str.isdigit, word))}


def _adds_date(pair: _Pair) -> bool:
    return bool(_dates(pair.meant.case.language) & (set(pair.new.stems) - set(pair.old.stems)))


def _adds_name(pair: _Pair) -> bool:
    """A word with a capital inside a sentence that the written line has not, common words such as "I" aside."""
    line, common = pair.new.line, _common(pair.meant.case.language)
    inside = (place for place in range(len(line.words)) if place and line.breaks[place] < 2)
    capital = {line.words[place] for place in inside if line.quote(place, place + 1)[:1].isupper()}
    return bool(capital - common - set(pair.old.line.words))


def _decides(pair: _Pair) -> bool:
    """A yes, a no or a wish for the manager that the written line does not give, or one of it that is gone."""
    return bool((_moves(pair.new) ^ _moves(pair.old)) & TURNING)


def _again(pair: _Pair) -> bool:
    """Words in a row that come twice, as they do where a model has lost its way."""
    runs = _runs(pair.new)
    return len(runs) > len(set(runs)) and len(_runs(pair.old)) == len(set(_runs(pair.old)))


def _as_the_agent(pair: _Pair) -> bool:
    trainee = words_of(pair.meant.trainee, pair.meant.case.language)
    return bool(set(_runs(pair.new)) & set(_runs(trainee)) - set(_runs(pair.old)))


def _runs(words: Words) -> list[tuple[str, ...]]:
    said = words.line.words
    return [tuple(said[place : place + RUN]) for place in range(len(said) - RUN + 1)]


def _asks_otherwise(pair: _Pair) -> bool:
    return ("?" in pair.new.line.text) is not ("?" in pair.old.line.text)


def _shares_nothing(pair: _Pair) -> bool:
    """Not one word in common that carries meaning: whatever it says, it is not this line."""
    return not _telling(pair.new) & _telling(pair.old)


def _telling(words: Words) -> set[str]:
    common = _common(words.language)
    return {each for word, each in zip(words.line.words, words.stems, strict=True) if word not in common}


def _moves(words: Words) -> set[str]:
    from rubrics.moves.finding import find_moves_in_last

    line = {"dialog_id": "voice", "turn": 0, "role": "customer", "text": words.line.text}
    return {move.name for move in find_moves_in_last([line], language=words.language)}


FAULTS: Mapping[str, Callable[[_Pair], bool]] = {
    "again": _again,
    "agent": _as_the_agent,
    "language": _other_language,
    "leak": _leaks,
    "left out": _leaves_out,
    "number": _adds_number,
    "date": _adds_date,
    "name": _adds_name,
    "decision": _decides,
    "question": _asks_otherwise,
    "other": _shares_nothing,
}
"""What can be wrong with a wording that has words and is short enough."""


@cache
def _numbers(language: str) -> frozenset[str]:
    from rubrics.lexicon import load

    lexicon = load(language)
    return frozenset(lexicon.numbers) - frozenset(lexicon.common)


@cache
def _common(language: str) -> frozenset[str]:
    from rubrics.lexicon import load

    return frozenset(load(language).common)


NEAR_DAYS = {
    "en": "today tomorrow yesterday tonight",
    "pl": "dziś dzisiaj jutro wczoraj pojutrze",
    "ru": "сегодня завтра вчера послезавтра",
    "ro": "azi astăzi mâine ieri poimâine",
}


@cache
def _dates(language: str) -> frozenset[str]:
    """Return the stems of the names of days and months, and of the days around this one."""
    from babel import Locale

    locale, kinds = Locale(language), ("format", "stand-alone")
    named = [names[kind]["wide"].values() for names in (locale.days, locale.months) for kind in kinds]
    texts = [NEAR_DAYS[language], *(text for names in named for text in names)]
    words = {word for text in texts for word in words_of(text, language).line.words}
    return frozenset(stem(word, language) for word in words - _common(language))
