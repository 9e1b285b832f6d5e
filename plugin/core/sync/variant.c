/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/sync/variant.h"

struct sync_variant sync_variant_first(enum broadcast_kind kind, enum encoding encoding)
{
	const struct sync_variant variant = {
		.kind = kind,
		.encoding = encoding ? encoding : ENCODING_MULTIPART,
		.encoding_known = encoding != 0,
	};

	return variant;
}

/* A 415 speaks of the encoding for sure, as does what had no effect; anything else only while none is known to work. */
static bool is_encoding_refused(const struct sync_variant *variant, const struct zoom_reply *reply)
{
	return reply->outcome == ZOOM_REPLY_SUCCESS ||
	       (reply->encoding_doubted && (reply->problem.http_status == 415 || !variant->encoding_known));
}

static enum sync_variant_step next_encoding(struct sync_variant *variant)
{
	if (variant->encoding_switched)
		/* where both are refused, JSON's answer is the one to show */
		return variant->encoding == ENCODING_JSON ? SYNC_VARIANT_TELL : SYNC_VARIANT_TELL_ENCODING;
	variant->encoding = variant->encoding == ENCODING_JSON ? ENCODING_MULTIPART : ENCODING_JSON;
	variant->encoding_known = false;
	variant->encoding_switched = true;
	return SYNC_VARIANT_OTHER_ENCODING;
}

/*
 * A webinar's id on the meetings' path has a code of its own. The other way
 * round there is none: a link that looks like a webinar's may be a meeting's,
 * and any refusal may come of that. So a fetch that fails there as well tells
 * nothing, and leaves it to the update.
 */
enum sync_variant_step sync_variant_next(struct sync_variant *variant, const struct zoom_reply *reply, bool is_fetch)
{
	const bool is_webinar = variant->kind == BROADCAST_KIND_WEBINAR;
	const bool is_other_kind = is_webinar ? reply->kind_doubted : reply->outcome == ZOOM_REPLY_OTHER_KIND;

	if (is_fetch && variant->kind_switched && !is_webinar && reply->outcome != ZOOM_REPLY_SUCCESS) {
		variant->kind = BROADCAST_KIND_WEBINAR;
		variant->kind_switched = false;
	} else if (is_other_kind && !variant->kind_switched && !(is_fetch && reply->missing_scope)) {
		variant->kind = is_webinar ? BROADCAST_KIND_MEETING : BROADCAST_KIND_WEBINAR;
		variant->kind_switched = true;
		return SYNC_VARIANT_OTHER_KIND;
	}
	if (is_fetch)
		return SYNC_VARIANT_TELL;
	if (is_encoding_refused(variant, reply))
		return next_encoding(variant);
	/* a webinar after all: what was wrong with it was told before */
	return reply->outcome == ZOOM_REPLY_OTHER_KIND && variant->kind_switched ? SYNC_VARIANT_TELL_KIND
										 : SYNC_VARIANT_TELL;
}
