"""Giving back what the customer said: its meaning in other words, or a number, date or address read back.

Cue words alone find about half of all paraphrases: people also say "so you were in, and nobody knocked". What the
customer said before is therefore compared word stem by word stem, and cues, overlap, who the sentence is about and
what it does instead (asks, proposes) are weighed together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp

from rubrics.moves.base import Detector, Find, Need, Said, Scene, detectors
from rubrics.moves.giving_back import given_back, in_words
from transcribe.call import Role

MEMORY = 4
"""Customer turns a paraphrase may gather from."""
ENOUGH_CONTENT = 2
"""Content words below which there is no meaning to give back; one repeated word is an acknowledgement."""
WHOLE_THOUGHT = 4
"""Content words from which a stretch that asks "right?" checks a meaning and not a name."""
CODE_LENGTH = 4
"""Figures from which a number is dictated and read back rather than talked about."""
MOST_SHARED = 3
"""Shared content words beyond which one more says nothing new."""
UNHEARD = 0.8
"""What remains of the confidence where nobody heard what could have been given back."""
UNSHARED = 0.4
"""The same for a whole thought, neither announced nor checked, none of whose words the customer used: of 84 such train
lines that seemed surest in the four languages, at .78 by the other signs, 26 made the move."""
ANNOUNCED = 0.85
"""Weight of a cue that announces a paraphrase ("let me make sure I have this right")."""
SURE = 0.75
"""What an announced paraphrase with some content keeps, whatever a head says. On the train lines of the corpus about four
of five such turns make the move, in each of the four languages."""
USUAL = -2.1
WEIGHTS = (4.2, 0.8, 0.7, 1.8, 0.3, 2.3, -1.2, -1.4, -1.4, -1.4, -1.0)
"""How each of :meth:`Signs.columns` weighs, in log odds. Their signs and proportions follow what a logistic curve found
on the corpus' train lines in four languages; the constant says that, where nothing speaks against it, "so you ..." with
none of the other person's words is a little less than an even bet."""
NUMERIC_SHARE = 0.4
"""From this share of figures on, a stretch reads data back instead of meaning."""


@dataclass(frozen=True)
class Signs:
    """What speaks for and against a stretch of a turn giving the customer's meaning back."""

    cue: float
    """Weight of the strongest cue of the lexicon, 0 to 1."""
    shared: int
    """Content stems that the customer used too."""
    content: int
    """Different content stems in the stretch."""
    about_you: bool
    reflects: float
    """Weight of the strongest sign that the stretch states how the other person is, feels, sees it or wants it."""
    feels: bool
    checks: bool
    """Ends in "is that right?"."""
    asks: bool
    proposes: bool
    steers: bool
    """Advises or informs: should, could, why not, studies show."""
    praises: bool
    own: float
    """Weight of the strongest sign that the speaker talks about themselves or their house."""
    heard: bool = True
    """Whether the customer said anything that could be given back."""

    def columns(self) -> tuple[float, ...]:
        """Return the signs as the numbers that are weighed, in the order of :data:`WEIGHTS`."""
        return (
            self.cue,
            min(self.shared, MOST_SHARED),
            self.about_you,
            self.reflects,
            self.feels,
            self.checks * min(1.0, self.content / WHOLE_THOUGHT),
            self.asks,
            self.proposes,
            self.steers,
            self.praises,
            self.own,
        )

    def probability(self) -> float:
        """Weigh the signs."""
        score = USUAL + sum(weight * sign for weight, sign in zip(WEIGHTS, self.columns(), strict=True))
        chance = 1 / (1 + exp(-score))
        return chance * UNSHARED if self.unshared else chance

    @property
    def unshared(self) -> bool:
        """Whether it is a whole thought of the speaker's own words."""
        return (
            self.heard
            and not self.shared
            and self.content >= WHOLE_THOUGHT
            and not self.checks
            and self.cue < ANNOUNCED
        )


