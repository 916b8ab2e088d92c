"""Somebody else's words for the customer: said where they keep to what the engine meant, else the written ones."""

import json
import time

import pytest
from typer.testing import CliRunner

from parafraza import app
from scenarios.answering import Piece
from scenarios.session import dumped, loaded, play, said_all
from scenarios.voices import ModelVoice
from scenarios.wording import Meant, fault_of
from tests.rubrics.judges.answering import answering, chat, reply, saying
from transcribe.errors import FixableError

FIRST = "I'm really sorry, that must be exhausting for you."
ASK = "By when do you need the bed, and what matters most to you?"
KIND = "Well, thank you for saying that, it really helps a bit."


def voice_at(server, **choices):
    return ModelVoice(server.url, "small", **choices)


def line(text):
    return saying(json.dumps({"line": text}, ensure_ascii=False))


def meant(lang="en", written="I just want to know what happens now.", told=("three_weeks",), piece="waits"):
    return Meant(play("late_bed", lang).case, (Piece(piece),), written, "plain", told, FIRST)


def test_good_wording_is_said_and_changes_nothing_else():
    with answering(line(KIND)) as server:
        voiced = play("late_bed", voice=voice_at(server)).reply(FIRST)
    plain = play("late_bed").reply(FIRST)
    assert voiced.exchanges[0].said == KIND
    assert plain.exchanges[0].said != KIND
    assert (voiced.state, voiced.exchanges[0].pieces) == (plain.state, plain.exchanges[0].pieces)


def test_server_is_shown_the_line_and_nothing_hidden():
    with answering(line(KIND)) as server:
        play("late_bed", voice=voice_at(server)).reply(FIRST)
    (asked,) = server.asked
    assert asked["path"] == "/v1/chat/completions"
    assert FIRST in server.sent
    assert play("late_bed").reply(FIRST).exchanges[0].said in server.sent
    assert not [word for word in ("mother", "Saturday", "surgery", "hip") if word in server.sent]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("…", "empty"),
        ("I would like to know what you are going to do about it. " * 4, "long"),
        ("Chcę tylko wiedzieć, co się teraz z tym stanie.", "language"),
        ("I want to know what happens now, my mother is coming.", "leak"),
        ("I want to know what happens now, it is the 3rd call.", "number"),
        ("I want to know what happens in the next twelve hours.", "number"),
        ("I just want to know what happens on Tuesday now.", "date"),
        ("I just want to know what Mr Baker does now.", "name"),
        ("Yes, that is fine with me, I agree with you.", "decision"),
        ("I know what happens. I just know what happens. I just know what happens.", "again"),
        ("That must be exhausting for you, I just want to know.", "agent"),
        ("Do you want to know what happens now?", "question"),
        ("It is the best way to find a job.", "other"),
    ],
)
def test_wording_that_does_not_keep_to_the_line_is_told(text, fault):
    assert fault_of(text, meant()) == fault


@pytest.mark.parametrize(
    ("lang", "written", "text"),
    [
        ("en", "I just want to know what happens now.", "All I want is to hear what happens now."),
        ("pl", "Chcę tylko wiedzieć, co teraz będzie.", "Proszę mi tylko powiedzieć, co teraz będzie."),
        ("ru", "Я только хочу знать, что теперь будет.", "Скажите мне только, что теперь будет."),
        ("ro", "Vreau doar să știu ce se întâmplă acum.", "Spuneți-mi doar ce se întâmplă acum."),
    ],
)
def test_other_words_for_the_same_thing_are_kept_in_every_language(lang, written, text):
    assert fault_of(text, meant(lang, written)) is None


def test_fact_the_engine_tells_must_stay_in_the_wording():
    told = meant(
        written="My mother comes on Saturday, after her hip surgery.", told=("three_weeks", "mother"), piece="fact"
    )
    assert fault_of("It is for somebody who comes to stay with me.", told) == "left out"
    assert fault_of("My mother comes to me on Saturday, after her hip surgery.", told) is None


def test_yes_of_the_written_line_must_stay_in_the_wording():
    confirmed = meant(written="Yes, that's exactly it. Thank you for listening.")
    assert fault_of("Thank you for listening to me at last.", confirmed) == "decision"
    assert fault_of("Yes, exactly. Thank you for listening to me.", confirmed) is None


@pytest.mark.parametrize(
    "text",
    [
        "Mood: calm. I just want to know what happens now.",
        "I want to know what happens. The agent said: sorry.",
        "Calm: I just want to know what happens now.",
        "I just want to know <what happens> now.",
    ],
)
def test_question_said_back_is_not_said(text):
    with answering(line(text)) as server:
        voice = voice_at(server)
        assert voice.worded(meant()) is None
    assert voice.left == {"echo": 1}


