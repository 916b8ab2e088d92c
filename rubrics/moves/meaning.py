"""Cues and trained heads, heard together.

A cue says which words make a move and why; a head, trained on the labelled corpus, knows lines that make it without any
usual words, and lines that only look like it. Where a head was trained for the language, its curves
(``rubrics/heads/joint.py``) weigh both into one probability. A head knows the talk it learned from; the less a dialogue
sounds like it, the more the cues keep their own word. See docs/design/0013-cues-and-heads-together.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, isnan
from typing import NamedTuple

import numpy as np

from rubrics.heads.features import Example
from rubrics.heads.files import Heads, load, manifest
from rubrics.heads.joint import QUESTIONS, Evidence, joint
from rubrics.heads.model import Array, Head, Side, telling
from rubrics.moves.base import Find, Scene
from rubrics.moves.paraphrase import checks_back, of_own_words
from rubrics.moves.questions import COURTESIES, ONLY_LOOK, questions_in
from rubrics.moves.settling import EXPLAINED_BY, TAKEN, Weighed, surest
from rubrics.sentences import sentence

BY = "meaning.v1"
FAINT = 0.05
"""A probability below this is not worth a find of its own, however faint."""
LONG_TURN = 40
"""Words from which a turn is also heard piece by piece: a head learned from lines of a few dozen words."""
PIECE = 30
OFFERS = ("agent.option_offer", "agent.win_win", "agent.next_step", "agent.promise_deadline", "agent.satisfaction_check",
          "agent.value_argument", "agent.alternative_batna", "agent.expectation_setting", "agent.ownership",
          "agent.further_help", "features.own_doing", "features.possible", "features.question")  # fmt: skip
"""What somebody can agree to."""
OFFERED_BY_ASKING = EXPLAINED_BY["closed_question"] - {*QUESTIONS, "paraphrase", "data_confirmation"}
"""What is often said as a question and is none to people who label; what is given back stands in a sentence of its own."""
CLOSES = frozenset({"satisfaction_check", "further_help"})
"""Questions that close a call, where it is one."""
UNOFFERED = 0.4
"""The most a head's ``agrees`` keeps where no cue heard it and nothing was offered ("Monday." answers a date), or where the
customer only asks."""
LOOKS_LIKE = 0.5
"""What a head's claim keeps where the lexicon knows the words as a near miss: of 1,031 such train lines in four languages 151
make the move."""
SHORT = 15
"""Words up to which a turn that surely does one thing leaves little to what only a head hears beside it."""
FIRST_WORDS = 0.03
"""Place in the call up to which nothing was said before, where nothing was heard."""
KNOWN_TALK = 150.0
"""Words of usual talk a dialogue starts with, so that one odd line does not cost it the heads."""
FARTHEST, SLOPE = 0.14, 0.01
"""How much less near than usual talk a call may lie before the heads have no more say than the cues, and how soon around it.
Forty calls by other hands lie up to .13 farther: where heads were believed up to .06, micro-F1 of the agent's moves was .72 in
English and .74 in Russian, up to .14 .84 and .78."""
PLACELESS_FARTHEST = 0.08
"""The same for lines without a place in a call: they may be of any talk. Of dialogues of people who console each other (ESConv)
three in four lie beyond it."""
MOST = 0.9
"""Trust against a surer cue, however much the talk is like the corpus. It costs at most .002 of cross-validated micro-F1
in English, and a cue of which there is no doubt is not lost to a head that doubts."""
CUSTOMERS_MOST = 0.65
"""The same as :data:`MOST` for the customer's moves: their heads learned from fewer lines. Of twelve calls by other hands
micro-F1 of these moves was .59 at .45 and .65 at .65 and .8."""
FIRST_MOST = 0.4
"""The same where the customer speaks first: nearly every line their heads learned from answers somebody."""
PLACELESS_MOST = 0.6
"""The same as :data:`MOST` where nobody knows the turn's place in the call: every line the heads learned from had one."""
FORMS_MOST = 0.2
"""The same as :data:`MOST` where the form of a turn says that a question is asked: heads learned from lines labelled with
what matters most in them, and a question that stands beside something weightier is a question all the same."""
EXPLAINED = 0.5
"""How much of a question's form an offer or a closing check takes that is asked in the same turn."""
KIND_BY_HEAD = 0.4
"""How far the head is believed about the kind of a question at least, also in talk that it does not know."""
EVEN = 0.5
"""The probability from which a cue or a head believes in a move by itself."""
UNTOLD = 0.8
"""Trust where nobody can tell how near a dialogue lies, for want of sentence vectors."""


