/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/push_record.h"

#include <string.h>

#include <util/bmem.h>

#include "core/base/text.h"

void push_record_copy(struct push_record *target, const struct push_record *source)
{
	struct push_record copy = *source;

	copy.synced = text_copy(source->synced);
	copy.written = text_copy(source->written);
	copy.sent = text_copy(source->sent);
	copy.accepted_remote = text_copy(source->accepted_remote);
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
