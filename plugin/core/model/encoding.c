/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/encoding.h"

#include <string.h>

enum encoding encoding_from_name(const char *name)
{
	if (name && strcmp(name, "multipart") == 0)
		return ENCODING_MULTIPART;
	if (name && strcmp(name, "json") == 0)
		return ENCODING_JSON;
	return 0;
}

const char *encoding_name(enum encoding encoding)
{
	return encoding == ENCODING_JSON ? "json" : "multipart";
}
