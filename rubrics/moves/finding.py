"""From a call, or a stream of lines, to its moves."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any

from rubrics.lexicon import Lexicon, known_languages, load
from rubrics.moves.base import CallDetector, Detector, Find, Said, Scene, call_detectors, detectors, read
from rubrics.moves.meaning import Familiarity, Opinion, heads_of, opinions, together, usual_nearness
from rubrics.moves.quoting import quoted, seconds_of
from rubrics.moves.settling import Weighed, settled, weighed
from rubrics.tokens import read_line
from rubrics.values import Move
from transcribe.call import Call, Role, Turn

AT_LEAST = 0.5
"""Below even odds a move of a call is not claimed."""
LISTED = 0.4
"""From here on a move of a single line is listed, where no mark depends on it. On English held-back lines micro-F1 is nearly
the same from .4 to .5 (.810 to .815), and lines of talk the heads know less lose fewer of their moves (reflections of AnnoMI
.659, at .45 .636)."""
REMEMBERED_TURNS = 8
"""Turns a listener still answers to; a paraphrase may gather what was said over several."""
SHORTEST_CALL = 8
"""Turns; with fewer, a place in the call says little."""
OPEN_DIALOGUES = 64
"""Dialogues whose last turns are remembered in a stream, so that memory stays flat however long it is."""


def find_moves(call: Call, *, at_least: float = AT_LEAST) -> tuple[Move, ...]:
    """Return the moves of a call in order, each with a verbatim quote.

    Turns of unknown role, and turns in a language without a lexicon, give none: ask
    :func:`rubrics.judgeable.why_not` for the reason a reader should see.

    Args:
        call: A transcript with roles.
        at_least: The confidence, 0 to 1, below which a move is left out.
    """
    (found,) = find_moves_together([call], at_least=at_least)
    return found


def find_moves_together(calls: Sequence[Call], *, at_least: float = AT_LEAST) -> list[tuple[Move, ...]]:
    """Return what :func:`find_moves` gives for each of some calls; short ones take half as long together as one by one."""
    with _loading(calls):
        each_scenes = [scenes_in(call) for call in calls]
    heard = iter(opinions([scene for scenes in each_scenes for scene in scenes.values()]))
    return [
        _found(call, scenes, list(islice(heard, len(scenes))), at_least)
        for call, scenes in zip(calls, each_scenes, strict=True)
    ]


def _found(
    call: Call, scenes: Mapping[int, Scene], heard: Sequence[Opinion | None], at_least: float
) -> tuple[Move, ...]:
    familiarity = _familiarity(scenes.values(), heard)  # of the whole call, also for its first turns
    found: list[Move] = []
    for (index, scene), opinion in zip(scenes.items(), heard, strict=True):
        finds = finds_in(scene, opinion, familiarity)
        found += (_in_turn(find, by, index, call.turns[index], scene.said) for by, find in _sure(finds, at_least))
    for detector in _call_detectors():
        found += (move for move in detector.across(call) if move.confidence >= at_least)
    return tuple(sorted(found, key=lambda move: (move.turn, move.span.start if move.span else 0.0)))


def claimed(moves: Iterable[Move], at_least: float = AT_LEAST) -> tuple[Move, ...]:
    """Return the moves that are claimed of those found, faint ones too: what :func:`find_moves` gives from ``at_least`` on."""
    return tuple(move for move in moves if move.confidence >= at_least)


def find_moves_in_lines(
    lines: Iterable[Mapping[str, Any]], *, language: str | None = None, at_least: float = LISTED
) -> Iterator[tuple[Mapping[str, Any], tuple[Move, ...]]]:
    """Give each line of talk with its moves, as it comes; memory stays flat.

    Args:
        lines: ``{"dialog_id", "turn", "role", "text", "lang"?, "context"?, "position"?}`` each.
        language: The language of lines that name none; without it, told from the words.
        at_least: The confidence, 0 to 1, below which a move is left out.
    """
    memories: OrderedDict[str, _Memory] = OrderedDict()
    for line in lines:
        memory = memories.pop(str(line.get("dialog_id", "")), None) or _Memory()
        memories[str(line.get("dialog_id", ""))] = memory
        if len(memories) > OPEN_DIALOGUES:
            memories.popitem(last=False)
        yield line, tuple(_in_line(line, memory, language, at_least))


def find_moves_in_last(
    lines: Sequence[Mapping[str, Any]], *, language: str, at_least: float = AT_LEAST
) -> tuple[Move, ...]:
    """Return the moves of a talk's last line, those :func:`find_moves_in_lines` would give it, without the others'.

    Args:
        lines: One talk, as there; at least one line.
        language: The language of lines that name none.
        at_least: The confidence, 0 to 1, below which a move is left out.
    """
    memory = _Memory()
    scenes = [_scene_of(line, memory, language) for line in lines]
    last = scenes[-1]
    if last is None:
        return ()
    # The customer's lines say nothing of how familiar the talk is, so no head is asked about them.
    asked = [scene for scene in scenes if scene and (scene.said.role == "agent" or scene is last)]
    heard = opinions(asked)
    finds = finds_in(last, heard[-1], _familiarity(asked, heard))
    turn = Turn(last.said.role, last.said.role, None, last.said.line.text)
    number = _number(lines[-1].get("turn"))
    return tuple(_in_turn(find, by, number, turn, last.said) for by, find in _sure(finds, at_least))


def finds_in(scene: Scene, opinion: Opinion | None, familiarity: Familiarity) -> list[tuple[str, Find]]:
    """Return one turn's finds with the names of their detectors, by cues and by what a head says of the turn."""
    cues = cues_in(scene)
    if opinion is None:
        return settled(cues, len(scene.said.line.words))
    return together(scene, cues, opinion, familiarity.trust(scene.position is not None))


