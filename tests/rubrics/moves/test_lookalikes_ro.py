"""Romanian lines that only look like a move, and answers that mean what was asked before them; new for the tests."""

import pytest

from tests.rubrics.moves.lines_ro import cases, moves_of

LOOKALIKES = {
    "greeting": ("o zi bună vă doresc", "bună idee", "v-am spus bună soluție", "o seară liniștită"),
    "thanks": (
        "nu mulțumesc n-am nevoie",
        "mulțumită actualizării merge mai repede",
        "ar trebui să ne mulțumiți",
        "sunt bine mulțumesc",
    ),
    "name_use": (
        "doamna de la ghișeu vă spune",
        "sunt doamna Popa de la facturi",
        "colegul domnul Rusu lucrează mâine",
        "domnule vă rog",
    ),
    "acknowledgement": ("bun", "deci plata e din martie", "ok trecem la adresă", "înțeleg că vreți banii înapoi azi"),
    "open_question": (
        "vă explic imediat cum funcționează",
        "spuneți-mi numărul facturii",
        "de aceea vă sun",
        "ce frumos",
    ),
    "clarifying_question": (
        "vă spun imediat când vine",
        "mai devreme sau mai târziu apare",
        "Plata e sau nu e.",
        "ajunge ori de câte ori comandați",
    ),
    "closed_question": (
        "aveți dreptate",
        "Sunteți programat pe 14.",
        "ați procedat corect",
        "ce s-a întâmplat",
    ),
    "paraphrase": (
        "deci vă trimit formularul",
        "adică cât a costat",
        "dacă înțeleg programul bine se oprește noaptea",
        "deci putem începe",
    ),
    "data_confirmation": (
        "îmi repetați numărul vă rog",
        "vă rog să confirmați adresa",
        "ajunge în două zile",
        "vă costă 30 de lei pe lună",
    ),
    "empathy": (
        "înțeleg dar regulamentul e clar",
        "nu vă înțeleg deloc",
        "e greu de spus de aici",
        "îmi pare rău dar nu se poate",
    ),
    "apology": (
        "scuzați puteți repeta",
        "pardon cum vă numiți",
        "îmi pare rău pentru pierderea mamei",
        "scuze o clipă",
    ),
    "ownership": (
        "nu mă ocup eu de asta",
        "de asta se ocupă altcineva",
        "nu e treaba mea",
        "cu ce vă pot ajuta",
    ),
    "option_offer": (
        "nu aveți altă variantă",
        "mai mult sau mai puțin e la fel",
        "aveți buletin sau pașaport",
        "merge ori de câte ori apăsați",
    ),
    "win_win": (
        "dacă aveți întrebări sunați",
        "dacă îmi dați o clipă verific",
        "dacă nu plătiți se taie",
        "dacă vreți să ieșiți apăsați aici",
    ),
    "expectation_setting": (
        "durează trei zile",
        "suntem deschiși până la șase",
        "nu pot să vă aud",
        "de ce nu se poate",
    ),
    "fact_argument": (
        "vă trimit contractul pe mail",
        "sistemul e căzut acum",
        "oferta are trei culori",
        "o să citesc regulamentul",
    ),
    "value_argument": (
        "pentru cei care zboară des avem un card",
        "clienților mari le dăm reducere",
        "fiindcă n-ați plătit v-am oprit linia",
        "avem trei pachete",
    ),
    "alternative_batna": (
        "nu puteți renunța la contract",
        "anulările se văd în cont",
        "de ce ați anulat",
        "căutați la alt magazin",
    ),
    "promise_deadline": (
        "de obicei vine în trei zile",
        "programul e de luni până vineri",
        "ați sunat luni la zece",
        "nu vine mâine",
    ),
    "next_step": (
        "vreți să vă trimit formularul",
        "nu verific asta",
        "de regulă se trimite prin poștă",
        "vă întreb doar atât",
    ),
    "satisfaction_check": (
        "clienții noștri sunt mulțumiți",
        "merge acum lumina",
        "dacă vă convine sunați-ne",
        "nu e bine ce s-a întâmplat",
    ),
    "further_help": (
        "altceva nu pot face",
        "mai aveți de plătit o rată",
        "dacă mai apare ceva sunați-ne",
        "mai e puțin până pornește",
    ),
    "review_invitation": (
        "nota de plată e în plic",
        "am lăsat o notă colegilor",
        "notați-vă numărul",
        "am citit recenziile la hotel",
    ),
    "blame": (
        "nu e vina dumneavoastră",
        "trebuia să primiți un mail de la noi",
        "n-aveați de unde să știți",
        "mersi că n-ați închis",
    ),
    "bounce": (
        "vă fac legătura cu colega și rămân pe fir",
        "nu mai trebuie să mergeți la sucursală",
        "sunați-mă direct pe mine",
        "vorbesc eu cu magazinul",
    ),
    "jargon": (
        "codul din sms are șase cifre",
        "stați puțin la rând",
        "factura vine pe mail",
        "aparatul măsoară încă o dată",
    ),
    "unsupported_claim": (
        "sigur vă ajut imediat",
        "nu pot să vă garantez",
        "am verificat și scrie că a plecat",
        "nu sunt sigur",
    ),
}
CUSTOMER_LOOKALIKES = {
    "complaint": ("nu e nicio problemă", "nu am altceva", "bună ziua aș vrea o programare", "da exact"),
    "repeat_complaint": ("mai spuneți o dată vă rog", "bună ziua", "da mulțumesc", "vreau un abonament"),
    "escalates": ("șeful meu m-a trimis la dumneavoastră", "da e bine", "vreau o programare", "mulțumesc mult"),
    "thanks": ("nu mulțumesc", "mulțumită lor am pierdut trenul", "mersi pentru nimic", "bine aștept"),
}