@dataclass(frozen=True)
class Paraphrase:
    """The customer's meaning in other words."""

    moves: tuple[str, ...] = ("paraphrase",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "lemmas", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the stretch that most likely gives the meaning back."""
        said = scene.said
        heard = frozenset(stem for turn in scene.heard[:MEMORY] for stem in turn.stems)
        stretches = [(signs_of(said, start, end, heard).probability(), start, end) for start, end in _stretches(said)]
        if stretches:
            confidence, start, end = max(stretches)
            facts = in_words(given_back(said, start, end, scene.heard[:MEMORY]), said.lexicon.language)
            why = f"{said.why('agent.paraphrase', start, end)} {facts}".strip()
            heard_before = confidence if scene.heard else confidence * UNHEARD
            yield Find("paraphrase", start, end, heard_before, why, SURE if _announced(said, heard) else 0.0)


def signs_of(said: Said, start: int, end: int, heard: frozenset[str]) -> Signs:
    """Return the signs in words ``start`` to ``end`` against the stems the customer used."""

    def strongest(*labels: str) -> float:
        return max((hit.weight for label in labels for hit in said.of(label) if start <= hit.start < end), default=0.0)

    stems = said.stems_of(start, end)
    shared = len(set(stems) & heard)
    checks = checks_back(said, end)
    return Signs(
        cue=strongest("agent.paraphrase", "features.said_back"),
        shared=shared,
        content=len(set(stems)),
        about_you=strongest("features.second_person") > 0,
        reflects=strongest("features.reflects"),
        feels=strongest("features.feeling") > 0,
        checks=checks,
        asks=not checks and (strongest("features.question") > 0.5 or end in said.line.asked),
        proposes=strongest("features.own_doing", "features.possible", "agent.option_offer") > 0.5,
        steers=strongest("features.advice") > 0,
        praises=strongest("features.praise") > 0,
        own=strongest("features.self_talk"),
        heard=bool(heard),
    )


def _announced(said: Said, heard: frozenset[str]) -> bool:
    """Tell a turn that says it gives back what was heard, has something to give back, and gives or checks it."""
    if len(said.stems) < WHOLE_THOUGHT or not any(hit.weight >= ANNOUNCED for hit in said.of("agent.paraphrase")):
        return False
    checks = any(said.of(label) for label in ("features.question_tag", "features.check_back"))
    return checks or not heard.isdisjoint(said.stems)


def _stretches(said: Said) -> Iterator[tuple[int, int]]:
    """Give each sentence with meaning to give back that does not mostly read figures."""
    announced = said.of("agent.paraphrase")
    for start, end in said.line.sentences():
        needed = 1 if any(start <= hit.start < end and hit.weight >= 0.5 for hit in announced) else ENOUGH_CONTENT
        if len(said.stems_of(start, end)) >= needed and numeric_share(said, start, end) < NUMERIC_SHARE:
            yield start, end


def of_own_words(scene: Scene, find: Find) -> bool:
    """Tell a stretch that is :attr:`Signs.unshared` with what the customer said before."""
    heard = frozenset(stem for turn in scene.heard[:MEMORY] for stem in turn.stems)
    return signs_of(scene.said, find.start, find.end, heard).unshared


def checks_back(said: Said, end: int) -> bool:
    """Tell whether a check stands in the stretch's last words or right behind it."""
    labels = ("features.question_tag", "features.check_back")
    return any(end - 8 <= hit.start <= end + 2 for label in labels for hit in said.of(label))


def _dictated(said: Said) -> bool:
    """Tell a turn that mostly gives figures."""
    return numeric_share(said, 0, len(said.line.words)) >= NUMERIC_SHARE


def is_number(said: Said, word: str) -> bool:
    """Tell a figure or a number word."""
    return word[0].isdigit() or word in said.lexicon.numbers


def numeric_share(said: Said, start: int, end: int) -> float:
    """Return the share of figures among the words that carry something."""
    words = said.line.words[start:end]
    numbers = [word for word in words if is_number(said, word)]
    if len(numbers) < 2 and not any(word[0].isdigit() for word in numbers):
        return 0.0  # "the blue one" reads no figure back
    figures = len(numbers)
    content = figures + sum(word not in said.lexicon.light and not is_number(said, word) for word in words)
    return figures / content if content else 0.0


@dataclass(frozen=True)
class DataConfirmation:
    """A number, a date, a name's spelling or an address read back."""

    moves: tuple[str, ...] = ("data_confirmation",)
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give the stretch that reads data back: by its cue, or because the customer's figures return."""
        said = scene.said
        heard = {word for turn in scene.heard[:2] for word in turn.line.words if is_number(turn, word)}
        if scene.heard and _dictated(scene.heard[0]):
            heard |= {word for word in said.line.words if is_number(said, word)}  # "2 2 9" comes back as "two two nine"
        for start, end in said.line.sentences():
            confidence = self._confidence(said, start, end, heard)
            if confidence > 0:
                why = said.why("agent.data_confirmation", start, end)
                yield Find("data_confirmation", start, end, confidence, why)
                return

    def _confidence(self, said: Said, start: int, end: int, heard: set[str]) -> float:
        hits = [hit.weight for hit in said.of("agent.data_confirmation") if start <= hit.start < end]
        cue = max(hits, default=0.0)
        figures = [word for word in said.line.words[start:end] if is_number(said, word)]
        returned = len(set(figures) & heard)
        if figures and returned >= max(1, len(set(figures)) // 2):
            code = any(word[0].isdigit() and len(word) >= CODE_LENGTH for word in figures if word in heard)
            mostly = numeric_share(said, start, end) >= NUMERIC_SHARE
            back = 0.75 if returned >= CODE_LENGTH or code or mostly else 0.35  # "two days" alone is talk, not data
            return 1 - (1 - back) * (1 - cue)
        return 1 - (1 - cue) * 0.6 if cue and figures and checks_back(said, end) else cue


@detectors.add("paraphrase.v1")
def paraphrase() -> Detector:
    """The customer's meaning comes back in other words."""
    return Paraphrase()


@detectors.add("data_confirmation.v1")
def data_confirmation() -> Detector:
    """A number, a date or an address is read back."""
    return DataConfirmation()
