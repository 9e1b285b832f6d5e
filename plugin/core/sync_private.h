/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "sync.h"

/* The insides of sync, for sync.c and sync_status.c alone. */

enum stage {
	STAGE_RESTING = 1,
	STAGE_READING,
	STAGE_ASKING,
	STAGE_UPDATING,
	STAGE_CHECKING,
	STAGE_CANCELLING, /* the update was given up: the reply tells how far it had come */
};

/* How the last push ended. */
enum outcome {
	OUTCOME_NONE = 1,
	OUTCOME_PUSHED,
	OUTCOME_IN_SYNC,
	OUTCOME_DIFFERS,
	OUTCOME_CANCELLED,
	OUTCOME_FAILED,
};

/* One push, from the press to its outcome. */
struct push {
	struct destination destination;
	char *token; /* secret */
	enum broadcast_kind kind;
	enum zoom_encoding encoding;
	enum zoom_encoding remembered; /* what the host accepted before; 0: nothing */
	bool kind_switched;
	struct problem kind_refusal; /* why the kind was switched, for the case that the other one is none either */
	bool accepted_once;          /* Zoom has answered 204 to one of its requests */
	bool encoding_switched;
	struct problem json_refusal; /* JSON's answer is the one to show where both encodings are refused */
	int64_t duration_us;
};

struct sync {
	char *api_url;
	char *host;
	uint64_t last_id;

	struct broadcast broadcast;
	bool has_account;
	struct destination destination; /* as OBS holds it now */
	bool destination_known;

	enum stage stage;
	uint64_t awaited_id; /* the answer that the stage waits for */
	struct push push;

	enum outcome outcome;
	struct problem problem;
	char *difference;
	bool may_have_arrived;
	bool changed_since_push;
	struct destination pushed; /* what Zoom took last in this session, to tell when OBS moves away from it */
	int64_t pushed_at_s;
	int64_t duration_ms;
};
