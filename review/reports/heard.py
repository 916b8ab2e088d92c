"""What the customer said that is worth saying back: the matter they called about, and what was passed over.

Both are clauses of the customer's own, verbatim. The matter is told by what comes back: of the clauses in which the
customer complains early, the one whose words are heard again and again in the call. What was passed over is told by
what does not come back: the clause most of whose words the agent never says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from review.reports.clauses import HANGING, JOINS, SHORTEST, clauses
from review.reports.details import has_stakes
from review.reports.quotes import COMPLAINTS
from rubrics.lexicon import Lexicon
from rubrics.moves.base import read
from rubrics.moves.finding import lexicon_of
from rubrics.stems import stem
from rubrics.tokens import fold
from rubrics.values import Move
from transcribe.call import Call, Span, Turn

MATTER_TURNS = 2
"""Turns with a complaint in which the matter is looked for, beside the customer's first words; later ones tell how it goes."""
HEARD_AGAIN = 3
"""A word that comes back more often than this tells no more of the matter."""
EVERYWHERE, SOMETIMES = 0.25, 5
"""Share of the turns from which on a word is one of address or politeness and tells nothing of the matter, in a call
where that is more than a few turns."""
FIRST = 2.0
"""How much more the customer's first words say of why they call than what they complain of afterwards."""
LONGEST_BACK = 14
"""Words of a clause that one person says back to another in one breath."""
FEWEST = 2
"""Words with content that a clause needs."""
HALTING = 0.5
"""What a clause keeps of its worth that begins in the middle of a thought."""
NAME_WORDS = 3
"""Words with content up to which a clause right after a greeting may be no more than somebody's name."""
IN_COMPLAINT = 2
"""Words that a clause gains by standing in a complaint."""
STEM = 5
"""Two words whose stems have the same first letters count as the same word: enough to see whether a thing came back."""
GREETINGS = {
    "en": ("good morning", "good afternoon", "good evening", "hello", "hi", "hey"),
    "pl": ("dzień dobry", "dobry wieczór", "witam", "halo", "cześć"),
    "ru": ("здравствуйте", "добрый день", "добрый вечер", "доброе утро", "алло", "ало"),
    "ro": ("bună ziua", "bună seara", "bună dimineața", "bună", "alo", "salut"),
}
"""How a customer begins; a trouble is said back without it."""
QUOTATION = '«»„“”"'


@dataclass(frozen=True, slots=True)
class Heard:
    """A clause of the customer's, verbatim."""

    turn: int
    text: str
    span: Span | None
    first: bool = False
    """Whether it stands right after a greeting, where people say who they are."""


class Customer:
    """What the customer of one call said, clause by clause."""

    def __init__(self, call: Call, moves: Sequence[Move]) -> None:
        """Cut the customer's turns of ``call`` into clauses; ``moves`` say in which of them they complain."""
        self._call = call
        self._first = next((index for index, turn in enumerate(call.turns) if turn.role == "customer"), 0)
        self._complaints = sorted({move.turn for move in moves if move.name in COMPLAINTS})
        self._given_back = {root for turn in call.turns if turn.role == "agent" for root in _stems(turn.text, call)}
        often = Counter(root for turn in call.turns for root in _stems(turn.text, call))
        most = max(SOMETIMES, EVERYWHERE * len(call.turns))
        self._often = {root: count for root, count in often.items() if count < most}
        self._clauses = list(_clauses(call))
        for fits in (self._says_something, _short, _plain, self._is_no_introduction):
            self._clauses = [each for each in self._clauses if fits(each)] or self._clauses

    def matter(self) -> Heard | None:
        """Return what the customer called about; ``None`` where no complaint was heard."""
        if not self._complaints:
            return None
        early = {self._first, *self._complaints[:MATTER_TURNS]}
        matter = max((each for each in self._clauses if each.turn in early), key=self._comes_back, default=None)
        return self._carried_on(matter) if matter else None

    def passed_over(self, used: Iterable[str], *, complaining: bool = False) -> Heard | None:
        """Return the clause that came back least and is not ``used`` yet; what hangs on the matter comes first.

        Args:
            used: Texts of clauses that other lines are built on.
            complaining: Only clauses of complaints, where there are any left.
        """
        taken = list(used)
        left = [each for each in self._clauses if not any(each.text in text for text in taken)]
        asking = self.questions()
        left = [each for each in left if each not in asking] or left
        whole = [each for each in left if len(each.text.split()) >= SHORTEST] or left
        sore = [each for each in whole if each.turn in self._complaints] if complaining else []
        at_stake = [each for each in whole if has_stakes(each.text, self._call.language)]
        return max(at_stake or sore or whole, key=self._missed, default=None)

    def before(self, move: Move) -> Heard | None:
        """Return what the customer said that a move of the agent's answers: in the turn before, and not cut off there."""
        said = max((each.turn for each in self._clauses if each.turn < move.turn), default=None)
        there = [each for each in self._clauses if each.turn == said]
        answered = _stems(move.quote, self._call)
        shared = [each for each in there if answered & _stems(each.text, self._call)]
        cut_off = said is not None and self._call.turns[said].text.rstrip().endswith(("...", "…"))
        return max(shared or ([] if cut_off else there), key=self._missed, default=None)

    def within(self, moves: Iterable[Move]) -> Heard | None:
        """Return the fullest clause of the first of some moves of the customer's that has one in its words."""
        spoken = (
            [each for each in self._clauses if each.turn == move.turn and each.text in move.quote] for move in moves
        )
        return next((max(clauses, key=self._missed) for clauses in spoken if clauses), None)

    def questions(self) -> list[Heard]:
        """Return the clauses that ask something, in order; a call without marks of punctuation shows none."""
        return [each for each in self._clauses if _asked(self._call.turns[each.turn].text, each.text)]

    def clauses(self) -> list[Heard]:
        """Return all clauses that can be said back, what was missed most first."""
        return sorted(self._clauses, key=self._missed, reverse=True)

    def _carried_on(self, clause: Heard) -> Heard:
        """Return a clause with the next one of its sentence, where both fit in one breath: the trouble may stand there."""
        turn = self._call.turns[clause.turn]
        begin = turn.text.find(clause.text)
        end = begin + len(clause.text)
        sentence = re.match(r"[^.!?…]*", turn.text[end:])
        for more in clauses(turn.text[end : end + len(sentence.group())] if sentence else "", self._call.language):
            text = turn.text[begin : turn.text.find(more, end) + len(more)]
            return Heard(clause.turn, text, _span(turn, text)) if len(text.split()) <= LONGEST_BACK else clause
        return clause

    def _comes_back(self, clause: Heard) -> float:
        telling = [self._often[root] for root in _stems(clause.text, self._call) if root in self._often]
        again = sum(min(count - 1, HEARD_AGAIN) for count in telling)
        first = FIRST if clause.turn == self._first else 1.0
        return (again + len(telling)) * first * _flow(clause, self._call)

    def _missed(self, clause: Heard) -> float:
        missed = len(_stems(clause.text, self._call) - self._given_back)
        return (missed + IN_COMPLAINT * (clause.turn in self._complaints)) * _flow(clause, self._call)

    def _says_something(self, clause: Heard) -> bool:
        return len(_stems(clause.text, self._call)) >= FEWEST

    def _is_no_introduction(self, clause: Heard) -> bool:
        """Tell that a clause does not say who is calling, which nobody says back as a trouble: a name is said once."""
        lexicon = lexicon_of(self._call.language)
        if lexicon is None:
            return True
        again = sum(self._often.get(root, 0) > 1 for root in _stems(clause.text, self._call)) >= FEWEST
        named = clause.first and self._names(clause.text)
        return not read(clause.text, "agent", lexicon).of("agent.greeting") and (again or not named)

    def _names(self, text: str) -> bool:
        """Tell whether a few words could be a name and no more; where a call is written small, any few could."""
        words = text.split()
        few = len(_stems(text, self._call)) <= NAME_WORDS and not any(sign.isdigit() for sign in text)
        written_small = not any(sign.isupper() for turn in self._call.turns for sign in turn.text)
        return few and (written_small or len(words) <= NAME_WORDS or any(word[0].isupper() for word in words[1:]))


