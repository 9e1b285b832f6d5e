/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/secret.h"

#include <string.h>
#include <util/bmem.h>

void secret_wipe(void *memory, size_t size)
{
	volatile unsigned char *byte = memory;

	while (size--)
		*byte++ = 0;
}

void secret_free(char *secret)
{
	if (!secret)
		return;
	secret_wipe(secret, strlen(secret));
	bfree(secret);
}

void secret_set(char **target, const char *value)
{
	char *copy = value ? bstrdup(value) : NULL;

	secret_free(*target);
	*target = copy;
}
