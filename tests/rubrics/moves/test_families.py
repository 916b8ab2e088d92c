"""One line a move: what it is, and what only looks like it. The wordings are the definitions' own, per language."""

import pytest

from rubrics.moves import find_moves_in_lines


def moves_of(language, role, text, context="", position=None):
    line = {"dialog_id": "a", "turn": 5, "role": role, "text": text, "lang": language, "context": context}
    ((_, moves),) = find_moves_in_lines([{**line, "position": position}])
    return {move.name for move in moves}


@pytest.mark.parametrize(
    ("language", "text", "move"),
    [
        ("en", "good afternoon harbour bank my name is tom", "greeting"),
        ("en", "thank you for waiting", "thanks"),
        ("en", "of course Mrs Baker", "name_use"),
        ("en", "mhm", "acknowledgement"),
        ("en", "so what happened exactly", "open_question"),
        ("en", "just to make sure i understood you correctly you want the blue one", "paraphrase"),
        ("en", "that must be really frustrating", "empathy"),
        ("en", "we apologise for the delay that was our mistake", "apology"),
        ("en", "leave it with me", "ownership"),
        ("en", "you could take the refund or we can send a new one whichever you prefer", "option_offer"),
        ("en", "if you keep the line for a year then i can drop the fee", "win_win"),
        ("en", "i can't promise monday because the warehouse is closed at the weekend", "expectation_setting"),
        ("en", "according to the contract the fee ends in may", "fact_argument"),
        ("en", "since you said you travel a lot i would suggest the roaming plan", "value_argument"),
        ("en", "if it does not work you can cancel free of charge", "alternative_batna"),
        ("en", "you will have the money back by friday", "promise_deadline"),
        ("en", "i will send you the form now", "next_step"),
        ("en", "does that solution work for you", "satisfaction_check"),
        ("en", "is there anything else i can help you with", "further_help"),
        ("en", "would you leave us a short review", "review_invitation"),
        ("en", "well you should have read the contract", "blame"),
        ("en", "you will have to call the manufacturer that is not our department", "bounce"),
        ("en", "the crm flagged an sla breach on your rma", "jargon"),
        ("en", "it was definitely delivered the courier never makes mistakes", "unsupported_claim"),
        ("pl", "dzień dobry bank portowy mówi tomasz", "greeting"),
        ("pl", "dziękuję za cierpliwość", "thanks"),
        ("pl", "oczywiście panie marku", "name_use"),
        ("pl", "mhm", "acknowledgement"),
        ("pl", "no dobrze a co się stało", "open_question"),
        ("pl", "jeśli dobrze rozumiem chce pani niebieską", "paraphrase"),
        ("pl", "to musi być bardzo frustrujące", "empathy"),
        ("pl", "przepraszamy za opóźnienie to nasz błąd", "apology"),
        ("pl", "zajmę się tym osobiście", "ownership"),
        ("pl", "możemy zwrócić pieniądze albo wysłać nowy co pani woli", "option_offer"),
        ("pl", "jeśli pani zostanie z nami na rok to ja zdejmę opłatę", "win_win"),
        ("pl", "nie obiecam poniedziałku bo magazyn jest zamknięty w weekend", "expectation_setting"),
        ("pl", "zgodnie z umową opłata kończy się w maju", "fact_argument"),
        ("pl", "skoro pan dużo podróżuje to proponuję taryfę z roamingiem", "value_argument"),
        ("pl", "jeśli to nie zadziała może pani odstąpić od umowy bez opłat", "alternative_batna"),
        ("pl", "pieniądze wrócą na konto najpóźniej w piątek", "promise_deadline"),
        ("pl", "wyślę teraz formularz", "next_step"),
        ("pl", "czy takie rozwiązanie pani odpowiada", "satisfaction_check"),
        ("pl", "czy mogę jeszcze w czymś pomóc", "further_help"),
        ("pl", "czy zostawi nam pan krótką opinię", "review_invitation"),
        ("pl", "trzeba było przeczytać umowę", "blame"),
        ("pl", "musi pan zadzwonić do producenta my się tym nie zajmujemy", "bounce"),
        ("pl", "w crm jest flaga bo przekroczyliśmy sla", "jargon"),
        ("pl", "na pewno dotarła nasi kurierzy nigdy się nie mylą", "unsupported_claim"),
    ],
)
def test_an_agents_move_is_found_as_a_speech_engine_prints_it(language, text, move):
    assert move in moves_of(language, "agent", text)


