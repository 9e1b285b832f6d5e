/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/secret.h"

#include <string.h>
#include <util/bmem.h>

void memory_wipe(void *memory, size_t size)
{
	volatile unsigned char *byte = memory;

	while (size--)
		*byte++ = 0;
}

void secret_string_free(char *secret)
{
	if (!secret)
		return;
	memory_wipe(secret, strlen(secret));
	bfree(secret);
}

void secret_string_set(char **target, const char *value)
{
	char *copy = value ? bstrdup(value) : NULL;

	secret_string_free(*target);
	*target = copy;
}
