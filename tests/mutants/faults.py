# SPDX-License-Identifier: GPL-2.0-or-later
"""Faults that unit tests once let pass, each a small change of a source's text.

Blanks and line ends count as one blank. Where the text has moved to another file of the folder it is found there.
"""

import re
from dataclasses import dataclass
from typing import Optional


@dataclass(frozen=True)
class Fault:
    title: str
    path: str
    before: str
    after: str

    def find(self, texts: dict[str, str]) -> Optional[tuple[str, re.Match]]:
        """In which of the files, by their paths, the text stands, and where; None: in none of them once."""
        pattern = re.compile(r"\s+".join(map(re.escape, self.before.split())))
        for path in sorted(texts, key=lambda path: (path != self.path, path)):
            if len(found := list(pattern.finditer(texts[path]))) == 1:
                return path, found[0]
        return None


FAULTS = [
    Fault(
        "network-back overrides a told Retry-After",
        "plugin/core/sync/schedule.c",
        "sync->retry_at.is_set && !sync->retry_is_told",
        "sync->retry_at.is_set",
    ),
    Fault(
        "a missing read scope is remembered after a new token",
        "plugin/core/sync/commands.c",
        "sync->may_not_fetch = false; sync_forget_retries(sync);",
        "sync_forget_retries(sync);",
    ),
    Fault(
        "a webinar's 4711 is not tried as a meeting",
        "plugin/core/zoom/error.c",
        "{4711, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_MISSING_SCOPE | ZOOM_ERROR_KIND_DOUBTED,",
        "{4711, NULL, NULL, ZOOM_REPLY_PERMANENT, ZOOM_ERROR_MISSING_SCOPE,",
    ),
    Fault(
        "a login switched on in OBS is no change",
        "plugin/core/sync/sync.c",
        "|| sync->destination.uses_login != destination->uses_login;",
        ";",
    ),
    Fault(
        "what was accepted as it is stays accepted after a push",
        "plugin/core/sync/record.c",
        "replace(&sync->record.accepted_remote, NULL);",
        ";",
    ),
    Fault(
        "the old token is used after a final refusal",
        "plugin/core/account/token_source.c",
        "if (is_transient && lasts(source, &source->current, USABLE_MS))",
        "if (lasts(source, &source->current, USABLE_MS))",
    ),
    Fault(
        "an unstored sign-in survives changed values of the account",
        "plugin/core/account/token_source.c",
        "token_free(&source->adopted); forget_unstored(source);",
        "token_free(&source->adopted);",
    ),
    Fault(
        "up to 8 separators stand inside a number in running text",
        "plugin/core/model/meeting_digits.c",
        "#define SEPARATORS_MAX 2",
        "#define SEPARATORS_MAX 8",
    ),
    Fault(
        "a file is not synced before it is renamed",
        "plugin/core/store/json_file.c",
        "return fsync(file) == 0;",
        "return true;",
    ),
    Fault(
        "a directory is not synced after a file in it was renamed",
        "plugin/core/store/json_file.c",
        "(fsync(directory) == 0 ||",
        "(true ||",
    ),
    Fault(
        "a read leaves a file of secrets open to others",
        "plugin/core/store/secrets_file.c",
        "*secret = NULL; make_private(path);",
        "*secret = NULL;",
    ),
    Fault(
        "a temporary file is opened where there is one already",
        "plugin/core/store/json_file.c",
        "O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC",
        "O_CREAT | O_WRONLY | O_CLOEXEC",
    ),
    Fault(
        "the temporary file is left after a failed rename",
        "plugin/core/store/json_file.c",
        "if (!ok) os_unlink(temporary.array);",
        ";",
    ),
    Fault(
        "a request is repeated after a status had come",
        "plugin/core/http/transfer.c",
        "!is_loss || status || new_connections",
        "!is_loss || new_connections",
    ),
    Fault(
        "a repeat forgets what was sent before it",
        "plugin/core/http/transfer.c",
        "transfer->sent_before = transfer->request_begun;",
        ";",
    ),
    Fault(
        "the system's certificates are kept beside an own file of them",
        "plugin/core/http/transfer.c",
        'ok = ok && is_set_or_unknown(curl_easy_setopt(easy, CURLOPT_CAPATH, "/dev/null"));',
        ";",
    ),
    Fault(
        "a connection is used again after a time-out",
        "plugin/core/http/client.c",
        "if (code == CURLE_OPERATION_TIMEDOUT) client->connections_distrusted = true;",
        ";",
    ),
    Fault(
        "a switch of profile keeps what is known of the broadcast",
        "plugin/core/controller/profile.c",
        "if (is_switch) sync_set_broadcast(controller->sync, &none, NULL, moment, &effects);",
        "(void)is_switch; (void)none;",
    ),
    Fault(
        "the record under the other kind is kept",
        "plugin/core/controller/broadcast_session.c",
        "state_file_set_push(controller->state, controller_account(controller), broadcast.kind, broadcast.id, "
        "&nothing, STATE_FILE_PUSH_WHOLE);",
        "(void)nothing;",
    ),
    Fault(
        "a request with a token is sent to whatever host",
        "plugin/core/controller/api.c",
        "!problem_is_set(&controller->endpoint_problem) && "
        "zoom_endpoint_is_trusted(&controller->endpoint, request->url)",
        "!problem_is_set(&controller->endpoint_problem)",
    ),
    Fault(
        "a clock that is set back brings a wait back",
        "plugin/core/sync/schedule.c",
        "if (sync->retry_at.is_set) sync->retry_at = deadline_in(moment, 0);",
        ";",
    ),
    Fault(
        "a push whose reply was lost is believed not to have been sent",
        "plugin/core/sync/ensure.c",
        "&& !sync->record.sent &&",
        "&&",
    ),
    Fault(
        "what a cancelled push has left is taken for written",
        "plugin/core/sync/record.c",
        "sync->undo_is_written = false;",
        ";",
    ),
    Fault(
        "each record tells whether something is kept",
        "plugin/core/controller/broadcast_session.c",
        "controller_save_record(controller, effects->undo_changed || learns_kind_of_undo(controller, effects));",
        "controller_save_record(controller, true);",
    ),
    Fault(
        "an entry under a new kind does not tell that something is kept",
        "plugin/core/controller/broadcast_session.c",
        "effects->undo_changed || learns_kind_of_undo(controller, effects)",
        "effects->undo_changed",
    ),
    Fault(
        "a push over what it cannot see leaves what another OBS has kept",
        "plugin/core/sync/record.c",
        "if (transaction->voids_undo) effects->record_changed = effects->undo_changed = true;",
        ";",
    ),
    Fault(
        "an entry under a new kind tells that nothing is kept",
        "plugin/core/controller/broadcast_session.c",
        "return effects->remember_kind && sync_get_record(controller->sync)->undo;",
        "return effects->remember_kind != 0;",
    ),
    Fault(
        "what may be overwritten in the keychain is offered",
        "plugin/core/controller/undo.c",
        "sync_forget_undo(controller->sync, &effects); sync_undo_stored",
        "(void)0;\n\tsync_undo_stored",
    ),
    Fault(
        "the undo of a meeting that is left stays in the keychain",
        "plugin/core/controller/undo.c",
        "if (effects->erase_left_undo && controller->saved_record)",
        "if (0)",
    ),
    Fault(
        "what another OBS has kept of something older stays in the keychain",
        "plugin/core/controller/undo.c",
        "if (is_others_undo_void(controller, effects)) erase_undo(controller);",
        "(void)is_others_undo_void;",
    ),
]
