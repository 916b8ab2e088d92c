import json
import zlib
from importlib.metadata import PackageNotFoundError, version

import numpy as np
import pytest

from rubrics import vectors
from rubrics.heads import Example, load
from rubrics.heads.files import HERE, manifest, network_of, packed, unpacked
from rubrics.heads.fitting import fit
from rubrics.heads.model import Curve, decided
from rubrics.heads.train import MOVES, lines_of, training_hash, truth, written
from rubrics.vectors import Remembered
from transcribe.errors import BadFile, MissingPart, UnknownName

LANGUAGES = ("en", "pl", "ro", "ru")


class LettersEncoder(Remembered):
    """Counts letters: enough of a vector to see that a head uses one."""

    name = "letters.v1"
    languages = frozenset({"en"})
    dimension = 26

    def encode_new(self, texts):
        counts = [[text.count(chr(97 + letter)) + 0.1 for letter in range(26)] for text in texts]
        rows = np.array(counts, np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def has_vectors():
    try:
        return version(vectors.PACKAGE) == vectors.WHEEL_VERSION
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def fitted():
    texts = [f"thank you for {thing}" for thing in ("calling", "waiting", "that", "the photo")]
    asks = [f"could you give me {thing}" for thing in ("a name", "the number", "the street", "a code")]
    lines = [Example(text, "hello", 0.5) for text in (*texts, *asks) for _ in range(2)]
    labels = np.array([[line.text in texts, line.text in asks] for line in lines])
    groups = [str(number % 8) for number in range(len(lines))]
    return fit(lines, labels, groups, ("thanks", "closed_question"), LettersEncoder())


def test_decided_moves_are_at_most_the_three_surest():
    chances = np.array([[0.9, 0.8, 0.7, 0.6], [0.1, 0.2, 0.3, 0.6]], np.float32)
    assert decided(chances, np.full(4, 0.5, np.float32)).tolist() == [[True, True, True, False], [False] * 3 + [True]]


def test_curve_of_an_enormous_score_stays_a_probability():
    curve = Curve(np.array([100.0]), np.array([0.0]), np.array([0.5]))
    assert curve(np.array([[1e6], [-1e6]], np.float32))[:, 0] == pytest.approx([1, 0])


def test_head_with_vectors_comes_back_from_its_arrays_the_same(fitted):
    arrays = packed(fitted.head, "agent", "vectors")
    again = unpacked(arrays, "agent", "vectors", LettersEncoder())
    lines = [Example("thank you so much", "hello"), Example("could you spell it", "", 0.1)]
    assert again.moves == ("thanks", "closed_question")
    assert again.probabilities(lines) == pytest.approx(fitted.head.probabilities(lines), abs=1e-5)


def test_head_listens_to_vectors(fitted):
    line = [Example("zzzz qqqq")]  # no known n-gram: only its letters' vector can tell it from the next
    assert not np.allclose(fitted.head.scores(line), fitted.head.scores([Example("mmmm kkkk")]), atol=1e-4)


def test_head_gives_a_line_without_words_no_move(fitted):
    assert fitted.head.probabilities([Example("…"), Example("")]).max() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_head_knows_the_whole_vocabulary(language):
    heads = load(language, "words")
    for side in ("agent", "customer"):
        chances = heads.probabilities("hello, thank you for calling", "", 0.0, side)
        assert tuple(chances) == MOVES[side]
        assert set(heads.thresholds(side)) == set(chances)
        assert all(0 <= chance <= 1 for chance in chances.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_head_is_small_and_learned_from_the_lines_that_are_here(language):
    entry = manifest()["heads"][language]
    learned_from = sum(len(lines_of(language, side, "train")) for side in MOVES)
    raw = (HERE / entry["file"]).read_bytes()
    assert len(raw) == entry["bytes"]
    assert len(zlib.compress(raw)) < 900 * learned_from  # as it travels; unpacked it is a third larger
    assert entry["training_sha256"] == training_hash(language)


def test_shipped_network_is_the_one_its_manifest_describes_and_knows_every_move_of_both_sides():
    entry = manifest()["heads"]["en"]["network"]
    network = network_of(HERE, manifest()["heads"]["en"])
    assert (HERE / entry["file"]).stat().st_size == entry["bytes"] < 20_000_000
    assert set(network.moves) == {f"{side}.{move}" for side in MOVES for move in MOVES[side]}


def test_shipped_network_hears_what_was_given_back_by_what_was_said_before():
    network = network_of(HERE, manifest()["heads"]["en"])
    line = "so that's five weeks without a single word from us"
    heard, unheard = network.logits(
        [Example(line, "I've had nothing since early October"), Example(line, "how much is the blue one")]
    )
    assert heard[network.moves.index("agent.paraphrase")] > unheard[network.moves.index("agent.paraphrase")]


def test_head_without_the_cutter_of_words_falls_back_to_vectors_and_says_so(monkeypatch, tmp_path):
    def missing(words):
        raise MissingPart("the package tokenizers is not installed", fix="pip install tokenizers")

    if not has_vectors():
        pytest.skip("the sentence vectors are not installed")
    monkeypatch.setattr("rubrics.heads.files.tokenizer", missing)
    copy_heads(tmp_path)
    heads = load("en", folder=tmp_path)
    assert (heads.variant, "pip install tokenizers" in heads.note) == ("vectors", True)


GREETINGS = {
    "en": "good morning, this is Anna from the parcel desk, how can I help",
    "pl": "dzień dobry, tu Anna, biuro paczek, w czym mogę pomóc",
    "ru": "добрый день, меня зовут Анна, служба доставки, чем могу помочь",
    "ro": "bună ziua, sunt Ana de la biroul de colete, cu ce vă pot ajuta",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_head_hears_a_greeting_at_the_start(language):
    heads = load(language, "words")
    chances = heads.probabilities(GREETINGS[language], "", 0.0)
    assert max(chances, key=chances.__getitem__) == "greeting"
    assert chances["greeting"] >= heads.thresholds()["greeting"]


def test_shipped_head_with_vectors_hears_a_customer_given_back_in_other_words():
    if not has_vectors():
        pytest.skip("the sentence vectors are an optional part")
    heads = load("en", "vectors")
    chances = heads.probabilities(
        "so nobody rang the bell and the sofa went back to the warehouse, is that right?",
        "I sat at home the whole day and nobody came, and now it says the sofa was returned",
        0.2,
    )
    assert chances["paraphrase"] >= heads.thresholds()["paraphrase"]


def test_head_of_an_unknown_language_names_the_known_ones():
    with pytest.raises(UnknownName, match="en, pl, ro, ru"):
        load("fi")


def test_head_without_vectors_of_its_language_says_so(tmp_path):
    copy_heads(tmp_path, variants=["words"])
    with pytest.raises(MissingPart, match="'en'"):
        load("en", "vectors", tmp_path)
    assert load("en", folder=tmp_path).variant == "words"


def test_head_falls_back_to_words_and_says_what_is_missing(monkeypatch, tmp_path):
    def missing(name):
        raise MissingPart("the vectors are not installed", fix="pip install them")

    monkeypatch.setattr("rubrics.heads.files.encoder", missing)
    copy_heads(tmp_path)
    heads = load("en", folder=tmp_path)
    assert (heads.variant, "pip install them" in heads.note) == ("words", True)
    with pytest.raises(MissingPart, match="not installed"):
        load("en", "vectors", tmp_path)


def test_head_with_a_wrong_hash_is_refused(tmp_path):
    copy_heads(tmp_path)
    raw = bytearray((tmp_path / "en.npz").read_bytes())
    raw[1000] ^= 1
    (tmp_path / "en.npz").write_bytes(raw)
    with pytest.raises(BadFile, match=r"en\.npz"):
        load("en", folder=tmp_path)


def test_head_that_is_not_there_is_missed(tmp_path):
    copy_heads(tmp_path)
    (tmp_path / "en.npz").unlink()
    with pytest.raises(MissingPart, match=r"en\.npz"):
        load("en", folder=tmp_path)


def test_folder_without_a_manifest_is_missed(tmp_path):
    with pytest.raises(MissingPart, match=r"manifest\.json"):
        load("en", folder=tmp_path)


def test_written_arrays_have_no_time_of_day_in_them():
    arrays = {"b": np.arange(3), "a": np.array(["x", "y"])}
    assert written(arrays) == written(dict(reversed(arrays.items())))


def test_truth_has_a_column_for_each_move():
    lines = lines_of("en", "customer", "train")[:5]
    table = truth(lines, MOVES["customer"])
    assert [tuple(np.array(MOVES["customer"])[row]) for row in table] == [
        tuple(move for move in MOVES["customer"] if move in line.moves) for line in lines
    ]


def copy_heads(folder, **changes):
    entry = manifest()["heads"]["en"] | changes
    (folder / "en.npz").write_bytes((HERE / "en.npz").read_bytes())
    (folder / "manifest.json").write_text(json.dumps({"schema": 1, "heads": {"en": entry}}))
