"""Romanian lines that make a move, new for the tests: written as people type and as a speech engine prints them."""

from pathlib import Path

import pytest

from rubrics.judgeable import judgeable
from rubrics.lexicon import load
from rubrics.lexicon.forms import FOLDER
from rubrics.moves import find_moves
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, TIMED_MOVES
from tests.rubrics.moves.lines_ro import cases, moves_of
from tests.rubrics.samples import call

POSITIVES = {
    "greeting": (
        "bună ziua banca de nord mă numesc irina cu ce vă pot ajuta",
        "Bună seara, recepția, la telefon Mihnea.",
        "alo bună dimineața vă ascult",
        "Bine ați venit pe chat, sunt Oana.",
        "salut ai sunat la asistență sunt vlad",
        "bună ziua vă vorbește carmen de la facturare",
    ),
    "thanks": (
        "vă mulțumesc pentru răbdare",
        "mersi că ai sunat",
        "Mulțumim că ne-ați anunțat din timp.",
        "mulțam fain de poze",
        "apreciem răbdarea dumneavoastră",
        "ok merci de lămurire",
    ),
    "name_use": (
        "sigur domnule Ionescu",
        "Vă ascult, doamnă Popescu.",
        "da domnu Vasiliu am găsit",
        "bună ziua doamna Munteanu",
        "tanti Floare stați liniștită",
        "nea Costică mă auziți",
    ),
    "acknowledgement": (
        "mhm",
        "îhî da",
        "Înțeleg.",
        "da da vă ascult",
        "aha",
        "vă urmăresc, continuați",
    ),
    "open_question": (
        "ce s-a întâmplat mai exact",
        "povestiți-mi vă rog de la început",
        "Cum ați ajuns la suma asta?",
        "cu ce vă pot ajuta",
        "spuneți-mi pe larg ce ați pățit",
        "Ce vă deranjează cel mai mult la abonament?",
    ),
    "clarifying_question": (
        "de când anume face zgomotul ăsta",
        "Ce înțelegeți prin lent?",
        "doar la telefon sau și pe calculator",
        "pe care dintre facturi o vedeți dublă",
        "la ce oră din zi se întâmplă",
        "În ce parte a casei nu prinde semnal?",
    ),
    "closed_question": (
        "aveți factura la dumneavoastră",
        "Îmi spuneți numărul contractului, vă rog?",
        "ați repornit deja routerul",
        "Cum vă numiți?",
        "cu cine vorbesc",
        "sunteți acasă acum",
    ),
    "paraphrase": (
        "dacă am înțeles bine vreți să păstrați numărul vechi",
        "Deci ați plătit de două ori și nimeni nu v-a sunat, așa e?",
        "cu alte cuvinte vă doare că nu v-a anunțat nimeni",
        "adică ați stat acasă toată ziua și curierul n-a venit",
        "Din ce spuneți, aparatul pornește, dar nu încălzește.",
        "vreți să spuneți că nota e mai mare decât v-am zis",
    ),
    "data_confirmation": (
        "repet numărul zero șapte doi doi patru patru trei",
        "Adresa este strada Lungă 14, corect?",
        "deci 250 lei pe 3 martie",
        "am scris strada Teilor numărul 8",
        "0745 100 200, am notat.",
        "Confirm adresa: bulevardul Unirii 5.",
    ),
    "empathy": (
        "vă înțeleg perfect",
        "e foarte neplăcut să rămâi fără căldură iarna",
        "îmi dau seama cât de greu v-a fost",
        "Îmi pare tare rău pentru mama dumneavoastră.",
        "e firesc să fiți supărat",
        "și eu m-aș enerva în locul dumneavoastră",
    ),
    "apology": (
        "îmi cer scuze pentru întârziere",
        "Ne cerem iertare, e vina noastră.",
        "vă rog să ne scuzați",
        "am greșit noi la calcul",
        "iertați-mă că v-am ținut atâta",
        "Trebuia să vă anunțăm de luni și n-am făcut-o.",
    ),
    "ownership": (
        "mă ocup eu de tot",
        "Lăsați în seama mea.",
        "preiau eu cazul de aici",
        "nu mai trebuie să sunați nicăieri",
        "vorbesc eu cu ei până se rezolvă",
        "rămâne treaba mea până la capăt",
    ),
    "option_offer": (
        "vă pot trimite banii înapoi sau vă schimb produsul cum preferați",
        "Aveți două variante: rate sau plata întreagă.",
        "ori veniți la magazin ori vi-l aducem acasă",
        "Alegeți dumneavoastră: pe mail sau prin poștă.",
        "putem să programăm tehnicianul dimineața sau îl trimitem seara",
        "fie păstrați camera fie vă mutăm la etajul doi",
    ),
    "win_win": (
        "dacă rămâneți încă un an vă scad abonamentul la jumătate",
        "Dacă ne trimiteți poza, eu închid dosarul azi și dumneavoastră nu mai așteptați.",
        "și dumneavoastră câștigați și noi păstrăm un client",
        "așa ieșim bine amândoi și nouă ne convine",
        "vă dau transport gratuit dacă luați două bucăți",
        "în schimb primiți o reducere de zece la sută",
    ),
    "expectation_setting": (
        "nu pot mâine pentru că depozitul e închis",
        "Durează cam două săptămâni, fiindcă piesa vine din Germania.",
        "nu vă promit vineri depinde de furnizor",
        "mai repede de luni nu se poate deoarece comisia se întrunește atunci",
        "Maximum 30 de zile, pentru că atât cere verificarea.",
        "nu se poate azi fiindcă programul de plăți e oprit",
    ),
    "fact_argument": (
        "conform contractului taxa se oprește în mai",
        "Articolul 7 spune că garanția e de doi ani.",
        "legea vă dă dreptul la paisprezece zile",
        "Scrie la clauza 4 din contract.",
        "regulamentul interzice plata în numerar",
        "Contorul arată 310 kilowați, deci factura e corectă, așa scrie în registru.",
    ),
    "value_argument": (
        "pentru că lucrați noaptea vă recomand abonamentul fără restricții",
        "Fiindcă aveți copii mici, v-aș da camera de la parter.",
        "ați spus că vă grăbiți deci vă propun ridicarea din magazin",
        "dacă tot călătoriți des vă las pachetul cu roaming",
        "Cum țineți la liniște, vă pun într-o cameră spre curte.",
        "pentru mama dumneavoastră aș alege telefonul cu taste mari",
    ),
    "alternative_batna": (
        "dacă nici așa nu merge vă dăm banii înapoi",
        "Puteți renunța oricând, fără penalizare.",
        "aveți dreptul să reziliați contractul gratuit",
        "Dacă refuză, puteți face plângere la ANPC.",
        "în caz contrar mergeți liniștit la alt furnizor",
        "puteți cere mediere la csalb",
    ),
    "promise_deadline": (
        "vă sun mâine la zece",
        "Banii ajung în cont până vineri.",
        "tehnicianul vine joi dimineață",
        "vă trimit hârtia cel târziu luni",
        "Până la ora 17 aveți răspunsul pe mail.",
        "în două zile primiți cardul",
    ),
    "next_step": (
        "vă trimit acum formularul",
        "Deschid o sesizare și o trec pe urgent.",
        "o să verific plata cu colegii",
        "blochez cardul chiar acum",
        "Colega mea vă va suna pentru detalii.",
        "anulez comanda și fac una nouă",
    ),
    "satisfaction_check": (
        "sunteți mulțumit de soluția asta",
        "Vă convine așa?",
        "e bine așa cum am rămas",
        "Vi se pare corectă varianta?",
        "v-am lămurit cu tot ce v-a supărat",
        "vă ajută soluția asta",
    ),
    "further_help": (
        "mai este ceva cu care vă pot ajuta",
        "Mai aveți întrebări?",
        "altceva mai doriți",
        "Vă mai pot ajuta cu altceva?",
        "mai e vreo nelămurire",
        "alte probleme mai aveți",
    ),
    "review_invitation": (
        "ne lăsați o recenzie vă rog",
        "Ne-ar ajuta o părere de la dumneavoastră.",
        "completați un scurt chestionar după apel",
        "dați-ne o notă în aplicație",
        "Cinci stele pe Google ne-ar bucura.",
        "lăsați două rânduri pe pagina noastră",
    ),
    "blame": (
        "trebuia să citiți contractul înainte să semnați",
        "e vina dumneavoastră că l-ați scăpat",
        "de ce n-ați sunat mai devreme",
        "Nu mai țipați, nu țipați la mine.",
        "toată lumea înțelege numai dumneavoastră nu",
        "sunteți cam neatent domnule",
    ),
    "bounce": (
        "asta nu e la noi sunați la curier",
        "Mergeți la sucursală, aici nu rezolvăm.",
        "noi nu ne ocupăm de așa ceva",
        "n-am cum să vă ajut întrebați la magazin",
        "adresați-vă la alt departament",
        "găsiți totul pe site",
    ),
    "jargon": (
        "aveți un flag pe kyc în crm",
        "Ticketul e pe tier 2 în backlog.",
        "s-a dat timeout pe gateway",
        "returul e la rma fără grn",
        "trebuie refacturare pe loc de consum",
        "sla-ul pe incident e depășit",
    ),
    "unsupported_claim": (
        "sigur ajunge mâine",
        "E sigur de la bateria lui, garantat.",
        "vă garantez că nu se mai întâmplă nimic",
        "sistemul nostru nu greșește niciodată",
        "la toți le merge",
        "Sută la sută e la vecin.",
    ),
}
CUSTOMER = {
    "complaint": (
        "nu merge netul de trei zile",
        "coletul a ajuns spart",
        "aștept de două ore și nu răspunde nimeni",
        "mi-ați luat bani de două ori",
        "e bătaie de joc",
        "am rămas fără apă caldă",
    ),
    "repeat_complaint": (
        "v-am spus deja de trei ori",
        "a doua oară sun pentru asta",
        "vă mai explic încă o dată",
        "și ieri v-am scris același lucru",
        "iar s-a stricat",
        "de fiecare dată aceeași poveste",
    ),
    "escalates": (
        "vreau să vorbesc cu șeful dumneavoastră",
        "vă dau în judecată",
        "mă duc la anpc",
        "reziliez contractul și plec la alții",
        "las o recenzie pe google să afle toți",
        "dați-mi un superior",
    ),
    "thanks": (
        "mulțumesc frumos",
        "mersi mult",
        "vă mulțumesc că m-ați ajutat",
        "săru mâna doamnă",
        "sunteți tare amabilă",
        "doamne ajută m-ați salvat",
    ),
}


