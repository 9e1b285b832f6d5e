/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <util/darray.h>

#include "core/account/save.h"
#include "core/account/sign_in.h"
#include "core/account/token_source.h"
#include "core/base/moment.h"
#include "core/controller/api.h"
#include "core/controller/controller.h"
#include "core/controller/push_store.h"
#include "core/controller/door.h"
#include "core/controller/report.h"
#include "core/http/client.h"
#include "core/live/live.h"
#include "core/store/account_list.h"
#include "core/store/profile_settings.h"
#include "core/store/state_file.h"
#include "core/sync/sync.h"
#include "core/zoom/endpoint.h"

/* The insides of the controller, for controller/ alone. */

/* An account that was signed in with since OBS's start. It stays: what Zoom gives it is stored in any profile. */
struct account_session {
	struct controller *controller;
	char *id;
	struct token_source *token_source;
	bool is_being_removed;             /* once it is signed out */
	bool is_taken_off;                 /* the list, which is being written */
	struct sign_out_status signed_out; /* while what belongs to it is still being erased: so it has ended */
	char *erasing;                     /* that undo, by its name; NULL: none */
	uint64_t asked;
};

struct controller {
	struct host host;
	struct controller_view view;
	struct zoom_endpoint_options endpoint_options;
	struct zoom_endpoint endpoint; /* of the current account's cloud */
	struct problem endpoint_problem;
	enum cloud cloud;
	/* where Zoom's API is for the current account: of its region */
	char *api_url;
	char *api_host;
	struct http_client *http_client;
	struct api_call *calls; /* under way */
	uint64_t last_call;
	struct api_access sync_access;
	struct api_access probe_access;
	struct api_access live_access;
	struct sync *sync;
	struct live *live;
	uint64_t ensure_question; /* live's, that sync works on; 0: none */
	bool live_look_wanted;    /* once sync rests */
	enum live_state logged_live;
	char *logged_live_code;
	char *storing_undo; /* is being stored, by its name; NULL: none */
	char *saved_record; /* the last of which something was written down, by its name; NULL: none */
	uint64_t storing;   /* sync's question for it */
	struct completion record_written;

	struct account_list accounts;
	struct state_file state;
	struct push_store push_store;
	struct profile_settings settings; /* of the current profile; its document NULL: OBS has named none yet */
	char *profile_directory;
	char *profiles_lock; /* for the settings of all profiles: see file_lock.h */
	unsigned profile_number;
	bool profile_is_judged; /* whether it is a copy of another one; until then nothing is pushed by itself */
	bool profile_is_copy;  /* so that auto-sync was switched off in it, which the person is told until it decides */
	bool auto_sync_is_new; /* the first push by hand has just succeeded, and its offer was not answered yet */
	bool obs_is_streaming;
	unsigned recalled_profile; /* the number of the profile for which something was recalled last */
	bool started;              /* OBS has loaded */
	bool is_ending;            /* OBS is about to end: nothing is sent any more */
	enum status_state logged_state;
	uint64_t report_count; /* of the status */
	struct moment moment;  /* of the last event */
	const char *obs_version;
	struct report_outcomes outcomes;
	char *tracking_id;     /* of Zoom's last answer; NULL: it told none */
	struct door *door;     /* NULL: none */
	struct problem remark; /* see the status, and when it was made: */
	enum status_state remarked_state;
	enum live_state remarked_live;
	unsigned remarked_profile;

	struct account_save save; /* while its status tells so; and the next ones */
	struct account_save_status save_status;
	size_t save_written; /* how many of its secrets are */
	uint64_t save_question;
	unsigned save_profile; /* the one that gets the account */
	struct secret_backend_status secrets;
	DARRAY(struct account_session *) sessions;
	/* of the current account, as are those up to stored */
	char *account_id;
	struct sign_in sign_in;
	struct account_probe_status probe;
	bool probe_reads_settings; /* else who the user is */
	uint64_t probe_question;
	struct sign_out_status sign_out;
	struct stored_secrets_status stored;
	uint64_t stored_question; /* one for all that are read for it */
	size_t stored_unanswered;
	enum sign_in_state logged_sign_in;
	bool was_renewing; /* as reported last */
};

/* controller.c */
/* The timer's time has come. */
void controller_wake(void *context);
/* What the last push failed for may be mended. */
void controller_try_again(struct controller *controller);

/* broadcast_session.c */
/* Carries out what sync decides, frees it, and reports what has become of it. */
void controller_run_effects(struct controller *controller, struct sync_effects *effects);
/* For what sync asks for by that question. */
struct completion controller_complete(struct controller *controller, uint64_t question,
				      void (*done)(void *context, const void *answer));
/* The name of the current broadcast's record, and of what its last push has replaced. To be freed. */
char *controller_push_name(const struct controller *controller);
/* Writes down what sync remembers of the current broadcast; with_undo false: but for whether something is kept. */
void controller_save_record(struct controller *controller, bool with_undo);
/* What was to be written of state.json is, or cannot be. */
void controller_state_settled(void *context);
/* The moment that an event is given; good until the next call. */
const struct moment *controller_now(struct controller *controller);
/* Zoom has told which kind the id is. */
void controller_remember_kind(struct controller *controller, enum broadcast_kind kind);
/* Sets the timer for whoever wants to be woken first. */
void controller_set_timer(struct controller *controller);

/* undo.c: what a push has replaced, among the secrets. */
/* What sync wants of it. */
void controller_run_undo_effects(struct controller *controller, const struct sync_effects *effects);
/* Before the record is saved, which may tell that nothing is kept: erases what another OBS has kept. */
void controller_void_others_undo(struct controller *controller, const struct sync_effects *effects);
/* What that push has replaced is not kept any more. */
void controller_forget_undo(struct controller *controller, const char *name);

