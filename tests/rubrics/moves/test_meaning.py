import numpy as np
import pytest

from rubrics.lexicon import load as lexicon
from rubrics.moves import find_moves, find_moves_in_lines
from rubrics.moves import meaning as room
from rubrics.moves.base import Find, Scene, read
from rubrics.moves.finding import cues_in
from rubrics.moves.meaning import (
    FARTHEST,
    KNOWN_TALK,
    PLACELESS_FARTHEST,
    UNTOLD,
    Familiarity,
    Opinion,
    believed,
    only_together,
    opinions,
)
from rubrics.moves.settling import Weighed
from tests.rubrics.samples import call
from transcribe.errors import BadFile


def scene(text, context=None, position=0.5, role="agent", language="en"):
    other = "customer" if role == "agent" else "agent"
    heard = () if context is None else (read(context, other, lexicon(language)),)
    return Scene(read(text, role, lexicon(language)), heard, (), position)


def opinion(nearness, words):
    return Opinion(np.zeros(3, np.float32), nearness, words)


def test_trust_falls_to_half_where_talk_lies_as_far_off_as_allowed():
    # so many words at twice the distance, beside as many usual ones, make the distance itself: 1 / (1 + e^0) = 1/2
    familiarity = Familiarity()
    familiarity.hear(opinion(0.8 - 2 * FARTHEST, KNOWN_TALK), 0.8)
    assert familiarity.trust() == pytest.approx(0.5)


def test_trust_without_vectors_is_a_fixed_share():
    familiarity = Familiarity()
    familiarity.hear(opinion(float("nan"), 20), 0.0)
    assert familiarity.trust() == UNTOLD


def test_talk_like_the_corpus_is_trusted_whole():
    familiarity = Familiarity()
    familiarity.hear(opinion(0.9, 50), 0.8)
    assert familiarity.trust() == pytest.approx(1, abs=0.01)


def test_a_surer_cue_keeps_a_tenth_of_the_say_and_a_surer_head_all_that_trust_gives():
    # cue surer: .9 * .2 + .1 * 1 = .28; head surer: 1 * .8 = .8, and half trusted .5 * .8 + .5 * .2 = .5
    assert room._mixed(0.2, 1.0, 1.0, 0.9) == pytest.approx(0.28)
    assert room._mixed(0.8, 0.0, 1.0, 0.9) == pytest.approx(0.8)
    assert room._mixed(0.8, 0.2, 0.5, 0.9) == pytest.approx(0.5)


def test_a_head_that_does_not_know_the_talk_takes_nothing_from_a_cue():
    said = scene("I am so sorry about that", "my parcel is lost")
    (known,) = opinions([said])
    doubting = known._replace(chances=np.zeros_like(known.chances))
    cues = cues_in(said)
    assert room.believed(said, cues, doubting, 0.4)["apology"] >= cues["apology"].settled
    assert room.believed(said, cues, doubting, 1.0)["apology"] < cues["apology"].settled


def test_no_head_speaks_of_a_line_that_stands_alone_or_has_no_words():
    alone, wordless = scene("leave it with me"), scene("...", "my parcel is lost")
    known = scene("leave it with me", "my parcel is lost")
    assert [said is None for said in opinions([alone, wordless, known])] == [True, True, False]


def test_many_turns_at_once_are_judged_as_one_by_one():
    scenes = [
        scene("I'm so sorry about that", "my parcel is lost"),
        scene("yes, exactly", "so it never arrived?", role="customer"),
        scene("bardzo mi przykro", "paczka zginęła", language="pl"),
        scene("what happened then?", "it broke"),
    ]
    together = opinions(scenes)
    for said, each in zip(scenes, together, strict=True):
        (by_itself,) = opinions([said])
        assert each.chances == pytest.approx(by_itself.chances, abs=1e-4)


def test_a_long_turn_makes_a_move_where_a_piece_of_it_does():
    plain = " ".join(["the parcel went to the other town and then it came back again"] * 12)
    context = "and what happens now with my parcel"
    long_turn = scene(f"{plain}. Is there anything else I can help you with today? {plain}.", context, 0.9)
    head = room.head_of(long_turn)
    (said,) = opinions([long_turn])
    assert said.chances[head.moves.index("further_help")] > 0.5


def test_a_head_hears_a_move_that_has_no_cue_and_says_so():
    line = {
        "dialog_id": "a", "turn": 3, "role": "agent", "lang": "en", "position": 0.95,
        "context": "no that was everything I think", "text": "right so nothing more on your list for today then",
    }  # fmt: skip
    ((_, moves),) = find_moves_in_lines([line], at_least=0.05)
    heard = [move for move in moves if move.by == "meaning.v1"]
    assert heard
    assert all(move.quote in line["text"] and move.why for move in heard)


@pytest.mark.parametrize(("language", "start"), [("en", "No usual phrase"), ("pl", "Bez utartego"), ("ru", "Без"),
                                                 ("ro", "Fără")])  # fmt: skip
