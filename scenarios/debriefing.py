"""After the talk: the marks, how the customer felt from line to line, three moments that mattered, what to practise.

Pure data; ``scenarios.wire`` and ``scenarios.page`` write it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from rubrics.values import Mark, RubricRef, Scorecard
from scenarios.chances import lacking
from scenarios.customer import Customer, ending_of, state
from scenarios.evidence import SEEN
from scenarios.loading import Case, Package, names, package
from scenarios.session import Exchange, Session
from transcribe.call import Call, Provenance, Turn
from transcribe.errors import BadFile

MOST_MOMENTS = 3
MOST_PRACTICE = 3
MOST_PLACES = 3
"""Scenarios named for one move; more would be a list nobody chooses from."""
OUTCOME_SHARE = 0.6
"""How much of a role-play's total is what the customer took away; the rest is how the talk was led, by the rubric."""
CARD = RubricRef("role_play", "1.0.0")
"""The scorecard of a role-play: the outcome, and the marks of ``service_call`` over the talk."""
TOP = 3.0
MISSABLE = frozenset({"empathy", "ask", "paraphrase", "offer", "promise", "check"})
"""Moments for which the shared texts say what was still missing."""
MET: Mapping[str, frozenset[str]] = {
    "empathy": frozenset({"empathy"}),
    "ask": frozenset({"asked_fact"}),
    "paraphrase": frozenset({"returned_fact", "returned_need"}),
    "offer": frozenset({"offered"}),
    "promise": frozenset({"promise_deadline"}),
    "check": frozenset({"satisfied", "not_satisfied"}),
}
"""Signs of a line that did what the talk lacked there: it is not said to have missed that."""


@dataclass(frozen=True)
class Moment:
    """A line that mattered."""

    line: int
    """Index of the exchange."""
    trainee: str
    good: bool
    why: str
    better: str | None
    """What could have been said here, in this case's own words; ``None`` where it went well."""
    changes: Mapping[str, float]
    """Points each gauge moved."""


@dataclass(frozen=True)
class Practice:
    """A move to practise, and where."""

    move: str
    name: str
    scenarios: Mapping[str, str]
    """Other scenarios that train it, the easiest first: titles by id."""


@dataclass(frozen=True)
class Debrief:
    """All there is to say after a talk."""

    session: Session
    ending: str
    outcome: str
    """What came of it for the customer."""
    result: float
    """0 to 100."""
    curve: tuple[Mapping[str, int], ...]
    """The state at the start and after each line."""
    moments: tuple[Moment, ...]
    practice: tuple[Practice, ...]
    card: Scorecard


def debrief(session: Session) -> Debrief:
    """Return the debrief of a talk; one that still goes on is taken as ended here."""
    done = session.finish()
    case = done.case
    ending = done.ending or ending_of(case, done.customer).id
    return Debrief(
        session=done,
        ending=ending,
        outcome=case.texts.endings[ending],
        result=done.result,
        curve=curve(done),
        moments=moments(done),
        practice=practice(done),
        card=scorecard(done),
    )


def call_of(session: Session) -> Call:
    """Return the talk as a call without times, as any transcript is."""
    turns = [_turn("customer", session.opening, session.case.language)]
    for exchange in session.exchanges:
        turns.append(_turn("agent", exchange.trainee, session.case.language))
        turns.append(_turn("customer", exchange.said, session.case.language))
    return Call(tuple(turns), None, session.case.language, Provenance(engine="role_play.v1"))


def _turn(role: str, text: str, language: str) -> Turn:
    return Turn(role, "agent" if role == "agent" else "customer", None, text, (), language)


def scorecard(session: Session) -> Scorecard:
    """Return the marks of a talk: what the customer took away, then the rubric's for how it was led."""
    from rubrics import score

    card = score(call_of(session), "service_call")
    outcome, case = session.result, session.case
    named = {ending.id: ending for ending in case.endings}
    ending = named[session.ending] if session.ending else ending_of(case, session.customer)
    low, high = (TOP * points / 100 for points in ending.score)
    mark = Mark("outcome", "outcome", TOP * outcome / 100, low, high, TOP, case.texts.endings[ending.id])
    led = card.skill_total
    total = outcome if led is None else OUTCOME_SHARE * outcome + (1 - OUTCOME_SHARE) * led
    return replace(card, rubric=CARD, marks=(_rounded(mark), *card.marks), skill_total=round(total, 1))


def _rounded(mark: Mark) -> Mark:
    points = (mark.value, mark.low, mark.high)
    value, low, high = (None if each is None else round(each, 2) for each in points)
    return replace(mark, value=value, low=low, high=high)


