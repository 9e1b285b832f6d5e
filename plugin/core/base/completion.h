/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Goes along with what is asked for, and says who waits for the answer. Whoever
 * asks counts its questions, and may have asked for something else, or have
 * stopped to wait, when the answer comes. Threads: that of the one who waits.
 */

struct completion {
	/* answer: what whoever is asked tells of it; NULL: nobody waits */
	void (*done)(void *context, const void *answer);
	void *context;
	const uint64_t *awaited; /* the question that context waits for by now; 0: none. It outlives the answer */
	uint64_t question;
};

static inline bool completion_is_awaited(const struct completion *completion)
{
	return completion->done && completion->question && *completion->awaited == completion->question;
}

/* The one place where an answer that nobody waits for any more is dropped: then it returns false. */
static inline bool completion_finish(const struct completion *completion, const void *answer)
{
	if (!completion_is_awaited(completion))
		return false;
	completion->done(completion->context, answer);
	return true;
}
