"""Questions: is this one, and does it invite a story, narrow something vague, or ask for a yes, a no or one datum.

Speech engines often print no question mark, so the form decides (a question word or an inverted verb where a clause
begins) and the mark only supports it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rubrics.lexicon.compiled import Hit
from rubrics.moves.base import Detector, Find, Need, Said, Scene, detectors
from transcribe.call import Role

LONG_STORY = 5
"""Content words a customer may tell before a detail asked about it is likely to narrow the story down."""
SETTLED = 0.6
"""Place in the call after which little is vague any more."""
CLARIFYING = 0.5
STATED = 0.6
"""What a full stop leaves of a form's weight: whoever wrote it heard a statement, or a request such as "tell me"."""
COMMA_OPENS = frozenset({"en"})
"""Languages where a question may well begin after a comma; in the others a comma opens each subordinate clause."""
COURTESIES = ("features.courtesy",)
"""Words that have the form of a question and ask nothing."""
ONLY_LOOK = (*COURTESIES, "agent.further_help", "agent.satisfaction_check")
"""A courtesy or a closing offer, and no question that asks something."""
MARKED = 0.1
"""What a question mark leaves of the doubt; people who write transcripts set it where a voice asked."""


class Question(NamedTuple):
    """One question of a turn: its words and how sure its form is."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True)
class Questions:
    """Finds the questions of a turn and tells their kinds apart."""

    moves: tuple[str, ...] = ("open_question", "clarifying_question", "closed_question")
    role: Role = "agent"
    needs: tuple[Need, ...] = ("words", "neighbours")

    def find(self, scene: Scene) -> Iterable[Find]:
        """Give each kind of question the turn holds, once."""
        best: dict[str, Find] = {}
        for question in questions_in(scene.said):
            kind, sure = kind_of(question, scene)
            confidence = question.confidence * sure
            if confidence > (best[kind].confidence if kind in best else 0.0):
                why = scene.said.why(f"agent.{kind}", question.start, question.end)
                best[kind] = Find(kind, question.start, question.end, confidence, why)
        yield from best.values()


def questions_in(said: Said, left_out: Sequence[str] = ONLY_LOOK) -> Iterator[Question]:
    """Give the questions of a turn; checks, and what ``left_out`` names, only look like one."""
    looks = [hit for label in left_out for hit in said.of(label)]
    for start, end in said.line.sentences():
        marked = end in said.line.asked
        inside = [hit for hit in looks if start <= hit.start < end]
        if any(start <= hit.start < end for hit in said.of("features.question_tag")):
            continue  # "You waited all day, right?" checks what is said, it asks nothing new
        forms = [hit for hit in said.of("features.question") if start <= hit.start < end]
        asking = [hit for hit in forms if not any(_over(hit, look) for look in inside)]
        if asking or (marked and not inside):
            yield _question(said, start, end, asking, marked)


def _question(said: Said, start: int, end: int, forms: Sequence[Hit], marked: bool) -> Question:
    """Weigh the forms of a sentence that asks, and where in it the asking begins."""
    weighed = [(hit.weight if marked or _opens(said, start, hit) else hit.weight / 2, hit.start) for hit in forms]
    strength = max((weight for weight, _ in weighed), default=0.0)
    stated = said.line.text[said.line.ends[end - 1] :][:1] in (".", "!")
    first = min((place for weight, place in weighed if weight == strength), default=max(start, end - 12))
    sure = strength * STATED if stated else 1 - (1 - strength) * (MARKED if marked else 1.0)
    return Question(first, end, sure)


def _opens(said: Said, start: int, hit: Hit) -> bool:
    """Tell whether a question's form stands where its sentence or a clause of it begins, small words aside.

    "I told them what the card says." has the form inside. A line without any marks says nothing about its clauses, so
    there the form alone must do.
    """
    line = said.line
    if not any(line.breaks[1:-1]) or (line.breaks[hit.start] > 0 and said.lexicon.language in COMMA_OPENS):
        return True
    return all(word in said.lexicon.fillers for word in line.words[start : hit.start])


def _over(form: Hit, look: Hit) -> bool:
    """Tell whether a form belongs to what only looks like a question: the same words, or the words that open it."""
    return form.start < look.end and look.start <= form.end


def kind_of(question: Question, scene: Scene) -> tuple[str, float]:
    """Return the kind of a question and how sure that is."""
    said, within = scene.said, range(question.start, question.end)

    def weight(label: str) -> float:
        return max((hit.weight for hit in said.of(label) if hit.start in within), default=0.0)

    opens, narrows = weight("agent.open_question"), weight("agent.clarifying_question")
    datum = weight("features.identity_data")
    if datum >= 0.5 and datum >= max(narrows, opens):
        return "closed_question", 0.85
    if opens >= max(0.5, narrows):
        return "open_question", opens
    return _narrow_or_closed(question, narrows, scene)


def _narrow_or_closed(question: Question, narrows: float, scene: Scene) -> tuple[str, float]:
    """Tell a question that takes up the customer's own vague words from one that only collects a fact."""
    if scene.position is not None and scene.position > SETTLED:
        return "closed_question", 0.75  # what was vague has been settled by now
    told = set(scene.heard[0].stems) if scene.heard else set()
    echoes = bool(told & set(scene.said.stems_of(question.start, question.end)))
    sure = 1 - (1 - narrows) * (0.6 if echoes else 1.0) * (0.75 if len(told) >= LONG_STORY else 1.0)
    return ("clarifying_question", sure) if sure >= CLARIFYING else ("closed_question", 1 - 0.5 * sure)


@detectors.add("questions.v1")
def questions() -> Detector:
    """Open, clarifying and closed questions, told apart together."""
    return Questions()
