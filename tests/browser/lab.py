"""What the browser tests share: a real JupyterLab with its own folder and port, a Chromium, pages that are watched, a microphone."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest

REPOSITORY = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
QUIET = '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}'
START_S = 90
OPEN_MS = 120_000
"""A server, or a kernel, that starts cold on a busy machine."""
OWN_SCHEMES = {"data", "blob", "about"}
"""Of addresses that a browser answers itself."""
FULL_SIZE = {"width": 1280, "height": 1000}
AT_200_PERCENT = {"width": 640, "device_scale_factor": 2}
"""A window of 1280 pixels at 200 %: 640 of CSS, with two of the screen each."""
CUT_OFF = """element => [element, ...element.querySelectorAll("*")]
    .filter((each) => !each.closest(".pz-sr") && each.clientWidth && each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.className)"""
"""The classes of whatever in an element is wider than its place."""


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


@contextmanager
def running_chromium(*flags):
    """Run Debian's Chromium; the test is skipped where it is not installed."""
    playwright = pytest.importorskip("playwright.sync_api", reason="the browser tests need playwright")
    if not CHROMIUM.exists():
        pytest.skip("Chromium is not installed: apt install chromium")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", *flags])
        yield browser
        browser.close()


@contextmanager
def watched(browser):
    """Give what opens pages, each in a browser of its own; their errors and requests to elsewhere fail the test.

    A page is given once ``first``, a selector, is there.
    """
    wrong, asked, contexts = [], [], []

    def open_(url, first, width=FULL_SIZE["width"], height=FULL_SIZE["height"], **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(url, timeout=OPEN_MS)
        page.locator(first).first.wait_for(timeout=OPEN_MS)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrong == []
    assert [url for url in asked if is_elsewhere(url)] == []


def is_elsewhere(url):
    """Tell whether an address leads away from this machine."""
    address = urlsplit(url)
    return address.scheme not in OWN_SCHEMES and address.hostname != "127.0.0.1"


def idle(page):
    """Wait until the kernel of a notebook has nothing to do, by JupyterLab's status bar."""
    page.locator("#jp-main-statusbar").get_by_text("| Idle").first.wait_for(timeout=OPEN_MS)


def in_the_dark(page):
    """Show a notebook in the dark, as JupyterLab's own setting does."""
    page.evaluate("document.body.dataset.jpThemeLight = 'false'")
    page.wait_for_timeout(300)  # as long as colours take to change


def microphone(file, recording, seconds):
    """Write the first seconds of a recording as a sound for a Chromium's microphone, and give the flags with which it hears it."""
    import av

    with av.open(str(recording)) as source, av.open(str(file), "w") as written:
        stream = written.add_stream("pcm_s16le", rate=48000, layout="mono")
        resampler = av.AudioResampler(format="s16", layout="mono", rate=48000)
        for frame in source.decode(audio=0):
            for part in resampler.resample(frame) if frame.time < seconds else ():
                written.mux(stream.encode(part))
        written.mux(stream.encode(None))
    fake = ("device-for-media-stream", "ui-for-media-stream")
    return [*(f"--use-fake-{each}" for each in fake), f"--use-file-for-fake-audio-capture={file}%noloop"]
