import tracemalloc

import pytest

from rubrics.moves import FAMILIES, call_detectors, detectors, find_moves, find_moves_in_lines
from rubrics.moves.finding import AT_LEAST, find_moves_in_last, find_moves_together, told_language
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES
from tests.rubrics.samples import call, spoken, timed
from transcribe.call import Call, Span, Turn

GOOD = call(
    "agent: Good morning, this is Anna, how can I help you?",
    "customer: My parcel never arrived and nobody told me anything.",
    "agent: I'm so sorry about that. So you waited for the parcel and nobody told you anything, is that right?",
    "customer: Yes, exactly.",
    "agent: We can send a new one or refund you, which would you prefer?",
    "customer: I'll take the refund.",
    "agent: I will send the refund by Friday. Does that solution work for you?",
    "customer: That works, thank you.",
    "agent: Is there anything else I can help you with?",
    "customer: No, thanks.",
)


def names(moves, turn):
    return {move.name for move in moves if move.turn == turn}


def test_a_good_call_shows_its_moves_turn_by_turn():
    moves = find_moves(GOOD)
    assert {"greeting", "open_question"} <= names(moves, 0)
    assert "complaint" in names(moves, 1)
    assert {"apology", "paraphrase"} <= names(moves, 2)
    assert "confirms" in names(moves, 3)
    assert "option_offer" in names(moves, 4)
    assert "agrees" in names(moves, 5)
    assert {"promise_deadline", "satisfaction_check"} <= names(moves, 6)
    assert {"agrees", "thanks"} <= names(moves, 7)
    assert "further_help" in names(moves, 8)


def test_every_quote_stands_verbatim_in_its_turn_and_every_move_says_why():
    for move in find_moves(GOOD, at_least=0.0):
        assert move.quote
        assert move.quote in GOOD.turns[move.turn].text
        assert move.why
        assert 0 <= move.confidence <= 1
        assert move.by.rpartition(".v")[2].isdigit()


def test_moves_come_in_order_and_only_above_even_odds():
    moves = find_moves(GOOD)
    assert [move.turn for move in moves] == sorted(move.turn for move in moves)
    assert min(move.confidence for move in moves) >= AT_LEAST
    assert len(find_moves(GOOD, at_least=0.0)) > len(moves)


def test_the_seconds_of_a_quote_come_from_its_words():
    # eight words over 8 s: the second sentence, "I am so sorry", is words 4 to 7, seconds 4 to 8
    made = Call((spoken("agent", 0, 8, "Hello again, we checked. I am so sorry."),), 8.0, "en")
    (apology,) = [move for move in find_moves(made) if move.name == "apology"]
    assert apology.quote == "I am so sorry."
    assert apology.span == Span(4, 8)


def test_without_words_the_turn_gives_the_seconds_and_without_times_nothing_does():
    whole = timed(("agent", 2, 6, "I am so sorry about that."))
    (turn,) = whole.turns
    from dataclasses import replace

    bare = replace(whole, turns=(replace(turn, words=()),))
    assert {move.span for move in find_moves(bare)} == {Span(2, 6)}
    assert {move.span for move in find_moves(call("agent: I am so sorry about that."))} == {None}


def test_unknown_roles_and_languages_without_a_lexicon_give_no_moves():
    assert find_moves(call("SPEAKER_01: I am so sorry about that.")) == ()
    assert find_moves(call("agent: I am so sorry about that.", language="hu")) == ()
    assert find_moves(call("agent: I am so sorry about that.", language=None)) == ()
    assert find_moves(Call((), None, "en")) == ()


def test_a_turn_in_another_language_is_read_with_that_lexicon():
    from dataclasses import replace

    english = call("agent: Bardzo przepraszam za ten błąd.", language="en")
    polish = replace(english, turns=(replace(english.turns[0], language="pl"),))
    assert "apology" not in names(find_moves(english), 0)
    assert "apology" in names(find_moves(polish), 0)


def test_a_turn_of_ten_thousand_letters_is_read_and_its_quotes_stay_short():
    text = "and then the box was there again " * 300 + "I am so sorry about that"
    moves = find_moves(call(f"agent: {text}"))
    assert "apology" in names(moves, 0)
    assert max(len(move.quote.split()) for move in moves) <= 40


def test_a_turn_has_at_most_three_moves():
    text = "Hello, thank you, I am so sorry, leave it with me, I will call you tomorrow, anything else I can help you with?"
    assert len(find_moves(call(f"agent: {text}"))) <= 3


def lines(count=1, **extra):
    for number in range(count):
        line = {
            "dialog_id": f"d{number // 4}",
            "turn": number % 4,
            "role": "agent",
            "text": "I am so sorry about that.",
        }
        yield {**line, **extra}


def test_a_stream_gives_each_line_with_its_moves_as_it_comes():
    endless = (dict(line) for _ in iter(int, 1) for line in lines())
    line, moves = next(find_moves_in_lines(endless, language="en"))
    assert line["dialog_id"] == "d0"
    assert "apology" in {move.name for move in moves}


