"""The customer's words worth saying back: what they called about, and what the agent passed over."""

from review.reports.heard import Customer
from rubrics.values import Move
from tests.review.sample_calls import turn
from transcribe.call import Call


def call_of(*lines, language="en"):
    return Call(tuple(turn(role, 10 * place, text) for place, (role, text) in enumerate(lines)), 100.0, language)


def complaint(place):
    return Move("complaint", place, None, "", 0.9, "complaint.v1", "customer")


BIKE = call_of(
    ("customer", "Hello, this is Ann Pell. My parcel is marked as delivered. I waited twenty minutes."),
    ("agent", "Tracking number?"),
    ("customer", "Four four zero nine one seven."),
    ("agent", "It says delivered."),
    ("customer", "The parcel was never delivered. It is a bike for the birthday of my son."),
    ("agent", "Then it was delivered."),
    ("customer", "So where is my parcel?"),
    ("agent", "I cannot say."),
    ("customer", "Thank you for nothing."),
    ("agent", "Goodbye now."),
)


def test_the_matter_is_told_by_the_words_that_come_back():
    # parcel and delivered are said again; waiting and minutes are not
    assert Customer(BIKE, [complaint(0)]).matter().text == "My parcel is marked as delivered"


def test_the_matter_is_looked_for_in_the_first_words_even_if_only_a_later_turn_complains():
    assert Customer(BIKE, [complaint(6)]).matter().turn == 0


def test_without_a_complaint_there_is_no_matter():
    assert Customer(BIKE, []).matter() is None


def test_what_was_passed_over_is_the_clause_whose_words_the_agent_never_says():
    # bike, birthday, son: three words that never come back, in a turn that complains
    heard = Customer(BIKE, [complaint(4)]).passed_over([])
    assert heard.text == "It is a bike for the birthday of my son"


def test_a_number_read_out_and_a_name_given_are_not_said_back():
    said = []
    while (heard := Customer(BIKE, []).passed_over(said)) is not None:
        said.append(heard.text)
    assert not any("Four four" in text or "Ann Pell" in text for text in said)
    assert "My parcel is marked as delivered" in said


def test_for_empathy_a_complaint_comes_before_what_was_only_said():
    call = call_of(
        ("customer", "The lamp is broken again."),
        ("agent", "I see."),
        ("customer", "Yesterday Martin carried seventeen heavy boxes upstairs."),
    )
    customer = Customer(call, [complaint(0)])
    assert customer.passed_over([]).turn == 2  # six words that never come back, against two and the complaint's two
    assert customer.passed_over([], complaining=True).turn == 0


def test_a_no_at_the_beginning_is_never_cut_off():
    call = call_of(("customer", "nu știu ce-i aia eu știu că până acum plăteam trei sute"), language="ro")
    assert Customer(call, [complaint(0)]).matter().text.startswith("nu știu")


def test_a_long_clause_is_taken_only_where_there_is_no_shorter_one():
    long = "the parcel courier depot driver van street door bell neighbour garden shed key lock light step"
    # 16 words, more than anybody says back in a breath
    both = call_of(("customer", f"{long}. The parcel never came."))
    assert Customer(both, [complaint(0)]).matter().text == "The parcel never came"
    assert Customer(call_of(("customer", long)), [complaint(0)]).matter().text == long