class Opinion(NamedTuple):
    """What a head says of a turn."""

    chances: Array
    """(moves,)"""
    nearness: float
    """How near the turn lies to talk the head knows; ``nan`` where that cannot be told."""
    words: float
    """How much that tells."""


@dataclass
class Familiarity:
    """How much a dialogue sounds like the talk the heads learned from, from its turns so far."""

    words: float = KNOWN_TALK
    apart: float = 0.0
    """Sum over the words of how much nearer or farther than usual they lay."""
    told: bool = False

    def hear(self, opinion: Opinion, usual: float) -> None:
        """Take one more turn in."""
        if not isnan(opinion.nearness):
            self.words, self.told = self.words + opinion.words, True
            self.apart += opinion.words * (opinion.nearness - usual)

    def trust(self, placed: bool = True) -> float:
        """Return how far the heads are to be believed here, 0 to 1; ``placed`` tells that this is surely a call."""
        farthest = FARTHEST if placed else PLACELESS_FARTHEST
        return 1 / (1 + exp(-(farthest + self.apart / self.words) / SLOPE)) if self.told else UNTOLD


@cache
def heads_of(language: str) -> Heads | None:
    """Return the heads of a language, or ``None`` where none were trained.

    Raises:
        MissingPart: They were trained, and the file is not there.
        BadFile: It is not the file that was trained.
    """
    return load(language) if language in manifest()["heads"] else None


def head_of(scene: Scene) -> Head | None:
    """Return the head that knows the moves of a scene's side and language, or ``None``."""
    heads = heads_of(scene.said.lexicon.language)
    side = side_of(scene)
    return None if heads is None or joint(heads.language, heads.variant, side) is None else heads.sides[side]


def side_of(scene: Scene) -> Side:
    """Return whose moves a scene can hold."""
    return "customer" if scene.said.role == "customer" else "agent"


def usual_nearness(scene: Scene) -> float:
    """Return how near the talk lies that the head of a scene learned from, to itself."""
    head = head_of(scene)
    return head.meaning.usual if head and head.meaning else 0.0


def opinions(scenes: Sequence[Scene]) -> list[Opinion | None]:
    """Return what the heads say of turns, all turns of one side and language at once.

    ``None`` where no head can: for a turn without words, a language without heads, and a line that stands alone: every
    line a head learned from had one before it, or was known to be the first.
    """
    found: list[Opinion | None] = [None] * len(scenes)
    together: dict[tuple[str, Side], list[int]] = {}
    for place, scene in enumerate(scenes):
        if scene.said.line.words and _context(scene) is not None and head_of(scene) is not None:
            together.setdefault((scene.said.lexicon.language, side_of(scene)), []).append(place)
    for places in together.values():
        head = head_of(scenes[places[0]])
        assert head is not None  # noqa: S101 - the scene was kept because it has one
        for place, opinion in zip(places, _answers(head, [scenes[place] for place in places]), strict=True):
            found[place] = opinion
    return found


def _answers(head: Head, scenes: Sequence[Scene]) -> Iterator[Opinion]:
    """Give a head's opinions; a long turn makes a move where any piece of it does."""
    pieces = [list(_pieces(scene)) for scene in scenes]
    chances = head.probabilities([piece for group in pieces for piece in group])
    whole = [group[0] for group in pieces]
    # The customer's lines are too few to tell by them what talk this is.
    nearness = head.nearness(whole) if scenes[0].said.role == "agent" else np.full(len(whole), np.nan)
    start = 0
    for group, near, words in zip(pieces, nearness, telling(whole), strict=True):
        yield Opinion(chances[start : start + len(group)].max(axis=0), float(near), float(words))
        start += len(group)


def _pieces(scene: Scene) -> Iterator[Example]:
    """Give the turn as its head is asked about it, whole first, then a long turn's pieces."""
    line, context = scene.said.line, _context(scene)
    yield Example(line.text, context, scene.position)
    if len(line.words) > LONG_TURN:
        for start, end in _cut(line.sentences()):
            yield Example(line.quote(start, end), context, scene.position)


