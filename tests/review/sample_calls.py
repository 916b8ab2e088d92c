"""Two imagined service calls with times, moves and marks: what the report is tried on before any engine runs."""

from __future__ import annotations

from rubrics.values import Mark, Move, RubricRef, Scorecard
from transcribe.call import Call, Dropped, Provenance, Role, Span, Turn, Word

SECONDS_A_WORD = 0.36


def turn(role: Role, start: float, text: str, *, speaker: str | None = None, timed: bool = True) -> Turn:
    """One turn at an even pace; a word written ``~so`` is one the engine doubts."""
    plain = text.replace("~", "")
    if not timed:
        return Turn(speaker or role, role, None, plain)
    words = tuple(
        Word(
            word.replace("~", ""),
            Span(round(start + i * SECONDS_A_WORD, 2), round(start + (i + 1) * SECONDS_A_WORD, 2)),
            0.31 if word.startswith("~") else 0.94,
        )
        for i, word in enumerate(text.split())
    )
    return Turn(speaker or role, role, Span(start, words[-1].span.end), plain, words)


def move(call: Call, index: int, name: str, quote: str, confidence: float = 0.9, why: str = "") -> Move:
    """A move with the seconds of its quote, read from the words of the turn."""
    said = call.turns[index]
    at = said.text.index(quote)
    first = len(said.text[:at].split())
    words = said.words[first : first + len(quote.split())]
    span = Span(words[0].span.start, words[-1].span.end) if words else None
    return Move(name, index, span, quote, confidence, f"{name}.v1", said.role, why)


ENGLISH = Call(
    turns=(
        turn("agent", 0.8, "Good morning, Northwind Home, my name is Daniel, how can I help you today?"),
        turn(
            "customer",
            6.6,
            "Hello, yes, I ordered a lamp two weeks ago and it still has not come. It was meant to arrive on Friday.",
        ),
        turn("agent", 15.2, "I see. Can you tell me what happened on Friday?"),
        turn(
            "customer",
            19.4,
            "Well, I stayed at home the whole day, nobody came, and the tracking page only says on its way. It is a "
            "birthday present for my daughter and the party is this Saturday.",
        ),
        turn("agent", 31.8, "Mhm. May I have the order number, please?"),
        turn("customer", 35.3, "Four four seven one, ~nine two."),
        turn("agent", 38.4, "Four four seven one, nine two. Thank you. I will look at it now, one moment please."),
        turn(
            "agent",
            54.0,
            "Thank you for waiting. So you ordered the lamp two weeks ago, it should have come on Friday, and nobody "
            "rang. Is that right?",
        ),
        turn("customer", 63.2, "Yes, exactly. And it is for Saturday."),
        turn("agent", 66.3, "I am sorry about that, we should have told you on Friday that the van was full."),
        turn("customer", 73.1, "So where is it now? Because honestly nobody seems to ~know."),
        turn("agent", 77.5, "It is in our depot in ~Reading, with the status SLA pending in the WMS."),
        turn("customer", 81.9, "I do not know what that means."),
        turn("agent", 85.2, "Sorry. It means that the parcel waits for a free van."),
        turn("customer", 89.6, "Right, and when does the van come?"),
        turn(
            "agent",
            92.8,
            "I can do two things. Either I book the van for Thursday before noon, or you pick it up at the shop on "
            "Mill Road tomorrow after three. Which suits you better?",
        ),
        turn("customer", 105.6, "Thursday is fine, if it really comes this time."),
        turn("agent", 107.9, "It will come, do not worry, it always does."),
        turn("customer", 112.2, "That is what they told me last time."),
        turn(
            "agent",
            115.9,
            "I understand why you doubt it. I cannot see the route of the van yet, it is planned the evening before, "
            "so I will call you on Wednesday by six with the hour.",
        ),
        turn("customer", 129.0, "All right. My number is the one on the order."),
        turn("agent", 134.1, "Good. I book Thursday before noon now, and I call you on Wednesday by six."),
        turn("customer", 140.2, "Yes, that would be good. Thank you."),
        turn("agent", 143.9, "Is there anything else I can help with?"),
        turn("customer", 147.5, "No, that is all. Thanks, bye."),
        turn("agent", 150.4, "Thank you for calling, goodbye."),
    ),
    duration=154.0,
    language="en",
    provenance=Provenance(
        engine="faster-whisper.v1",
        model="base",
        version="1.2.1",
        settings={"beam_size": 5, "compute_type": "int8", "language": "detected"},
        audio_sha256="8f1d" * 16,
        speakers="channels.v1",
        role_confidence={"agent": 0.97, "customer": 0.95},
        dropped=(Dropped("Thanks for watching!", Span(46.0, 48.5), "no speech was heard in these seconds"),),
        notes=("The recording has two channels; each voice was read from its own.",),
    ),
)

