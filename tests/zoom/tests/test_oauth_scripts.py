# SPDX-License-Identifier: GPL-2.0-or-later
"""Scripts, cuts and the journal, for what goes to the OAuth server."""
from __future__ import annotations

import json

import pytest

from .signing_in import ACCOUNT_ID, REDIRECT_URI, SERVER, USER, VERIFIER, basic, refusal

BOTH_VERSIONS = pytest.mark.parametrize("http", ["--http1.1", "--http2"])
REFRESH = {"path": "/oauth/token", "fields": {"grant_type": "refresh_token"}}


@BOTH_VERSIONS
@pytest.mark.parametrize("how", ["reset", "close"])
def test_renewal_whose_reply_is_lost(zoom, sign_in, how, http):
    """Zoom has done it: the old token is spent, and nobody has the new one."""
    told = sign_in.signed_in()
    zoom.script({"cut": how, "apply": True}, REFRESH)
    content = f"grant_type=refresh_token&refresh_token={told['refresh_token']}"
    reply = sign_in.request("POST", "/token", "--data", content, *basic(USER), http=http)
    assert reply.exit_code != 0 and reply.status == 0
    assert zoom.journal()[-1]["outcome"] == "cut"
    assert [issued["state"] for issued in zoom.tokens("refresh_token")] == ["spent", "active"]
    assert refusal(sign_in.refresh(told["refresh_token"])) == (400, "invalid_grant")


def test_renewal_that_zoom_has_not_done(zoom, sign_in):
    told = sign_in.signed_in()
    for answer in ({"cut": "reset"}, {"status": 503}):
        zoom.script(answer, REFRESH)
        assert sign_in.refresh(told["refresh_token"]).status in (0, 503)
    assert sign_in.refresh(told["refresh_token"]).status == 200
    assert zoom.unused_scripts() == 0


def test_failure_of_what_was_done(zoom, sign_in):
    told = sign_in.signed_in()
    zoom.script({"status": 504, "apply": True}, REFRESH)
    assert sign_in.refresh(told["refresh_token"]).status == 504
    assert [issued["state"] for issued in zoom.tokens("refresh_token")] == ["spent", "active"]


def test_held_renewal(zoom, sign_in):
    """Nothing is done before the release."""
    told = sign_in.signed_in()
    zoom.hold(REFRESH)
    command = ("POST", "/token", "--data", f"grant_type=refresh_token&refresh_token={told['refresh_token']}",
               *basic(USER))
    with sign_in.running(*command) as renewal:
        [entry] = zoom.wait_for_request(match=REFRESH)
        assert [issued["state"] for issued in zoom.tokens("refresh_token")] == ["active"]
        zoom.release()
        zoom.wait_for_request(match={**REFRESH, "outcome": "answered"})
        answer = json.loads(renewal.communicate(timeout=60)[0])
    assert zoom.tokens("refresh_token", "active")[0]["token"] == answer["refresh_token"]
    assert entry["status"] is None


def test_matching_by_fields(zoom, sign_in):
    zoom.script({"status": 503}, {"fields": {"grant_type": "account_credentials"}}, times=2)
    told = sign_in.signed_in()
    assert sign_in.refresh(told["refresh_token"]).status == 200
    assert (sign_in.fetch().status, sign_in.fetch().status, sign_in.fetch().status) == (503, 503, 200)


def test_faults_reach_the_oauth_server(zoom, sign_in):
    zoom.fault("tls_not_yet_valid")
    assert sign_in.fetch().exit_code == 60
    zoom.fault(None)
    assert sign_in.fetch().status == 200


@BOTH_VERSIONS
def test_both_versions(sign_in, http):
    reply = sign_in.request("POST", "/token", "--data", f"grant_type=account_credentials&account_id={ACCOUNT_ID}",
                            *basic(SERVER), http=http)
    assert (reply.status, reply.http_version) == (200, http.removeprefix("--http"))
    with sign_in.running("GET", "/nothing", "--dump-header", "-", http=http) as process:
        assert process.communicate(timeout=60)[0].lower().count(b"\ndate:") == 1


def test_secrets_stay_out_of_the_saved_journal(zoom, curl, sign_in, tmp_path):
    zoom.options(device_interval=0)
    told = sign_in.signed_in()
    renewed = sign_in.refresh(told["refresh_token"]).json
    device = sign_in.device_code().json
    referer = f"{zoom.oauth_url}/authorize?state=st-ate~1"
    sign_in.request("GET", f"/device?user_code={device['user_code']}", "--referer", referer)
    sign_in.decide(sign_in.enter(device["user_code"]))
    sign_in.poll(device["device_code"])
    sign_in.revoke(renewed["refresh_token"])
    sign_in.fetch(None, client_secret=SERVER[1])
    curl("GET", "/users/me", token=renewed["access_token"])
    zoom.save_journal(tmp_path / "journal.json")
    text = (tmp_path / "journal.json").read_text()
    issued = [each["token"] for each in zoom.tokens()]
    assert len(issued) == 8
    authorizations = [basic(app)[1].rpartition(" ")[2] for app in (SERVER, USER)]
    for secret in (*issued, *authorizations, SERVER[1], USER[1], VERIFIER, device["user_code"], "st-ate"):
        assert secret not in text
    saved = json.loads(text)["requests"]
    assert saved[0]["query"].startswith("response_type=code&client_id=user-app&redirect_uri=")
    assert saved[2]["fields"] == {"grant_type": "authorization_code", "code": "(left out)",
                                  "redirect_uri": REDIRECT_URI, "code_verifier": "(left out)"}


def test_issued_tokens_are_listed(zoom, sign_in):
    sign_in.signed_in()
    sign_in.fetch()
    assert [(each["kind"], each["client_id"], each["state"]) for each in zoom.tokens()] == [
        ("code", USER[0], "spent"), ("access_token", USER[0], "active"), ("refresh_token", USER[0], "active"),
        ("access_token", SERVER[0], "active")]
    assert len(zoom.tokens("access_token")) == 2 and len(zoom.tokens(state="spent")) == 1
    zoom.clear_apps()
    assert zoom.tokens() == []