/* status.c */
/* The status of this moment, to be freed. */
void controller_make_status(struct controller *controller, struct status *status);
/* A hotkey was pressed, at that status; remark: why it does nothing, unset where it does something. */
void controller_remark(struct controller *controller, const struct problem *remark, const struct status *status);
/* For the report: how something has ended. state is a constant. */
void controller_note_outcome(struct controller *controller, const char *what, const char *state,
			     const struct problem *problem);

/* door.c: the status may be another one, for those who are not the dock. */
void controller_tell_door(struct controller *controller, const struct status *status);

/* account_session.c: the accounts' access tokens. */
/* That of a known account; made where it is needed for the first time. */
struct account_session *controller_account_session(struct controller *controller, const char *account_id);
/* After each event of its token source. Of a sign-out follows controller_signed_out. */
void controller_run_session(struct account_session *session);
/* The current account's token is needed: completed with the token source's effects. */
void controller_ask_token(struct controller *controller, const struct completion *asker, const char *refused);
/* See token_source_doubt. */
void controller_doubt_token(struct controller *controller, const char *token);
/* Where Zoom's API is for the current account. told: by Zoom, with its token; NULL: nothing. */
void controller_set_api(struct controller *controller, const char *told);
/* Whoever waits for the end of a renewal is told. */
void controller_report_renewing(struct controller *controller);
void controller_free_sessions(struct controller *controller);

/* Ends a start that is under way. */
void controller_cancel_start(struct controller *controller);

/* page_url.c */
/* The person has decided for it with the destination that OBS has now. NULL: for none. */
void controller_remember_page_url(struct controller *controller, const char *page_url);
/* Another page URL that may be meant with it. Free with bfree; NULL: none. */
char *controller_suggest_page_url(const struct controller *controller);

/* live.c: starting and stopping Zoom's livestream. */
/* Carries out what live decides, frees it, and reports what has become of it. */
void controller_run_live_effects(struct controller *controller, struct live_effects *effects);
/* Sync has told how what a start begins with has ended. */
void controller_live_ensured(struct controller *controller, const struct sync_effects *told);
/* Tells live whose livestream it is, and how it starts. */
void controller_hand_live(struct controller *controller);
/* The profile is left: what is armed in it has ended. Before its directory is another one. */
void controller_leave_live(struct controller *controller);
/* What was armed in an earlier run of OBS goes on, once OBS has loaded; not later, when another OBS may have armed it. */
void controller_recall_armed(struct controller *controller);
void controller_wake_live(struct controller *controller);
/* Sync has seen how the meeting is. */
void controller_note_meeting(struct controller *controller, enum live_meeting meeting, bool is_encrypted);
/* The person goes on with the settings. */
void controller_forget_live_problem(struct controller *controller);
/* The person has come to the dock. */
void controller_look_live(struct controller *controller);

/* sign_in.c */
void controller_run_sign_in_effects(struct controller *controller, struct sign_in_effects *effects);
/* The account's status of this moment, to be freed. */
void controller_make_account_status(struct controller *controller, struct account_status *status);
/* Nothing that was begun for the account goes on. */
void controller_reset_sign_in(struct controller *controller);

/* probe.c */
/* Nothing is known any more, and nothing under way. */
void controller_reset_probe(struct controller *controller);

/* sign_out.c: signing out, and removing an account. */
bool controller_is_signing_out(const struct account_session *session);
/* So it has ended; what status holds may be taken. */
void controller_signed_out(struct account_session *session, struct sign_out_status *status);
/* Whatever was to be taken off the list of accounts is, or stays there. */
void controller_end_removals(struct controller *controller);

/* secrets.c: with the names that secrets have for the host that is used. */
/* Finds out where they are stored, and has it reported. */
void controller_begin_secrets(struct controller *controller);
void controller_read_secret(struct controller *controller, const char *holder, const char *field,
			    const struct completion *completion);
/* completion NULL: nobody waits, and a failure is logged; else that is left to whoever waits. */
void controller_write_secret(struct controller *controller, const char *holder, const char *field, const char *value,
			     const struct completion *completion);
/* Nothing is known of what is stored for the current account: see controller_find_secrets. */
void controller_forget_stored(struct controller *controller);
/* That of Zoom's own host, where another one is used; a failure is logged. */
void controller_erase_own_secret(struct controller *controller, const char *holder, const char *field);
/* Tells the log where a secret was to be written and was not. */
void controller_log_written(const struct secret_answer *answer);

/* account.c: which account is the current one. */
/* A copy of the current account, where Zoom can be asked at all; else false, and why not. */
bool controller_find_account(const struct controller *controller, struct account *account, struct problem *problem);
/* The endpoint and all that is of one account are made those of the current account. */
void controller_apply_account(struct controller *controller);
/* What was changed in the list of accounts is written, or could not be. */
void controller_accounts_settled(void *context);
/* The profile names an account that is not set up on this computer. */
bool controller_account_is_unknown(const struct controller *controller);

/* profile.c: the settings of the current profile. */
/* Tells sync whether Zoom is to be kept in step by itself. */
void controller_hand_auto_sync(struct controller *controller);
/* Tells sync what is kept in step, and as whom. */
void controller_hand_settings(struct controller *controller);
/* What is remembered of the broadcast is handed to sync, once OBS has loaded; and what Zoom holds for it is read. */
void controller_recall(void *context);
