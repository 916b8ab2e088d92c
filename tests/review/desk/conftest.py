"""A workspace with two reviewed calls, made once and copied for each test."""

import json
import shutil
from dataclasses import replace

import pytest

import rubrics
from review.desk.arriving import bring
from review.desk.opening import sitting
from review.store import NewCall, Store
from rubrics.wire import move_lines, scorecard_json
from tests.sounds import tone, wav
from transcribe import formats
from transcribe.audio import sha256
from transcribe.call import Call, Span, Turn, Word

TALK = (
    ("agent", "Good morning, Northline Parcels, Ann speaking, how can I help you?"),
    ("customer", "Hello, my parcel has not come and I am angry."),
    ("agent", "I am sorry to hear that. What is your order number, please?"),
    ("customer", "Four four seven one."),
    ("agent", "Is there anything else I can help you with?"),
)


def turn(role, start, text, each=0.5):
    """A turn whose words take half a second each."""
    words = [Word(word, Span(start + at * each, start + (at + 1) * each), 0.9) for at, word in enumerate(text.split())]
    return Turn(role, role, Span(start, words[-1].span.end), text, tuple(words))


def talk(*lines, language="en"):
    """A call whose lines follow each other every ten seconds."""
    turns = tuple(turn(role, 10.0 * at, text) for at, (role, text) in enumerate(lines or TALK))
    return Call(turns, 10.0 * len(turns), language)


def results(folder, call, source):
    """What ``review --out`` leaves for a call."""
    folder.mkdir(parents=True)
    formats.write(call, folder / "call.json")
    moves = rubrics.find_moves(call)
    lines = [json.dumps(line) + "\n" for line in move_lines(moves, folder.name)]
    (folder / "moves.jsonl").write_text("".join(lines))
    (folder / "scorecard.json").write_text(json.dumps(scorecard_json(rubrics.score(call))))
    (folder / ".done.json").write_text(json.dumps({"source": str(source), "audio": sha256(source)}))


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """A workspace: 0001 by Jan, with a recording and its list's facts; ``extra``, which came by its results alone."""
    folder = tmp_path_factory.mktemp("made") / "ours"
    for name, pitch in (("0001", 220), ("extra", 330)):
        source = folder / "recordings" / f"{name}.wav"
        source.parent.mkdir(parents=True, exist_ok=True)
        wav(source, tone(50.0, pitch), rate=8000)
        results(folder / "results" / name, talk(), source)
    with Store.open(folder) as store:
        known = {"agent": "Jan", "queue": "parcels", "language": "en", "audio": "recordings/0001.wav"}
        store.add_calls([NewCall(name="0001", **known)], by="Ewa")
        bring(store, folder / "results", by="Ewa")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    copy = shutil.copytree(made, tmp_path / "ours")
    for marker in copy.glob("results/*/.done.json"):
        marker.write_text(marker.read_text().replace(str(made), str(copy)))
    return copy


@pytest.fixture
def sit(folder):
    """Sit somebody down before the workspace; every store is closed afterwards."""
    opened = []

    def down(reviewer="Ewa", lang="en", **choices):
        opened.append(sitting(folder, reviewer, lang, **choices))
        return opened[-1]

    yield down
    for sat in opened:
        sat.store.close()


@pytest.fixture
def open_call(sit):
    """Ewa with the call 0001 open."""
    sat = sit()
    sat.open("0001")
    return sat


def older(card, version="0.9.0"):
    """The same card by an older version of its rubric."""
    return replace(card, rubric=replace(card.rubric, version=version))


def items(shown):
    """Every item of the marks as they are shown, by name."""
    return {mark["name"]: mark for section in shown["sections"] for mark in section["marks"]}
