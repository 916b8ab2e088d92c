"""What is said of a server's address, its model and its key before anything is asked."""

from __future__ import annotations

import pytest

from rubrics.judges import ModelJudge
from transcribe.errors import FixableError


def test_an_even_number_of_votes_and_a_wrong_address_are_told():
    with pytest.raises(FixableError, match="no middle"):
        ModelJudge("http://localhost:1", "m", votes=2)
    odd = ("http://[", "http://my host/v1", "http://localhost/v1\n", "")
    for url in ("localhost:11434", "ftp://localhost", "http://", "http://localhost:99999", *odd):
        with pytest.raises(FixableError, match="no address"):
            ModelJudge(url, "m")


def test_a_model_without_a_name_is_told():
    with pytest.raises(FixableError, match="no name"):
        ModelJudge("http://localhost:1", " ")


@pytest.mark.parametrize("key", ["sesame\n", "klucz-żółty"])
def test_a_key_that_no_request_can_carry_is_told_before_anything_is_asked(key, monkeypatch):
    monkeypatch.setenv("PARAFRAZA_JUDGE_KEY", key)
    with pytest.raises(FixableError, match="key") as told:
        ModelJudge("http://localhost:1", "m")
    assert key.strip() not in str(told.value)
