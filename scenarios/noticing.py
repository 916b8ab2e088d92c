"""What a customer notices in a line, given what was said before: facts that come back, questions, offers, their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from scenarios.customer import BARE, Customer, beat, reaches
from scenarios.evidence import DOUBT, SEEN, Evidence
from scenarios.form import VOID
from scenarios.loading import Case
from scenarios.vocabulary import HARMS, OFFERS

TOO_MANY_QUESTIONS = 3
PATIENT_WITH_NODS = 2
"""Lines with nothing but "I see" that still count as listening."""
OFFERING_LENGTH = 8
"""Words from which a part of the solution is offered even where no move was recognised; fewer only mention it."""
COURTESY = 0.5
"""What a line that answers nothing still costs where it is polite."""
GROSS = 0.6
"""Weight of a harm beside which nothing else in the line is heard."""
CERTAIN = 0.75
"""Weight of a satisfaction check with which a talk can end; a fainter one may have been read into the line."""
FACTS_THAT_LISTEN = 2
"""Facts in a line that make it one that listens; one alone stands in many a reproach ("five calls won't help")."""
SERVICES = 3
"""Small services that count in a talk; after them the customer wants more."""
BARE_ECHO = 0.4
"""What words of the story count in a line that neither asks nor feels nor does anything: they may only be about it."""
ANSWERING = frozenset(
    {"open_question", "clarifying_question", "paraphrase", "data_confirmation", "empathy", "apology", "ownership",
     "option_offer", "win_win", "expectation_setting", "value_argument", "alternative_batna", "promise_deadline",
     "next_step", "satisfaction_check"}
)  # fmt: skip
"""Moves that answer a customer; small talk, nods and a plain yes-or-no question alone do not."""
NO_QUESTIONS = (
    "paraphrase", "data_confirmation", "satisfaction_check", "option_offer", "further_help", "review_invitation"
)  # fmt: skip
"""Moves whose question mark asks for no fact."""
HEARD_SIGNS = frozenset(
    {"returned_fact", "returned_need", "returned_known", "echo", "asked_fact", "offered", "offered_again", "offered_early",
     "satisfied", "not_satisfied", "unwanted", "wrong_fact", "asked_known", "asked_nothing", "served"}
)  # fmt: skip
BRINGING = frozenset(
    {"returned_fact", "returned_need", "offered", "offered_early", "asked_fact", "asked_known", "asked_nothing", "satisfied",
     "promise_deadline", "option_offer", "paraphrase", "next_step"}
)  # fmt: skip
"""What keeps a talk going after a yes that may have been given to another question."""


@dataclass
class Notice:
    """What was noticed in one line, and what it changes in the customer's memory."""

    customer: Customer
    signs: dict[str, float] = field(default_factory=dict)
    """Moves and signs with their weight, 0 to 1."""
    quotes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The words behind each sign, for the coach."""
    revealed: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    wrong: str | None = None
    known: str | None = None
    """The fact that was asked for though it had been told."""
    unwanted: str | None = None
    greets_only: bool = False
    """Its only question is the greeting's "how can I help?", put to somebody who has just said it."""


def notice(case: Case, customer: Customer, evidence: Evidence) -> Notice:
    """Return what the customer notices in a line, before any feeling moves."""
    seen = Notice(replace(customer, lines=customer.lines + 1), greets_only=_greets_only(case, customer, evidence))
    for shape in evidence.form:
        seen.signs[shape] = 1.0
    harms = {name: evidence.weights[name] for name in HARMS if evidence.made(name)}
    seen.signs |= harms
    if evidence.cold:
        seen.signs["cold"] = DOUBT if _kind(evidence) else 1.0
    cold = seen.signs.get("cold") == 1.0
    seen.quotes |= {name: (quote,) for name, quote in evidence.quotes.items()}
    if not evidence.form & VOID:
        worth = 0.5 if "monologue" in evidence.form else 1.0
        _content(case, seen, evidence, worth, gross=cold or _gross(harms, evidence))
    if evidence.served and not harms and not evidence.cold and customer.counted("served") < SERVICES:
        seen.signs["served"] = 1.0
    if not harms and not cold and not evidence.form and _unanswered(seen, evidence, customer):
        seen.signs["unheard"] = COURTESY if evidence.polite else 1.0
    return seen


