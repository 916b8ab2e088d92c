"""What would help most right now: the moment a talk lacks, for hints and for the debrief."""

from __future__ import annotations

from scenarios.customer import Customer, beat, reaches
from scenarios.loading import Case


def lacking(case: Case, customer: Customer) -> str:
    """Return the moment whose line would help most at this point of a talk."""
    if not customer.lines:
        return "greet"
    if customer.agreed and "invite" in case.texts.better and not customer.counted("review_invitation"):
        return "invite"
    if not customer.counted("empathy") and not reaches(case, customer, "calm", "settled"):
        return "empathy"
    needs = {fact.id for fact in case.scenario.facts if fact.kind == "need" and fact.worth}
    if not needs <= set(customer.told):
        return "ask"
    if not needs & set(customer.returned) or beat(case, customer) == case.beats[0].id:
        return "paraphrase"
    return _to_settle(case, customer)


def _to_settle(case: Case, customer: Customer) -> str:
    if reaches(case, customer, "solution_accepted", "accepted"):
        return "check"
    musts = [part.id for part in case.scenario.solution if part.must]
    return "promise" if all(part in customer.offered for part in musts) else "offer"


def hint(case: Case, customer: Customer) -> str:
    """Return a line a trainee might try now, in this case's own words."""
    return case.texts.better[lacking(case, customer)]
