/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "accounts.h"
#include "controller.h"
#include "push_store.h"
#include "settings.h"
#include "state_file.h"
#include "sync.h"
#include "zoom_endpoint.h"

/* The insides of the controller, for controller_*.c alone. */

struct controller {
	struct controller_ports ports;
	struct zoom_endpoint endpoint;
	struct problem endpoint_problem;
	struct http_client *http_client;
	struct sync *sync;

	struct accounts *accounts;
	struct state_file *state;
	struct push_store *push_store;
	struct settings *settings; /* of the current profile; NULL: OBS has named none yet */
	char *profile_directory;
	unsigned profile_number;
	unsigned recalled_profile; /* the number of the profile for which something was recalled last */
	const char *save_problem_code;
	bool started;         /* OBS has loaded */
	uint64_t undo_id;     /* the secret that is being read or written is an undo's; 0: none */
	int64_t timer_set_ms; /* what the timer was set for, on the clock of sync; -1: it is not set */
	enum status_state logged_state;
};

/* controller_effects.c: carries out what sync decides, and frees it. */
void controller_run_effects(struct controller *controller, struct sync_effects *effects);
/* Writes down what sync remembers of the current broadcast. */
void controller_save_memory(struct controller *controller);
/* The moment that an event of sync is given. */
struct sync_moment controller_now(void);

/* controller_profile.c: the settings of the current profile. */
/* Tells sync whether Zoom is to be kept in step by itself. */
void controller_hand_auto_sync(struct controller *controller);
/* What is remembered of the broadcast is handed to sync, once OBS has loaded; and what Zoom holds for it is read. */
void controller_recall(struct controller *controller);
