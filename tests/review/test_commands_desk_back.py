"""The commands behind the desk: what they print, what they refuse, and how they end."""

import json

import pytest
from typer.testing import CliRunner

from parafraza import app
from review.store import NewCall, Store
from tests.review.coaching.conftest import MONDAY, RUBRIC, card, mark, said


@pytest.fixture
def desk(tmp_path):
    """A workspace with four calls of one case, marked by the machine."""
    folder = tmp_path / "desk"
    with Store.open(folder) as store:
        names = [f"000{number}" for number in range(4)]
        store.add_calls(
            [NewCall(name=name, agent="Jan", at=MONDAY, case_id="C7", language="en") for name in names], by="Ewa"
        )
        for name in names:
            store.add_result(name, card(mark("paraphrase", 3.0, evidence=[said()]), mark("empathy", 0.0)))
    return folder


@pytest.fixture
def run(desk):
    """Runs a command over the workspace; returns its exit code, output and errors."""

    def command(*words):
        done = CliRunner().invoke(app, [*map(str, words), "-w", str(desk)])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, done.stdout, done.stderr

    return command


def test_coach_tells_a_strength_with_its_quote_and_what_to_practise(run):
    code, out, _ = run("coach", "--agent", "Jan")
    assert code == 0
    assert "Goes well: Saying back what was heard, 100% of the scale" in out
    assert "“so the bed has not come”" in out
    assert "To practise: Empathy, 0% of the scale" in out
    assert "parafraza play" in out


def test_coach_speaks_json(run):
    _, out, _ = run("coach", "--json")
    found = json.loads(out)
    assert (found["agent"], found["calls"]) == (None, 4)
    assert found["practise"][0]["exercise"]
    assert found["skills"][0] == {
        "item": "paraphrase",
        "calls": 4,
        "share": 1.0,
        "low": pytest.approx(0.5101, abs=1e-4),
        "high": 1.0,
        "change": None,
    }


def test_an_agent_nobody_knows_is_wrong_use(run):
    code, _, told = run("coach", "--agent", "Jna")
    assert code == 2
    assert "check how the name is written" in told


def test_a_slip_in_the_workspaces_name_makes_none(tmp_path):
    done = CliRunner().invoke(app, ["coach", "-w", str(tmp_path / "dsek")])
    assert done.exit_code == 2
    assert not (tmp_path / "dsek").exists()


def test_a_dispute_goes_its_way_and_what_waits_is_listed(run):
    assert run("dispute", "0001", "empathy", "shared", "--by", "Ewa", "--value", "0")[0] == 0
    assert run("dispute", "0001", "empathy", "disputed", "--by", "Jan", "--words", "I said sorry")[0] == 0
    assert run("dispute")[1] == "0001  empathy: Jan says I said sorry\n"
    code, _, told = run("dispute", "0001", "empathy", "settled", "--by", "Ewa", "--value", "0")
    assert code == 2
    assert "let a second reviewer settle it" in told


def test_a_promise_is_kept_by_a_persons_word(run, desk):
    with Store.open(desk) as store:
        number = store.promise("0001", "call back", by="Ewa")
    assert "call back (nobody knows)" in run("ledger", "C7")[1]
    assert "call back (kept)" in run("ledger", "C7", "--kept", number)[1]


def test_an_empty_ledger_says_what_to_do(run):
    assert "--enter looks for them" in run("ledger", "C7")[1]


def test_a_session_runs_from_beginning_to_reveal(run, desk):
    calls = [word for name in ("0000", "0001") for word in ("--call", name)]
    assert run("calibrate", "begin", "November", "--rater", "Ewa", "--rater", "Ion", *calls)[0] == 0
    assert run("calibrate", "progress", "November")[1] == "Ewa: 0 of 2 calls\nIon: 0 of 2 calls\n"
    code, _, told = run("calibrate", "reveal", "November")
    assert code == 2
    assert "not everybody is done" in told
    with Store.open(desk) as store:
        for who in ("Ewa", "Ion"):
            for call in ("0000", "0001"):
                for item in ("paraphrase", "empathy"):
                    store.mark(call, item, 1, by=who, rubric=RUBRIC, blind=True)
    code, out, _ = run("calibrate", "reveal", "November", "--json")
    assert code == 0
    assert set(json.loads(out)) == {"people", "with_machine"}


def test_a_revealed_session_becomes_a_page(run, desk, tmp_path):
    test_a_session_runs_from_beginning_to_reveal(run, desk)
    code, _, told = run(
        "export", "calibration", "--name", "November", "-o", tmp_path / "november.html", "--report-lang", "pl"
    )
    assert (code, told.strip()) == (0, str(tmp_path / "november.html"))
    page = (tmp_path / "november.html").read_text(encoding="utf-8")
    assert "Jak bardzo ludzie są zgodni" in page
    assert "<bdi>Ewa</bdi>" in page
    assert "Program" in page


def test_learning_from_too_few_calls_says_how_many_are_missing(run):
    code, _, told = run("learn", "--by", "Ewa")
    assert code == 2
    assert "review 30 more, then learn again" in told


def test_going_back_to_what_was_shipped_is_logged(run, desk):
    assert run("learn", "--back-to", "0", "--by", "Ewa")[0] == 0
    with Store.open(desk) as store:
        assert [(line.by, line.action, line.detail) for line in store.history(limit=1)] == [
            ("Ewa", "learn", {"back_to": 0})
        ]


def test_tables_go_out_with_their_dictionary(run, tmp_path):
    assert run("export", "tables", "-o", tmp_path / "tables")[0] == 0
    assert (tmp_path / "tables" / "dictionary.csv").is_file()


def test_a_site_of_calls_without_transcripts_names_them_and_fails(run, tmp_path):
    code, _, told = run("export", "site", "-o", tmp_path / "site")
    assert code == 1
    assert "left out: 0003 has no transcript with marks yet" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("agent", "-o", "jan.html"), "say which agent"),
        (("team", "-o", "team.docx"), "end the name in .html or .pdf"),
        (("team", "-o", "team.html", "--report-lang", "xx"), "there is no report in the language 'xx'"),
        (("calibration", "--name", "May", "-o", "may.html"), "there is no session May"),
    ],
)
def test_wrong_use_of_export_names_the_way_out(run, words, told):
    code, _, error = run("export", *words)
    assert code == 2
    assert told in error
