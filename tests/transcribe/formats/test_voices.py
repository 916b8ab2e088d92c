"""Which speaker and which side of the call a label means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers import quick
from tests.transcribe.formats.samples import line_names, texts
from transcribe.formats.voices import Said, Voice, label, line_of, said, split_speakers, voice

ROLES = st.sampled_from(["agent", "customer", "unknown"])


@pytest.mark.parametrize(
    "word", ["Agent", "CONSULTANT", "Konsultantka", "doradca", "Оператор", "Специалист", "Consilier"]
)
def test_words_for_our_side_mean_the_agent(word):
    assert voice(word).role == "agent"


@pytest.mark.parametrize(
    "word", ["Customer", "caller", "KLIENT", "Klientka", "Клиент", "Клиентка", "Client", "Clientă"]
)
def test_words_for_the_other_side_mean_the_customer(word):
    assert voice(word).role == "customer"


@pytest.mark.parametrize("name", ["SPEAKER_01", "left", "Anna Kowalska", "spk_0", "Agentura", "Agent orange"])
def test_other_names_mean_nobody_knows(name):
    assert voice(name) == Voice(name, "unknown")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("agent", Voice("agent", "agent")),
        ("Customer (Jan Nowak)", Voice("Jan Nowak", "customer")),
        ("Anna (Konsultant)", Voice("Anna", "agent")),
        ("Agent 2", Voice("Agent 2", "agent")),
        ("agent_2", Voice("agent_2", "agent")),
        ("Konsultantka Anna", Voice("Konsultantka Anna", "agent")),
        ("Biuro obsługi klienta", Voice("Biuro obsługi klienta", "agent")),
        ("Unknown (agent)", Voice("agent", "unknown")),
        ("", Voice("unknown", "unknown")),
    ],
)
def test_a_label_gives_speaker_and_role(name, meant):
    assert voice(name) == meant


@pytest.mark.parametrize(
    ("speaker", "role", "written"),
    [
        ("agent", "agent", "Agent"),
        ("Anna", "agent", "Agent (Anna)"),
        ("Klientka", "customer", "Klientka"),
        ("SPEAKER_00", "unknown", "SPEAKER_00"),
        ("Klientka", "unknown", "Unknown (Klientka)"),
        ("", "customer", "Customer"),
    ],
)
def test_a_label_is_as_short_as_it_can_be(speaker, role, written):
    assert label(speaker, role) == written


@quick
@given(texts.filter(bool), ROLES)
def test_a_label_is_read_back_as_it_was_meant(speaker, role):
    assert voice(label(speaker, role)) == Voice(speaker, role)


@quick
@given(line_names(), ROLES, texts)
def test_a_line_is_read_back_as_it_was_meant(speaker, role, text):
    assert said(line_of(speaker, role, text)) == Said(Voice(speaker, role), text)


def test_a_colon_in_a_name_becomes_a_space():
    assert line_of("a:b", "unknown", "x") == "Unknown (a b): x"


@pytest.mark.parametrize(
    "line",
    [
        "And so I said to him: leave it",
        "12:30 is fine",
        "https://example.org",
        "no colon",
        "Left, right: both.",
        "x" * 61 + ": y",
        "Agent (We: both)",
    ],
)
def test_a_sentence_with_a_colon_names_nobody(line):
    assert said(line) == Said(None, line)


def test_a_role_word_needs_no_space_after_its_colon():
    assert said("Agent:Hello: you") == Said(Voice("agent", "agent"), "Hello: you")


def test_a_label_seen_once_among_many_lines_is_part_of_the_sentence():
    found = split_speakers(["one", "two", "Remember: three", "four"])
    assert found[2] == Said(None, "Remember: three")


def test_a_role_word_counts_even_once():
    assert split_speakers(["one", "two", "Klient: three"])[2].voice == Voice("Klient", "customer")


def test_a_name_that_comes_twice_counts():
    found = split_speakers(["Anna: one", "two", "three", "four", "five", "Anna: six"])
    assert [one.voice is not None for one in found] == [True, False, False, False, False, True]


def test_names_on_half_of_the_lines_all_count():
    assert [one.voice is not None for one in split_speakers(["left: a", "b", "right: c", "d"])] == [True, False] * 2


def test_a_file_of_labels_counts_them_all():
    assert [one.voice for one in split_speakers(["left: a", "right: b"])] == [
        Voice("left", "unknown"),
        Voice("right", "unknown"),
    ]
