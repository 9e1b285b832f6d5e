# SPDX-License-Identifier: GPL-2.0-or-later
"""The tests' handle on a stand-in: starts its process and speaks to its control channel."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .control import control_socket

TESTS_DIRECTORY = Path(__file__).resolve().parent.parent
ANSWER_MARGIN_S = 30.0
SECRET_FIELDS = ("stream_key", "stream_url", "page_url", "client_secret", "code", "code_verifier", "refresh_token",
                 "token", "device_code", "user_code", "consent", "state", "code_challenge")
SECRET_HEADERS = ("authorization", "cookie", "referer")

# a state of /proc/net/tcp
SYN_SENT = "02"


class StandInError(Exception):
    pass


def _without_secrets(query: str) -> str:
    pairs = (pair.partition("=") for pair in query.split("&")) if query else ()
    return "&".join(name + equals + ("(left out)" if name in SECRET_FIELDS else value) for name, equals, value in pairs)


@dataclass(frozen=True)
class Proxy:
    url: str
    port: int


class StandIn:
    """Made by start(); a context manager that ends the process."""

    def __init__(self, process: subprocess.Popen, directory: Path, ready: dict[str, object]) -> None:
        self._process = process
        self._directory = directory
        self.api_url = str(ready["url"])
        self.host = self.api_url.removeprefix("https://").rpartition(":")[0]
        self.oauth_url = self.api_url.removesuffix("/v2") + "/oauth"
        self.port = int(str(ready["port"]))
        self.ca_file = str(ready["ca_file"])

    @classmethod
    def start(cls, directory: Path | str, token: str | None = None, *, bind: str = "127.0.0.1", http: str = "both",
              multipart: str = "accept", json_body: str = "accept", command_prefix: tuple[str, ...] = ()) -> StandIn:
        """`command_prefix` runs it elsewhere, such as ("ip", "netns", "exec", NAME)."""
        directory = Path(directory)
        directory.mkdir(parents=True, exist_ok=True)
        with open(directory / "zoom.log", "wb") as log:
            process = subprocess.Popen(
                [*command_prefix, sys.executable, "-m", "zoom", "--directory", str(directory), "--bind", bind,
                 "--http", http, "--multipart", multipart, "--json", json_body, "--while-stdin-open"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, cwd=TESTS_DIRECTORY,
                env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        line = process.stdout.readline()
        if not line:
            process.stdin.close()
            process.stdout.close()
            process.wait()
            raise StandInError("the stand-in did not start: " + (directory / "zoom.log").read_text()[-2000:])
        stand_in = cls(process, directory, json.loads(line))
        if token is not None:
            stand_in.add_token(token)
        return stand_in

    def __enter__(self) -> StandIn:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.stdin.close()
        self._process.wait(timeout=ANSWER_MARGIN_S)
        self._process.stdout.close()

    def _call(self, command: str, wait_s: float = 0.0, **members: object) -> object:
        """On a connection of its own, so that one thread may wait while another releases."""
        line = b""
        try:
            with control_socket(self._directory, "connect") as control:
                control.settimeout(wait_s + ANSWER_MARGIN_S)
                control.sendall(json.dumps({"command": command, **members}).encode("ascii") + b"\n")
                with control.makefile("rb") as lines:
                    line = lines.readline()
        except (ConnectionError, FileNotFoundError):
            pass
        if not line:
            raise StandInError("the stand-in has ended: " + (self._directory / "zoom.log").read_text()[-2000:])
        answer = json.loads(line)
        if "error" in answer:
            raise StandInError(answer["error"])
        return answer["result"]

    def reset(self, drop_connections: bool = True) -> None:
        """As it was started, with nothing held, scripted, faulty or remembered; its addresses stay, but for those of
        fault_url() and start_proxy()."""
        self._call("reset", drop_connections=drop_connections)

    # What this Zoom holds

    def add_meeting(self, id: int, **members: object) -> None:
        """Members: topic, host_email, status, start_time, problem (a name of state.PROBLEMS), configuration, encryption,
        in_practice, custom_service: see state.Broadcast."""
        self._call("add_broadcast", kind="meeting", id=id, **members)

    def add_webinar(self, id: int, **members: object) -> None:
        self._call("add_broadcast", kind="webinar", id=id, **members)

    def add_token(self, token: str, scopes: list[str] | None = None, expired: bool = False) -> None:
        """Adding one again replaces it; without `scopes` it has all that the plugin may use."""
        self._call("add_token", token=token, scopes=scopes, expired=expired)

    def options(self, **changes: object) -> dict:
        """multipart, json, expires_in, withheld_scopes, …: see state.Options and oauth.state.OAuthOptions."""
        return self._call("options", **changes)

    def set_user(self, display_name: str | None = None, email: str | None = None,
                 settings: dict | None = None) -> None:
        """Who signs in; `settings` is all that GET …/settings tells. What is left out is as it was at the start."""
        self._call("set_user", display_name=display_name, email=email, settings=settings)

    # Signing in

    def add_app(self, client_id: str, client_secret: str | None = None, *, kind: str = "user",
                account_id: str | None = None, redirect_uris: Sequence[str] = (),
                scopes: Sequence[str] | None = None, active: bool = True) -> None:
        """An app of Zoom's Marketplace, of kind "user" or "server_to_server"; no secret: a public one. Adding one
        again replaces it and leaves its tokens; without `scopes` it has all that the plugin may use."""
        self._call("add_app", client_id=client_id, client_secret=client_secret, kind=kind, account_id=account_id,
                   redirect_uris=list(redirect_uris), scopes=None if scopes is None else list(scopes), active=active)

    def clear_apps(self) -> None:
        """Forgets all apps and all that was issued to them."""
        self._call("clear_apps")

    def revoke_app(self, client_id: str) -> None:
        """The person removes a user's app: its tokens are void, a new sign-in works. A server-to-server app is
        disabled, until it is added again."""
        self._call("revoke_app", client_id=client_id)

    def expire_refresh_tokens(self) -> None:
        self._call("expire", kind="refresh_token")

    def expire_access_tokens(self) -> None:
        """Those that were issued, ahead of the time that was told with them."""
        self._call("expire", kind="access_token")

    def tokens(self, kind: str | None = None, state: str | None = None) -> list[dict[str, str]]:
        """All that was issued, in order: kind (access_token, refresh_token, code, device_code), token, client_id,
        state (active, spent, expired, revoked)."""
        return [issued for issued in self._call("tokens")
                if kind in (None, issued["kind"]) and state in (None, issued["state"])]

    def set_clock_skew(self, seconds: float) -> None:
        """How much this Zoom's time of day is ahead: in Date headers and within tokens. Lifetimes are not changed."""
        self._call("set_clock_skew", seconds=seconds)

    def configuration(self, kind: str, id: int) -> dict[str, str] | None:
        return self._call("configuration", kind=kind, id=id)

    def configure(self, kind: str, id: int, fields: dict[str, str] | None) -> None:
        """Somebody changes these fields in Zoom's portal; None: removes the configuration."""
        self._call("configure", kind=kind, id=id, fields=fields)

    def run(self, kind: str, id: int, status: str = "started", in_practice: bool = False) -> None:
        """The host begins ("started") or ends ("waiting") it, with which its livestream ends; or begins a webinar's
        practice session."""
        self._call("run", kind=kind, id=id, status=status, in_practice=in_practice)

    def livestream(self, kind: str, id: int) -> dict:
        """`is_live`, and the `settings` of the last start."""
        return self._call("livestream", kind=kind, id=id)

    def set_live(self, kind: str, id: int, is_live: bool) -> None:
        """The host starts or stops the livestream by hand, in Zoom."""
        self._call("set_live", kind=kind, id=id, is_live=is_live)

    # How it answers

    def script(self, answer: dict, match: dict | None = None, times: int = 1) -> int:
        """The next `times` requests that match are answered so; members of `answer`: see scripts.Script."""
        return self._call("script", answer=answer, match=match, times=times)

    def hold(self, match: dict | None = None, answer: dict | None = None, times: int = 1) -> int:
        """Holds the next request until release(); then `answer`, or what the rules say at that time."""
        return self.script({**(answer or {}), "hold": True}, match, times)

    def release(self, number: int | None = None) -> None:
        self._call("release", number=number)

    def clear_scripts(self) -> None:
        self._call("clear_scripts")

    def unused_scripts(self) -> int:
        """How many scripts no request has met yet: a test that ends with some has tested less than it says."""
        return self._call("unused_scripts")

    def fault(self, kind: str | None, times: int = 0, **changes: object) -> None:
        """New connections to the same URL meet this fault (see faults.FAULTS), the next `times` or all; None: none."""
        self._call("fault", kind=kind, times=times, changes=changes)

    def fault_url(self, kind: str, **changes: object) -> str:
        """A base URL of its own that always has this fault."""
        port = self._call("fault_port", kind=kind, changes=changes)
        return f"https://{self.host}:{port}/v2"

    def is_being_connected_to(self) -> bool:
        """Whether some program waits for its port to take a connection."""
        rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return any(row[3] == SYN_SENT and int(row[2].rpartition(":")[2], 16) == self.port for row in rows)

    def drop_connections(self, how: str = "close") -> None:
        """Ends all open connections, by "close" or "reset", so that the next request makes a new one."""
        self._call("drop_connections", how=how)

    def start_proxy(self, user: str | None = None, password: str | None = None,
                    resolve: dict[str, str] | None = None, ways: tuple[str, ...] = ("Basic",)) -> Proxy:
        port = self._call("start_proxy", user=user, password=password, resolve=resolve or {}, ways=ways)
        return Proxy(f"http://{self.host}:{port}", port)

    # What came in

    def journal(self) -> list[dict]:
        return self._call("journal")["requests"]

    def connections(self) -> list[dict]:
        return self._call("journal")["connections"]

    def proxy_journal(self) -> list[dict]:
        return self._call("journal")["connects"]

    def clear_journal(self) -> None:
        self._call("clear_journal")

    def wait_for_request(self, count: int = 1, match: dict | None = None, deadline_s: float = 30.0,
                         after: int = 0) -> list[dict]:
        """All matching requests with a number above `after`, as soon as there are `count`; match e.g. on "outcome" to
        see how they ended."""
        return self._wait("requests", count, match, deadline_s, after)

    def wait_for_connection(self, count: int = 1, match: dict | None = None, deadline_s: float = 30.0) -> list[dict]:
        return self._wait("connections", count, match, deadline_s)

    def wait_for_connect(self, count: int = 1, match: dict | None = None, deadline_s: float = 30.0) -> list[dict]:
        """CONNECT requests at the proxies."""
        return self._wait("connects", count, match, deadline_s)

    def _wait(self, what: str, count: int, match: dict | None, deadline_s: float, after: int = 0) -> list[dict]:
        return self._call("wait", deadline_s, what=what, count=count, match=match, deadline_s=deadline_s, after=after)

    def save_journal(self, path: Path | str) -> None:
        """For a person to read after a failure: without tokens, keys and URLs."""
        journal = self._call("journal")
        for entry in journal["requests"]:
            del entry["body_base64"]
            entry["fields"] = {name: "(left out)" if name in SECRET_FIELDS else value
                               for name, value in entry["fields"].items()}
            entry["query"] = _without_secrets(entry["query"])
            entry["headers"] = [[name, "(left out)" if name in SECRET_HEADERS else value]
                                for name, value in entry["headers"]]
        for entry in journal["connects"]:
            entry["headers"].pop("proxy-authorization", None)
        Path(path).write_text(json.dumps(journal, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
