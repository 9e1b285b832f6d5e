/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/push_record.h"

#include <string.h>

#include <util/bmem.h>

static char *copy_text(const char *text)
{
	return text ? bstrdup(text) : NULL;
}

void push_memory_copy(struct push_memory *target, const struct push_memory *source)
{
	struct push_memory copy = *source;

	copy.settled = copy_text(source->settled);
	copy.written = copy_text(source->written);
	copy.sent = copy_text(source->sent);
	copy.kept = copy_text(source->kept);
	push_memory_free(target);
	*target = copy;
}

void push_memory_free(struct push_memory *memory)
{
	bfree(memory->settled);
	bfree(memory->written);
	bfree(memory->sent);
	bfree(memory->kept);
	memset(memory, 0, sizeof(*memory));
}
