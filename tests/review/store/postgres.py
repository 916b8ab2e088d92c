"""A PostgreSQL server for the tests: made in a folder, run for the session by somebody without rights, and stopped."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

QUICK = "-c fsync=off -c full_page_writes=off -c listen_addresses= -c max_connections=30"
"""Nothing listens on the network, and the data need not outlive the tests."""


def _as_nobody():
    """Who runs the server: it refuses to run as root."""
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


@contextmanager
def server(folder):
    """Run a server on a socket in a folder, and give the address of one of its databases, with a gap for its name."""
    pytest.importorskip("psycopg", reason="psycopg is not installed; PostgreSQL not measured")
    initdb, pg_ctl = shutil.which("initdb"), shutil.which("pg_ctl")
    if not initdb or not pg_ctl:
        pytest.skip("PostgreSQL is not on this machine (Debian: apt-get install postgresql); not measured")
    folder = Path(folder)
    folder.chmod(0o777)
    who = {**_as_nobody(), "cwd": folder, "timeout": 60, "stdout": subprocess.DEVNULL}
    files = folder / "files"
    subprocess.run(
        [initdb, "-D", files, "-U", "tests", "-A", "trust", "-N", "--locale=C", "-E", "UTF8"], check=True, **who
    )
    subprocess.run(
        [pg_ctl, "-D", files, "-w", "-l", folder / "log", "-o", f"{QUICK} -k {folder}", "start"], check=True, **who
    )
    try:
        yield f"postgresql+psycopg://tests@/{{}}?host={folder}"
    finally:
        subprocess.run([pg_ctl, "-D", files, "-m", "immediate", "stop"], check=True, **who)