def test_the_reason_of_a_find_without_a_cue_is_in_the_calls_language(language, start):
    said = scene("text one two", "context", language=language)
    find = room._alone(said, "apology", 0.2)
    assert find.why.startswith(start)


def test_a_damaged_head_says_so(monkeypatch):
    def damaged(language):
        raise BadFile("the trained head is not the one its manifest describes", where="en.npz", fix="install it anew")

    monkeypatch.setattr(room, "heads_of", damaged)
    with pytest.raises(BadFile, match=r"en\.npz"):
        find_moves(call("customer: my parcel is lost", "agent: I am so sorry"))


def test_a_language_without_heads_keeps_its_cues(monkeypatch):
    monkeypatch.setattr(room, "heads_of", lambda language: None)
    moves = find_moves(call("customer: my parcel is lost", "agent: I am so sorry about that"))
    assert "apology" in {move.name for move in moves}
    assert "meaning.v1" not in {move.by for move in moves}


def test_one_speaker_alone_and_mixed_languages_are_read():
    alone = find_moves(call("agent: I am so sorry about that, it was our mistake"))
    assert "apology" in {move.name for move in alone}
    lines = [
        {"dialog_id": "a", "turn": 0, "role": "customer", "text": "my parcel is lost", "lang": "en"},
        {"dialog_id": "a", "turn": 1, "role": "agent", "text": "bardzo panią przepraszam, to nasz błąd", "lang": "pl"},
        {"dialog_id": "a", "turn": 2, "role": "agent", "text": "elnézést kérek", "lang": "hu"},
    ]
    found = [{move.name for move in moves} for _, moves in find_moves_in_lines(lines)]
    assert "apology" in found[1]
    assert found[2] == set()


@pytest.mark.parametrize(
    ("before", "agreed"), [("Numărul cinci.", False), ("Vi-l aduc luni sau marți, cum preferați?", True)]
)
def test_a_head_alone_hears_nobody_agree_where_nothing_was_offered(before, agreed):
    told = scene("Luni.", before, position=0.85, role="customer", language="ro")
    (opinion,) = opinions([told])
    assert opinion is not None
    sure = opinion._replace(chances=np.full_like(opinion.chances, 0.99))  # a head as sure as can be
    assert (believed(told, {}, sure, trust=1.0)["agrees"] > 0.5) is agreed


def test_a_call_is_trusted_from_farther_off_than_a_line_of_any_talk():
    # midway between both bounds a call lies .03 inside its own, 1 / (1 + e^-3), and a line as far outside its own
    familiarity = Familiarity()
    familiarity.hear(opinion(0.8 - (FARTHEST + PLACELESS_FARTHEST), KNOWN_TALK), 0.8)
    assert familiarity.trust() == pytest.approx(0.953, abs=0.001)
    assert familiarity.trust(placed=False) == pytest.approx(0.047, abs=0.001)


GIVEN_BACK = "you were at home all day and the parcel went back without anybody ringing"
OTHER_MATTER, SAME_MATTER = "I would like to change my tariff", "nobody rang and the parcel went back"


def paraphrase_kept(context, *, cue=0.3, by_head=0.2, together=0.6, at_least=0.0, text=GIVEN_BACK):
    line = scene(text, context)
    find = Find("paraphrase", 0, len(line.said.line.words), cue, "", at_least)
    return only_together(
        line, {"paraphrase": Weighed("paraphrase.v1", find, cue)}, {"paraphrase": by_head}, {"paraphrase": together}
    )


def test_two_weak_signs_make_no_paraphrase_of_words_the_customer_never_used():
    assert paraphrase_kept(OTHER_MATTER) == {"paraphrase": 0.3}
    assert paraphrase_kept(OTHER_MATTER, cue=0.1, by_head=0.4) == {"paraphrase": 0.4}


@pytest.mark.parametrize(
    "sure",
    [
        {"by_head": 0.5},
        {"cue": 0.5},
        {"at_least": 0.75},
        {"text": f"{GIVEN_BACK}, is that right?"},
    ],
)
def test_a_paraphrase_one_sign_is_sure_of_keeps_its_chance(sure):
    assert paraphrase_kept(OTHER_MATTER, **sure) == {}


def test_a_paraphrase_of_the_customers_words_or_of_nothing_heard_keeps_its_chance():
    assert paraphrase_kept(SAME_MATTER) == {}
    assert paraphrase_kept("") == {}
    assert only_together(scene(GIVEN_BACK, OTHER_MATTER), {}, {"paraphrase": 0.2}, {"paraphrase": 0.6}) == {}


def test_anything_else_is_a_question_too_where_the_talk_is_no_call_that_a_head_knows():
    def asked(trust, position):
        said = scene("Was there anything else that kept you awake?", "I kept thinking about work", position)
        (known,) = opinions([said])
        cues = cues_in(said)
        assert "further_help" in cues
        chances = believed(said, cues, known, trust)
        return max(chances.get(kind, 0.0) for kind in ("open_question", "closed_question", "clarifying_question"))

    assert asked(0.1, None) > 0.5 > asked(1.0, None)
    assert asked(0.1, 0.9) < 0.5