def _kind(evidence: Evidence) -> bool:
    """A line that also meets the customer; beside it a harsh word was more likely read wrong."""
    told = len(evidence.facts) >= FACTS_THAT_LISTEN
    return evidence.made("empathy", "paraphrase", "option_offer", "apology") or told or bool(evidence.offers)


def _gross(harms: dict[str, float], evidence: Evidence) -> bool:
    """A clear harm drowns what else is said, unless the line also meets the customer."""
    kind = evidence.made("empathy", "paraphrase", "option_offer") or (evidence.offers and evidence.made("apology"))
    return not kind and max(harms.values(), default=0.0) >= GROSS


def _greets_only(case: Case, before: Customer, evidence: Evidence) -> bool:
    """Whoever has called and said what it is about is not asked anything by "how can I help?"."""
    called = case.scenario.calls == "customer" and not before.lines
    return called and evidence.help_offered and not evidence.asks and not evidence.made("clarifying_question")


def _content(case: Case, seen: Notice, evidence: Evidence, worth: float, *, gross: bool) -> None:
    _refusals(seen, evidence)
    if gross:
        return
    moves = {name: weight * worth for name, weight in evidence.weights.items() if weight >= SEEN and name not in HARMS}
    seen.signs |= moves
    if seen.greets_only:
        seen.signs.pop("open_question", None)
    _facts(case, seen, evidence)
    _solution(case, seen, evidence)
    _questions(case, seen, evidence)
    _promises(case, seen, evidence)
    if evidence.made("review_invitation"):
        _invitation(case, seen, evidence)  # before the check: only a yes to an earlier line makes it welcome
    _satisfaction(case, seen, evidence)


def _facts(case: Case, seen: Notice, evidence: Evidence) -> None:
    """What the customer told and hears again, right or changed."""
    known = seen.customer
    told = [name for name in evidence.facts if name in known.told and case.fact(name).worth]
    seen.returned = tuple(name for name in told if name not in known.returned)
    needs = [name for name in seen.returned if case.fact(name).kind == "need"]
    others = [name for name in seen.returned if name not in needs]
    for sign, names in (("returned_need", needs), ("returned_fact", others)):
        if names:
            seen.signs[sign] = 1.0
            seen.quotes[sign] = _words_of(evidence, names)
    if told and not seen.returned:
        seen.signs["returned_known"] = 1.0
    if evidence.echo and not told:
        listens = evidence.made(*ANSWERING, "acknowledgement") or evidence.question or evidence.polite
        seen.signs["echo"] = 1.0 if listens else BARE_ECHO
    wrong = [name for name in evidence.wrong if name in known.told]
    if wrong and (
        evidence.made("paraphrase", "data_confirmation") or told or (evidence.question and not evidence.offers)
    ):
        seen.wrong, seen.signs["wrong_fact"] = wrong[0], 1.0
        seen.quotes["wrong_fact"] = _words_of(evidence, wrong[:1])
    if seen.returned:
        seen.customer = replace(known, returned=(*known.returned, *seen.returned))


def _solution(case: Case, seen: Notice, evidence: Evidence) -> None:
    """Offers that fit, and those nobody can want."""
    known = seen.customer
    early = not reaches(case, known, "problem_understood", "partly_understood")
    bare = not evidence.made(*OFFERS) and evidence.length < OFFERING_LENGTH
    new = [name for name in evidence.offers if name not in known.offered]
    better = (known.early if not early else frozenset()) | (known.bare if not bare else frozenset())
    again = [name for name in evidence.offers if name in better]
    seen.offered = (*new, *again)
    if new:
        seen.signs["offered_early" if early else "offered"] = BARE if bare else 1.0
    elif again:
        seen.signs["offered"] = 1.0
    elif evidence.offers:
        seen.signs["offered_again"] = 1.0
    seen.quotes["offered"] = _words_of(evidence, seen.offered)
    if not seen.offered:
        return
    fresh, named = frozenset(new), frozenset(again)
    seen.customer = replace(
        known,
        offered=(*known.offered, *new),
        early=(known.early - (frozenset() if early else named)) | (fresh if early else frozenset()),
        bare=(known.bare - (frozenset() if bare else named)) | (fresh if bare else frozenset()),
    )


