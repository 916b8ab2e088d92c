"""The cmi5 package: its course structure as section 13 of the specification has it, its pages whole and offline.

The specification's own XSD is not on the package index, so the structure is checked by its tables: names, order, how often,
and the values of attributes.
"""

import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from decimal import Decimal

import pytest

from trainings.loading import folders, load
from trainings.schema import LANGUAGES, OwnWords
from trainings.statements.cmi5 import NAMESPACE, package
from trainings.statements.lesson_page import PageTexts, page_texts
from transcribe.errors import FixableError, UnknownName

MOVE_ON = {"NotApplicable", "Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed"}
OWN_BASE = "https://learn.example.org/parafraza"


@pytest.fixture(scope="module")
def archive():
    return zipfile.ZipFile(io.BytesIO(package("pl", base=OWN_BASE)))


@pytest.fixture(scope="module")
def root(archive):
    return ET.fromstring(archive.read("cmi5.xml"))  # noqa: S314 - our own


def name_of(node):
    return node.tag.removeprefix(f"{{{NAMESPACE}}}")


def faults(root):
    """What in a course structure the specification does not allow."""
    found = [f"namespace of {node.tag}" for node in root.iter() if not node.tag.startswith(f"{{{NAMESPACE}}}")]
    order = [name_of(node) for node in root]
    if name_of(root) != "courseStructure" or order[:1] != ["course"] or not {"au"} >= set(order[1:]) or len(order) < 2:
        found.append(f"order of the course: {order}")
    for node in root:
        wanted = ["title", "description"] + (["url"] if name_of(node) == "au" else [])
        if [name_of(part) for part in node] != wanted:
            found.append(f"order in {node.get('id')}")
        for part in node[:2]:
            strings = [name_of(each) == "langstring" and bool(each.get("lang")) for each in part]
            found += [] if strings and all(strings) else [f"language of {name_of(part)}"]
    ids = [node.get("id", "") for node in root]
    if len(set(ids)) < len(ids) or not all(re.fullmatch(r"https?://\S+", each) for each in ids):
        found.append("ids")
    return [*found, *(fault for unit in root[1:] for fault in faults_of_unit(unit))]


def faults_of_unit(unit):
    known = {"id", "moveOn", "masteryScore", "launchMethod", "activityType"}
    if set(unit.attrib) - known or unit.get("moveOn", "NotApplicable") not in MOVE_ON:
        yield "attributes"
    score = Decimal(unit.get("masteryScore", "0"))
    if not 0 <= score <= 1 or -score.as_tuple().exponent > 4:
        yield "masteryScore"
    if unit.get("launchMethod", "AnyWindow") not in ("AnyWindow", "OwnWindow"):
        yield "launchMethod"


def test_the_course_structure_is_as_the_specification_has_it(root):
    assert faults(root) == []
    assert [unit.find(f"{{{NAMESPACE}}}url").text[:2] for unit in root[1:]] == list(folders())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CompletedAndPassed", "Sometimes"),
        ('masteryScore="0.7"', 'masteryScore="70"'),
        ("<url>", "<address>"),
        ("lessons/02", "lessons/01"),
        ("v1/CourseStructure.xsd", "CourseStructure.xsd"),
    ],
)
def test_the_check_refuses_what_the_specification_refuses(archive, old, new):
    text = (
        archive.read("cmi5.xml")
        .decode()
        .replace(old, new)
        .replace("</url>", "</address>" if "address" in new else "</url>")
    )
    assert faults(ET.fromstring(text))  # noqa: S314 - our own


def test_every_unit_s_page_is_in_the_package_at_its_place(archive, root):
    pages = [unit.find(f"{{{NAMESPACE}}}url").text for unit in root[1:]]
    assert set(pages) <= set(archive.namelist())
    assert "cmi5.xml" in archive.namelist()


def test_pages_load_nothing_but_what_is_in_the_package(archive):
    for name in [each for each in archive.namelist() if each.endswith(".html")]:
        page = archive.read(name).decode()
        asked = re.findall(r'<(?:script|link|img|audio)[^>]* (?:src|href)="([^"]+)"', page)
        places = {each.removeprefix("../") if "../" in each else f"{name[:2]}/{each}" for each in asked}
        assert {"shared/cmi5.js", "shared/page.js", "shared/page.css"} <= places <= set(archive.namelist())


def test_a_moment_that_was_recorded_is_in_the_package_beside_its_page(tmp_path, monkeypatch):
    sound = tmp_path / "02.pl.opus"
    sound.write_bytes(b"OggS")
    for room in ("cmi5", "lesson_page"):
        monkeypatch.setattr(
            f"trainings.statements.{room}.moment_sound", lambda lesson, _: sound if lesson == "02" else None
        )
    packed = zipfile.ZipFile(io.BytesIO(package("pl", ["01", "02"])))
    assert packed.read("02/moment.opus") == b"OggS"
    assert 'src="moment.opus"' in packed.read("02/index.html").decode()
    assert "<audio" not in packed.read("01/index.html").decode()


def test_a_page_holds_every_exercise_once_and_the_right_answers(archive):
    page = archive.read("02/index.html").decode()
    data = json.loads(re.search(r'id="lesson">(.*?)</script>', page, re.S)[1])
    file = load("02", "pl")
    assert [each["id"] for each in data["exercises"]] == [each.id for each in file.exercises]
    assert re.findall(r'data-exercises="(\d+)-(\d+)"', page) == [("1", "8"), ("9", "15")]
    kinds = [each["kind"] for each in data["exercises"]]
    assert kinds.count("own") == sum(isinstance(each, OwnWords) for each in file.exercises)
    assert all("right" in each for each in data["exercises"] if each["kind"] != "own")


def test_the_same_lessons_give_the_same_package():
    assert package("ro", ["02"]) == package("ro", ["02"])


def test_no_lesson_and_no_address_are_refused():
    with pytest.raises(UnknownName):
        package("pl", ["77"])
    with pytest.raises(UnknownName):
        package("de")
    with pytest.raises(FixableError, match="is no address"):
        package("pl", ["02"], base="parafraza")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_say_the_same_things_in_every_language(language):
    said = page_texts(language)
    for name in PageTexts.model_fields:
        holes = [re.findall(r"\{\w+\}", str(getattr(each, name))) for each in (said, page_texts("en"))]
        assert holes[0] == holes[1], name
    assert not re.search("[!şţŞŢ]", str(said.model_dump()))
