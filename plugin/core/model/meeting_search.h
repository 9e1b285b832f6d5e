/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/model/meeting_link.h"

/*
 * The search for a meeting id in a pasted text: what it has come to, and its two
 * ways. meeting_link.h is the way in. Threads: any; pure.
 */

struct meeting_search {
	uint64_t number; /* 0: none yet */
	enum broadcast_kind kind;
	bool leads_to_zoom;            /* some link does, perhaps with others around it */
	bool is_ambiguous;             /* there is another one, or it is not whole */
	enum meeting_link_result miss; /* what to tell where there is none */
	size_t decoded_size_left;
};

void meeting_search_found(struct meeting_search *search, uint64_t number, enum broadcast_kind kind);
void meeting_search_missed(struct meeting_search *search, enum meeting_link_result why);

/* Each link of the text, which is overwritten with blanks: what digits it holds beside the id are no ids. */
void meeting_search_links(struct meeting_search *search, char *text);

/* Ids in running text: only what surely is one is taken. */
void meeting_search_numbers(struct meeting_search *search, const char *text);
