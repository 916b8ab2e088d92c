import pytest

from rubrics.lexicon.index import PatternIndex
from rubrics.lexicon.pattern import PatternError, PatternReader, demands, refuse_everything
from rubrics.tokens import read_line

GROUPS = {"day": ["friday", "next week"], "loop": ["$loop"]}
FORMS = {"go": frozenset({"go", "goes", "went"})}


def reader() -> PatternReader:
    return PatternReader("en", lambda lemma: FORMS.get(lemma, frozenset({lemma})), GROUPS)


def matched(pattern: str, text: str) -> list[str]:
    """Return the quotes of all matches of one pattern, anchors left aside."""
    index = PatternIndex()
    index.add(reader().read(pattern), 0)
    line = read_line(text, "en")
    return sorted({line.quote(start, end) for _, start, end in index.walk(line)})


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("sorry", "I am Sorry", ["Sorry"]),
        ("do not", "please don't", ["don't"]),
        ("frustrat*", "how frustrating, frustrated", ["frustrated", "frustrating"]),
        ("am *ing", "I am calling, I am king", ["am calling", "am king"]),
        ("~go home", "she went home", ["went home"]),
        ("(a|b c) d", "a d b c d c d", ["a d", "b c d"]),
        ("very [very] sorry", "very very sorry", ["very sorry", "very very sorry"]),
        ("by $day", "by friday or by next week", ["by friday", "by next week"]),
        ("i .. sorry", "i am so very sorry", ["i am so very sorry"]),
        ("i ..2 sorry", "i am so very sorry", []),
        ("room _", "room seven", ["room seven"]),
        ("in # days", "in 3 days in three days", ["in 3 days"]),
        ("if ..2 [you]", "if we see you", ["if", "if we see you"]),
    ],
)
def test_a_pattern_matches_what_its_signs_say(pattern, text, found):
    assert matched(pattern, text) == found


@pytest.mark.parametrize(("pattern", "breaks"), [("so", 0), ("^so", 1), ("^^so", 2)])
def test_a_pattern_says_how_strong_a_break_must_stand_before_it(pattern, breaks):
    assert reader().read(pattern).at_start == breaks


def test_a_gap_stays_within_its_sentence():
    assert matched("i .. sorry", "I went. Now sorry") == []
    assert matched("i .. sorry", "I went, now sorry") == ["I went, now sorry"]


@pytest.mark.parametrize(
    ("pattern", "problem"),
    [
        ("(sorry", "not closed"),
        ("sorry)", "no beginning"),
        ("a (|b)", "empty"),
        ("by $month", "no group"),
        ("$loop", "contains itself"),
        ("so*", "three letters"),
        ("sorry?", "means nothing"),
        ("", "empty"),
    ],
)
def test_a_pattern_that_cannot_be_read_says_why(pattern, problem):
    with pytest.raises(PatternError, match=problem):
        reader().read(pattern)


COMMON = frozenset({"the", "you", "so"})


@pytest.mark.parametrize("pattern", ["_", "..", "#", "the", "[sorry] you", "(sorry|the)", "_ .. the", "so ..9 _"])
def test_a_pattern_that_would_match_nearly_everything_is_refused(pattern):
    with pytest.raises(PatternError, match="nearly everything"):
        refuse_everything(reader().read(pattern), COMMON)


@pytest.mark.parametrize("pattern", ["sorry", "so you", "^so", "the #", "[the] sorry"])
def test_a_pattern_that_asks_enough_is_kept(pattern):
    refuse_everything(reader().read(pattern), COMMON)


def test_the_demand_of_a_pattern_is_that_of_its_easiest_reading():
    # the 1 + (sorry 2 | you 1) = 2; the optional word asks nothing
    assert demands(reader().read("the (sorry|you) [again]").part, COMMON) == 2