def curve(session: Session) -> tuple[Mapping[str, int], ...]:
    """Return the state at the start and after each line."""
    customers = (session.start, *(exchange.customer for exchange in session.exchanges))
    return tuple(state(session.case, customer) for customer in customers)


def moments(session: Session) -> tuple[Moment, ...]:
    """Return up to three lines that mattered: the best one, then where a better line would have changed most."""
    ways = curve(session)
    found = (_moment(session, index, ways) for index in range(len(session.exchanges)))
    all_of = [each for each in found if each is not None]
    best = max(all_of, key=_gain, default=None)
    strong = [best] if best is not None and best.good else []
    weak = sorted((each for each in all_of if not each.good), key=_gain)
    chosen = [*strong, *_different(weak, MOST_MOMENTS - len(strong))]
    more = sorted((each for each in all_of if each.good and each not in chosen), key=lambda each: -_gain(each))
    chosen += more[: MOST_MOMENTS - len(chosen)]
    return tuple(sorted(chosen, key=lambda each: (not each.good, each.line)))


def _different(weak: Sequence[Moment], most: int) -> list[Moment]:
    """Take moments with different better lines first: the same advice twice helps less."""
    first = [each for place, each in enumerate(weak) if each.better not in [other.better for other in weak[:place]]]
    return [*first, *(each for each in weak if each not in first)][:most]


def _gain(moment: Moment) -> float:
    return sum(moment.changes.values())


def _moment(session: Session, index: int, ways: Sequence[Mapping[str, int]]) -> Moment | None:
    """Return what a line was worth, or ``None`` for one that neither brought nor missed anything, such as a farewell."""
    exchange, case = session.exchanges[index], session.case
    before = session.exchanges[index - 1].customer if index else session.start
    changes = {name: float(ways[index + 1][name] - ways[index][name]) for name in ways[index]}
    wrong = next((remark for remark in exchange.feedback if not remark.good), None)
    right = next((remark for remark in exchange.feedback if remark.good), None)
    missed = None if wrong else _missed(case, before, exchange)
    # Gauges that are full already cannot rise, so a line without a fault need not gain anything to have been right.
    if right and (sum(changes.values()) > 0 or not (wrong or missed)):
        return Moment(index, exchange.trainee, True, right.text, None, changes)
    chance = _chance(case, before, wrong.about) if wrong else missed
    if chance is None:
        return None
    told = wrong is not None and wrong.about != "unheard"  # what was missing says more than that nothing was answered
    why = wrong.text if wrong and told else case.feedback(f"missed_{chance}" if chance in MISSABLE else "unheard")
    return Moment(index, exchange.trainee, False, why, case.texts.better[chance], changes)


def _missed(case: Case, before: Customer, exchange: Exchange) -> str | None:
    """Return the moment a line left out; nothing is left out once the customer has said yes to the solution."""
    lacked = lacking(case, before)
    return None if before.agreed or MET.get(lacked, frozenset()) & set(exchange.signs) else lacked


def _chance(case: Case, before: Customer, about: str) -> str:
    """Return the moment whose line would have helped: what the remark points at, else what the talk lacked here."""
    return lacking(case, before) if about == "unheard" else case.shared.moments.get(about, lacking(case, before))


def practice(session: Session) -> tuple[Practice, ...]:
    """Return up to three moves this scenario trains that the talk did without, and where else they are trained."""
    made = {
        name for exchange in session.exchanges for name, weight in exchange.evidence.weights.items() if weight >= SEEN
    }
    left = [move for move in session.case.scenario.skills if move not in made][:MOST_PRACTICE]
    case = session.case
    return tuple(Practice(move, case.shared_texts.moves[move], _elsewhere(case, move)) for move in left)


def _elsewhere(case: Case, move: str) -> Mapping[str, str]:
    """Return the easiest other scenarios that train a move, with their titles in the talk's language."""
    titles = {
        each.scenario.id: each.texts[case.language].title
        for each in trained_by(move)
        if each.scenario.id != case.scenario.id and case.language in each.texts
    }
    return dict(list(titles.items())[:MOST_PLACES])


def trained_by(move: str) -> tuple[Package, ...]:
    """Return the shipped scenarios that train a move, the easiest first; one that cannot be read is left to the checker."""
    able = []
    for name in names():
        with suppress(BadFile):
            able.append(package(name))
    easiest = sorted(able, key=lambda each: (each.scenario.level, each.scenario.id))
    return tuple(each for each in easiest if move in each.scenario.skills)
