"""Fetching from hubs, with no hub: what is asked for, and what a person is told when it cannot be had."""

import errno
import hashlib
import sys
import urllib.error
import urllib.request
from types import SimpleNamespace

import pytest

from transcribe import hub
from transcribe.errors import MissingPart, UnknownName


@pytest.fixture
def said():
    return []


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "whisper"


def no_network(*_, **__):
    raise urllib.error.URLError("Name or service not known")


def http_error(kind, status):
    from huggingface_hub import errors

    return getattr(errors, kind)("no", response=SimpleNamespace(headers={}, status_code=status, request=None))


@pytest.mark.parametrize("name", ["gigantic", "openai-whisper:gigantic"])
def test_an_unknown_size_lists_the_known_ones(name):
    with pytest.raises(UnknownName, match=r"no size named 'gigantic'\nTo fix it: use one of: .*small"):
        hub.fetch_hub(name)


def test_a_size_of_faster_whisper_goes_through_its_own_download(monkeypatch, said):
    fetched = []
    monkeypatch.setattr("faster_whisper.utils.download_model", fetched.append)
    hub.fetch_hub("small", said.append)
    assert fetched == ["small"]
    assert said == ["small: fetching; this can take some minutes", "small: fetched"]


def test_without_a_network_a_size_of_faster_whisper_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(MissingPart, match=r"'small' could not be fetched .*\nTo fix it: check the network"):
        hub.fetch_hub("small")


def test_without_a_network_a_size_of_openai_whisper_says_so(cache, monkeypatch):
    monkeypatch.setattr(urllib.request, "urlopen", no_network)
    with pytest.raises(MissingPart, match=r"'tiny' could not be fetched .*Name or service not known"):
        hub.fetch_hub("openai-whisper:tiny")


def test_a_checkpoint_that_is_whole_is_not_fetched_again(cache, monkeypatch, said):
    content = b"weights"
    address = f"https://hub.invalid/{hashlib.sha256(content).hexdigest()}/tiny.pt"
    monkeypatch.setattr("whisper._MODELS", {"tiny": address})
    monkeypatch.setattr(urllib.request, "urlopen", no_network)
    cache.mkdir()
    (cache / "tiny.pt").write_bytes(content)
    hub.fetch_hub("openai-whisper:tiny", said.append)
    assert said == ["openai-whisper:tiny: already here and whole"]


def test_whispers_files_are_looked_for_where_whisper_keeps_them(cache):
    file = hub.whisper_file("large")
    assert file.path == cache / "large-v3.pt"
    assert len(file.sha256) == 64
    assert not file.is_whole()


def test_without_a_token_a_pipeline_says_how_to_get_one(monkeypatch):
    monkeypatch.delenv("HF_TOKEN", raising=False)
    with pytest.raises(MissingPart, match="set HF_TOKEN or add --token TOKEN"):
        hub.fetch_hub("pyannote/speaker-diarization-community-1")


@pytest.mark.parametrize(("given", "expected"), [(None, "hf_of_the_machine"), ("hf_of_the_call", "hf_of_the_call")])
def test_a_pipeline_is_asked_for_with_the_token_and_without_telemetry(monkeypatch, said, given, expected):
    asked = []

    class Pipeline:
        @staticmethod
        def from_pretrained(name, token):
            import os

            asked.append((name, token, os.environ["PYANNOTE_METRICS_ENABLED"]))

    monkeypatch.setenv("HF_TOKEN", "hf_of_the_machine")
    monkeypatch.setenv("PYANNOTE_METRICS_ENABLED", "1")
    monkeypatch.setitem(sys.modules, "pyannote.audio", SimpleNamespace(Pipeline=Pipeline))
    hub.fetch_hub("org/pipeline", said.append, token=given)
    assert asked == [("org/pipeline", expected, "0")]
    assert said[-1] == "org/pipeline: fetched, and it loads"


def test_a_gated_pipeline_says_to_accept_its_conditions():
    with pytest.raises(MissingPart, match="accept the conditions on the model's page"), hub._from_hub("org/pipeline"):
        raise http_error("GatedRepoError", 403)


def test_an_unknown_pipeline_says_to_check_its_name():
    with pytest.raises(UnknownName, match="the hub knows no 'org/pipline'"), hub._from_hub("org/pipline"):
        raise http_error("RepositoryNotFoundError", 404)


def test_a_full_disk_is_not_taken_for_a_missing_network():
    with pytest.raises(MissingPart, match=r"cannot be kept .*No space left"), hub._from_hub("small"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_package_that_is_not_installed_names_the_extra_that_brings_it():
    with pytest.raises(MissingPart, match=r"pip install 'parafraza\[pyannote\]'"):
        hub.installed("a-package-nobody-has-installed", "pyannote")


def test_an_installed_package_gives_its_version():
    import whisper

    assert hub.installed("openai-whisper", "whisper") == whisper.__version__
