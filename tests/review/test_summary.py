"""What happened, in one sentence."""

from dataclasses import replace

from review.reports.summary import one_sentence
from review.reports.texts import texts
from rubrics.values import Move
from tests.review.sample_calls import ENGLISH, ENGLISH_MOVES, POLISH, POLISH_MOVES
from transcribe.call import Call, Span, Turn


def test_the_sentence_says_what_was_brought_what_was_done_and_how_they_part():
    assert one_sentence(ENGLISH, ENGLISH_MOVES, texts("en")) == (
        "The customer says “I ordered a lamp two weeks ago and it still has not come”; you give it back in your own words, "
        "apologise, offer a choice, and promise a date; the customer agrees."
    )


def test_the_sentence_is_polish_for_a_polish_reader():
    assert one_sentence(POLISH, POLISH_MOVES, texts("pl")) == (
        "Klient mówi: „Od poniedziałku nie działa mi internet, a ja pracuję z domu”; oddajesz to własnymi słowami, "
        "przepraszasz, dajesz wybór i obiecujesz termin; klient się zgadza."
    )


def test_a_long_complaint_is_cut_where_its_breath_ends():
    said = "I was at home the whole day on Friday, and nobody rang, and then the page said delivered which it never was"
    long = Move("repeat_complaint", 0, None, said, 0.9, "repeat_complaint.v1", "customer")
    later = Move("complaint", 4, None, "nobody helps", 0.9, "complaint.v1", "customer")
    nobody = Call((Turn("agent", "agent", None, "Hello?"),), None, "en")
    assert one_sentence(nobody, [later, long], texts("en")) == (
        "The customer says “I was at home the whole day on Friday, and nobody rang”."
    )


def test_what_the_call_is_about_is_told_before_a_complaint_about_the_agent():
    said = (
        ("customer", "Dzień dobry. Dostałem rachunek na 180 złotych, a zawsze płacę 60."),
        ("agent", "Na rachunku jest pakiet. Na pewno sam pan go włączył."),
        ("customer", "Słucham? Niczego nie włączałem."),
        ("agent", "Poprawię ten rachunek, zapłaci pan 60 złotych."),
    )
    call = Call(tuple(Turn(role, role, None, text) for role, text in said), None, "pl")
    accused = Move("complaint", 2, None, "Słucham? Niczego nie włączałem.", 0.8, "complaint.v1", "customer")
    told = one_sentence(call, [accused], texts("pl"))
    assert told == "Klient mówi: „Dostałem rachunek na 180 złotych, a zawsze płacę 60”."


def test_a_customer_who_wants_to_take_it_further_is_told_before_one_who_says_thanks():
    parting = [replace(move, name="escalates") for move in ENGLISH_MOVES if move.name == "thanks"]
    customers = [move for move in parting if move.role == "customer"]
    thanking = [move for move in ENGLISH_MOVES if move.name == "thanks" and move.role == "customer"]
    assert one_sentence(ENGLISH, [*thanking, *customers], texts("en")) == "The customer wants to take it further."


def test_a_call_without_moves_is_told_by_its_voices_turns_and_length():
    assert one_sentence(ENGLISH, [], texts("en")) == "2 voices speak in 26 turns, 2\u00a0min 34\u00a0s."


def test_one_voice_without_times_is_told_without_a_length():
    alone = Call((Turn("SPEAKER_00", "unknown", None, "Hello?"),), None, None)
    assert one_sentence(alone, [], texts("en")) == "1 voice speaks in 1 turn."


def test_an_empty_call_says_so():
    assert one_sentence(Call((), 2.0, None), [], texts("en")) == "Nobody says anything in this recording."


def test_a_thanking_agent_is_not_a_thanking_customer():
    agent = [move for move in ENGLISH_MOVES if move.name == "thanks" and move.role == "agent"]
    turns = (Turn("agent", "agent", Span(0, 1), "Thank you"),)
    assert "thank you" not in one_sentence(Call(turns, 1.0, "en"), agent, texts("en")).lower()
