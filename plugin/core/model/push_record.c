/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/push_record.h"

#include <string.h>

#include <util/bmem.h>

static char *copy_text(const char *text)
{
	return text ? bstrdup(text) : NULL;
}

void push_record_copy(struct push_record *target, const struct push_record *source)
{
	struct push_record copy = *source;

	copy.settled = copy_text(source->settled);
	copy.written = copy_text(source->written);
	copy.sent = copy_text(source->sent);
	copy.kept = copy_text(source->kept);
	push_record_free(target);
	*target = copy;
}

void push_record_free(struct push_record *record)
{
	bfree(record->settled);
	bfree(record->written);
	bfree(record->sent);
	bfree(record->kept);
	memset(record, 0, sizeof(*record));
}