ENGLISH_MOVES = (
    move(ENGLISH, 0, "greeting", "Good morning, Northwind Home, my name is Daniel, how can I help you today?", 0.98),
    move(ENGLISH, 1, "complaint", "it still has not come", 0.95),
    move(ENGLISH, 2, "acknowledgement", "I see.", 0.92),
    move(ENGLISH, 2, "open_question", "Can you tell me what happened on Friday?", 0.93),
    move(ENGLISH, 3, "repeat_complaint", "nobody came", 0.71),
    move(ENGLISH, 4, "acknowledgement", "Mhm.", 0.9),
    move(ENGLISH, 4, "closed_question", "May I have the order number, please?", 0.88),
    move(ENGLISH, 6, "data_confirmation", "Four four seven one, nine two.", 0.9),
    move(ENGLISH, 6, "next_step", "I will look at it now", 0.8),
    move(ENGLISH, 7, "thanks", "Thank you for waiting.", 0.96),
    move(
        ENGLISH,
        7,
        "paraphrase",
        "So you ordered the lamp two weeks ago, it should have come on Friday, and nobody rang. Is that right?",
        0.94,
        "the lamp, the two weeks and the Friday came back, with a check",
    ),
    move(ENGLISH, 8, "confirms", "Yes, exactly.", 0.96),
    move(ENGLISH, 9, "apology", "I am sorry about that, we should have told you on Friday", 0.97),
    move(ENGLISH, 11, "jargon", "status SLA pending in the WMS", 0.84),
    move(
        ENGLISH,
        15,
        "option_offer",
        "Either I book the van for Thursday before noon, or you pick it up at the shop",
        0.95,
    ),
    move(ENGLISH, 16, "agrees", "Thursday is fine", 0.83),
    move(ENGLISH, 17, "unsupported_claim", "It will come, do not worry", 0.77),
    move(ENGLISH, 19, "empathy", "I understand why you doubt it.", 0.9),
    move(
        ENGLISH,
        19,
        "expectation_setting",
        "I cannot see the route of the van yet, it is planned the evening before",
        0.9,
    ),
    move(ENGLISH, 19, "promise_deadline", "I will call you on Wednesday by six with the hour", 0.93),
    move(ENGLISH, 21, "next_step", "I book Thursday before noon now, and I call you on Wednesday by six.", 0.92),
    move(ENGLISH, 22, "agrees", "Yes, that would be good.", 0.91),
    move(ENGLISH, 23, "further_help", "Is there anything else I can help with?", 0.98),
    move(ENGLISH, 24, "thanks", "Thanks", 0.9),
)


def evidence(moves: tuple[Move, ...], *names: str) -> tuple[Move, ...]:
    """The moves of a call that go by one of these names."""
    return tuple(found for found in moves if found.name in names)


