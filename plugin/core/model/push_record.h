/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * What is remembered of one broadcast between runs of OBS, without secrets:
 * digests (livestream_digest) instead of values. NULL: none.
 * Threads: any; a value has one owner.
 */
struct push_record {
	char *synced;  /* of what OBS held when it needed no push any more: it was pushed, or the person let it be */
	char *written; /* of what Zoom held after the last push */
	char *sent;    /* of what was sent last, where it is not known whether Zoom has taken it */
	char *accepted_remote; /* of what Zoom held when the person decided to keep that */
	bool pending;          /* a push is due that has not succeeded yet */
	bool undo;             /* what the last push replaced is kept as a secret */
};

void push_record_copy(struct push_record *target, const struct push_record *source);
void push_record_free(struct push_record *record);
