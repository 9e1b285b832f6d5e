/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/push_record.h"

#include "core/base/text.h"

static const struct text_members texts =
	TEXT_MEMBERS(struct push_record, offsetof(struct push_record, synced), offsetof(struct push_record, written),
		     offsetof(struct push_record, sent), offsetof(struct push_record, accepted_remote));

void push_record_copy(struct push_record *target, const struct push_record *source)
{
	text_copy_members(target, source, &texts);
}

void push_record_free(struct push_record *record)
{
	text_free_members(record, &texts);
}