def _refusals(seen: Notice, evidence: Evidence) -> None:
    """What nobody can want counts in a harsh line too; once the solution stands it is only a way of speaking."""
    if evidence.unwanted and not seen.customer.accepted:
        seen.unwanted, seen.signs["unwanted"] = evidence.unwanted[0], 1.0
        seen.quotes["unwanted"] = _words_of(evidence, evidence.unwanted[:1])


def _questions(case: Case, seen: Notice, evidence: Evidence) -> None:
    """What comes out: asked for, or told because somebody listens."""
    known = seen.customer
    seen.revealed = tuple(dict.fromkeys(_revealed(case, seen, evidence)))
    asked = _asks(seen, evidence) or bool(set(seen.revealed) & set(evidence.asks))
    again = bool(evidence.asks) and set(evidence.asks) <= set(known.told) and not seen.returned
    if seen.greets_only:
        if not _gives(seen) and not evidence.made("apology"):
            seen.signs["asked_known"] = 1.0
    elif asked and seen.revealed and not again:
        seen.signs["asked_fact"] = 1.0
        seen.quotes["asked_fact"] = _words_of(
            evidence, ["clarifying_question", "open_question", "closed_question", "question"]
        )[:1]
    elif asked and again:
        seen.known, seen.signs["asked_known"] = evidence.asks[0], 1.0
    elif asked and not seen.returned:
        seen.signs["asked_nothing"] = 1.0
    in_row = known.asked_in_row + 1 if asked else (known.asked_in_row if not _gives(seen) else 0)
    if asked and not _gives(seen) and in_row >= TOO_MANY_QUESTIONS:
        seen.signs["questions_again"] = 1.0
    in_row = 0 if _gives(seen) else in_row
    if seen.revealed or in_row != known.asked_in_row:
        seen.customer = replace(known, told=(*known.told, *seen.revealed), asked_in_row=in_row)


def _gives(seen: Notice) -> bool:
    given = {"returned_fact", "returned_need", "paraphrase", "echo", "offered", "offered_early", "empathy"}
    return bool(given & set(seen.signs))


def _asks(seen: Notice, evidence: Evidence) -> bool:
    """A question for something: not a check of what was said back, of the solution, or between two offers."""
    if seen.greets_only or (evidence.checks and seen.customer.accepted and not evidence.asks):
        return False
    if evidence.made("option_offer", "satisfaction_check") and not evidence.asks:
        return False
    if evidence.made("open_question", "clarifying_question"):
        return True
    checks = evidence.made(*NO_QUESTIONS)
    return (
        evidence.question and not checks and not seen.returned and not seen.offered and "wrong_fact" not in seen.signs
    )


def _revealed(case: Case, seen: Notice, evidence: Evidence) -> Iterator[str]:
    known = seen.customer
    hidden = [fact for fact in case.scenario.facts if fact.id not in known.told]
    asked = [fact.id for fact in hidden if fact.id in evidence.asks and not _held_back(case, known, fact.reveal)]
    yield from asked[:2]
    openly = sorted((fact for fact in hidden if fact.reveal == "open"), key=lambda fact: fact.kind != "need")
    invited = _asks(seen, evidence) and not asked and not evidence.asks and not evidence.made("closed_question")
    heard = bool(seen.returned) or (evidence.made("paraphrase") and "wrong_fact" not in seen.signs)
    if openly and not asked and invited:
        yield openly[0].id
    elif heard and not asked:
        yield from _confided(
            case, known, [fact.id for fact in openly if fact.kind != "need"], [fact.id for fact in openly]
        )
    if heard and reaches(case, known, "trust", "open"):
        yield from [fact.id for fact in hidden if fact.reveal == "trusted"][:1]


def _confided(case: Case, customer: Customer, details: Sequence[str], openly: Sequence[str]) -> Sequence[str]:
    """Who is heard tells more: a detail at once, what it is really for to whom they trust."""
    close = reaches(case, customer, "trust", "open") and reaches(
        case, customer, "problem_understood", "partly_understood"
    )
    return (details or (openly if close else ()))[:1]


