/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/*
 * What is wrong, as a value: a code and what belongs to it. The sentences are
 * made from data/locale (problem_text.h). A problem never holds a stream key, a
 * token or any other secret.
 *
 * Threads: any; a value has one owner.
 */

#define PROBLEM_RETRY_UNKNOWN (-1)
/* The longest wait that is believed: a longer one is nobody's wish, but a mistake of whoever told it. */
#define PROBLEM_RETRY_AFTER_S_MAX (7L * 24 * 60 * 60)

struct problem {
	char *code;         /* stable, for scripts: "zoom.3161", "network.refused", …; NULL: no problem */
	char *subject;      /* what it is about: field, scope, service or host names; NULL: none */
	char *detail;       /* the other side's own words; NULL: none */
	char *page_url;     /* of Zoom's portal, on which this is mended; NULL: there is none */
	char *tracking_id;  /* names the request to Zoom's support; NULL: none */
	long http_status;   /* 0: no HTTP reply */
	long zoom_code;     /* of Zoom's error envelope; 0: none */
	long retry_after_s; /* to wait before a next try, up to PROBLEM_RETRY_AFTER_S_MAX; PROBLEM_RETRY_UNKNOWN */
	bool is_of_live;    /* it came of starting or stopping the livestream, which other remedies help than sending */
};

/* The texts of a problem that is a member of that type, for its TEXT_MEMBERS. */
#define PROBLEM_TEXTS(type, member)                                                                 \
	offsetof(type, member.code), offsetof(type, member.subject), offsetof(type, member.detail), \
		offsetof(type, member.page_url), offsetof(type, member.tracking_id)

/* Frees what *problem held and makes it a problem of that code. */
void problem_set(struct problem *problem, const char *code);
/* The same with another code: what belongs to it stays. */
void problem_set_code(struct problem *problem, const char *code);
void problem_set_subject(struct problem *problem, const char *subject);
void problem_set_detail(struct problem *problem, const char *detail);

void problem_copy(struct problem *target, const struct problem *source);

/* Frees what it holds; it is no problem afterwards, and may be used again. */
void problem_free(struct problem *problem);

static inline bool problem_is_set(const struct problem *problem)
{
	return problem->code != 0;
}

C_LINKAGE_END
