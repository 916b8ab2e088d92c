"""Reviews by the scripted engine that remember what they listened to, and what their results hold."""

from review.running import LOCK, MARKER, RESULTS
from transcribe.listen import Listener
from transcribe.settings import Settings


class Ear(Listener):
    """The scripted listener, which remembers what it heard."""

    def __init__(self, **choices):
        super().__init__(Settings(engine="scripted", **choices))
        self.heard = []

    def call(self, path, progress=lambda *_: None):
        self.heard.append(path.name)
        return super().call(path, progress)


def outcomes(results):
    return [(result.job.source.name, result.outcome) for result in results]


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in (LOCK, MARKER)}


WHOLE = sorted([*RESULTS, "call.vtt", LOCK, MARKER])