ENGLISH_CARD = Scorecard(
    rubric=RubricRef("service_call", "1"),
    marks=(
        Mark("greeting", "opening", 3, 2, 3, 3, "You give the company, your name and an offer of help.",
             evidence(ENGLISH_MOVES, "greeting")),
        Mark("acknowledgement", "listening", 2, 2, 3, 3, "You show twice that you are listening.",
             evidence(ENGLISH_MOVES, "acknowledgement")),
        Mark("open_question", "listening", 2, 1, 2, 3, "One question invites the whole story; then you ask for data.",
             evidence(ENGLISH_MOVES, "open_question")),
        Mark("paraphrase", "understanding", 2, 1, 3, 3,
             "You gave the delivery date back, but not that it was a birthday present.",
             evidence(ENGLISH_MOVES, "paraphrase")),
        Mark("empathy", "understanding", 1, 1, 2, 3, "You name the doubt, but not the party on Saturday.",
             evidence(ENGLISH_MOVES, "empathy")),
        Mark("apology", "understanding", 3, 2, 3, 3, "A plain apology, with what went wrong.",
             evidence(ENGLISH_MOVES, "apology")),
        Mark("option_offer", "solution", 3, 3, 3, 3, "Two ways, and the choice stays with the customer.",
             evidence(ENGLISH_MOVES, "option_offer")),
        Mark("win_win", "solution", None, None, None, 3, "Nothing in this call had to be traded."),
        Mark("expectation_setting", "solution", 3, 2, 3, 3, "You say what you cannot know yet, and why.",
             evidence(ENGLISH_MOVES, "expectation_setting", "promise_deadline")),
        Mark("next_step", "closing", 3, 3, 3, 3, "Both steps have a day.", evidence(ENGLISH_MOVES, "next_step")),
        Mark("satisfaction_check", "closing", 0, 0, 1, 3, "No question was found that asks about this solution."),
        Mark("further_help", "closing", 3, 3, 3, 3, "You ask whether anything else is open.",
             evidence(ENGLISH_MOVES, "further_help")),
    ),
    skill_total=71.0,
    compliance="pass",
)  # fmt: skip

POLISH = Call(
    turns=(
        turn("agent", 0.5, "Dzień dobry, Sieć Jantar, przy telefonie Marta, w czym mogę pomóc?"),
        turn(
            "customer",
            5.3,
            "Dzień dobry, dzwonię już drugi raz w tej samej sprawie. Od poniedziałku nie działa mi internet, a ja "
            "pracuję z domu.",
        ),
        turn(
            "agent", 13.9, "Rozumiem, że to uciążliwe, zwłaszcza przy pracy z domu. Kiedy dokładnie znika połączenie?"
        ),
        turn("customer", 19.6, "Najczęściej po południu, tak koło ~piętnastej, i wraca dopiero wieczorem."),
        turn("agent", 24.5, "Mhm. A co Pan widzi wtedy na ~routerze?"),
        turn("customer", 28.3, "Miga czerwona lampka, ta druga od lewej."),
        turn(
            "agent",
            31.6,
            "Czyli od poniedziałku codziennie koło piętnastej gaśnie internet, a na routerze miga czerwona lampka. "
            "Dobrze rozumiem?",
        ),
        turn("customer", 38.6, "Tak, dokładnie tak."),
        turn("agent", 40.3, "Przepraszam, że przy pierwszym telefonie nikt tego nie sprawdził. Sprawdzę teraz linię."),
        turn("customer", 44.9, "Dobrze, czekam."),
        turn("agent", 58.0, "Dziękuję, że Pan poczekał. Na linii jest usterka, widzę spadki sygnału od poniedziałku."),
        turn("customer", 63.4, "No to kiedy ktoś to naprawi?"),
        turn(
            "agent",
            65.8,
            "Mogę zaproponować dwa terminy: technik przyjeżdża jutro rano albo w piątek po południu. Który Panu "
            "bardziej odpowiada?",
        ),
        turn("customer", 72.9, "Jutro rano, tylko przed dziesiątą."),
        turn(
            "agent", 75.5, "Jutro między ósmą a dziesiątą. Jeśli technik się spóźni, dzwonię do Pana przed dziesiątą."
        ),
        turn("customer", 81.2, "A co z opłatą za te dni?"),
        turn(
            "agent",
            83.5,
            "Jeżeli usterka potrwa dłużej niż trzy dni, może Pan złożyć reklamację, a umowa pozwala też odejść bez "
            "kosztów.",
        ),
        turn("customer", 90.9, "Dobrze, to na razie wystarczy."),
        turn(
            "agent",
            93.4,
            "Podsumuję: technik jest u Pana jutro między ósmą a dziesiątą. Czy takie rozwiązanie Panu odpowiada?",
        ),
        turn("customer", 99.6, "Tak, odpowiada. Dziękuję."),
        turn("agent", 102.0, "Czy mogę jeszcze w czymś pomóc?"),
        turn("customer", 104.6, "Nie, to wszystko. Do widzenia."),
        turn("agent", 107.0, "Dziękuję za telefon, do usłyszenia."),
    ),
    duration=110.5,
    language="pl",
    provenance=Provenance(
        engine="scripted.v1", speakers="channels.v1", role_confidence={"agent": 0.9, "customer": 0.9}
    ),
)  # fmt: skip