def test_the_last_line_of_a_talk_has_the_moves_it_has_in_the_stream():
    talk = [
        {"dialog_id": "a", "turn": 0, "role": "customer", "text": "I have waited three weeks and slept on the floor."},
        {"dialog_id": "a", "turn": 1, "role": "agent", "text": "Three weeks on the floor, I am so sorry."},
        {"dialog_id": "a", "turn": 2, "role": "customer", "text": "My mother comes on Saturday."},
        {"dialog_id": "a", "turn": 3, "role": "agent", "text": "So you need the bed before Saturday, is that right?"},
    ]
    for length in range(1, 5):
        *_, (_, streamed) = find_moves_in_lines(talk[:length], language="en", at_least=0.3)
        assert find_moves_in_last(talk[:length], language="en", at_least=0.3) == streamed
    assert {move.turn for move in streamed} == {3}
    assert find_moves_in_last([*talk, {**talk[3], "role": "bot"}], language="en") == ()


def test_a_line_without_a_language_has_its_words_asked():
    (_, english), (_, polish) = find_moves_in_lines(
        [
            {"dialog_id": "a", "turn": 0, "role": "agent", "text": "I am so sorry about that, it is our fault"},
            {"dialog_id": "b", "turn": 0, "role": "agent", "text": "bardzo pana przepraszam za to, to jest nasz błąd"},
        ]
    )
    assert "apology" in {move.name for move in english}
    assert "apology" in {move.name for move in polish}
    assert told_language("12345", otherwise="pl") == "pl"


def test_the_context_of_a_line_stands_in_for_the_turn_before_it():
    text = "you waited the whole day for the courier with the fridge"
    context = "I waited the whole day, no courier, no fridge"
    (_, without), (_, with_context) = find_moves_in_lines(
        [
            {"dialog_id": "a", "turn": 3, "role": "agent", "text": text, "lang": "en"},
            {"dialog_id": "b", "turn": 3, "role": "agent", "text": text, "lang": "en", "context": context},
        ],
        at_least=0.0,
    )
    sure = [next(move.confidence for move in moves if move.name == "paraphrase") for moves in (without, with_context)]
    assert sure[0] < AT_LEAST < sure[1]


@pytest.mark.parametrize(
    "odd",
    [
        {"position": "late"}, {"position": True}, {"position": 7}, {"turn": "x"}, {"lang": "hu"}, {"role": "bot"},
        {"text": ""}, {"text": None}, {"context": ""},
    ],
)  # fmt: skip
def test_an_odd_value_in_a_line_does_not_stop_the_stream(odd):
    found = list(find_moves_in_lines(lines(2, **{"lang": "en", **odd})))
    assert len(found) == 2


def test_memory_stays_flat_over_many_lines():
    stream = find_moves_in_lines(lines(3000, lang="en"))
    tracemalloc.start()
    held = []
    for count in (1500, 1400):
        for _ in range(count):
            next(stream)
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    # one line kept is half a kilobyte at least, 1,400 of them 700 kB; what stays within a third of that keeps none
    assert held[1] - held[0] < 250_000


def test_the_detectors_by_name_are_exactly_these():
    assert detectors.names() == (
        "acknowledgement.v1", "alternative_batna.v1", "answers.v1", "apology.v1", "blame.v1", "bounce.v1",
        "complaint.v1", "customer_thanks.v1", "data_confirmation.v1", "empathy.v1", "escalates.v1",
        "expectation_setting.v1", "fact_argument.v1", "further_help.v1", "greeting.v1", "jargon.v1", "name_use.v1",
        "next_step.v1", "option_offer.v1", "ownership.v1", "paraphrase.v1", "promise_deadline.v1", "questions.v1",
        "repeat_complaint.v1", "review_invitation.v1", "satisfaction_check.v1", "thanks.v1", "unsupported_claim.v1",
        "value_argument.v1", "win_win.v1",
    )  # fmt: skip
    assert call_detectors.names() == ("dead_air.v1", "interruption.v1")
    assert len(FAMILIES) == 9


def test_every_move_of_the_vocabulary_has_a_detector_that_says_what_it_needs():
    made = [detectors.make(name) for name in detectors.names()]
    made += [call_detectors.make(name) for name in call_detectors.names()]
    found = {(each.role, move) for each in made for move in each.moves}
    assert found == {("agent", move) for move in AGENT_MOVES} | {("customer", move) for move in CUSTOMER_MOVES}
    assert all(each.needs for each in made)


def test_calls_found_together_have_the_moves_that_each_has_alone():
    other = Call((Turn("a", "agent", None, "Dzień dobry, w czym mogę pomóc?"),), None, "pl")
    assert find_moves_together([GOOD, other, GOOD]) == [find_moves(GOOD), find_moves(other), find_moves(GOOD)]
