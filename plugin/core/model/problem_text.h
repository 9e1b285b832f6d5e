/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"
#include "core/model/problem.h"

C_LINKAGE_BEGIN

/*
 * Sentences for problems, from the entries "Problem.<code>", "Remedy.<code>" and
 * "Short.<code>" of data/locale. A code without an entry of its own takes that
 * of its family: "zoom.9999" that of "zoom.other". A text that tells {seconds}
 * has a form for each plural: "Remedy.zoom.429_wait.one". One that tells of
 * sending the settings has another beside it for a problem of the livestream:
 * "LiveRemedy.network.cut", "LiveShort.network.cut".
 *
 * Placeholders in the texts: {status} {code} {subject} {detail} {tracking}
 * {seconds}. Threads: that of the lookup.
 */

/* Finds a text by its name, as obs_module_get_string does. Returns false where there is none. */
typedef bool (*problem_text_lookup_t)(const char *name, const char **text);

/* What happened and why. Free with bfree; never NULL. */
char *problem_text_message(const struct problem *problem, problem_text_lookup_t lookup);

/* What to do next. Free with bfree; never NULL, empty where there is nothing to add. */
char *problem_text_remedy(const struct problem *problem, problem_text_lookup_t lookup);

/* What happened and what to do in at most 80 characters. Free with bfree; never NULL. */
char *problem_text_short(const struct problem *problem, problem_text_lookup_t lookup);

/*
 * The same while another try is to come by itself: of "Waiting.<code>", where the
 * short form would tell the person to wait or try. Free with bfree; never NULL.
 */
char *problem_text_waiting(const struct problem *problem, problem_text_lookup_t lookup);

C_LINKAGE_END
