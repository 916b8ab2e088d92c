"""The lessons as a cmi5 package: a zip with ``cmi5.xml`` and one page a lesson, each of them an assignable unit."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Sequence

from trainings.loading import folders, load, moment_sound
from trainings.schema import LANGUAGES, LessonFile
from trainings.statements.lesson_page import HERE, SOUND, lesson_page, page_texts
from trainings.statements.xapi import BASE, LESSON, checked_base
from transcribe.errors import UnknownName

NAMESPACE = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
MASTERY_SCORE = "0.7"
"""Share of the exercises to choose, order or find in that have to be right at the first try."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, so that the same lessons always give the same package."""
SHARED = ("cmi5.js", "page.js", "page.css")


def package(language: str, lessons: Sequence[str] | None = None, *, base: str = BASE) -> bytes:
    """Return a course package of lessons in one language.

    Args:
        language: ``en``, ``pl``, ``ru`` or ``ro``.
        lessons: Their numbers, such as ``02``; all by default.
        base: What the ids begin with: an address of one's own, so that they are nobody else's.

    Raises:
        UnknownName: There is no such lesson, or none in ``language``.
        FixableError: ``base`` is no address.
    """
    if language not in LANGUAGES:
        raise UnknownName(f"there are no lessons in {language!r}", fix=f"use one of: {', '.join(LANGUAGES)}")
    chosen = [load(number, language) for number in (lessons or folders())]
    content: dict[str, str | bytes] = {"cmi5.xml": course_structure(chosen, language, checked_base(base))}
    content |= {f"{file.lesson}/index.html": lesson_page(file.lesson, language) for file in chosen}
    content |= {f"shared/{name}": (HERE / "page" / name).read_text(encoding="utf-8") for name in SHARED}
    sounds = {file.lesson: moment_sound(file.lesson, language) for file in chosen}
    content |= {f"{lesson}/{SOUND}": path.read_bytes() for lesson, path in sounds.items() if path}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, part)
    return whole.getvalue()


def course_structure(lessons: Sequence[LessonFile], language: str, base: str) -> str:
    """Return ``cmi5.xml``: the course, and each lesson as an assignable unit with its page."""
    said = page_texts(language)
    root = ET.Element("courseStructure", {"xmlns": NAMESPACE})
    course = ET.SubElement(root, "course", {"id": f"{base}/courses/{language}"})
    _words(course, said.course, said.about, language)
    for file in lessons:
        unit = ET.SubElement(
            root,
            "au",
            {
                "id": f"{base}/courses/{language}/lessons/{file.lesson}",
                "moveOn": "CompletedAndPassed",
                "masteryScore": MASTERY_SCORE,
                "launchMethod": "AnyWindow",
                "activityType": LESSON,
            },
        )
        _words(unit, file.title, file.moment.about, language)
        ET.SubElement(unit, "url").text = f"{file.lesson}/index.html"
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _words(node: ET.Element, title: str, about: str, language: str) -> None:
    for name, text in (("title", title), ("description", about)):
        ET.SubElement(ET.SubElement(node, name), "langstring", {"lang": language}).text = text