def _held_back(case: Case, customer: Customer, reveal: str) -> bool:
    return reveal == "trusted" and not reaches(case, customer, "trust", "wary")


def _words_of(evidence: Evidence, names: Sequence[str]) -> tuple[str, ...]:
    """Return the words behind these ids or moves, each once."""
    return tuple(dict.fromkeys(evidence.quotes[name] for name in names if evidence.quotes.get(name)))


def _promises(case: Case, seen: Notice, evidence: Evidence) -> None:
    """A step without its date; once something that fits is on the table, the date is part of it."""
    vague = evidence.made("next_step") and not evidence.made("promise_deadline", "option_offer", "satisfaction_check")
    if (
        vague
        and not evidence.offers
        and not seen.returned
        and not reaches(case, seen.customer, "solution_accepted", "accepted")
    ):
        seen.signs["promised_vaguely"] = evidence.weights["next_step"]
        seen.quotes["promised_vaguely"] = _words_of(evidence, ["next_step"])


def _satisfaction(case: Case, seen: Notice, evidence: Evidence) -> None:
    """The check of the solution, answered honestly; in the last part any question is one."""
    # What this very line promises counts before the feelings have moved.
    content = reaches(case, seen.customer, "solution_accepted", "accepted") and reaches(
        case, seen.customer, "calm", "upset"
    )
    heard = evidence.weights.get("satisfaction_check", 0.0)
    # Where the solution stands, the form of a question is enough; where it does not, nobody is blamed for the form.
    formed = evidence.checks and content and not seen.revealed
    if not formed and not _checked(case, seen, evidence, heard):
        return
    sign = "satisfied" if content else "not_satisfied"
    seen.signs.pop("asked_nothing", None)
    seen.signs[sign] = 1.0
    seen.quotes[sign] = _words_of(evidence, ["satisfaction_check", "question"])[:1]
    certain = heard >= CERTAIN or (formed and not seen.offered)
    seen.customer = replace(
        seen.customer,
        agreed=seen.customer.agreed or content,
        certain=seen.customer.certain or (content and certain),
    )


def _checked(case: Case, seen: Notice, evidence: Evidence, heard: float) -> bool:
    """Whether the detectors heard a check, or any question stands in the last part of the talk."""
    part = beat(case, seen.customer)
    if heard >= (SEEN if part != case.beats[0].id else GROSS):
        return True
    closing = part == case.beats[-1].id and evidence.question and not seen.revealed and not evidence.asks
    other = evidence.made("further_help", "paraphrase", "review_invitation")
    return closing and not other and not seen.offered


def _invitation(case: Case, seen: Notice, evidence: Evidence) -> None:
    """An invitation to a review: whose yes came before it is glad to be asked once, whoever waits for help is not."""
    known = seen.customer
    asked_before = known.counted("review_invitation") > 0
    if not (known.accepted or reaches(case, known, "solution_accepted", "accepted")):
        sign = "invited_unhappy"
    elif evidence.pressing or asked_before:
        sign = "invited_pressing"
    elif known.agreed:
        sign = "invited_content"
    else:
        sign = "invited_early"
    seen.signs[sign] = evidence.weights["review_invitation"]
    seen.quotes[sign] = _words_of(evidence, ["review_invitation"])


def _unanswered(seen: Notice, evidence: Evidence, before: Customer) -> bool:
    nods = before.passive_in_row + 1 if evidence.made("acknowledgement") else PATIENT_WITH_NODS + 1
    answers = (
        evidence.made(*ANSWERING)
        or bool(HEARD_SIGNS & set(seen.signs))
        or (before.lines == 0 and evidence.made("greeting"))
    )
    passive = 0 if answers else before.passive_in_row + 1
    if passive != before.passive_in_row:
        seen.customer = replace(seen.customer, passive_in_row=passive)
    closing = before.agreed or evidence.made("further_help") or "invited_early" in seen.signs
    return not answers and not closing and nods > PATIENT_WITH_NODS
