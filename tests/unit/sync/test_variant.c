/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/sync/variant.h"

#define MULTIPART ENCODING_MULTIPART
#define JSON ENCODING_JSON
#define UNKNOWN BROADCAST_KIND_UNKNOWN
#define MEETING BROADCAST_KIND_MEETING
#define WEBINAR BROADCAST_KIND_WEBINAR

/* What Zoom may say of a variant. */
static const struct zoom_reply refusals[] = {
	{.outcome = ZOOM_REPLY_PERMANENT},
	{.outcome = ZOOM_REPLY_PERMANENT, .encoding_doubted = true, .problem = {.http_status = 415}},
	{.outcome = ZOOM_REPLY_PERMANENT, .encoding_doubted = true, .problem = {.http_status = 400}},
	{.outcome = ZOOM_REPLY_OTHER_KIND},
	{.outcome = ZOOM_REPLY_PERMANENT, .kind_doubted = true},
	{.outcome = ZOOM_REPLY_PERMANENT,
	 .kind_doubted = true,
	 .encoding_doubted = true,
	 .problem = {.http_status = 400}},
	{.outcome = ZOOM_REPLY_PERMANENT, .missing_scope = true, .kind_doubted = true},
	{.outcome = ZOOM_REPLY_SUCCESS},
};

enum said { FOR_GOOD, SAYS_415, SAYS_300, SAYS_3000, SAYS_3001, SAYS_BOTH, SAYS_SCOPE, NO_EFFECT };

#define TRIES_MAX 4

struct variant_case {
	const char *name;
	enum broadcast_kind kind;
	enum encoding encoding; /* known before */
	struct {
		bool is_fetch;
		enum said said;
		enum sync_variant_step step;
		enum broadcast_kind kind;
		enum encoding encoding;
	} tries[TRIES_MAX]; /* up to the first without a step */
};

