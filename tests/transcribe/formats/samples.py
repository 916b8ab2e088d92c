"""Calls that the tests of formats write and read: two by hand, the rest drawn."""

from hypothesis import strategies as st

from transcribe.call import Call, Dropped, Provenance, Span, Turn, Word
from transcribe.errors import BadFile
from transcribe.formats.encoding import one_line

CALL = Call(
    turns=(
        Turn(
            "agent",
            "agent",
            Span(0.5, 3.25),
            "Dzień dobry, w czym mogę pomóc?",
            (Word("Dzień", Span(0.5, 0.81), 0.98), Word("dobry,", Span(0.81, 1.2), 0.4375), Word("w", Span(1.3, 1.4))),
        ),
        Turn("Jan Nowak", "customer", Span(3.5, 61.0), "Paczka <b>nie</b> doszła & czekam --> już tydzień 😟"),
        Turn("SPEAKER_02", "unknown", Span(60.125, 60.75), "<script>alert('שלום')</script>", language="en"),
        Turn("agent", "agent", Span(3723.4567, 3725.0), "Rozumiem: mija tydzień."),
    ),
    duration=3726.0004,
    language="pl",
    provenance=Provenance(
        engine="faster-whisper.v1",
        model="base",
        version="1.2.1",
        settings={"beam": 5, "glossary": ["Łódź"]},
        audio_sha256="ab" * 32,
        speakers="channels.v1",
        role_confidence={"agent": 0.97, "Jan Nowak": 0.8},
        overlap=(Span(60.125, 60.75),),
        dropped=(Dropped("Napisy stworzone przez", Span(70, 72.5), "no speech there"),),
        notes=("The right channel is quiet.",),
    ),
)
"""Everything a call can know, with all that a format could trip over."""

UNTIMED = Call((Turn("agent", "agent", None, "Hello"), Turn("customer", "customer", None, "Hi")), None, "en")

_times = st.integers(0, 10_000_000).map(lambda ms: ms / 1000)
_spans = st.tuples(_times, _times).map(lambda pair: Span(min(pair), max(pair)))
_shares = st.integers(0, 10_000).map(lambda n: n / 10_000)
texts = st.text(max_size=40).map(one_line)
"""Any Unicode a turn can hold."""
_names = texts.filter(bool) | st.sampled_from(
    ["agent", "Agent", "unknown", "Klient", "left", "SPEAKER_01", "Anna (Agent)"]
)
_roles = st.sampled_from(["agent", "customer", "unknown"])
_words = st.builds(Word, texts, _spans, st.none() | _shares)
_no_words = st.just(())
_languages = st.none() | st.sampled_from(["en", "pl", "ru", "ro"])


def turns(names=_names, spans=_spans, words=_no_words):
    """Draw lists of turns in order of their start."""
    one = st.builds(Turn, names, _roles, spans, texts, words)
    return st.lists(one, max_size=6).map(lambda some: tuple(sorted(some, key=lambda t: t.span.start if t.span else 0)))


def line_names():
    """Draw speakers whose names survive formats of lines, where a colon ends a name."""
    return _names.filter(lambda name: ":" not in name)


def calls():
    """Draw calls that use everything a call has."""
    made = st.builds(
        Provenance,
        engine=texts.filter(bool),
        model=st.none() | texts,
        settings=st.dictionaries(texts, st.integers() | texts | st.booleans(), max_size=3),
        role_confidence=st.dictionaries(texts, _shares, max_size=2),
        overlap=st.lists(_spans, max_size=2).map(tuple),
        dropped=st.lists(st.builds(Dropped, texts, _spans, texts), max_size=2).map(tuple),
        notes=st.lists(texts, max_size=2).map(tuple),
    )
    said = turns(spans=st.none() | _spans, words=st.lists(_words, max_size=3).map(tuple))
    return st.builds(Call, said, st.none() | _times, _languages, made)


def timed_calls(names=_names):
    """Draw calls in which each turn has times and no words."""
    return st.builds(Call, turns(names), st.none() | _times, _languages)


def call_or_error(loads, text):
    """Return what a reader makes of ``text``: a call, or the error it raised; anything else it raises is a fault."""
    try:
        return loads(text, where="drawn")
    except BadFile as error:
        return error
