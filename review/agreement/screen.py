"""The study as a QA lead reads it in a terminal: what to do first, then the figures, then the raters."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from review.agreement.bootstrap import Figure
from review.agreement.raters import Lean
from review.agreement.study import Agreement, Study

HOW_TO_READ = (
    "Alpha is 1 where all agree and 0 where they agree as chance would; from 0.667 one may draw careful conclusions, "
    "from 0.8 firm ones (Krippendorff). Behind it: the range it may as well have had with other calls. "
    "Same: marks on one call that are the same; this is not corrected for chance, and looks good wherever "
    "nearly every call gets the same mark."
)


def show(found: Agreement, console: Console) -> None:
    """Print the study."""
    for line in _headline(found):
        console.print(line, highlight=False)
    console.print()
    console.print(_figures(found))
    for reason in _reasons(found):
        console.print(Text(reason))
    console.print()
    console.print(_raters(found.together))
    console.print(Text(_leaning(found.together)))
    console.print()
    console.print(HOW_TO_READ, highlight=False)


def _headline(found: Agreement) -> Iterator[Text]:
    studied = found.together
    raters, calls = len(studied.table.raters), studied.table.calls.number
    counts = ", ".join(_counted(*each) for each in ((len(found.items), "item"), (calls, "call"), (raters, "rater")))
    yield Text(f"{counts}: {', '.join(studied.table.raters)}")
    rewrite = [each for each in found.advice if each.verdict == "rewrite"]
    look = [each for each in found.advice if each.verdict == "look"]
    for each in rewrite:
        yield Text(f"Write anew: {each.item} ({each.why})", style="bold")
    for each in look:
        yield Text(f"Keep an eye on: {each.item} ({each.why})")
    if all(each.verdict == "cannot tell" for each in found.advice):
        yield Text("It cannot be told yet which items people read differently; the reasons stand below the table.")
    elif not rewrite and not look:
        yield Text("No item stands out as read differently by different people.")


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def _figures(found: Agreement) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    grid.add_column("item", overflow="fold")
    for head in ("calls", "alpha", "95 %", "kappa", "same"):
        grid.add_column(head, justify="right", no_wrap=True)
    grid.add_column("what to do")
    verdicts = {each.item: each.verdict for each in found.advice}
    words = {"rewrite": "write anew", "look": "look at it", "fine": "", "cannot tell": "cannot tell yet"}
    by_name = {item.table.item: item for item in found.items}
    for name, verdict in verdicts.items():
        grid.add_row(*_cells(by_name[name], name), words[verdict])
    grid.add_section()
    grid.add_row(*_cells(found.together, "all items, pooled"), "")
    mean = found.mean_of_items[found.together.level]
    grid.add_row("all items, mean", "", _value(mean), _range(mean), "", "", "")
    return grid


def _cells(study: Study, name: str) -> tuple[Text | str, ...]:
    alpha = study.alpha[study.level]
    kappa = study.kappa["unweighted" if study.level == "nominal" else "quadratic"]
    rate = study.share.rate
    same = "-" if rate is None else f"{rate:.0%}".replace("%", " %")
    return Text(name), str(study.pairable), _value(alpha), _range(alpha), _value(kappa), same


def _value(figure: Figure) -> str:
    return "-" if figure.value is None else f"{figure.value:.2f}"


def _range(figure: Figure) -> str:
    return "-" if figure.low is None or figure.high is None else f"{figure.low:.2f} to {figure.high:.2f}"


def _reasons(found: Agreement) -> Iterator[str]:
    """Say why a figure is missing, where one is."""
    for item in found.items:
        figure = item.alpha[item.level]
        if figure.why:
            yield f"{item.table.item}: {figure.why}."


def _raters(study: Study) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    grid.add_column("rater", overflow="fold")
    for head in ("marks", "leans by", "95 %"):
        grid.add_column(head, justify="right")
    grid.add_column("")
    for lean in study.leans:
        grid.add_row(Text(lean.rater), str(lean.marks), *_lean(lean))
    return grid


def _lean(lean: Lean) -> tuple[str, str, str]:
    if lean.lean is None or lean.low is None or lean.high is None:
        return "-", "-", lean.why
    words = {"strict": "marks strictly", "lenient": "marks leniently", "unclear": "like the others"}
    span = f"{lean.low:+.0%} to {lean.high:+.0%}".replace("%", " %")
    return f"{lean.lean:+.0%}".replace("%", " %"), span, words[lean.direction]


def _leaning(study: Study) -> str:
    apart = any(lean.direction != "unclear" for lean in study.leans)
    said = "Leaning is in percent of the scale, against the others on the same calls"
    return f"{said}." if apart else f"{said}; nobody can be told apart from the others by it."