def cues_in(scene: Scene) -> dict[str, Weighed]:
    """Return what the cue detectors find in a turn, the surest of each move."""
    return weighed((name, find) for name, detector in _detectors(scene.said.role) for find in detector.find(scene))


def _sure(finds: Iterable[tuple[str, Find]], at_least: float) -> Iterator[tuple[str, Find]]:
    return ((by, find) for by, find in finds if find.confidence >= at_least)


def _familiarity(scenes: Iterable[Scene], heard: Iterable[Opinion | None]) -> Familiarity:
    """Return how much turns sound like the talk the heads learned from."""
    familiarity = Familiarity()
    for scene, opinion in zip(scenes, heard, strict=True):
        if opinion is not None:
            familiarity.hear(opinion, usual_nearness(scene))
    return familiarity


@contextmanager
def _loading(calls: Iterable[Call]) -> Iterator[None]:
    """Have the heads of calls loaded beside what is done inside, which reads lexicons; both have ended behind it.

    What goes wrong with a head is told where it is asked for.
    """
    turns = ((turn, turn.language or call.language or "") for call in calls for turn in call.turns)
    languages = {language.lower()[:2] for turn, language in turns if turn.role != "unknown"}
    with ThreadPoolExecutor(1, "heads") as beside:
        for language in sorted(languages.intersection(known_languages())):
            beside.submit(heads_of, language)
        yield


def scenes_in(call: Call) -> dict[int, Scene]:
    """Return the scene of each turn that can be judged, by its number."""
    memory, scenes = _Memory(), dict[int, Scene]()
    for index, turn in enumerate(call.turns):
        lexicon = lexicon_of(turn.language or call.language)
        if lexicon is not None and turn.role != "unknown":
            scenes[index] = memory.scene(read(turn.text, turn.role, lexicon), _place(index, len(call.turns)))
    return scenes


def lexicon_of(language: str | None) -> Lexicon | None:
    """Return a language's lexicon, or ``None`` where there is none."""
    code = (language or "").lower()[:2]
    return load(code) if code in known_languages() else None


def told_language(text: str, otherwise: str = "en") -> str:
    """Return the language whose commonest words a text has most of; a draw keeps ``otherwise``."""
    lexicons = [load(code) for code in known_languages()]
    counts = {each.language: _common_words(text, each) for each in lexicons}
    best = max(counts, key=lambda code: (counts[code], code == otherwise))
    return best if counts[best] else otherwise


def _common_words(text: str, lexicon: Lexicon) -> int:
    return sum(word in lexicon.common for word in read_line(text, lexicon.language).words)


