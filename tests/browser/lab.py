"""A real JupyterLab for the browser tests: its own folder, its own port, nothing left behind."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import nbformat

REPOSITORY = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
QUIET = '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}'
START_S = 90


def notebook(path, *sources):
    """Write a notebook with these cells of code."""
    made = nbformat.v4.new_notebook(
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    )
    made.cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(made, path)


def _free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def running_lab(folder):
    """Run JupyterLab over a folder and give its address; the settings of whoever runs the tests are not touched."""
    own, port = folder / ".lab", _free_port()
    (own / "config" / "labconfig").mkdir(parents=True)
    (own / "config" / "labconfig" / "default_setting_overrides.json").write_text(QUIET)
    places = {f"JUPYTER_{name.upper()}_DIR": str(own / name) for name in ("config", "data", "runtime")}
    env = {**os.environ, **places, "IPYTHONDIR": str(own / "ipython"), "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}", "--LabApp.news_url=None"]
    log = (own / "log").open("w")
    lab = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/api", lab)
        yield f"http://127.0.0.1:{port}"
    finally:
        lab.terminate()
        lab.wait(30)
        log.close()


def _wait_for(address, lab):
    until = time.monotonic() + START_S
    while time.monotonic() < until and lab.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 -- our own address
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise AssertionError("JupyterLab did not start")