def _plain(clause: Heard) -> bool:
    """Tell that nobody else is quoted in a clause: a quotation in a quotation cannot be said back."""
    return not any(sign in clause.text for sign in QUOTATION)


def _asked(said: str, clause: str) -> bool:
    return said[said.find(clause) + len(clause) :].lstrip().startswith("?")


def _short(clause: Heard) -> bool:
    return len(clause.text.split()) <= LONGEST_BACK


def _flow(clause: Heard, call: Call) -> float:
    """Return how well a clause can be said back, 0 to 1."""
    joins = JOINS.get((call.language or "")[:2], frozenset())
    joins = joins | HANGING.get((call.language or "")[:2], frozenset())
    return HALTING if clause.text.split()[0].lower() in joins else 1.0


def _clauses(call: Call) -> Iterator[Heard]:
    for index, turn in enumerate(call.turns):
        if turn.role == "customer":
            language = turn.language or call.language
            greeted, rest = _after_greeting(turn.text, language)
            for place, text in enumerate(clauses(rest, language)):
                yield Heard(index, text, _span(turn, text), first=greeted and place == 0)


def _after_greeting(text: str, language: str | None) -> tuple[bool, str]:
    """Return whether a turn begins with a greeting, and the turn without it."""
    greetings = "|".join(GREETINGS.get((language or "")[:2], ()))
    rest = re.sub(rf"^\W*((oh|no|ну) )?(({greetings})\b\W*)+", "", text, flags=re.IGNORECASE) if greetings else text
    return (True, rest) if rest and rest != text else (False, text)


def _span(turn: Turn, text: str) -> Span | None:
    said = text.split()
    spoken = [word.text.strip() for word in turn.words]
    for at in range(len(spoken) - len(said) + 1):
        if [word.strip(".,!?…") for word in spoken[at : at + len(said)]] == [word.strip(".,!?…") for word in said]:
            return Span(turn.words[at].span.start, turn.words[at + len(said) - 1].span.end)
    return turn.span


def _stems(text: str, call: Call) -> set[str]:
    """Return the beginnings of the words that carry content; a number read out carries none."""
    lexicon = lexicon_of(call.language)
    words = _content(text, lexicon) if lexicon else re.findall(r"[^\W\d]{4,}", text.lower())
    return {stem(fold(word), (call.language or "")[:2])[:STEM] for word in words}


def _content(text: str, lexicon: Lexicon) -> Iterator[str]:
    line = read(text, "customer", lexicon).line
    idle = lexicon.numbers | lexicon.fillers
    return (word for word in lexicon.content(line) if word not in idle and not word.isdigit() and len(word) > 2)