def _context(scene: Scene) -> str | None:
    """Return what the other side said last; only at the very start of a call is it known to have said nothing."""
    if scene.heard:
        return scene.heard[0].line.text
    return "" if scene.position is not None and scene.position <= FIRST_WORDS and not scene.own else None


def _cut(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give whole sentences, or pieces of those that are too long."""
    for start, end in sentences:
        for begin in range(start, end, PIECE):
            if min(begin + PIECE, end) - begin > 2 or begin == start:
                yield begin, min(begin + PIECE, end)


def together(scene: Scene, cues: Mapping[str, Weighed], opinion: Opinion, trust: float) -> list[tuple[str, Find]]:
    """Return one turn's finds: cues weighed by the head, and what the head heard without any cue."""
    head = head_of(scene)
    assert head is not None  # noqa: S101 - whoever has an opinion has a head
    chances = believed(scene, cues, opinion, trust)
    finds = [
        (BY, _alone(scene, move, chance))
        if move not in cues
        else (cues[move].by, cues[move].find._replace(confidence=chance))
        for move, chance in chances.items()
        if chance >= FAINT
    ]
    return surest(finds, len(scene.said.line.words))


def believed(scene: Scene, cues: Mapping[str, Weighed], opinion: Opinion, trust: float) -> dict[str, float]:
    """Return how likely each move is: by cues and head together as far as the head can be trusted, else by cues."""
    heads = heads_of(scene.said.lexicon.language)
    curves = joint(heads.language, heads.variant, side_of(scene)) if heads else None
    assert heads is not None and curves is not None  # noqa: S101, PT018 - an opinion comes from a head with curves
    row = curves(evidence(scene, cues, opinion, curves.moves))[0]
    both = {move: float(chance) for move, chance in zip(curves.moves, row, strict=True)}
    customer, known = side_of(scene) == "customer", trust >= EVEN
    alone = {move: cues[move].settled if move in cues else 0.0 for move in both} | _asked_for(scene, cues, both, trust)
    most = _customers(scene) if customer else MOST if scene.position is not None else PLACELESS_MOST
    sure = {move: max(trust, heads.knows_elsewhere(move)) for move in both}
    mixed = {
        move: _mixed(both[move], alone[move], sure[move], FORMS_MOST if move in QUESTIONS else most) for move in both
    }
    if not known:  # a head that does not know this talk takes nothing away
        mixed = {move: max(chance, alone[move]) for move, chance in mixed.items()}
    mixed = {move: max(chance, cues[move].find.at_least if move in cues else 0.0) for move, chance in mixed.items()}
    mixed |= only_together(scene, cues, dict(zip(curves.moves, map(float, opinion.chances), strict=True)), mixed)
    mixed |= _only_checked(scene, mixed)
    mixed = {
        move: chance if move in cues else _heard_alone(scene, cues, move, chance) for move, chance in mixed.items()
    }
    return mixed | _one_question(mixed)


def _customers(scene: Scene) -> float:
    return CUSTOMERS_MOST if scene.heard else FIRST_MOST


def _heard_alone(scene: Scene, cues: Mapping[str, Weighed], move: str, chance: float) -> float:
    """Return what is left of a move that only the head hears, beside what the words say for certain."""
    if move in QUESTIONS:
        return chance  # their form is weighed already
    if move == "agrees" and (scene.said.line.asked or not _offered(scene)):
        return min(chance, UNOFFERED)
    if scene.said.of(f"near.{side_of(scene)}.{move}"):
        chance *= LOOKS_LIKE
    rivals = (
        EXPLAINED_BY.get(move, frozenset()) & cues.keys() if len(scene.said.line.words) <= SHORT else frozenset[str]()
    )
    return chance * (1 - TAKEN * max((cues[rival].settled for rival in rivals), default=0.0))


def only_together(
    scene: Scene, cues: Mapping[str, Weighed], by_head: Mapping[str, float], chances: Mapping[str, float]
) -> dict[str, float]:
    """Return a paraphrase in words the customer never used with what the surer of cue and head gives it by itself.

    Two weak signs together make a move likely elsewhere; here the one thing that tells is what the customer said. Where cue or
    head is sure by itself, nothing is returned.
    """
    cue = cues.get("paraphrase")
    if cue is None or cue.find.at_least or not of_own_words(scene, cue.find):
        return {}
    alone = max(cue.settled, by_head["paraphrase"])
    return {"paraphrase": min(chances["paraphrase"], alone)} if alone < EVEN else {}


def _only_checked(scene: Scene, chances: Mapping[str, float]) -> dict[str, float]:
    """Return the questions of a turn that gives back and checks: "…, right?" alone asks for no new detail."""
    given_back = chances.get("paraphrase", 0.0)
    new = (question for question in questions_in(scene.said) if not checks_back(scene.said, question.end))
    if given_back < 0.5 or any(new):
        return {}
    return {kind: chances[kind] * (1 - TAKEN * given_back) for kind in QUESTIONS if kind in chances}


def _offered(scene: Scene) -> bool:
    """Tell whether the other side's last turn held anything to agree to; where nobody heard it, it may have."""
    return not scene.heard or bool(scene.heard[0].line.asked) or any(scene.heard[0].of(each) for each in OFFERS)


def _mixed(both: float, alone: float, trust: float, most: float) -> float:
    """Return a probability between cue and head together and the cue alone; a surer cue always keeps some say."""
    share = min(trust, most) if alone > both else trust
    return share * both + (1 - share) * alone


def _one_question(chances: Mapping[str, float]) -> dict[str, float]:
    """Return the kinds of questions with the likeliest standing for all: each may lie under even odds, all together over."""
    kinds = {kind: chances[kind] for kind in QUESTIONS if kind in chances}
    likeliest = max(kinds, key=lambda kind: kinds[kind], default="")
    return {likeliest: min(0.95, sum(kinds.values()))} if kinds else {}


def _asked_for(scene: Scene, cues: Mapping[str, Weighed], both: Mapping[str, float], trust: float) -> dict[str, float]:
    """Return the questions of talk a head does not know: the form says that one is asked, both say of which kind.

    In talk unlike calls, where nobody knows a line's place, nothing is closed by "anything else?": it asks, as any question does.
    """
    kinds = [move for move in QUESTIONS if move in both]
    closes = trust >= EVEN or scene.position is not None
    left_out, takes = (ONLY_LOOK, OFFERED_BY_ASKING) if closes else (COURTESIES, OFFERED_BY_ASKING - CLOSES)
    asked = max((question.confidence for question in questions_in(scene.said, left_out)), default=0.0) if kinds else 0.0
    if not asked:
        return {}
    asked *= 1 - EXPLAINED * max((both[move] for move in takes if move in both), default=0.0)
    by_cue = {kind: cues[kind].find.confidence if kind in cues else 0.0 for kind in kinds}
    believed_more = max(trust, KIND_BY_HEAD)
    shares = {kind: believed_more * both[kind] + (1 - believed_more) * by_cue[kind] for kind in kinds}
    likeliest = max(shares, key=lambda kind: shares[kind])
    return {kind: asked if kind == likeliest else 0.0 for kind in kinds}


def evidence(scene: Scene, cues: Mapping[str, Weighed], opinion: Opinion, moves: Sequence[str]) -> Evidence:
    """Return what is known of one turn, as the curves weigh it."""
    heard = [cues.get(move) for move in moves]
    return Evidence(
        opinion.chances[None],
        np.array([[cue.find.confidence if cue else 0.0 for cue in heard]], np.float32),
        np.array([[cue.settled if cue else 0.0 for cue in heard]], np.float32),
        np.array([len(scene.said.line.words)], np.float32),
    )


def _alone(scene: Scene, move: str, chance: float) -> Find:
    """Return a find without a cue; its quote is the sentence that sounds most like the move by itself."""
    start, end = _likeliest(scene, move) if chance >= 0.5 else scene.said.line.sentences()[0]
    quote = scene.said.line.quote(start, end)
    language = scene.said.lexicon.language
    return Find(move, start, end, chance, sentence("by_meaning", language, quote=quote))


def _likeliest(scene: Scene, move: str) -> tuple[int, int]:
    edges = list(_cut(scene.said.line.sentences()))
    head = head_of(scene)
    if len(edges) == 1 or head is None:
        return edges[0]
    texts = [Example(scene.said.line.quote(*each), None, scene.position) for each in edges]
    chances = head.alone.probabilities(texts)[:, head.moves.index(move)]
    return edges[int(chances.argmax())]