def test_line_of_three_words_is_said_as_written_and_not_asked_for():
    with answering(line("All right, good, and thank you.")) as server:
        voice = voice_at(server)
        assert voice.worded(meant(written="All right, good.")) is None
    assert (server.asked, voice.left) == ([], {"short": 1})


def test_line_the_talk_turns_on_is_never_asked_for():
    with answering(line("Whatever.")) as server:
        voice = voice_at(server)
        assert voice.worded(meant(piece="satisfied")) is None
    assert server.asked == []


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        (saying("I would rather not."), "nonsense"),
        (saying('{"line": 7}'), "nonsense"),
        (lambda handler, body: reply(handler, b"", status=503), "status"),
        (lambda handler, body: reply(handler, b"", status=302, Location="http://localhost:1/"), "redirect"),
        (lambda handler, body: (time.sleep(2.5), reply(handler, chat('{"line": "Late."}'))), "slow"),
    ],
)
def test_written_line_is_said_where_no_answer_comes(script, reason):
    with answering(script) as server:
        voice = voice_at(server, seconds=1.5)
        said = play("late_bed", voice=voice).reply(FIRST).exchanges[0].said
    assert said == play("late_bed").reply(FIRST).exchanges[0].said
    assert voice.left == {reason: 1}


def test_server_that_is_not_there_is_asked_once_and_the_talk_goes_on():
    voice = ModelVoice("http://127.0.0.1:1", "small")
    ended = said_all(play("late_bed", voice=voice), [FIRST, ASK])
    assert [each.voiced for each in ended.exchanges] == [False, False]
    assert voice.left == {"down": 1, "gone": 1}


def test_cedillas_become_the_commas_that_romanian_has():
    with answering(line("Vreau doar să ştiu ce se întâmplă acum.")) as server:
        said = voice_at(server).worded(meant("ro", "Vreau doar să știu ce se întâmplă acum."))
    assert said == "Vreau doar să știu ce se întâmplă acum."


def test_copy_of_the_voice_s_words_is_a_copy():
    with answering(line(KIND)) as server:
        session = play("late_bed", voice=voice_at(server)).reply(FIRST)
    assert "copied" in session.reply(KIND).exchanges[-1].signs
    assert "copied" not in play("late_bed").reply(FIRST).reply(KIND).exchanges[-1].signs


def test_saved_play_says_the_voice_s_words_again_without_a_server():
    with answering(line(KIND)) as server:
        before = play("late_bed", voice=voice_at(server)).reply(FIRST)
    after = loaded(json.loads(json.dumps(dumped(before))))
    assert after.exchanges[0].said == KIND
    assert after.state == before.state
    assert "voiced" not in dumped(play("late_bed").reply(FIRST))


def test_play_in_the_terminal_says_how_many_lines_the_model_worded(tmp_path):
    script = tmp_path / "replies.txt"
    script.write_text(f"{FIRST}\n{ASK}\n", encoding="utf-8")
    with answering(line(KIND)) as server:
        words = [
            "--script",
            str(script),
            "--json",
            "--voice",
            "llm",
            "--voice-url",
            server.url,
            "--voice-model",
            "small",
        ]
        ran = CliRunner().invoke(app, ["play", "late_bed", *words])
    assert [turn["customer"] == KIND for turn in json.loads(ran.stdout)["turns"]] == [True, False]
    assert "The model worded 1 of 2 lines. As written: something was left out: 1." in ran.stderr


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["--voice", "llm"], "--voice-url and --voice-model"),
        (["--voice-url", "http://localhost:1"], "go with --voice llm"),
        (["--voice", "sing"], "llm.v1"),
        (["--voice", "llm", "--voice-url", "nowhere", "--voice-model", "m"], "no address"),
    ],
)
def test_voice_that_cannot_be_had_is_a_sentence(words, what):
    ran = CliRunner().invoke(app, ["play", "late_bed", *words], input=".\n")
    assert ran.exit_code in (1, 2)
    assert what in ran.stderr


def test_key_with_a_line_end_is_refused_before_anything_is_asked(monkeypatch):
    monkeypatch.setenv("PARAFRAZA_VOICE_KEY", "secret\n")
    with pytest.raises(FixableError, match="key") as told:
        ModelVoice("http://localhost:1", "m")
    assert "secret" not in str(told.value)
