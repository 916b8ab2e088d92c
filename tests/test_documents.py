"""What the documents promise is there: commands, options, links, licences, and a notebook that runs."""

import ast
import re
import shlex
import shutil
import tomllib
from importlib.metadata import metadata
from importlib.util import find_spec
from pathlib import Path

import nbformat
import pytest
import yaml
from nbclient import NotebookClient
from typer.main import get_command

import parafraza
from transcribe import weights

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    page
    for folder in ("", "docs", "docs/design", "trainings", "scenarios")
    for page in (ROOT / folder).glob("*.md")
    if page.name != "accuracy.md"  # written by a benchmark, which has its own tests
)
NOTES = sorted((ROOT / "docs" / "design").glob("0*.md"))
NOTEBOOK = ROOT / "trainings" / "first_call.ipynb"
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.M | re.S)


def text_of(page):
    """A page's text; of a notebook, its cells' as a page would have it."""
    if page.suffix != ".ipynb":
        return page.read_text(encoding="utf-8")
    cells = nbformat.read(page, 4).cells
    return "\n".join(f"```\n{cell.source}\n```" if cell.cell_type == "code" else cell.source for cell in cells)


def said_in_code(page):
    """Every line of a fence and every code span of a page."""
    text = text_of(page)
    lines = [line.strip() for _, block in FENCE.findall(text) for line in block.splitlines()]
    return lines + re.findall(r"`([^`\n]+)`", FENCE.sub("", text))


def everywhere(start):
    """What the pages say in code that begins with ``start``, each once."""
    return sorted({code for page in [*PAGES, NOTEBOOK] for code in said_in_code(page) if code.startswith(start)})


def wrong_in(arguments):
    """The words of a command line that the program does not know."""
    command, words = get_command(parafraza.app), list(arguments)
    while words and words[0] in getattr(command, "commands", {}):
        command = command.commands[words.pop(0)]
    known = {"-h", "--help", *(option for given in command.params for option in given.opts)}
    lost = [words[0]] if words and hasattr(command, "commands") and not words[0].startswith("-") else []
    return lost + [word for word in words if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known]


def every_option(command):
    """All options of a command and of those under it."""
    own = {option for given in command.params for option in given.opts}
    return own.union(*(every_option(below) for below in getattr(command, "commands", {}).values()))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("review calls/ --out results/", []),
        ("review calls/ --nope", ["--nope"]),
        ("revue calls/", ["revue"]),
        ("models fetch --hub small", []),
        ("models bring", ["bring"]),
        ("score call.json -o a.json -x", ["-x"]),
    ],
)
def test_a_command_line_is_held_against_the_program(line, wrong):
    assert wrong_in(line.split()) == wrong


@pytest.mark.parametrize("line", everywhere("parafraza "))
def test_every_command_in_the_documents_is_one_the_program_knows(line):
    assert wrong_in(shlex.split(line, comments=True)[1:]) == []


@pytest.mark.parametrize("code", everywhere("--"))
def test_every_option_in_the_documents_is_one_the_program_has(code):
    assert code.split()[0] in every_option(get_command(parafraza.app))


@pytest.mark.parametrize("name", sorted(get_command(parafraza.app).commands))
def test_every_command_is_told_of_in_the_readme(name):
    told = [line for line in said_in_code(ROOT / "README.md") if re.match(rf"(parafraza|make) {name}\b", line)]
    assert told


@pytest.mark.parametrize("line", everywhere("make "))
def test_every_make_target_in_the_documents_is_in_the_makefile(line):
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert shlex.split(line, comments=True)[1] in targets


@pytest.mark.parametrize("line", everywhere("python -m "))
def test_every_module_in_the_documents_can_be_run(line):
    name = line.split()[2]
    assert find_spec(name), name
    assert find_spec(name).submodule_search_locations is None or find_spec(f"{name}.__main__")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)\s#]+)[^)]*\)", FENCE.sub("", text_of(page)))
    inside = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def test_python_in_the_readme_uses_names_that_are_there():
    blocks = [block for language, block in FENCE.findall(text_of(ROOT / "README.md")) if language == "python"]
    assert blocks
    assert public_names_in(blocks) <= set(parafraza.__all__)


def public_names_in(blocks):
    """What is asked of ``parafraza`` in pieces of Python."""
    nodes = [node for block in blocks for node in ast.walk(ast.parse(block)) if isinstance(node, ast.Attribute)]
    return {node.attr for node in nodes if isinstance(node.value, ast.Name) and node.value.id == "parafraza"}


def test_the_readme_keeps_one_place_for_what_is_measured():
    assert len(re.findall(r"<!-- bench -->\n.*?<!-- /bench -->", text_of(ROOT / "README.md"), re.S)) == 1


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.name)
def test_a_design_note_has_a_date_a_context_a_choice_and_a_cost(note):
    text = text_of(note)
    assert text.startswith(f"# {note.name[:4]} ")
    assert re.search(r"^\d{4}-\d\d-\d\d$", text, re.M)
    assert re.findall(r"^## (\w+)$", text, re.M) == ["Context", "Choice", "Cost"]


