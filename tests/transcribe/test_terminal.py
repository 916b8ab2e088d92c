"""What every command shares: exit codes, errors as sentences, options written once."""

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from transcribe.errors import BadFile
from transcribe.terminal import FAILED, WRONG_USE, check_there, clear_errors, print_json, takes


def size(width: Annotated[int, typer.Option(help="Metres.")] = 2, height: Annotated[int, typer.Option()] = 3) -> int:
    """Return an area, by two options several commands share."""
    if width < 0:
        raise BadFile("a width is not negative", fix="take another")
    return width * height


@takes(size)
def paint(area: int, colour: Annotated[str, typer.Argument()], coats: Annotated[int, typer.Option()] = 1) -> None:
    """Paint a wall."""
    print(f"{colour}: {area * coats}")


def run(*arguments):
    app = typer.Typer()
    app.command()(paint)
    result = CliRunner().invoke(app, arguments)
    return result.exit_code, result.stdout, result.stderr


def test_a_command_gets_what_was_made_of_the_options_it_shares():
    assert run("red")[:2] == (0, "red: 6\n")  # 2 by 3, one coat
    assert run("red", "--width", "5", "--coats", "2")[:2] == (0, "red: 30\n")  # 5 by 3, two coats


def test_shared_options_stand_in_the_help_with_those_of_the_command():
    code, out, _ = run("--help")
    assert code == 0
    assert all(option in out for option in ("--width", "--height", "--coats", "Metres.", "Paint a wall."))


def test_an_error_in_a_shared_option_is_wrong_use_and_no_traceback():
    assert run("red", "--width=-1") == (WRONG_USE, "", "a width is not negative\nTo fix it: take another\n")


@pytest.mark.parametrize("code", [FAILED, WRONG_USE])
def test_an_error_ends_with_the_code_of_the_place_it_came_from(code, capsys):
    with pytest.raises(typer.Exit) as caught, clear_errors(), clear_errors(code):
        raise BadFile("it is broken", fix="mend it", where="a.json")
    assert caught.value.exit_code == code
    assert capsys.readouterr() == ("", "a.json: it is broken\nTo fix it: mend it\n")


def test_an_error_of_ours_keeps_its_traceback():
    with pytest.raises(ZeroDivisionError), clear_errors():
        _ = 1 / 0


def test_a_file_that_is_not_there_and_a_folder_in_its_place_are_wrong_use(tmp_path, capsys):
    for path, told in ((tmp_path / "none.wav", "no such file"), (tmp_path, "this is a folder")):
        with pytest.raises(typer.Exit) as caught:
            check_there(path)
        assert caught.value.exit_code == WRONG_USE
        assert f"{path}: " in (err := capsys.readouterr().err)
        assert told in err
    check_there(Path(__file__))


def test_json_keeps_letters_as_they_are(capsys):
    print_json({"who": "Żaneta"})
    assert capsys.readouterr().out == '{\n "who": "Żaneta"\n}\n'
