"""The words of a scenario file: what can be noticed in a line, what a customer can do, how a state is called.

Moves are ``rubrics.vocabulary``; a *sign* is what a role-play notices besides them: a fact given back, a line said
twice, an offer that fits this case.
"""

from __future__ import annotations

from typing import Literal

from rubrics.vocabulary import AGENT_MOVES

Feeling = Literal["trust", "patience", "calm"]
Gauge = Literal["trust", "patience", "calm", "need_revealed", "problem_understood", "solution_accepted"]
"""One number of the customer's hidden state, 0 to 100."""

FEELINGS: tuple[Feeling, ...] = ("trust", "patience", "calm")
GAUGES: tuple[Gauge, ...] = (*FEELINGS, "need_revealed", "problem_understood", "solution_accepted")

SIGNS: dict[str, str] = {
    "returned_fact": "something the customer told came back, right",
    "returned_need": "the need behind it came back, right",
    "returned_known": "something that had come back before comes back once more",
    "echo": "words of the customer's story came back, no fact of the file among them",
    "wrong_fact": "something the customer told came back changed",
    "asked_fact": "a question that brought out something new",
    "asked_known": "a question about what the customer has told already",
    "asked_nothing": "a question that brought out nothing",
    "questions_again": "a third question and more without giving anything back",
    "offered": "a part of the solution that fits this case",
    "offered_again": "such a part once more",
    "offered_early": "such a part before the problem was understood",
    "unwanted": "an offer this customer cannot want",
    "unheard": "nothing that answers the customer",
    "cold": "a refusal, a reproach or a rude word",
    "served": "a small service: a look into the system, a note, a question passed on",
    "empty": "no words at all",
    "foreign": "another language",
    "same_again": "the same line once more",
    "copied": "the customer's own words, one by one",
    "pasted": "set phrases or key words strung together, nothing about this case",
    "monologue": "too long to listen to",
    "promised_vaguely": "a promise without saying when",
    "satisfied": "asked whether the solution suits, the customer says yes",
    "not_satisfied": "asked whether the solution suits, the customer says no",
    "invited_content": "invited to write a review, freely and after the own yes",
    "invited_early": "invited to write a review with the solution good, before being asked whether it suits",
    "invited_unhappy": "invited to write a review while nothing is solved",
    "invited_pressing": "asked for stars or for a good review, or asked for one again",
}
"""What can be noticed in a line besides moves, and what each means."""

NOTICEABLE = frozenset({*AGENT_MOVES, *SIGNS})
"""What a reaction can be written for."""

HARMS = ("blame", "bounce", "jargon", "unsupported_claim")
"""Harmful moves that can be read in a line, the worst first."""
QUESTIONS = frozenset({"open_question", "clarifying_question", "closed_question"})
OFFERS = frozenset(
    {"option_offer", "win_win", "expectation_setting", "value_argument", "alternative_batna", "promise_deadline",
     "next_step", "ownership"}
)  # fmt: skip
"""Moves in which a solution is offered or promised."""

CASE_LINES: dict[str, str] = {
    "opening": "the first words",
    "repeats": "the complaint once more, because it was not heard",
    "confirms": "yes, that is it: a fact came back right",
    "accepts": "the solution is good",
}
"""What every scenario words itself."""

SHARED_LINES: dict[str, str] = {
    "corrects": "a fact came back wrong; {fact} is how the customer tells it",
    "more": "asked, and there is nothing more to tell",
    "known": "asked for what was told already",
    "softened": "a kind word was heard",
    "waits": "listens on",
    "glad": "hears something good once the solution is accepted",
    "asks_for_solution": "understood so far, and now?",
    "too_early": "an offer before anybody asked",
    "not_it": "an offer that does not help",
    "when": "asks until when exactly",
    "satisfied": "asked whether it suits: yes",
    "not_satisfied": "asked whether it suits: no",
    "invited": "invited to write a review, and content: gladly",
    "invited_unhappy": "invited to write a review while nothing is solved",
    "pressed": "asked for a good review, or for one again",
    "interrupts": "cuts a long speech short",
    "puzzled": "heard nothing that can be answered",
    "foreign": "did not understand the language",
    "same_again": "heard this line already",
    "sorry_again": "one apology too many",
    "copied": "heard the own words come back one by one",
    "pasted": "heard phrases, and nothing about the case",
    "questions_again": "was asked a lot and told nothing",
    "blamed": "was blamed",
    "bounced": "was sent elsewhere",
    "jargon": "did not understand a term",
    "claimed": "was told something nobody checked",
    "hurt": "was spoken to coldly",
    "warns": "is about to go",
    "manager_asked": "asks for the manager",
    "manager": "insists on the manager; the talk ends",
    "hangs_up": "hangs up",
    "goodbye": "takes leave",
    "leaves": "has to go, with nothing settled",
}
"""What the shared texts word for all scenarios; a scenario may word any of them better."""

LINES = {**CASE_LINES, **SHARED_LINES}

Tone = Literal["tense", "plain", "warm"]
"""How the customer sounds: upset or out of patience, neither, or at ease."""

MOMENTS: dict[str, str] = {
    "greet": "the first line: a greeting and thanks",
    "empathy": "a word for the feeling",
    "ask": "a question that brings out the need",
    "paraphrase": "what was heard, facts and need, with a check",
    "own": "taking it on, with a plain apology where the company failed",
    "offer": "the solution that fits",
    "promise": "who does what by when",
    "check": "does it suit?",
}
"""Where a better line can be shown, as a hint or in the debrief; every scenario words each."""

EXTRA_MOMENTS: dict[str, str] = {
    "invite": "after the yes: a review, for whoever cares to",
}
"""Moments for which a scenario may have a line, if it suits the case."""
