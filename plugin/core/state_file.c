/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "state_file.h"

#include <util/bmem.h>

#include "json_document.h"

struct state_file {
	struct json_document document;
};

struct state_file *state_file_load(const char *path)
{
	struct state_file *state = bzalloc(sizeof(*state));

	json_document_load(&state->document, path);
	return state;
}

void state_file_free(struct state_file *state)
{
	if (!state)
		return;
	json_document_free(&state->document);
	bfree(state);
}

enum zoom_encoding state_file_encoding(const struct state_file *state, const char *host)
{
	return zoom_encoding_from_name(json_document_text(json_object_get(state->document.root, "encodings"), host));
}

void state_file_set_encoding(struct state_file *state, const char *host, enum zoom_encoding encoding)
{
	json_t *encodings = json_object_get(state->document.root, "encodings");

	if (state_file_encoding(state, host) == encoding)
		return;
	if (!json_is_object(encodings)) {
		encodings = json_object();
		json_object_set_new(state->document.root, "encodings", encodings);
	}
	if (encoding)
		json_object_set_new(encodings, host, json_string(zoom_encoding_name(encoding)));
	else
		json_object_del(encodings, host);
	json_document_save(&state->document);
}

bool state_file_dock_shown(const struct state_file *state)
{
	return json_is_true(json_object_get(state->document.root, "dock_shown"));
}

void state_file_set_dock_shown(struct state_file *state)
{
	if (state_file_dock_shown(state))
		return;
	json_object_set_new(state->document.root, "dock_shown", json_true());
	json_document_save(&state->document);
}
