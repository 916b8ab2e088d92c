"""All that coaching knows of an agent, a queue or the team, as one value; a page or a screen only shows it."""

from __future__ import annotations

from dataclasses import dataclass

from review.coaching import ledger, practising
from review.coaching.causes import Cause, causes
from review.coaching.counting import Counted, counted, same_rubric
from review.coaching.disputes import Overturned, rates
from review.coaching.ledger import Kept
from review.coaching.practising import Strength, ToPractise
from review.coaching.themes import Theme, themes
from review.coaching.trends import Skill, skills
from review.kept import wording_for
from review.reports.texts import Texts, texts
from review.reports.wording import Wording
from review.store import Filter, Store
from transcribe.errors import UnknownName

_ANY = Filter()


@dataclass(frozen=True, slots=True)
class Portrait:
    """An agent, or the team."""

    agent: str | None
    """``None`` is the team."""
    calls: tuple[Counted, ...]
    """Those with marks, oldest first."""
    left_out: int
    """Calls marked by an earlier version of the rubric; their levels mean something else."""
    reviewed: int
    """Calls of which a person has judged something."""
    wording: Wording
    strengths: tuple[Strength, ...]
    practise: tuple[ToPractise, ...]
    skills: tuple[Skill, ...]
    themes: tuple[Theme, ...]
    causes: tuple[Cause, ...]
    """As reviewers named them."""
    promises: Kept
    overturned: tuple[Overturned, ...]


def portrait(store: Store, which: Filter = _ANY, *, lang: str = "en") -> Portrait:
    """Return what is known of the calls that fit: of an agent where the filter names one, else of the team.

    Args:
        store: The workspace.
        which: Which calls.
        lang: Language of the words, and of the exercises that are linked.

    Raises:
        UnknownName: no call of this agent is in the workspace.
    """
    if which.agent is not None and not store.count(Filter(agent=which.agent)):
        raise UnknownName(f"there is no call of {which.agent} in this workspace", fix="check how the name is written")
    calls = counted(store, which)
    same = same_rubric(calls)
    words = _wording(store, same, texts(lang))
    found = skills(same)
    return Portrait(
        agent=which.agent,
        calls=tuple(same),
        left_out=len(calls) - len(same),
        reviewed=sum(bool(each.people) for each in same),
        wording=words,
        strengths=practising.strengths(same, found),
        practise=practising.to_practise(store, same, found, words),
        skills=found,
        themes=themes(store, calls),
        causes=causes(store, which),
        promises=ledger.fared(store, which),
        overturned=rates(store, which),
    )


def _wording(store: Store, calls: list[Counted], own: Texts) -> Wording:
    """Return the words of the calls' rubric; its ids made readable where it is not here any more."""
    return wording_for(store, calls[-1].card.rubric, own, own) if calls else Wording(own, "")
