"""One play of a scenario as a value: each reply gives a new session, and nothing that was said is lost.

A session keeps the trainee's lines; what follows from them is worked out again when it is loaded, so a saved play holds
no state that could disagree with its lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from scenarios.answering import Answer, Piece, answer, finished
from scenarios.coaching import Remark, remarks
from scenarios.customer import Cause, Customer, newcomer, result, state, tone
from scenarios.evidence import Evidence, HeardMove, Said, hear
from scenarios.loading import Case, load
from scenarios.speech import FIRST_WORDING, key, say, ways
from scenarios.vocabulary import Tone
from scenarios.wording import Meant
from transcribe.errors import BadFile, FixableError

if TYPE_CHECKING:
    from scenarios.voices import Voice

Mode = Literal["coach", "exam"]
SCHEMA = 1
SHOWN_FROM = 0.5
"""Confidence from which a move is shown to a trainee; fainter ones only move the state a little."""
OPENING = Piece("opening")
LONGEST_LINE = 20_000
"""Characters of a line that are kept."""


@dataclass(frozen=True)
class Exchange:
    """A line of the trainee and what followed."""

    trainee: str
    evidence: Evidence
    pieces: tuple[Piece, ...]
    tone: Tone
    said: str
    """The customer's words, as the trainee heard them."""
    first_wording: str
    """The same in the first wording, which the detectors are given."""
    customer: Customer
    """After this line."""
    causes: tuple[Cause, ...]
    signs: Mapping[str, float]
    revealed: tuple[str, ...]
    returned: tuple[str, ...]
    offered: tuple[str, ...]
    feedback: tuple[Remark, ...]
    voiced: bool = False
    """Whether a voice worded what was said."""

    @property
    def moves(self) -> tuple[HeardMove, ...]:
        """The moves a trainee is shown."""
        return tuple(move for move in self.evidence.moves if move.confidence >= SHOWN_FROM)


@dataclass(frozen=True)
class Branch:
    """A way the talk went before it was taken back."""

    at: int
    """How many exchanges it shares with the talk it left."""
    lines: tuple[str, ...]
    """All its lines, the shared ones too."""


@dataclass(frozen=True)
class Session:
    """A play: the case, the exchanges so far, the ways tried before."""

    case: Case
    seed: int = 0
    mode: Mode = "coach"
    where: str | None = None
    """The folder of a scenario that is not shipped; a saved play finds it there."""
    exchanges: tuple[Exchange, ...] = ()
    branches: tuple[Branch, ...] = ()
    stopped: bool = False
    """Whether the trainee ended the talk before the customer did."""
    voice: Voice | None = field(default=None, compare=False, repr=False)
    """Who words the customer's lines; the authored words without."""
    start: Customer = field(init=False)

    def __post_init__(self) -> None:
        """Work out how the customer feels at the first word."""
        object.__setattr__(self, "start", newcomer(self.case))

    @property
    def opening(self) -> str:
        """The customer's first words."""
        return say(self.case, [OPENING], tone(self.case, self.start), self.seed, {})

    @property
    def customer(self) -> Customer:
        """The customer now."""
        last = self.exchanges[-1].customer if self.exchanges else self.start
        return finished(self.case, last) if self.stopped else last

    @property
    def ended(self) -> bool:
        """Whether the talk is over."""
        return self.customer.ending is not None

    @property
    def coached(self) -> bool:
        """Whether hints, feedback and the way back are given now; an exam gives them once it is over."""
        return self.mode == "coach" or self.ended

    @property
    def ending(self) -> str | None:
        """The ending's id, or ``None`` while the talk goes on."""
        return self.customer.ending

    @property
    def state(self) -> dict[str, int]:
        """The customer's state now, each gauge 0 to 100."""
        return state(self.case, self.customer)

    @property
    def result(self) -> float:
        """The result, 0 to 100, of the talk as it is; worse endings always lie below better ones."""
        return result(self.case, self.customer)

    @property
    def lines(self) -> tuple[str, ...]:
        """The trainee's lines."""
        return tuple(exchange.trainee for exchange in self.exchanges)

    def reply(self, text: str) -> Session:
        """Return the session after the trainee has said ``text``.

        Raises:
            FixableError: The talk is over.
        """
        if self.ended:
            raise FixableError("the talk is over", fix="take a line back, or start again")
        text = text[:LONGEST_LINE]
        evidence = hear(self.case, text, tuple(self._said()))
        given = answer(self.case, self.customer, evidence)
        used = self._used()
        written = say(self.case, given.pieces, given.tone, self.seed, used)
        voiced = self._voiced(given, written, text)
        exchange = Exchange(
            trainee=text,
            evidence=evidence,
            pieces=given.pieces,
            tone=given.tone,
            said=voiced or written,
            first_wording=say(self.case, given.pieces, given.tone, FIRST_WORDING, used),
            customer=given.customer,
            causes=given.causes,
            signs=given.noticed.signs,
            revealed=given.noticed.revealed,
            returned=given.noticed.returned,
            offered=given.noticed.offered,
            feedback=remarks(self.case, given.causes, given.noticed.quotes, evidence),
            voiced=bool(voiced),
        )
        return replace(self, exchanges=(*self.exchanges, exchange))

    def _voiced(self, given: Answer, written: str, trainee: str) -> str | None:
        """Return the voice's words for a line, once they say what the engine meant."""
        if self.voice is None:
            return None
        return self.voice.worded(Meant(self.case, given.pieces, written, given.tone, given.customer.told, trainee))

    def rewind(self, to: int) -> Session:
        """Return the session as it was before line ``to`` (from 0); the way it went is kept among its branches.

        Raises:
            FixableError: There is no such line.
        """
        if not 0 <= to < len(self.exchanges):
            raise FixableError(f"there is no line {to + 1} to go back to", fix=f"take 1 to {len(self.exchanges)}")
        left = Branch(to, self.lines)
        branches = self.branches if left in self.branches else (*self.branches, left)
        return replace(self, exchanges=self.exchanges[:to], branches=branches, stopped=False)

    def taken_up(self, branch: int) -> Session:
        """Return the session on a branch left before (from 0); the present way is kept as a branch in its turn."""
        if not 0 <= branch < len(self.branches):
            raise FixableError(f"there is no branch {branch + 1}", fix=f"take 1 to {len(self.branches)}")
        chosen = self.branches[branch]
        here = Branch(chosen.at, self.lines)
        rest = tuple(each for each in (*self.branches, here) if each.lines != chosen.lines)
        again = replace(self, exchanges=self.exchanges[: shared_lines(self.lines, chosen.lines)], stopped=False)
        again = said_all(again, chosen.lines[len(again.exchanges) :])
        return replace(again, branches=rest)

    def finish(self) -> Session:
        """Return the session ended here by the trainee; one that has ended stays as it is."""
        return self if self.ended else replace(self, stopped=True)

    def _repr_mimebundle_(self, **_asked: Any) -> Any:
        """Show the play where it is displayed: in a notebook as a talk to take part in."""
        from scenarios.widget.opening import displayed

        return displayed(self)

    def _said(self) -> Iterator[Said]:
        sounds = tone(self.case, self.start)
        first = say(self.case, [OPENING], sounds, FIRST_WORDING, {})
        yield Said("customer", first, tuple(ways(self.case, OPENING, sounds)))
        for exchange in self.exchanges:
            yield Said("agent", exchange.trainee)
            worded = (way for piece in exchange.pieces for way in ways(self.case, piece, exchange.tone))
            heard = (exchange.said,) if exchange.voiced else ()
            yield Said("customer", exchange.first_wording, (*heard, *worded))

    def _used(self) -> Counter[str]:
        pieces = (piece for exchange in self.exchanges for piece in exchange.pieces)
        return Counter({key(OPENING): 1}) + Counter(key(piece) for piece in pieces)


