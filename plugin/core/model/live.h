/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/c_linkage.h"
#include "core/model/broadcast.h"
#include "core/model/problem.h"

C_LINKAGE_BEGIN

/*
 * Zoom's livestream as it runs or not: how it is to be started, and what is
 * known of it. Threads: any; a value has one owner.
 */

/* Zoom API reference, "Update livestream status": in characters. */
#define LIVE_DISPLAY_NAME_CHARACTERS_MAX 50

/* Of each the first is left to Zoom: it is not sent. */
enum live_speaker_name {
	LIVE_SPEAKER_NAME_DEFAULT = 1,
	LIVE_SPEAKER_NAME_HIDDEN,
	LIVE_SPEAKER_NAME_SHOWN,
};

enum live_layout {
	LIVE_LAYOUT_DEFAULT = 1,
	LIVE_LAYOUT_FOLLOW_HOST,
	LIVE_LAYOUT_GALLERY,
	LIVE_LAYOUT_SPEAKER,
};

enum live_captions {
	LIVE_CAPTIONS_DEFAULT = 1,
	LIVE_CAPTIONS_BURNT_IN,
	LIVE_CAPTIONS_EMBEDDED,
	LIVE_CAPTIONS_OFF,
};

/* How it is started, of one profile. */
struct live_settings {
	char *display_name; /* NULL: it is left to Zoom */
	enum live_speaker_name speaker_name;
	enum live_layout layout;     /* of meetings alone */
	enum live_captions captions; /* of meetings alone */
	bool after_break;            /* to be started where OBS's own stream breaks off */
};

/* All is left to Zoom. Frees nothing. */
void live_settings_init(struct live_settings *settings);
void live_settings_copy(struct live_settings *target, const struct live_settings *source);
void live_settings_free(struct live_settings *settings);

/* As Zoom and a profile's settings name them; NULL: the default. Any other text is the default. */
const char *live_layout_name(enum live_layout layout);
enum live_layout live_layout_from_name(const char *name);
const char *live_captions_name(enum live_captions captions);
enum live_captions live_captions_from_name(const char *name);

/* Whether Zoom takes it: 1 to LIVE_DISPLAY_NAME_CHARACTERS_MAX characters, and not only white space. */
bool live_display_name_is_valid(const char *name);

/* Whether such a broadcast has a layout and captions. One whose kind is not known counts as a meeting. */
bool live_has_layout(enum broadcast_kind kind);

enum live_state {
	LIVE_UNKNOWN = 1, /* nobody tells, and this OBS has neither started nor stopped it */
	LIVE_STOPPED,
	LIVE_STARTING, /* Zoom is being asked for it */
	LIVE_ON,       /* Zoom has confirmed its start */
	LIVE_STOPPING,
};

/* "unknown", "stopped", "starting", "live", "stopping". */
const char *live_state_name(enum live_state state);

/* Whether the meeting runs. Of a webinar that is learnt by trying to start its livestream. */
enum live_meeting {
	LIVE_MEETING_UNKNOWN = 1,
	LIVE_MEETING_WAITING,
	LIVE_MEETING_RUNNING,
};

/* What is being done. */
enum live_step {
	LIVE_STEP_NONE = 1,
	LIVE_STEP_LOOKING,  /* whether the meeting runs; nobody waits for it but a start */
	LIVE_STEP_SETTINGS, /* Zoom's settings are compared with OBS's, and sent where they differ */
	LIVE_STEP_STOPPING_OBS,
	LIVE_STEP_STARTING,
	LIVE_STEP_STOPPING,
};

/* What the person is asked. Each can be dismissed. */
enum live_offer {
	LIVE_OFFER_NONE = 1,
	LIVE_OFFER_HAND_OVER,   /* OBS streams to the same place: hand over, or start all the same */
	LIVE_OFFER_TAKE_UP,     /* a handover has failed, and OBS's stream is off: start it again */
	LIVE_OFFER_TWO_SENDERS, /* both send: stop Zoom's livestream, or OBS's stream */
	LIVE_OFFER_AFTER_BREAK, /* OBS's stream broke off: the livestream starts in countdown_ms */
};

/* How the person wants it started. */
enum live_start {
	LIVE_START_ASK = 1, /* where OBS streams to the same place: asks first */
	LIVE_START_HAND_OVER,
	LIVE_START_ANYWAY,
};

/* What a start begins with. */
enum live_ensured {
	LIVE_ENSURED_SAME = 1, /* Zoom holds what OBS does */
	LIVE_ENSURED_OWN, /* the person has decided that Zoom keeps its own settings; they lead to the same place */
	LIVE_ENSURED_ELSEWHERE, /* the same, but they lead to another server, or have another key */
	LIVE_ENSURED_FAILED,
};

/* What an armed start waits for. */
enum live_wait {
	LIVE_WAIT_MEETING = 1, /* to begin */
	LIVE_WAIT_TRY,         /* the same, which is found out by trying once a minute */
	LIVE_WAIT_OBS,         /* to cease to stream */
};

struct live_status {
	enum live_state state;
	int64_t at_s;         /* LIVE_ON, LIVE_STOPPED: since 1970, when this OBS did it; 0: somebody else did */
	bool perhaps_started; /* LIVE_UNKNOWN: by this OBS, whose request may have arrived */
	bool perhaps_stopped;
	bool has_own_settings; /* LIVE_ON: it was started with those that Zoom was left */
	enum live_meeting meeting;
	int64_t meeting_at_s; /* when that was seen, since 1970 */
	bool is_encrypted;    /* from end to end, so that there can be no livestream */
	enum live_step step;
	enum live_offer offer;
	int64_t countdown_ms; /* LIVE_OFFER_AFTER_BREAK: from the making of this status */
	struct problem
		problem; /* why the last start or stop did not work out; of an armed one too, which has ended by it */
	bool problem_is_of_stop;
	bool is_armed;
	int64_t armed_at_s;           /* since 1970 */
	enum live_wait waits_for;     /* is_armed */
	struct problem armed_problem; /* is_armed: of the last try, which is repeated */
	bool can_start;
	bool can_stop;
};

void live_status_copy(struct live_status *target, const struct live_status *source);
void live_status_free(struct live_status *status);

C_LINKAGE_END
