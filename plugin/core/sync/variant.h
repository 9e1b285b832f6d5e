/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/model/broadcast.h"
#include "core/model/encoding.h"
#include "core/zoom/reply.h"

/*
 * How an update may be sent: by the path of a meeting or a webinar, in one
 * encoding or the other. Which of them Zoom takes is learnt by trying; kind and
 * encoding are switched once in a round, each. Threads: any; pure.
 */
struct sync_variant {
	enum broadcast_kind kind;
	enum encoding encoding;
	bool encoding_known; /* the host has accepted it before */
	bool kind_switched;
	bool encoding_switched;
};

enum sync_variant_step {
	SYNC_VARIANT_OTHER_KIND = 1, /* is to be tried */
	SYNC_VARIANT_OTHER_ENCODING,
	/* no other one would fare better; it stays as it is. What is to be told is: */
	SYNC_VARIANT_TELL,          /* this reply */
	SYNC_VARIANT_TELL_KIND,     /* for what the first kind was refused */
	SYNC_VARIANT_TELL_ENCODING, /* for what the first encoding was */
};

/* The first one of a round. encoding: what the host has accepted before; 0: none. */
struct sync_variant sync_variant_first(enum broadcast_kind kind, enum encoding encoding);

/*
 * Makes it the one to be tried next after that reply, and tells what was
 * switched. A fetch has no encoding. A reply to an update that is a success is
 * one after which Zoom holds what it held before.
 */
enum sync_variant_step sync_variant_next(struct sync_variant *variant, const struct zoom_reply *reply, bool is_fetch);