def play(
    scenario: str, lang: str = "en", *, seed: int = 0, mode: Mode = "coach", voice: Voice | None = None
) -> Session:
    """Return a new session.

    Args:
        scenario: A shipped scenario's id, or a folder.
        lang: Language of the talk.
        seed: Chooses the customer's wording, never the difficulty.
        mode: ``coach`` gives feedback after each line, ``exam`` at the end.
        voice: Who words the customer's lines, such as ``scenarios.voices.ModelVoice(url, model)``; what the customer
            feels, tells and decides stays the same.

    Raises:
        UnknownName: There is no such scenario, or it is not written in this language.
        BadFile: Its files do not say what they should.
    """
    from scenarios.loading import names

    where = None if scenario in names() else scenario
    return Session(load(scenario, lang), seed=seed, mode=mode, where=where, voice=voice)


def said_all(session: Session, lines: Sequence[str]) -> Session:
    """Return the session after these lines, as far as the talk lasts."""
    for line in lines:
        if session.ended:
            break
        session = session.reply(line)
    return session


def shared_lines(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines two ways have in common before they part."""
    return next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )


def dumped(session: Session) -> dict[str, Any]:
    """Return a session as JSON values: its lines and choices, from which all else follows."""
    voiced = {str(place): each.said for place, each in enumerate(session.exchanges) if each.voiced}
    return {
        "schema": SCHEMA,
        "scenario": session.where or session.case.scenario.id,
        "lang": session.case.language,
        "seed": session.seed,
        "mode": session.mode,
        "lines": list(session.lines),
        "branches": [{"at": branch.at, "lines": list(branch.lines)} for branch in session.branches],
        "stopped": session.stopped,
        **({"voiced": voiced} if voiced else {}),
    }


class _Again:
    """Says once more what a voice said in a saved talk."""

    def __init__(self, said: Mapping[int, str]) -> None:
        """Take the lines by their number."""
        self._said, self._line = said, -1

    def worded(self, meant: Meant) -> str | None:
        """Return what was said at this line."""
        self._line += 1
        return self._said.get(self._line)


def loaded(content: Mapping[str, Any], *, voice: Voice | None = None) -> Session:
    """Return the session that :func:`dumped` wrote, with a voice for what comes.

    Raises:
        BadFile: It is not one.
    """
    again = "start a new play, or take the file as this toolkit wrote it"
    if not isinstance(content, Mapping):
        raise BadFile("this is not a saved play", fix=again)
    if content.get("schema") != SCHEMA:
        raise BadFile(f"a play of schema {content.get('schema')!r} cannot be read", fix=again, where="schema")
    try:
        if content["mode"] not in get_args(Mode):
            raise ValueError(f"there is no mode {content['mode']!r}")
        session = play(content["scenario"], content["lang"], seed=int(content["seed"]), mode=content["mode"])
        branches = tuple(Branch(int(each["at"]), tuple(map(str, each["lines"]))) for each in content["branches"])
        kept = _Again({int(place): str(said) for place, said in dict(content.get("voiced", {})).items()})
        session = said_all(replace(session, voice=kept), [str(line) for line in content["lines"]])
        stopped = bool(content["stopped"]) and not session.ended
        return replace(session, branches=branches, stopped=stopped, voice=voice)
    except KeyError as error:
        raise BadFile(f"a play cannot be read: it has no {error}", fix=again) from None
    except (TypeError, ValueError) as error:
        raise BadFile(f"a play cannot be read: {error}", fix=again) from None