POLISH_MOVES = (
    move(POLISH, 0, "greeting", "Dzień dobry, Sieć Jantar, przy telefonie Marta, w czym mogę pomóc?", 0.97),
    move(POLISH, 1, "repeat_complaint", "dzwonię już drugi raz w tej samej sprawie", 0.9),
    move(POLISH, 1, "complaint", "Od poniedziałku nie działa mi internet", 0.95),
    move(POLISH, 2, "empathy", "Rozumiem, że to uciążliwe, zwłaszcza przy pracy z domu.", 0.95),
    move(POLISH, 2, "clarifying_question", "Kiedy dokładnie znika połączenie?", 0.92),
    move(POLISH, 4, "acknowledgement", "Mhm.", 0.9),
    move(POLISH, 4, "clarifying_question", "A co Pan widzi wtedy na routerze?", 0.8),
    move(
        POLISH,
        6,
        "paraphrase",
        "Czyli od poniedziałku codziennie koło piętnastej gaśnie internet, a na routerze miga czerwona lampka. Dobrze "
        "rozumiem?",
        0.95,
    ),
    move(POLISH, 7, "confirms", "Tak, dokładnie tak.", 0.95),
    move(POLISH, 8, "apology", "Przepraszam, że przy pierwszym telefonie nikt tego nie sprawdził.", 0.96),
    move(POLISH, 8, "next_step", "Sprawdzę teraz linię.", 0.85),
    move(POLISH, 10, "thanks", "Dziękuję, że Pan poczekał.", 0.95),
    move(POLISH, 12, "option_offer", "technik przyjeżdża jutro rano albo w piątek po południu", 0.94),
    move(POLISH, 14, "promise_deadline", "dzwonię do Pana przed dziesiątą", 0.88),
    move(POLISH, 16, "alternative_batna", "umowa pozwala też odejść bez kosztów", 0.8),
    move(POLISH, 18, "satisfaction_check", "Czy takie rozwiązanie Panu odpowiada?", 0.96),
    move(POLISH, 19, "agrees", "Tak, odpowiada.", 0.95),
    move(POLISH, 20, "further_help", "Czy mogę jeszcze w czymś pomóc?", 0.98),
)

POLISH_CARD = Scorecard(
    rubric=RubricRef("service_call", "1"),
    marks=(
        Mark("greeting", "opening", 3, 3, 3, 3, "Jest firma, imię i propozycja pomocy.",
             evidence(POLISH_MOVES, "greeting")),
        Mark("acknowledgement", "listening", 1, 1, 2, 3, "Jeden krótki znak słuchania w całej rozmowie.",
             evidence(POLISH_MOVES, "acknowledgement")),
        Mark("open_question", "listening", 0, 0, 1, 3, "Nie widać pytania, które zaprasza do opowieści."),
        Mark("paraphrase", "understanding", 3, 3, 3, 3, "Wracają dzień, godzina i lampka, z pytaniem na końcu.",
             evidence(POLISH_MOVES, "paraphrase")),
        Mark("empathy", "understanding", 3, 2, 3, 3, "Nazywasz to, co jest dla klienta trudne: pracę z domu.",
             evidence(POLISH_MOVES, "empathy")),
        Mark("option_offer", "solution", 3, 3, 3, 3, "Są dwa terminy, a wybór zostaje przy kliencie.",
             evidence(POLISH_MOVES, "option_offer")),
        Mark("expectation_setting", "solution", None, None, None, 3, "W tej rozmowie niczego nie trzeba było odmówić."),
        Mark("satisfaction_check", "closing", 3, 3, 3, 3, "Pytasz o to konkretne rozwiązanie.",
             evidence(POLISH_MOVES, "satisfaction_check")),
    ),
    skill_total=76.0,
    compliance="not_judged",
)  # fmt: skip
