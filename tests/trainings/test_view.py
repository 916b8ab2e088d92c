"""A lesson's parts in a notebook, driven as the browser drives them, without one."""

import json

import pytest
from pydantic import TypeAdapter

pytest.importorskip("anywidget", reason="the view needs anywidget")

from tests.trainings.lessons import BED, CHOOSE, FIND, LABEL, LESSON, ORDER
from trainings import lessons
from trainings.attempts import Attempts
from trainings.lessons import Exercises, Lesson, Moment
from trainings.schema import Exercise, LessonFile
from trainings.texts import texts
from trainings.widget.assets import ROOT, script, style
from trainings.widget.showing import moment_shown, shuffled
from trainings.widget.view import ExercisesView, MomentView
from transcribe.call import Span, Turn, Word
from transcribe.errors import UnknownName

FILE = LessonFile.model_validate(LESSON)
ALL = [TypeAdapter(Exercise).validate_python(each) for each in (LABEL, CHOOSE, ORDER, FIND, BED)]
GOOD, WEAK = BED["answers"]["good"][0], BED["answers"]["weak"][0]


def view_of(tmp_path):
    """A view over all kinds that is ready, and the learner's file."""
    attempts = Attempts(tmp_path / "attempts.jsonl")
    view = ExercisesView(ALL, "en", attempts)
    view._getting_ready.join()
    return view, attempts


def asked(view, do, **more):
    """What the view answers to a message of the browser."""
    answers = []
    view.send = lambda answer, buffers=None: answers.append((answer, buffers))
    view._heard(view, {"do": do, "number": 7, **more}, [])
    assert [answer["number"] for answer, _ in answers] == [7]
    return answers[0]


def test_what_is_drawn_tells_no_right_answer(tmp_path):
    view, _ = view_of(tmp_path)
    drawn = json.dumps([view.shown, view.states])
    assert "good" not in drawn
    assert BED["why"] not in [each for one in view.shown["exercises"] for each in one.values()]
    order = next(each for each in view.shown["exercises"] if each["kind"] == "order")
    assert sorted(step["value"] for step in order["steps"]) == [1, 2, 3, 4]
    assert [step["value"] for step in order["steps"]] != [1, 2, 3, 4]


def test_a_shuffle_is_always_the_same_and_never_the_right_order():
    for name in ("02-01", "02-02", "11-15"):
        once = shuffled(["a", "b", "c"], name)
        assert once == shuffled(["a", "b", "c"], name)
        assert [each["value"] for each in once] != [1, 2, 3]


def test_an_answer_is_judged_kept_and_explained_when_good(tmp_path):
    view, attempts = view_of(tmp_path)
    asked(view, "check", exercise="02-05", answer=WEAK)
    state = view.states["02-05"]
    assert state["feedback"]["better"]
    assert (state["done"], "solution" in state) == (False, False)
    asked(view, "check", exercise="02-05", answer=GOOD)
    assert view.states["02-05"]["done"]
    assert view.states["02-05"]["solution"]["why"] == BED["why"]
    kept = [(each.exercise, each.skill, each.verdict == "good", each.answer) for each in attempts.all()]
    assert kept == [("02-05", "paraphrase", False, WEAK), ("02-05", "paraphrase", True, GOOD)]


@pytest.mark.parametrize(
    ("exercise", "answer"), [("02-01", ["paraphrase"]), ("02-02", [1, 1]), ("02-03", [1, 3, 2, 4]), ("02-04", [4])]
)
def test_every_kind_of_choice_can_be_answered_well(tmp_path, exercise, answer):
    view, attempts = view_of(tmp_path)
    asked(view, "check", exercise=exercise, answer=answer)
    assert view.states[exercise]["feedback"]["verdict"] == "good"
    assert json.loads(attempts.all()[0].answer) == answer


def test_an_empty_answer_is_told_and_not_kept(tmp_path):
    view, attempts = view_of(tmp_path)
    asked(view, "check", exercise="02-05", answer="  ")
    assert view.states["02-05"]["feedback"]["headline"] == texts("en").verdicts["empty"]
    assert attempts.all() == ()


def test_hints_come_one_by_one_and_the_solution_only_after_a_try_and_both_are_counted(tmp_path):
    view, attempts = view_of(tmp_path)
    asked(view, "show", exercise="02-05")
    assert "solution" not in view.states["02-05"]
    asked(view, "hint", exercise="02-05")
    assert view.states["02-05"]["hints"] == ["Look again."]
    asked(view, "check", exercise="02-05", answer=WEAK)
    asked(view, "show", exercise="02-05")
    assert view.states["02-05"]["solution"]["lines"] == [GOOD]
    asked(view, "check", exercise="02-05", answer=GOOD)
    # one hint before the first try; a hint and the solution before the second
    assert [each.hints for each in attempts.all()] == [1, 2]