@dataclass
class _Memory:
    """The last turns of one dialogue, both sides, the nearest first."""

    turns: deque[Said] = field(default_factory=lambda: deque(maxlen=REMEMBERED_TURNS))
    language: str = "en"
    familiarity: Familiarity = field(default_factory=Familiarity)

    def scene(self, said: Said, position: float | None, context: Said | None = None) -> Scene:
        """Return the scene of a turn, then remember the turn; ``context`` stands in where nothing was heard."""
        heard = tuple(turn for turn in self.turns if turn.role != said.role)
        own = tuple(turn for turn in self.turns if turn.role == said.role)
        if context is not None and (not heard or heard[0].line.text != context.line.text):
            heard = (context, *heard)
        self.turns.appendleft(said)
        return Scene(said, heard, own, position)


def scene_of_line(lines: Iterable[Mapping[str, Any]], number: int, language: str | None = None) -> Scene | None:
    """Return the scene of one line of a stream, as :func:`find_moves_in_lines` hears it.

    Args:
        lines: As there.
        number: Which of them, 1 first.
        language: The language of lines that name none.

    Returns:
        ``None`` where there is no such line, or where it cannot be judged.
    """
    memories: dict[str, _Memory] = {}
    for at, line in enumerate(lines, 1):
        scene = _scene_of(line, memories.setdefault(str(line.get("dialog_id", "")), _Memory()), language)
        if at == number:
            return scene
    return None


def _scene_of(line: Mapping[str, Any], memory: _Memory, language: str | None) -> Scene | None:
    text, role = str(line.get("text") or ""), line.get("role")
    memory.language = str(line.get("lang") or "") or language or told_language(text, memory.language)
    lexicon = lexicon_of(memory.language)
    if lexicon is None or role not in ("agent", "customer"):
        return None
    other: Role = "customer" if role == "agent" else "agent"
    context = read(str(line["context"]), other, lexicon) if line.get("context") else None
    return memory.scene(read(text, role, lexicon), _position(line.get("position")), context)


def _in_line(line: Mapping[str, Any], memory: _Memory, language: str | None, at_least: float) -> Iterator[Move]:
    scene = _scene_of(line, memory, language)
    if scene is None:
        return
    role: Role = scene.said.role
    turn = Turn(role, role, None, scene.said.line.text)
    opinion = opinions([scene])[0]
    if opinion is not None:
        memory.familiarity.hear(opinion, usual_nearness(scene))
    finds = finds_in(scene, opinion, memory.familiarity)
    for by, find in _sure(finds, at_least):
        yield _in_turn(find, by, _number(line.get("turn")), turn, scene.said)


def _place(index: int, turns: int) -> float | None:
    """Return a turn's place in its call; a handful of turns is an excerpt, of which only the beginning is sure."""
    if turns < SHORTEST_CALL:
        return 0.0 if index == 0 else None
    return index / (turns - 1)


def _number(value: object) -> int:
    """Return a turn's number; other people's ids are given back by the caller, and count as the first turn here."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _position(value: object) -> float | None:
    """Return a place in the call given as 0 to 1; anything else is no place."""
    usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if usable else None  # type: ignore[arg-type]


def _in_turn(find: Find, by: str, index: int, turn: Turn, said: Said) -> Move:
    begin, end = quoted(said.line, find.start, find.end)
    return Move(
        name=find.name,
        turn=index,
        span=seconds_of(turn, begin, end),
        quote=turn.text[begin:end],
        confidence=round(find.confidence, 3),
        by=by,
        role=turn.role,
        why=find.why,
    )


@cache
def _detectors(role: Role) -> tuple[tuple[str, Detector], ...]:
    """Return one side's detectors."""
    return tuple((name, detector) for name, detector in _all_detectors() if detector.role == role)


@cache
def _all_detectors() -> tuple[tuple[str, Detector], ...]:
    """Return both sides' detectors; asking for their names looks through all installed packages, so once is enough."""
    return tuple((name, detectors.make(name)) for name in detectors.names())


@cache
def _call_detectors() -> tuple[CallDetector, ...]:
    return tuple(call_detectors.make(name) for name in call_detectors.names())