def test_the_index_of_design_notes_lists_them_all_in_order():
    assert re.findall(r"\]\((0[^)]+)\)", text_of(ROOT / "docs" / "design" / "README.md")) == [
        note.name for note in NOTES
    ]


def test_the_conda_environment_has_its_pip_section_last_and_ourselves_at_the_end_of_it():
    *conda, pip = ENVIRONMENT["dependencies"]
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    assert conda[-1] == "pip"
    assert list(pip) == ["pip"]
    assert pip["pip"][-1] == "-e .[all]"


@pytest.mark.parametrize("name", ["jupyterlab", "ipywidgets", "nltk", "openai-whisper", "pyannote.audio"])
def test_the_conda_environment_bounds_what_it_names_as_the_project_does(name):
    *conda, pip = ENVIRONMENT["dependencies"]
    ours = [*PROJECT["dependencies"], *(line for extra in PROJECT["optional-dependencies"].values() for line in extra)]
    bound = next(line for line in ours if line.startswith(f"{name}>="))
    assert bound in [*conda, *pip["pip"]]


def test_the_conda_environment_pins_nothing_and_carries_python_and_ffmpeg():
    *conda, pip = ENVIRONMENT["dependencies"]
    assert f"python{PROJECT['requires-python']}" in conda
    assert "ffmpeg" in conda
    assert not re.search(r"[^>]=|==", " ".join([*conda, *pip["pip"]]))


THIRD_PARTY = text_of(ROOT / "THIRD_PARTY.md")


@pytest.mark.parametrize("name", weights.manifest())
def test_third_party_names_each_set_of_weights_with_maker_licence_source_and_hashes(name):
    known = weights.known(name)
    row = next(line for line in THIRD_PARTY.splitlines() if line.startswith(f"| `{name}`"))
    packages = {part.package for file in known.files for part in file.parts}
    assert [said for said in (known.maker, known.licence, *packages) if said not in row] == []
    assert [file.name for file in known.files if f"| `{file.name}` | `{file.sha256}` |" not in THIRD_PARTY] == []


def name_of(requirement):
    """The distribution a requirement asks for."""
    return re.match(r"[\w.-]+", requirement)[0]


def kind_of(licence):
    """The family a licence's name belongs to."""
    return next(kind for kind in ("GPL", "BSD", "Apache", "MIT") if kind in licence)


@pytest.mark.parametrize("name", [name_of(line) for line in PROJECT["dependencies"]])
def test_third_party_gives_each_library_the_licence_it_states_of_itself(name):
    said = re.search(rf"^\| {re.escape(name)} \| (.*) \|$", THIRD_PARTY, re.M)
    about = metadata(name)
    classifiers = [line for line in about.get_all("Classifier", []) if line.startswith("License")]
    stated = about.get("License-Expression") or about.get("License") or " ".join(classifiers)
    assert said
    assert kind_of(said[1]) == kind_of(stated)


@pytest.mark.parametrize("extra", ["whisper", "pyannote", "vectors", "lab", "postgres", "demo"])
def test_third_party_names_every_library_of_the_extras(extra):
    names = [name_of(line) for line in PROJECT["optional-dependencies"][extra]]
    assert [name for name in names if name not in THIRD_PARTY] == []


def test_the_notebook_is_short_and_begins_with_its_aim_and_time():
    notebook = nbformat.read(NOTEBOOK, 4)
    nbformat.validate(notebook)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= 10
    assert max(len(source.splitlines()) for source in code) <= 5
    assert "**Aim:**" in notebook.cells[0].source
    assert re.search(r"\*\*Time:\*\* \w+ minutes", notebook.cells[0].source)
    assert notebook.metadata.kernelspec.name == "python3"


def test_the_notebook_is_kept_without_outputs_and_uses_public_names_only():
    notebook = nbformat.read(NOTEBOOK, 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.source for cell in code if cell.outputs or cell.execution_count is not None] == []
    assert "widgets" not in notebook.metadata
    assert public_names_in([cell.source for cell in code]) == {"transcribe", "find_moves", "score", "write_report"}


@pytest.fixture
def checkout(tmp_path):
    """A place laid out as the repository is, so that the notebook writes nothing into it."""
    (tmp_path / "trainings").mkdir()
    (tmp_path / "review").symlink_to(ROOT / "review")
    return Path(shutil.copy(NOTEBOOK, tmp_path / "trainings"))


def test_the_notebook_runs_from_top_to_bottom(checkout):
    notebook = nbformat.read(checkout, 4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(checkout.parent)}}).execute()
    printed = {
        cell.id: "".join(out.get("text", "") for out in cell.outputs)
        for cell in notebook.cells[1:]
        if "outputs" in cell
    }
    # The demo's agent gives the story back once ("You waited in all of Saturday, …"): its README says so.
    assert re.search(r"agent +paraphrase +\d+%  .*waited in all of Saturday", printed["moves"])
    assert re.search(r"^paraphrase +[123] of 3 \(", printed["marks"], re.M)
    assert "waited in all of Saturday" in (checkout.parent / "results" / "first_call.html").read_text(encoding="utf-8")
