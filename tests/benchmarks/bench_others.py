"""``python -m tests.benchmarks.bench_others``: marks on calls by other hands, against their two readers.

The example calls were there while detectors and rubrics were made; these were not. What is printed for ``held_back`` is what
somebody else's calls will get; the distance to ``bench_examples`` is what working beside one's own calls hides.
"""

from __future__ import annotations

from pathlib import Path

from rubrics.examples import Example, read
from tests.benchmarks.bench_examples import LANGUAGES, Measured, marks_of, row, show_rubrics

FOLDER = Path(__file__).with_name("other_hands")
SETS = ("looked_at", "held_back")


def calls(name: str, language: str) -> list[Example]:
    """Return the calls of one set in one language, each with its readings."""
    return [read(path) for path in sorted((FOLDER / name / language).glob("*.yaml")) if "." not in path.stem]


def measured(name: str, language: str) -> Measured:
    """Return how the marks of one set in one language stand to the readers'."""
    return sum((Measured(rubrics=marks_of(example)) for example in calls(name, language)), Measured())


def main() -> None:
    """Measure both sets."""
    for name in SETS:
        print(f"\n{name:40}  {'marks within':14}{'abstained':13}{'range holds':14}extra")
        found = {language: measured(name, language) for language in LANGUAGES}
        for language, each in found.items():
            print(f"{language}:")
            show_rubrics(each)
        total = sum(found.values(), Measured())
        print("all:")
        show_rubrics(total)
        print(f"  {'every rubric':38}  {row(total.marks)}")


if __name__ == "__main__":
    main()
