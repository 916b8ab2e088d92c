"""A calibration session: the same calls, marked blind by two to twelve people, then laid open side by side.

``begin`` sets one up, ``progress`` tells who has given how much and never what, ``reveal`` lays it open for good.
"""

from review.calibration.revealing import Revealed, revealed
from review.calibration.sessions import Session, begin, progress, reveal, session, sessions

__all__ = ["Revealed", "Session", "begin", "progress", "reveal", "revealed", "session", "sessions"]