@pytest.mark.parametrize(
    ("language", "text", "not_the_move"),
    [
        ("en", "i understand but you signed the contract", "empathy"),
        ("en", "sorry could you repeat that", "apology"),
        ("en", "i'm so sorry to hear about your loss", "apology"),
        ("en", "if i understand the system correctly it restarts at night", "paraphrase"),
        ("en", "have a good day", "greeting"),
        ("en", "okay", "acknowledgement"),
        ("en", "no thank you", "thanks"),
        ("en", "you should have received an email", "blame"),
        ("en", "i will put you through and stay on the line", "bounce"),
        ("en", "how can i help you", "ownership"),
        ("pl", "rozumiem ale regulamin jest jasny", "empathy"),
        ("pl", "przepraszam czy może pani powtórzyć", "apology"),
        ("pl", "miłego dnia", "greeting"),
        ("pl", "dobra", "acknowledgement"),
        ("pl", "powinien pan dostać maila", "blame"),
        ("pl", "nie rozumiem", "empathy"),
    ],
)
def test_what_only_looks_like_a_move_is_none(language, text, not_the_move):
    assert not_the_move not in moves_of(language, "agent", text)


@pytest.mark.parametrize(
    ("language", "text", "move"),
    [
        ("en", "the lamp arrived broken and nobody answers", "complaint"),
        ("en", "i have already told you this is the third time i am calling", "repeat_complaint"),
        ("en", "let me speak to your manager", "escalates"),
        ("en", "thank you so much", "thanks"),
        ("pl", "lampa przyszła stłuczona i nikt nie odbiera", "complaint"),
        ("pl", "już trzeci raz dzwonię w tej sprawie", "repeat_complaint"),
        ("pl", "proszę mnie połączyć z kierownikiem", "escalates"),
        ("pl", "bardzo dziękuję", "thanks"),
    ],
)
def test_a_customers_move_is_found(language, text, move):
    assert move in moves_of(language, "customer", text)


def test_a_paraphrase_needs_no_cue_when_the_customers_words_come_back():
    context = "I was at home all day, nobody rang the bell, and now the app says the parcel went back"
    text = "you were at home all day and the parcel went back without anybody ringing"
    assert "paraphrase" in moves_of("en", "agent", text, context)
    assert "paraphrase" not in moves_of("en", "agent", text, "I would like to change my tariff")


def test_figures_that_come_back_are_data_read_back_and_no_paraphrase():
    found = moves_of("en", "agent", "5 5 0 1 2 7, is that right?", "my number is 5 5 0 1 2 7")
    assert "data_confirmation" in found
    assert "paraphrase" not in found


def test_a_yes_means_what_the_turn_before_asked_for():
    given_back = "So you waited for the fridge all day, is that right?"
    proposed = "We can send a new one or refund you, which would you prefer?"
    assert "confirms" in moves_of("en", "customer", "Yes, exactly.", given_back)
    assert "agrees" in moves_of("en", "customer", "Okay, the refund then, that works.", proposed)
    assert "corrects" in moves_of("en", "customer", "No, it was the washing machine.", given_back)


def test_a_question_after_identity_data_is_closed_and_one_that_takes_up_the_customers_words_clarifies():
    context = "there is a strange noise in the boiler in the night"
    assert "closed_question" in moves_of("en", "agent", "Can I have your account number?", context, 0.2)
    assert "clarifying_question" in moves_of("en", "agent", "When exactly does the noise start?", context, 0.2)


def test_a_check_with_a_tag_is_a_paraphrase_and_no_question():
    context = "I waited all day for the fridge and nobody came"
    found = moves_of("en", "agent", "So you waited for the fridge and nobody came, right?", context)
    assert found == {"paraphrase"}


def test_a_name_the_customer_gave_is_used_when_it_comes_back():
    lines = [
        {
            "dialog_id": "a",
            "turn": 0,
            "role": "customer",
            "text": "Hi, my name is Zbroja, I lost a card.",
            "lang": "en",
        },
        {"dialog_id": "a", "turn": 1, "role": "agent", "text": "The card is blocked now, Zbroja.", "lang": "en"},
        {"dialog_id": "b", "turn": 1, "role": "agent", "text": "The card is blocked now.", "lang": "en"},
    ]
    found = [{move.name for move in moves} for _, moves in find_moves_in_lines(lines)]
    assert ["name_use" in each for each in found] == [False, True, False]


def test_the_agents_own_name_after_the_customer_picked_up_is_no_use_of_theirs():
    def told(hello):
        return [
            {"dialog_id": hello, "turn": 0, "role": "customer", "text": hello, "lang": "en", "position": 0.0},
            {
                "dialog_id": hello,
                "turn": 1,
                "role": "agent",
                "text": "Ridge Dental, Kay, hello",
                "lang": "en",
                "position": 0.01,
            },
        ]

    (picked_up,) = ({move.name for move in moves} for line, moves in find_moves_in_lines(told("Yes?")) if line["turn"])
    assert "name_use" not in picked_up


def test_the_first_words_of_a_call_greet_even_without_a_cue():
    assert "greeting" in moves_of("en", "agent", "Ridge Dental, Kay.", position=0.0)
    assert "greeting" not in moves_of("en", "agent", "Ridge Dental, Kay.", position=0.5)
