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

	copy.synced = copy_text(source->synced);
	copy.written = copy_text(source->written);
	copy.sent = copy_text(source->sent);
	copy.accepted_remote = copy_text(source->accepted_remote);
	push_record_free(target);
	*target = copy;
}

void push_record_free(struct push_record *record)
{
	bfree(record->synced);
	bfree(record->written);
	bfree(record->sent);
	bfree(record->accepted_remote);
	memset(record, 0, sizeof(*record));
}