@pytest.mark.parametrize(("move", "text"), cases(LOOKALIKES))
def test_what_only_looks_like_a_romanian_move_is_none(move, text):
    assert move not in moves_of("agent", text)


@pytest.mark.parametrize(("move", "text"), cases(CUSTOMER_LOOKALIKES))
def test_what_only_looks_like_a_romanian_customers_move_is_none(move, text):
    assert move not in moves_of("customer", text)


GIVEN_BACK = "Deci ați așteptat toată ziua frigiderul și n-a venit nimeni, așa e?"
PROPOSED = "Vă pot trimite altul sau vă dau banii înapoi, cum preferați?"


@pytest.mark.parametrize(
    ("text", "before", "move"),
    [
        ("da exact așa e", GIVEN_BACK, "confirms"),
        ("Corect, toată ziua.", GIVEN_BACK, "confirms"),
        ("așa este ați înțeles bine", GIVEN_BACK, "confirms"),
        ("da de luni", GIVEN_BACK, "confirms"),
        ("întocmai", GIVEN_BACK, "confirms"),
        ("mhm chiar așa", GIVEN_BACK, "confirms"),
        ("nu nu frigiderul aragazul", GIVEN_BACK, "corrects"),
        ("Nu, marți, nu luni.", GIVEN_BACK, "corrects"),
        ("ați înțeles greșit", GIVEN_BACK, "corrects"),
        ("invers am stat eu la ei", GIVEN_BACK, "corrects"),
        ("nu e adevărat am fost la serviciu", GIVEN_BACK, "corrects"),
        ("ba nu a venit dar târziu", GIVEN_BACK, "corrects"),
        ("bine atunci vreau banii", PROPOSED, "agrees"),
        ("De acord, trimiteți altul.", PROPOSED, "agrees"),
        ("îmi convine", PROPOSED, "agrees"),
        ("ok facem așa", PROPOSED, "agrees"),
        ("e perfect vin mâine", PROPOSED, "agrees"),
        ("da trimiteți vă rog", PROPOSED, "agrees"),
    ],
)
def test_a_romanian_answer_means_what_the_turn_before_asked_for(text, before, move):
    assert move in moves_of("customer", text, before)


@pytest.mark.parametrize(
    ("text", "before", "not_the_move"),
    [
        ("nu îmi convine deloc", PROPOSED, "agrees"),
        ("bine dar cine plătește drumul", PROPOSED, "agrees"),
        ("nu sunt de acord", PROPOSED, "agrees"),
        ("cât costă altul", PROPOSED, "agrees"),
        ("nu mulțumesc", PROPOSED, "corrects"),
        ("nu știu", GIVEN_BACK, "corrects"),
        ("da așa e", GIVEN_BACK, "corrects"),
        ("nu mai am nimic", PROPOSED, "corrects"),
        ("nu e corect", GIVEN_BACK, "confirms"),
        ("bine mulțumesc", PROPOSED, "confirms"),
        ("da e bine așa trimiteți", PROPOSED, "confirms"),
        ("cine sunteți", GIVEN_BACK, "confirms"),
    ],
)
def test_a_romanian_answer_is_not_what_it_only_sounds_like(text, before, not_the_move):
    assert not_the_move not in moves_of("customer", text, before)
