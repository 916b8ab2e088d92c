"""What is kept between two runs of a command lies in a folder of the tests' own."""

import pytest


@pytest.fixture(autouse=True)
def kept_apart(tmp_path_factory, monkeypatch):
    """One folder for the whole run, so that what one test found need not be found by the next."""
    monkeypatch.setenv("PARAFRAZA_HOME", str(tmp_path_factory.getbasetemp() / "kept"))