static const struct variant_case cases[] = {
	{"refused for good", UNKNOWN, 0, {{false, FOR_GOOD, SYNC_VARIANT_TELL, UNKNOWN, MULTIPART}}},
	{"both encodings",
	 MEETING,
	 0,
	 {{false, SAYS_415, SYNC_VARIANT_OTHER_ENCODING, MEETING, JSON},
	  {false, SAYS_300, SYNC_VARIANT_TELL, MEETING, JSON}}},
	{"both encodings, JSON first",
	 MEETING,
	 JSON,
	 {{false, SAYS_415, SYNC_VARIANT_OTHER_ENCODING, MEETING, MULTIPART},
	  {false, SAYS_300, SYNC_VARIANT_TELL_ENCODING, MEETING, MULTIPART}}},
	{"the second encoding, something else",
	 MEETING,
	 JSON,
	 {{false, SAYS_415, SYNC_VARIANT_OTHER_ENCODING, MEETING, MULTIPART},
	  {false, FOR_GOOD, SYNC_VARIANT_TELL, MEETING, MULTIPART}}},
	{"a known encoding is doubted by a 415 alone",
	 MEETING,
	 MULTIPART,
	 {{false, SAYS_300, SYNC_VARIANT_TELL, MEETING, MULTIPART},
	  {false, SAYS_415, SYNC_VARIANT_OTHER_ENCODING, MEETING, JSON}}},
	{"without effect",
	 MEETING,
	 JSON,
	 {{false, NO_EFFECT, SYNC_VARIANT_OTHER_ENCODING, MEETING, MULTIPART},
	  {false, NO_EFFECT, SYNC_VARIANT_TELL_ENCODING, MEETING, MULTIPART}}},
	{"a webinar by JSON",
	 UNKNOWN,
	 0,
	 {{false, SAYS_415, SYNC_VARIANT_OTHER_ENCODING, UNKNOWN, JSON},
	  {false, SAYS_3000, SYNC_VARIANT_OTHER_KIND, WEBINAR, JSON},
	  {false, SAYS_BOTH, SYNC_VARIANT_TELL, WEBINAR, JSON}}},
	{"neither kind",
	 UNKNOWN,
	 0,
	 {{false, SAYS_3000, SYNC_VARIANT_OTHER_KIND, WEBINAR, MULTIPART},
	  {false, SAYS_3001, SYNC_VARIANT_TELL, WEBINAR, MULTIPART}}},
	{"a webinar after all",
	 WEBINAR,
	 0,
	 {{false, SAYS_3001, SYNC_VARIANT_OTHER_KIND, MEETING, MULTIPART},
	  {false, SAYS_3000, SYNC_VARIANT_TELL_KIND, MEETING, MULTIPART}}},
	{"the kind first, then the encoding",
	 WEBINAR,
	 0,
	 {{false, SAYS_BOTH, SYNC_VARIANT_OTHER_KIND, MEETING, MULTIPART},
	  {false, SAYS_300, SYNC_VARIANT_OTHER_ENCODING, MEETING, JSON},
	  {false, SAYS_3000, SYNC_VARIANT_TELL_KIND, MEETING, JSON}}},
	{"a fetch has no encoding", UNKNOWN, 0, {{true, SAYS_415, SYNC_VARIANT_TELL, UNKNOWN, MULTIPART}}},
	{"a fetch tells that it is a webinar",
	 UNKNOWN,
	 0,
	 {{true, SAYS_3000, SYNC_VARIANT_OTHER_KIND, WEBINAR, MULTIPART},
	  {true, SAYS_3001, SYNC_VARIANT_TELL, WEBINAR, MULTIPART},
	  {false, SAYS_3001, SYNC_VARIANT_TELL, WEBINAR, MULTIPART}}},
	{"a fetch tells nothing where both paths fail",
	 WEBINAR,
	 0,
	 {{true, SAYS_3001, SYNC_VARIANT_OTHER_KIND, MEETING, MULTIPART},
	  {true, SAYS_3001, SYNC_VARIANT_TELL, WEBINAR, MULTIPART},
	  {false, SAYS_3001, SYNC_VARIANT_OTHER_KIND, MEETING, MULTIPART}}},
	{"a fetch that the scope is missing for",
	 WEBINAR,
	 0,
	 {{true, SAYS_SCOPE, SYNC_VARIANT_TELL, WEBINAR, MULTIPART}}},
	{"a fetch that works", WEBINAR, 0, {{true, NO_EFFECT, SYNC_VARIANT_TELL, WEBINAR, MULTIPART}}},
};

static void tells_what_to_try_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct variant_case *c = &cases[i];
		struct sync_variant variant = sync_variant_first(c->kind, c->encoding);

		check_number(c->name, "first kind", variant.kind, c->kind);
		check_number(c->name, "first encoding", variant.encoding, c->encoding ? c->encoding : MULTIPART);
		for (size_t j = 0; j < TRIES_MAX && c->tries[j].step; j++) {
			const enum sync_variant_step step =
				sync_variant_next(&variant, &refusals[c->tries[j].said], c->tries[j].is_fetch);

			check_number(c->name, "step", step, c->tries[j].step);
			check_number(c->name, "kind", variant.kind, c->tries[j].kind);
			check_number(c->name, "encoding", variant.encoding, c->tries[j].encoding);
		}
	}
}

/* Whatever Zoom says, it comes to an end: each of the two is switched once. */
static void comes_to_an_end(void **state)
{
	(void)state;
	for (size_t sequence = 0; sequence < COUNT(refusals) * COUNT(refusals) * COUNT(refusals) * COUNT(refusals);
	     sequence++) {
		struct sync_variant variant = sync_variant_first(sequence % 2 ? WEBINAR : UNKNOWN, 0);
		size_t tries = 0;

		for (size_t rest = sequence; tries < TRIES_MAX; rest /= COUNT(refusals), tries++) {
			if (sync_variant_next(&variant, &refusals[rest % COUNT(refusals)], false) >= SYNC_VARIANT_TELL)
				break;
		}
		assert_true(tries <= 2);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_what_to_try_next),
		cmocka_unit_test(comes_to_an_end),
	};

	return RUN_TESTS(tests);
}
