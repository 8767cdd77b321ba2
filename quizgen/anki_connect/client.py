"""AnkiConnect over HTTP: a question, its answer, and every way that can go wrong as one line.

Only a server on this machine is asked, directly and never through a proxy. Whatever answers there
may be no AnkiConnect, so nothing of an answer is believed before it has been read as what it must
be.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import SplitResult, urlsplit

from quizgen.errors import ConnectError
from quizgen.wording import UNPRINTED

DEFAULT_URL = "http://127.0.0.1:8765"
VERSION = 6
_LIMIT = 100_000_000  # bytes of an answer; 250 notes are about 1 MB
_OLD = "this AnkiConnect is too old; update it (in Anki: Tools > Add-ons > Check for Updates)"
_REFUSALS = {  # AnkiConnect's own words for what a person can mend
    "collection is not available": "Anki has no profile open; open one and try again",
    "unsupported action": _OLD,
}
T = TypeVar("T")


def connect(url: str = DEFAULT_URL, key: str = "", timeout: float = 60) -> Client:
    """An AnkiConnect that can be worked with. Raises `ConnectError` if there is none at `url`.

    `key` is the `apiKey` of AnkiConnect's config, if it has one; `timeout` counts seconds.
    """
    client = Client(url, key, timeout)
    if client.ask("requestPermission", lambda granted: granted["permission"]) != "granted":
        raise ConnectError(_not_allowed(client.url))
    if client.ask("version", int) < VERSION:
        raise ConnectError(_OLD)
    return client


class Client:
    """Asks one AnkiConnect. Every method raises `ConnectError`."""

    def __init__(self, url: str, key: str = "", timeout: float = 60) -> None:
        """Nothing is asked yet; a URL that isn't one of this machine is refused."""
        self.url = url
        self._address = _checked(url)
        self._key = key
        self._timeout = timeout

    def ask(self, action: str, read: Callable[[Any], T], **params: object) -> T:
        """The result of an action, as `read` makes it of the JSON."""
        answer = self._answer(self._request(action, params))
        return self._read(read, self._result(action, answer))

    def ask_each(self, action: str, each: Sequence[Mapping[str, object]]) -> None:
        """The same action with one set of parameters after the other, in one request."""
        requests = [self._request(action, params) for params in each]
        answers = self.ask("multi", list, actions=requests)
        if len(answers) != len(each):
            raise self._stranger()
        for answer in answers:
            self._result(action, answer)

    def _request(self, action: str, params: Mapping[str, object]) -> dict[str, object]:
        """A request, complete by itself: one inside a `multi` wants version and key again."""
        key = {"key": self._key} if self._key else {}
        return {"action": action, "version": VERSION, "params": params} | key

    def _result(self, action: str, answer: Any) -> Any:
        if not isinstance(answer, dict) or answer.keys() != {"result", "error"}:
            raise self._stranger()
        if answer["error"] is not None:
            raise ConnectError(self._refusal(action, UNPRINTED.sub(" ", str(answer["error"]))))
        return answer["result"]

    def _read(self, read: Callable[[Any], T], found: Any) -> T:
        try:
            return read(found)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise self._stranger() from error

    def _answer(self, request: Mapping[str, object]) -> Any:
        # UTF-8, not \u escapes: AnkiConnect takes in about 40 KB a second (1 KB each 25 ms).
        body = json.dumps(request, ensure_ascii=False).encode("utf-8", "replace")
        try:
            status, content = self._exchange(body)
        except TimeoutError as error:
            raise ConnectError(
                f"Anki didn't answer within {self._timeout:g} seconds; close its dialogs, wait for "
                "a sync to end, and try again (nothing is added twice)"
            ) from error
        except (http.client.HTTPException, OSError) as error:
            raise self._broken(error) from error
        if status == http.client.FORBIDDEN:
            raise ConnectError(_not_allowed(self.url))
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise self._stranger() from error

    def _exchange(self, body: bytes) -> tuple[int, bytes]:
        """One request on a connection of its own, which is how AnkiConnect wants it."""
        until = time.monotonic() + self._timeout
        host, port = self._address.hostname or "", self._address.port
        connection = http.client.HTTPConnection(host, port or 8765, timeout=self._timeout)
        try:
            connection.request("POST", "/", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, self._content(response, until)
        finally:
            connection.close()

    def _content(self, response: http.client.HTTPResponse, until: float) -> bytes:
        content = bytearray()
        while piece := response.read1(1 << 16):
            content += piece
            if len(content) > _LIMIT:
                raise self._stranger()
            if time.monotonic() > until:
                raise TimeoutError
        if response.length:
            raise http.client.IncompleteRead(bytes(content), response.length)
        return bytes(content)

    def _broken(self, error: Exception) -> ConnectError:
        cut = (ConnectionAbortedError, ConnectionResetError, BrokenPipeError)
        if isinstance(error, (*cut, http.client.IncompleteRead)):
            return ConnectError(
                "the connection to Anki broke off; try again (nothing is added twice)"
            )
        if isinstance(error, http.client.HTTPException):
            return self._stranger()
        return ConnectError(
            f"no Anki answers at {self.url}; start Anki with the add-on AnkiConnect (its code is "
            "2055492159: Tools > Add-ons > Get Add-ons) and try again"
        )

    def _refusal(self, action: str, reason: str) -> str:
        if "valid api key must be provided" not in reason:
            return _REFUSALS.get(reason, f"Anki refused ({action}): {reason[:300]}")
        if self._key:
            return "AnkiConnect's key is another; see apiKey in its config (Anki: Tools > Add-ons)"
        return (
            "AnkiConnect wants a key; give the apiKey of its config (Anki: Tools > Add-ons) as "
            "ANKICONNECT_KEY or with --anki-key"
        )

    def _stranger(self) -> ConnectError:
        return ConnectError(f"what answers at {self.url} isn't AnkiConnect; see --anki-url")


def nothing(_: Any) -> None:
    """For actions whose result is of no use."""


def _checked(url: str) -> SplitResult:
    """The parts of a URL of this machine; any other could be handed the learner's texts."""
    try:
        parts = urlsplit(url)
        port_is_one = parts.port != 0  # reading it raises ValueError for what is no number
    except ValueError:
        parts, port_is_one = urlsplit(""), False
    if parts.scheme != "http" or not port_is_one or not _is_here(parts.hostname or ""):
        raise ConnectError(f"--anki-url {url!r} isn't on this machine; use one like {DEFAULT_URL}")
    return parts


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _not_allowed(url: str) -> str:
    return (
        f"AnkiConnect at {url} lets quizgen do nothing; allow it in Anki when it asks, or in "
        "webCorsOriginList of its config (Tools > Add-ons)"
    )