def test_a_new_view_knows_what_was_done_and_said_before(tmp_path):
    view, attempts = view_of(tmp_path)
    asked(view, "check", exercise="02-05", answer=GOOD)
    again = ExercisesView(ALL, "en", attempts)
    assert (again.states["02-05"]["done"], again.states["02-05"]["answer"]) == (True, GOOD)
    assert not again.states["02-01"]["done"]
    other = ExercisesView(ALL, "pl", attempts)
    assert not other.states["02-05"]["done"]


@pytest.mark.parametrize(
    "message",
    [{}, {"exercise": "99-99", "answer": "x"}, {"exercise": "02-03", "answer": {"a": 1}}, {"exercise": "02-04"}],
)
def test_a_message_that_makes_no_sense_is_answered_and_harms_nothing(tmp_path, message):
    view, attempts = view_of(tmp_path)
    asked(view, "check", **message)
    asked(view, "nonsense", **message)
    assert attempts.all() == ()
    assert view.aside == texts("en").words["failed"]


def test_a_file_that_cannot_be_kept_is_told_and_the_answer_judged_all_the_same(tmp_path):
    (tmp_path / "results").write_text("in the way")
    view = ExercisesView(ALL, "en", Attempts(tmp_path / "results" / "attempts.jsonl"))
    view._getting_ready.join()
    asked(view, "check", exercise="02-05", answer=GOOD)
    assert view.states["02-05"]["done"]
    assert "make the folder writable" in view.aside


def test_a_moment_gives_its_recording_when_asked(tmp_path):
    sound = tmp_path / "02.en.opus"
    sound.write_bytes(b"OggS")
    answer, buffers = asked(MomentView("en", {"part": "moment"}, sound), "sound")
    assert (answer["done"], buffers) == ("sound", [b"OggS"])
    assert asked(MomentView("en", {"part": "moment"}, None), "sound")[1] is None


def test_a_moment_shows_when_each_turn_and_word_is_heard_and_nothing_where_that_is_not_known():
    turns = [Turn("customer", "customer", Span(0.4, 2), "Hello there.", (Word("Hello", Span(0.5, 1.0)),))]
    file = FILE.model_copy(update={"moment": FILE.moment.model_copy(update={"turns": FILE.moment.turns[:1]})})
    (timed,) = moment_shown(file, turns, sound=True)["turns"]
    assert (timed["start"], timed["words"]) == (0.4, [("Hello", 0.5)])
    (bare,) = moment_shown(file, None, sound=True)["turns"]
    assert (bare["start"], bare["words"], bare["text"]) == (None, [], FILE.moment.turns[0].text)


def test_every_word_of_a_lesson_s_moment_is_shown_with_its_time():
    turns = lessons.lesson("02", "pl").moment().view().shown["turns"]
    assert [" ".join(text for text, _ in turn["words"]) for turn in turns] == [turn["text"] for turn in turns]
    assert turns[0]["words"][0] == ("Dzień", 0.4)


def test_parts_are_text_and_html_outside_a_notebook_and_what_people_wrote_stays_text():
    hostile = FILE.model_copy(update={"moment": FILE.moment.model_copy(update={"about": "<script>alert(1)</script>"})})
    bundle = Moment(hostile, "en")._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html"}
    assert "<script>" not in bundle["text/html"]
    assert "<script>" in bundle["text/plain"]


def test_exercises_on_paper_hold_tasks_and_options_and_no_answers():
    said = Exercises(ALL, "en", None).text()
    assert "Exercise 5 of 5" in said
    assert "[ ] Paraphrase" in said
    assert "( ) What happened?" in said
    assert GOOD not in said


def test_a_lesson_gives_its_parts_by_place(tmp_path):
    lesson = Lesson(FILE, Attempts(tmp_path / "attempts.jsonl"))
    assert [each.id for each in lesson.exercises(2, 3).exercises] == ["02-02", "02-03"]
    assert [each.id for each in lesson.exercises(4).exercises] == ["02-04", "02-05"]
    assert lesson.role_play().case.scenario.id == "late_bed"
    with pytest.raises(UnknownName, match="exercises 1 to 5"):
        lesson.exercises(6, 8)


def test_progress_counts_the_attempts_of_its_own_lesson(tmp_path):
    view, attempts = view_of(tmp_path)
    lesson = Lesson(FILE, attempts)
    assert texts("en").words["no_attempts"] in lesson.progress().html()
    asked(view, "check", exercise="02-05", answer=GOOD)
    assert lesson.progress().text() == (
        "Paraphrase: Attempts: 1; Exercises tried: 1; Good: 1; Good at the first try, no hint: 1"
    )
    other = Lesson(FILE.model_copy(update={"lesson": "03"}), attempts)
    assert other.progress().tallies == ()


def test_one_exercise_opens_by_its_id():
    assert [each.id for each in lessons.exercise("02-01", "pl").exercises] == ["02-01"]


def test_the_script_is_one_module_and_the_style_reaches_nothing_outside():
    assert script().count("export default") == 1
    assert "innerHTML" not in script()
    assert ":root" not in style()
    assert ROOT in style()
