"""Lines that do harm, and lines that only sound alike: each was written for this test, none is from the corpus."""

import pytest

from rubrics.lexicon import load
from rubrics.tokens import read_line

HARMFUL = [
    ("en", "blame", "if you'd told us sooner we could have stopped it"),
    ("en", "blame", "Had you kept the receipt, we would not be talking."),
    ("en", "blame", "You could have checked the size first."),
    ("en", "blame", "you ought to have rung before Friday"),
    ("en", "blame", "people never read the small print do they"),
    ("en", "blame", "I understand, but you signed for it."),
    ("en", "blame", "people like you always want it yesterday"),
    ("en", "blame", "you left it rather late didn't you"),
    ("en", "blame", "well nobody reads the letters we send"),
    ("en", "blame", "You really should have known that."),
    ("en", "unsupported_claim", "they never break"),
    ("en", "unsupported_claim", "everyone is happy with it"),
    ("en", "unsupported_claim", "no question, it'll be there"),
    ("en", "unsupported_claim", "he always comes on time, they always do"),
    ("en", "unsupported_claim", "nobody ever complains about that"),
    ("en", "unsupported_claim", "it's perfectly safe"),
    ("en", "unsupported_claim", "rest assured it will not happen again"),
    ("en", "unsupported_claim", "it will have gone to the neighbour"),
    ("en", "unsupported_claim", "you'll never have trouble with it again"),
    ("pl", "blame", "trzeba było przyjść wcześniej"),
    ("pl", "blame", "mogła pani sprawdzić rozmiar przed zakupem"),
    ("pl", "blame", "jak się nie czyta umowy to potem są problemy"),
    ("pl", "blame", "ludzie nie czytają a potem mają pretensje"),
    ("pl", "blame", "rozumiem ale pan sam podpisał"),
    ("pl", "blame", "gdyby pan odebrał telefon nie byłoby kłopotu"),
    ("pl", "blame", "no to źle pan wpisał numer"),
    ("pl", "blame", "niech się pan potem nie dziwi"),
    ("pl", "unsupported_claim", "to się nigdy nie psuje, zawsze działa"),
    ("pl", "unsupported_claim", "u nas paczki nigdy nie giną"),
    ("pl", "unsupported_claim", "jutro będzie na sto procent"),
    ("pl", "unsupported_claim", "wszyscy są zadowoleni"),
    ("pl", "unsupported_claim", "nikt nigdy się nie skarżył"),
    ("pl", "unsupported_claim", "to na pewno kabel"),
    ("ru", "blame", "надо было раньше звонить"),
    ("ru", "blame", "вы бы хоть инструкцию прочитали"),
    ("ru", "blame", "сами потеряли а потом жалуетесь"),
    ("ru", "blame", "значит вы неправильно ввели пароль"),
    ("ru", "blame", "кто ж вам виноват"),
    ("ru", "blame", "все нормальные люди платят вовремя"),
    ("ru", "blame", "если бы вовремя оплатили пени бы не было"),
    ("ru", "unsupported_claim", "они всегда на следующий день привозят"),
    ("ru", "unsupported_claim", "у нас никогда ничего не теряется"),
    ("ru", "unsupported_claim", "завтра придёт, отвечаю"),
    ("ru", "unsupported_claim", "да приедут, никуда не денутся"),
    ("ru", "unsupported_claim", "это всегда батарейка"),
    ("ru", "unsupported_claim", "больше такого не будет"),
    ("ro", "blame", "trebuia să vă uitați mai atent"),
    ("ro", "blame", "puteați și dumneavoastră să sunați mai devreme"),
    ("ro", "blame", "dacă nu citiți contractul ce să vă fac eu"),
    ("ro", "blame", "lumea nu citește și pe urmă ne sună pe noi"),
    ("ro", "blame", "toți fac așa și dau vina pe noi"),
    ("ro", "blame", "ați greșit parola iar"),
    ("ro", "blame", "la vârsta dumneavoastră trebuia să știți"),
    ("ro", "unsupported_claim", "la noi nu se pierde niciodată nimic"),
    ("ro", "unsupported_claim", "vine mâine sigur, toți au primit"),
    ("ro", "unsupported_claim", "se rezolvă singur până mâine"),
    ("ro", "unsupported_claim", "sigur vă sună ei"),
    ("ro", "unsupported_claim", "e de la router, mereu e de la router"),
    ("ro", "unsupported_claim", "aparatul nostru nu greșește niciodată"),
]
HARMLESS = [
    ("en", "blame", "You should have received the email by now."),
    ("en", "blame", "You should have had a call from us on Monday."),
    ("en", "blame", "It was our mistake, nothing you could have done."),
    ("en", "blame", "If you had a chance to look at the offer, tell me."),
    ("en", "blame", "You must have been worried sick."),
    ("en", "blame", "Anyone would have done the same."),
    ("en", "blame", "did you get the letter we sent"),
    ("en", "blame", "You could have it delivered on Monday."),
    ("en", "blame", "I understand, but our system is down until noon."),
    ("en", "blame", "people are waiting longer than usual today"),
    ("en", "blame", "You really should have a second key, shall I send one?"),
    ("en", "unsupported_claim", "I have never seen that, so let me check."),
    ("en", "unsupported_claim", "it always helps to restart it first"),
    ("en", "unsupported_claim", "Nobody has told me yet, I'll ask."),
    ("en", "unsupported_claim", "I can't promise it will be there."),
    ("en", "unsupported_claim", "no question is silly, go ahead"),
    ("pl", "blame", "Trzeba będzie poczekać dwa dni."),
    ("pl", "blame", "Mogła pani nie wiedzieć, to nasza wina."),
    ("pl", "blame", "powinna pani już dostać maila"),
    ("pl", "blame", "rozumiem, ale nasz system dziś nie działa"),
    ("pl", "blame", "nie dziwię się że się pani zdenerwowała"),
    ("pl", "blame", "gdyby pan chciał, mogę to wysłać"),
    ("pl", "unsupported_claim", "nie mogę obiecać, że jutro dojdzie"),
    ("pl", "unsupported_claim", "zawsze może pani do mnie zadzwonić"),
    ("pl", "unsupported_claim", "sprawdzę na pewno dziś"),
    ("ru", "blame", "Нам надо было предупредить вас раньше."),
    ("ru", "blame", "вы ни в чём не виноваты"),
    ("ru", "blame", "если бы мы позвонили раньше вы бы не ждали"),
    ("ru", "blame", "надо будет подождать два дня"),
    ("ru", "blame", "вам ничего делать не надо"),
    ("ru", "unsupported_claim", "не могу обещать, что завтра придёт"),
    ("ru", "unsupported_claim", "вы всегда можете мне позвонить"),
    ("ru", "unsupported_claim", "проверю и скажу точно"),
    ("ro", "blame", "Trebuia să primiți mesajul ieri."),
    ("ro", "blame", "nu e vina dumneavoastră"),
    ("ro", "blame", "puteți să sunați oricând"),
    ("ro", "blame", "dacă nu merge, vă sun eu mâine"),
    ("ro", "blame", "nu aveați de unde să știți"),
    ("ro", "unsupported_claim", "nu pot să vă promit că vine mâine"),
    ("ro", "unsupported_claim", "mă uit acum să fiu sigur"),
    ("ro", "unsupported_claim", "mereu puteți să mă sunați"),
]


def cues_of(language: str, move: str, text: str) -> list[str]:
    return [hit.cue for hit in load(language).hits(read_line(text, language)).get(f"agent.{move}", ())]


@pytest.mark.parametrize(("language", "move", "text"), HARMFUL)
def test_a_harmful_line_has_a_cue(language, move, text):
    assert cues_of(language, move, text) != []


@pytest.mark.parametrize(("language", "move", "text"), HARMLESS)
def test_a_line_that_only_sounds_harmful_has_none(language, move, text):
    assert cues_of(language, move, text) == []


@pytest.mark.parametrize(
    ("text", "stepping"),
    [
        ("I'm going to ring the warehouse.", True),
        ("I'm ringing the depot while you hold.", True),
        ("I'm calling about your order.", False),
        ("I'm hoping for good news.", False),
    ],
)
def test_what_the_agent_is_doing_is_a_next_step_and_why_they_ring_is_none(text, stepping):
    assert bool(cues_of("en", "next_step", text)) is stepping
