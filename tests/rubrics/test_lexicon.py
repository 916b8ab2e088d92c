import pytest

from rubrics.lexicon import known_languages, load
from rubrics.lexicon.forms import FOLDER, forms_of, lemmas_in
from rubrics.lexicon.loading import STRENGTHS
from rubrics.tokens import read_line
from rubrics.vocabulary import AGENT_MOVES, CUSTOMER_MOVES, TIMED_MOVES
from tests.rubrics.samples import LITTLE, lexicon
from transcribe.errors import BadFile, UnknownName


def found(text: str, label: str = "agent.empathy") -> list[tuple[str, float]]:
    line = read_line(text, "en")
    return [(line.quote(hit.start, hit.end), hit.weight) for hit in lexicon().hits(line).get(label, ())]


def test_a_cue_counts_with_the_weight_of_its_heading():
    assert found("oh that must be really sad") == [("that must be really sad", STRENGTHS["strong"])]
    assert found("poor you") == [("poor you", STRENGTHS["likely"])]


def test_a_lemma_matches_its_forms():
    assert found("I understood how it went") == [("understood how", 0.9)]


def test_a_near_miss_wins_over_the_cue_it_overlaps():
    assert found("that must be sad but you signed") == []


def test_a_negation_just_before_turns_a_cue_round():
    assert found("I do not understand how") == []
    assert found("not now. I understand how") == [("understand how", 0.9)]


def test_a_cue_may_ask_for_the_beginning_of_a_clause():
    assert found("well what now", "features.question") == [("what", 0.9)]
    assert found("I know what now", "features.question") == []


@pytest.mark.parametrize(
    ("language", "tag", "alone"),
    [
        ("en", "So you waited all day, right?", "You waited all day. Right. Let me look."),
        ("pl", "Czekała pani cały dzień, tak?", "Czekała pani cały dzień. Tak. Już sprawdzam."),
    ],
)
def test_a_tag_checks_what_stands_before_it_in_its_sentence_and_nothing_as_a_sentence_of_its_own(language, tag, alone):
    tags = [load(language).hits(read_line(text, language)).get("features.question_tag", ()) for text in (tag, alone)]
    assert [len(hits) for hits in tags] == [1, 0]


@pytest.mark.parametrize(
    ("old", "new", "where", "what"),
    [
        ('["poor you"]', '["poor you", "you"]', "little.yaml:13", "agent.empathy.likely.1"),
        ("poor you", "(poor you", "little.yaml:13", "not closed"),
        ('$feeling"', '$feelings"', "little.yaml:12", "no group $feelings"),
        ("  complaint:", "  complain:", "little.yaml:16", "customer.complain"),
        ("    unless:", "    unles:", "little.yaml:14", "unles"),
        ("schema: 1", "schema: 9", "little.yaml:1", "schema 9"),
    ],
)
def test_a_fault_in_a_lexicon_names_the_file_the_line_and_the_key(old, new, where, what):
    assert old in LITTLE
    with pytest.raises(BadFile) as caught:
        lexicon(LITTLE.replace(old, new))
    assert what in caught.value.what
    assert caught.value.where == where


def test_a_bare_yes_is_told_to_be_quoted():
    with pytest.raises(BadFile, match="put the word in quotes"):
        lexicon(LITTLE.replace('"yes"', "yes"))


@pytest.mark.parametrize("language", ["en", "pl"])
def test_a_shipped_lexicon_has_every_move_and_hundreds_of_cues(language):
    shipped = load(language)
    labels = {entry.label for entry in shipped.entries}
    assert {f"agent.{move}" for move in set(AGENT_MOVES) - TIMED_MOVES} <= labels
    assert {f"customer.{move}" for move in CUSTOMER_MOVES} <= labels
    assert sum(entry.weight > 0 for entry in shipped.entries) >= 300


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_move_of_a_shipped_lexicon_tells_a_trainee_why(language):
    shipped = load(language)
    moves = {entry.label for entry in shipped.entries if not entry.label.startswith("features.")}
    assert [label for label in sorted(moves) if "{quote}" not in shipped.whys[label]] == []


@pytest.mark.parametrize("language", known_languages())
def test_the_kept_forms_cover_every_lemma_a_lexicon_names(language):
    named = lemmas_in((FOLDER.parent / f"{language}.yaml").read_text(encoding="utf-8"))
    kept = [row.partition(":")[0] for row in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines()]
    assert list(named) == kept, "run: python -m rubrics.lexicon"


def test_a_lemma_has_its_irregular_forms():
    assert {"send", "sends", "sent", "sending"} <= forms_of("send", "en")


def test_a_language_without_a_lexicon_is_named_with_those_there_are():
    with pytest.raises(UnknownName, match="en, pl"):
        load("hu")
