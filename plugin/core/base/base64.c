/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/base64.h"

#include <string.h>

#include <util/dstr.h>

static int digit_value(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
	const char *at = c ? strchr(digits, c) : NULL;

	return !at ? -1 : (int)(at - digits) < 64 ? (int)(at - digits) : (int)(at - digits) - 2;
}

char *base64_decode(const char *text)
{
	struct dstr decoded = {0};
	unsigned bits = 0;
	int value;

	/* it never grows: that would leave a copy behind */
	dstr_ensure_capacity(&decoded, strlen(text) + 1);
	*decoded.array = '\0';
	for (int count = 1; (value = digit_value(*text)) >= 0; text++, count++) {
		bits = bits << 6 | (unsigned)value;
		if (count % 4 != 1) {
			const char byte = (char)(bits >> (2 * (3 - (count - 1) % 4)));

			dstr_cat_ch(&decoded, byte >= 0 && byte < ' ' ? ' ' : byte);
		}
	}
	return decoded.array;
}