@pytest.mark.parametrize(("move", "text"), cases(POSITIVES))
def test_a_romanian_agents_move_is_found(move, text):
    late = move in ("satisfaction_check", "further_help", "review_invitation")
    early = move == "greeting"
    assert move in moves_of("agent", text, position=0.9 if late else 0.05 if early else 0.4)


@pytest.mark.parametrize(("move", "text"), cases(CUSTOMER))
def test_a_romanian_customers_move_is_found(move, text):
    assert move in moves_of("customer", text)


def test_diacritics_and_hyphens_lost_by_a_speech_engine_do_no_harm():
    assert "apology" in moves_of("agent", "imi cer scuze ca v am tinut atata")
    assert "ownership" in moves_of("agent", "lasati o in seama mea")
    assert moves_of("agent", "Îmi cer scuze că v-am ținut.") == moves_of("agent", "imi cer scuze ca v am tinut")


def test_the_romanian_lexicon_has_every_move_with_its_reason_and_hundreds_of_cues():
    shipped = load("ro")
    wanted = {f"agent.{move}" for move in set(AGENT_MOVES) - TIMED_MOVES} | {
        f"customer.{move}" for move in CUSTOMER_MOVES
    }
    assert wanted <= {entry.label for entry in shipped.entries}
    assert [label for label in sorted(wanted) if "{quote}" not in shipped.whys[label]] == []
    assert sum(entry.weight > 0 for entry in shipped.entries) >= 550


def test_the_romanian_lexicon_is_written_with_comma_below_letters():
    text = Path(FOLDER.parent / "ro.yaml").read_text(encoding="utf-8")
    assert not set("şţŞŢ") & set(text)
    assert set("șțăâî") <= set(text)


def test_a_romanian_call_is_judged():
    made = call(
        "agent: Bună ziua, Gazul Vechi, sunt Ilinca, cu ce vă pot ajuta?",
        "customer: Nu merge centrala de trei zile.",
        "agent: Îmi cer scuze pentru întârziere.",
        language="ro",
    )
    assert judgeable(made, "ro").whole is None
    found = {(move.turn, move.name) for move in find_moves(made)}
    assert {(0, "greeting"), (0, "open_question"), (1, "complaint"), (2, "apology")} <= found
