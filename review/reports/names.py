"""Names people read: moves, families, roles, and what the agent does in a sentence.

``N_`` marks a text for translation; it is translated where it is shown.
"""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802  (the name gettext's own tools look for)
    """Mark ``message`` for the catalogues and return it as it is."""
    return message


MOVES: dict[str, str] = {
    "greeting": N_("Greeting"),
    "name_use": N_("Use of the name"),
    "thanks": N_("Thanks"),
    "acknowledgement": N_("Sign of listening"),
    "open_question": N_("Open question"),
    "closed_question": N_("Closed question"),
    "clarifying_question": N_("Clarifying question"),
    "paraphrase": N_("Paraphrase"),
    "data_confirmation": N_("Reading data back"),
    "empathy": N_("Empathy"),
    "apology": N_("Apology"),
    "ownership": N_("Taking it on"),
    "option_offer": N_("Offer of a choice"),
    "win_win": N_("Good for both sides"),
    "expectation_setting": N_("Honest expectation"),
    "fact_argument": N_("Argument from facts"),
    "value_argument": N_("Argument from what matters"),
    "alternative_batna": N_("A way out named"),
    "promise_deadline": N_("Promise with a date"),
    "next_step": N_("Next step"),
    "satisfaction_check": N_("Check of the solution"),
    "further_help": N_("Offer of further help"),
    "review_invitation": N_("Invitation to review"),
    "blame": N_("Blame"),
    "bounce": N_("Sent elsewhere"),
    "jargon": N_("Internal term"),
    "unsupported_claim": N_("Claim nobody checked"),
    "interruption": N_("Interruption"),
    "dead_air": N_("Silence without a word"),
    "complaint": N_("Complaint"),
    "repeat_complaint": N_("Complaint repeated"),
    "confirms": N_("Confirms"),
    "corrects": N_("Corrects"),
    "agrees": N_("Agrees"),
    "escalates": N_("Escalates"),
}
"""What each move of the vocabulary is called."""

FAMILIES: dict[str, str] = {
    "listening": N_("Listening and questions"),
    "paraphrase": N_("Paraphrase and empathy"),
    "negotiation": N_("Negotiation"),
    "close": N_("Close and follow-up"),
    "harmful": N_("Gets in the way"),
    "customer": N_("The customer"),
}
"""What each family is called, in the order of the legend."""

ROLES: dict[str, str] = {
    "agent": N_("Agent"),
    "customer": N_("Customer"),
    "unknown": N_("Unknown voice"),
}
"""What each role is called in the margin of the transcript."""

AGENT_DOES: tuple[dict[str, str], ...] = (
    {
        "paraphrase": N_("give it back in your own words"),
        "clarifying_question": N_("ask about the details"),
        "open_question": N_("invite the whole story"),
    },
    {
        "apology": N_("apologise"),
        "empathy": N_("name how it feels"),
    },
    {
        "option_offer": N_("offer a choice"),
        "win_win": N_("look for what serves both sides"),
        "expectation_setting": N_("say what cannot be promised"),
        "alternative_batna": N_("name a way out"),
    },
    {
        "promise_deadline": N_("promise a date"),
        "next_step": N_("say what happens next"),
        "satisfaction_check": N_("check the solution"),
    },
)
"""What the agent does, for the summary: one deed of each stage of a call, the most telling first."""

CUSTOMER_ENDS: dict[str, str] = {
    "escalates": N_("the customer wants to take it further"),
    "agrees": N_("the customer agrees"),
    "thanks": N_("the customer says thank you"),
}
"""How the customer leaves the call."""

COMPLIANCE: dict[str, str] = {
    "pass": N_("All required steps are there"),
    "fail": N_("A required step is missing"),
    "not_judged": N_("Required steps: not judged"),
}
"""What the critical items come to."""

ABOUT_THE_MATTER = frozenset(
    {
        "alternative_batna",
        "apology",
        "blame",
        "bounce",
        "fact_argument",
        "open_question",
        "option_offer",
        "ownership",
        "next_step",
        "promise_deadline",
        "satisfaction_check",
        "unsupported_claim",
        "win_win",
    }
)
"""Moves whose better line speaks of what the customer called about, not of what was passed over."""

BETTER_LINES: dict[str, str] = {
    "greeting": N_("Good morning, this is … speaking. How can I help you?"),
    "acknowledgement": N_("Mhm, I see. Please go on."),
    "open_question": N_("You said “{words}”. Please tell me from the beginning how it came to that."),
    "clarifying_question": N_("You said “{words}”. By when do you need that settled?"),
    "paraphrase": N_("So it is about “{words}”. Have I got that right?"),
    "empathy": N_("You said “{words}”. I can hear that this is not easy. Thank you for telling me."),
    "apology": N_("You said “{words}”. I am sorry about that."),
    "ownership": N_("You said “{words}”. Leave this with me, I am taking it on."),
    "option_offer": N_("You said “{words}”. There may be more than one way. Let me look, and you choose."),
    "win_win": N_("You said “{words}”. Let me look for a way that works for you and that I can stand behind."),
    "expectation_setting": N_("I do not know that yet, so I do not want to promise it. Let me say what I am checking."),
    "value_argument": N_("You said “{words}”, so let me start from that."),
    "alternative_batna": N_("You said “{words}”. Let me look now at what else you can do if this does not work out."),
    "fact_argument": N_("You said “{words}”. Let me look up what the rule says exactly, and tell you where it stands."),
    "promise_deadline": N_("You said “{words}”. Let me check by when you get an answer, and give you the latest time."),
    "next_step": N_("You said “{words}”. Before we finish, this is what I do now: …, and by … you hear from me."),
    "satisfaction_check": N_("You said “{words}”. Does what we agreed settle that for you?"),
    "further_help": N_("Is there anything else I can help you with today?"),
    "review_invitation": N_("If the solution suits you, we would be glad of a few words about it in a review."),
    "thanks": N_("Thank you for telling me about it: “{words}”."),
    "blame": N_("You said “{words}”. Let us find together where it stopped."),
    "bounce": N_("You said “{words}”. Stay with me, I will ask my colleagues and tell you what they say."),
    "jargon": N_("In plain words, this is what it means for you: …"),
    "unsupported_claim": N_("You said “{words}”. I would like to check that before I answer."),
    "interruption": N_("Sorry, please go on."),
    "dead_air": N_("I am still here and looking at it; it will take me a moment."),
}
"""A line to try, by move, around the customer's own ``words``; none of them promises what nobody knows yet."""

BOTH_BACK: str = N_("So it is about “{matter}”, and on top of that “{words}”. Have I got that right?")
"""A paraphrase of what the customer called about and of what was passed over."""
NOT_KNOWN_YET: str = N_("You asked “{words}”. I do not know that yet, so I do not want to promise it. I am checking …")
"""An honest answer to a question of the customer's own."""
WHAT_IF: str = N_("You asked “{words}”. Let me look up what you can do then, so that you know it beforehand.")
"""A way out, where the customer asks what happens if it goes wrong."""

FOR_CRITERIA: dict[str, str] = {
    "interests": N_("You said “{words}”. What matters most to you in this?"),
    "told_again": N_("I am noting “{words}”, so that you need not tell it once more. I am taking it on."),
    "help_in_time": N_("You said “{words}”. Let me ask who can take this up with you, and tell you what they say."),
}
"""A line to try for criteria that ask for more than a move."""
