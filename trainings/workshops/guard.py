"""The code at the door: short enough to type on a phone, and slow to guess."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0 and O, 1, I and L, no U: nothing that is read wrongly off a wall."""
LENGTH = 6
"""30 to the power of 6: 729 million codes."""
FREE = 3
"""Slips of the finger that cost nothing."""
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 60.0
MOST_PLACES = 1000
"""Addresses that are remembered; the oldest are forgotten."""


def new_code() -> str:
    """Return a new code."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


class Guard:
    """Lets in who has the code. Whoever tries wrong ones waits longer each time, right code or not."""

    def __init__(self, code: str, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the code.

        Args:
            code: What is written on the wall.
            clock: Seconds that only go forward.
        """
        self.code, self._clock = code, clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def wait(self, place: str) -> float:
        """Return the seconds an address still has to wait before its next try."""
        _, until = self._wrong.get(_whole(place), (0, 0.0))
        return max(0.0, until - self._clock())

    def opens(self, code: object, place: str) -> bool:
        """Return whether this code opens; a wrong one makes its address wait.

        Args:
            code: What was typed; small letters and spaces do no harm.
            place: The address it comes from.
        """
        if self.wait(place) > 0:
            return False
        typed = "".join(code.split()).replace("-", "").upper() if isinstance(code, str) else ""
        if hmac.compare_digest(typed.encode(errors="replace"), self.code.encode()):
            return True
        self._slower(_whole(place))
        return False

    def _slower(self, place: str) -> None:
        wrong = self._wrong.pop(place, (0, 0.0))[0] + 1
        wait = 0.0 if wrong <= FREE else min(FIRST_WAIT_S * 2.0 ** (wrong - FREE - 1), LONGEST_WAIT_S)
        self._wrong[place] = (wrong, self._clock() + wait)
        while len(self._wrong) > MOST_PLACES:
            self._wrong.popitem(last=False)


def _whole(place: str) -> str:
    """Return what counts as one address: of the sixth version a whole network, in which anybody has billions."""
    try:
        address = ip_address(place)
    except ValueError:
        return place
    if not isinstance(address, IPv6Address):
        return place
    # Proxies write an address of the fourth version in the sixth's form; those are single computers and no network.
    return str(address.ipv4_mapped or int(address) >> 64)
