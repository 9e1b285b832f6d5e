/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/error.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <util/dstr.h>

#include "core/base/json.h"
#include "core/base/secret.h"
#include "core/base/text.h"

#define MESSAGE_CHARACTERS_MAX 240

/* Zoom's codes are small and positive; anything else is none of them. */
static long check_code(long long code)
{
	return code > 0 && code < 1000000 ? (long)code : 0;
}

static long read_code(const json_t *value)
{
	if (json_is_integer(value))
		return check_code(json_integer_value(value));
	/* some gateways write it as a string */
	return json_is_string(value) ? check_code(strtoll(json_string_value(value), NULL, 10)) : 0;
}

static void append(struct dstr *list, const char *separator, const char *text)
{
	if (text_is_empty(text))
		return;
	if (!dstr_is_empty(list))
		dstr_cat(list, separator);
	dstr_cat(list, text);
}

static char *readable(const struct redaction *redaction, const char *text)
{
	return text ? redaction_readable_text(redaction, text, strlen(text), MESSAGE_CHARACTERS_MAX) : NULL;
}

static void read_envelope(struct zoom_error *error, const json_t *root, const struct redaction *redaction)
{
	struct dstr fields = {0};
	struct dstr message = {0};
	const json_t *entry;
	size_t i;

	error->code = read_code(json_object_get(root, "code"));
	append(&message, ": ", json_string_value(json_object_get(root, "message")));
	json_array_foreach (json_object_get(root, "errors"), i, entry) {
		append(&fields, ", ", json_string_value(json_object_get(entry, "field")));
		append(&message, i ? " " : ": ", json_string_value(json_object_get(entry, "message")));
	}
	error->fields = readable(redaction, fields.array);
	error->message = readable(redaction, message.array);
	secret_free(fields.array);
	secret_free(message.array);
}

/* Envelopes with unescaped quotes are no JSON, yet tell their code and message to whoever looks for them. */
static void read_broken_envelope(struct zoom_error *error, const char *body, const struct redaction *redaction)
{
	const char *code = strstr(body, "\"code\"");
	const char *message = strstr(body, "\"message\"");
	const char *begin = message ? strchr(message + strlen("\"message\""), '"') : NULL;
	const char *end = begin ? strrchr(begin + 1, '"') : NULL;

	if (code) {
		code += strlen("\"code\"");
		code += strspn(code, " \t\r\n:\"");
		error->code = check_code(strtoll(code, NULL, 10));
	}
	if (end)
		error->message = redaction_readable_text(redaction, begin + 1, (size_t)(end - begin - 1),
							 MESSAGE_CHARACTERS_MAX);
	else
		error->message = readable(redaction, body);
}

void zoom_error_read(struct zoom_error *error, const struct http_response *response, const struct redaction *redaction)
{
	json_t *root;

	memset(error, 0, sizeof(*error));
	if (!response->body || !response->body_size)
		return;
	root = json_loadb(response->body, response->body_size, 0, NULL);
	if (json_is_object(root))
		read_envelope(error, root, redaction);
	else
		read_broken_envelope(error, response->body, redaction);
	json_wipe(root);
}

void zoom_error_free(struct zoom_error *error)
{
	bfree(error->message);
	bfree(error->fields);
}
