"""A learning system small enough to read: it serves a course package and keeps what the pages tell it."""

import json
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlparse

ACTOR = {"objectType": "Agent", "account": {"homePage": "https://learn.example.org", "name": "t042"}}
REGISTRATION = "5d3b8a3e-6f0c-4b63-9a53-0d3e2a7f1c11"
TOKEN = "c2VjcmV0"  # noqa: S105 - the fake's own
LAUNCH = {
    "contextTemplate": {
        "contextActivities": {"grouping": [{"id": "https://learn.example.org/course"}]},
        "extensions": {"https://w3id.org/xapi/cmi5/context/extensions/sessionid": "s1"},
    },
    "launchMode": "Normal",
    "moveOn": "CompletedAndPassed",
    "masteryScore": 0.7,
}


class LearningSystem:
    """What was said to it, in order."""

    def __init__(self, folder, launch):
        self.statements, self.asked, self.states = [], [], {"LMS.LaunchData": launch}
        self.fetched = 0
        system = self

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *given):
                super().__init__(*given, directory=str(folder))

            def log_message(self, *_):
                """Say nothing."""

            def do_POST(self):
                system.fetched += 1
                self._answer({"auth-token": TOKEN} if system.fetched == 1 else {"error-code": "1"})

            def do_GET(self):
                place = urlparse(self.path)
                if not place.path.startswith("/lrs/"):
                    return super().do_GET()
                system.asked.append(place.path.removeprefix("/lrs/"))
                found = system.states.get(parse_qs(place.query).get("stateId", [""])[0])
                return self._answer(found, 200 if found is not None else 404)

            def do_PUT(self):
                place = urlparse(self.path)
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                query = parse_qs(place.query)
                if self.headers["Authorization"] != f"Basic {TOKEN}":
                    return self._answer(None, 401)
                if place.path.endswith("/statements"):
                    assert query["statementId"] == [content["id"]]
                    system.statements.append(content)
                else:
                    system.states[query["stateId"][0]] = content
                return self._answer(None, 204)

            def _answer(self, content, status=200):
                body = b"" if content is None else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def launch_url(self, page):
        """Give the address with which it opens a page, as section 8.1 of the specification has it."""
        given = {
            "endpoint": f"{self.address}/lrs/",
            "fetch": f"{self.address}/fetch",
            "actor": json.dumps(ACTOR),
            "registration": REGISTRATION,
            "activityId": "https://learn.example.org/units/02",
        }
        return f"{self.address}/{page}?{urlencode(given)}"

    def verbs(self):
        return [each["verb"]["id"].rpartition("/")[2] for each in self.statements]


@contextmanager
def learning_system(folder, **launch):
    """Run one over a folder, with its launch data changed."""
    system = LearningSystem(folder, {**LAUNCH, **launch})
    thread = Thread(target=system.server.serve_forever, daemon=True)
    thread.start()
    yield system
    system.server.shutdown()
    system.server.server_close()
    thread.join()
