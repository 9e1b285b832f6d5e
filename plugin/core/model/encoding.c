/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/encoding.h"

#include "core/base/text.h"

#define ENCODING_COUNT (sizeof(names) / sizeof(names[0]))

static const char *const names[] = {[ENCODING_MULTIPART] = "multipart", [ENCODING_JSON] = "json"};

enum encoding encoding_from_name(const char *name)
{
	return (enum encoding)text_find(name, names, ENCODING_COUNT);
}

const char *encoding_name(enum encoding encoding)
{
	return encoding == ENCODING_JSON ? "json" : "multipart";
}
