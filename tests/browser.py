"""A headless Chromium for tests, over its DevTools pipe: shows what a page logs, requests and
looks like.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

PROGRAM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
SWITCHES = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-extensions --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --remote-debugging-pipe --disable-dev-shm-usage"
).split()


@dataclass
class Seen:
    """What a page did: lines of its console, errors, requested addresses, and a picture."""

    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    picture: bytes = b""
    values: list[Any] = field(default_factory=list)


class Browser:
    """A browser, which `with` starts and ends."""

    def __enter__(self) -> Self:
        assert PROGRAM
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        read, self._out = os.pipe()
        self._in, write = os.pipe()
        # DevTools uses the descriptors 3 and 4 as its pipe.
        command = [
            "bash",
            "-c",
            f'exec 3<&{read} 4>&{write}; exec "$@"',
            "bash",
            PROGRAM,
            *SWITCHES,
        ]
        self.process = subprocess.Popen(
            [*command, f"--user-data-dir={self.folder.name}", "about:blank"],
            pass_fds=(read, write),
            stderr=subprocess.DEVNULL,
        )
        os.close(read)
        os.close(write)
        self._rest = b""
        self._number = 0
        return self

    def __exit__(self, *error: object) -> None:
        self._send("Browser.close")
        self.process.wait()
        os.close(self._out)
        os.close(self._in)
        self.folder.cleanup()

    def look(self, page: Path, *, width: int, dark: bool, questions: tuple[str, ...] = ()) -> Seen:
        """Opens a file in a window of this width, and returns what the page did. `questions` are
        expressions of JavaScript.
        """
        seen = Seen()
        target = self._call(seen, "Target.createTarget", url="about:blank")["targetId"]
        session = self._call(seen, "Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]

        def call(method: str, **given: Any) -> dict[str, Any]:
            return self._call(seen, method, session, **given)

        for domain in ("Page", "Runtime", "Log", "Network"):
            call(f"{domain}.enable")
        call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}],
        )
        size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
        call("Emulation.setDeviceMetricsOverride", **size)
        call("Page.navigate", url=page.resolve().as_uri())
        loaded = "new Promise(done => document.readyState === 'complete' ? done() : addEventListener('load', done))"
        call("Runtime.evaluate", expression=loaded, awaitPromise=True)
        for question in questions:
            seen.values.append(
                call("Runtime.evaluate", expression=question, returnByValue=True)["result"].get(
                    "value"
                )
            )
        shot = call("Page.captureScreenshot", captureBeyondViewport=True, clip=self._whole(call))
        seen.picture = base64.b64decode(shot["data"])
        self._call(seen, "Target.closeTarget", targetId=target)
        return seen

    @staticmethod
    def _whole(call: Any) -> dict[str, Any]:
        size = call("Page.getLayoutMetrics")["cssContentSize"]
        return {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}

    def _send(self, method: str, session: str | None = None, **given: Any) -> int:
        self._number += 1
        order = {"id": self._number, "method": method, "params": given} | (
            {"sessionId": session} if session else {}
        )
        os.write(self._out, json.dumps(order).encode() + b"\0")
        return self._number

    def _call(
        self, seen: Seen, method: str, session: str | None = None, **given: Any
    ) -> dict[str, Any]:
        number = self._send(method, session, **given)
        while True:
            message = self._receive()
            if message.get("id") == number:
                assert "error" not in message, message["error"]
                result: dict[str, Any] = message["result"]
                return result
            _note(seen, message)

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            piece = os.read(self._in, 1 << 20)
            assert piece, "Chromium has ended"
            self._rest += piece
        one, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(one)
        return message


def _note(seen: Seen, message: dict[str, Any]) -> None:
    method, given = message.get("method"), message.get("params", {})
    if method == "Runtime.exceptionThrown":
        seen.errors.append(
            given["exceptionDetails"]
            .get("exception", given["exceptionDetails"])
            .get("description", "?")
        )
    elif method == "Runtime.consoleAPICalled":
        seen.errors.append(str([one.get("value") for one in given["args"]]))
    elif method == "Log.entryAdded":
        seen.errors.append(given["entry"]["text"])
    elif method == "Network.requestWillBeSent":
        seen.requests.append(given["request"]["url"])
