/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/live.h"

#include <stddef.h>
#include <string.h>

#include "core/base/text.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct text_members texts_of_settings =
	TEXT_MEMBERS(struct live_settings, offsetof(struct live_settings, display_name));

static const struct text_members texts_of_status = TEXT_MEMBERS(struct live_status,
								PROBLEM_TEXTS(struct live_status, problem),
								PROBLEM_TEXTS(struct live_status, armed_problem));

/* By their enums; the default is the first that there is. */
static const char *const layouts[] = {
	[LIVE_LAYOUT_FOLLOW_HOST] = "follow_host",
	[LIVE_LAYOUT_GALLERY] = "gallery_view",
	[LIVE_LAYOUT_SPEAKER] = "speaker_view",
};
static const char *const captions_names[] = {
	[LIVE_CAPTIONS_BURNT_IN] = "burnt-in",
	[LIVE_CAPTIONS_EMBEDDED] = "embedded",
	[LIVE_CAPTIONS_OFF] = "off",
};

void live_settings_init(struct live_settings *settings)
{
	*settings = (struct live_settings){
		.speaker_name = LIVE_SPEAKER_NAME_DEFAULT,
		.layout = LIVE_LAYOUT_DEFAULT,
		.captions = LIVE_CAPTIONS_DEFAULT,
	};
}

void live_settings_copy(struct live_settings *target, const struct live_settings *source)
{
	text_copy_members(target, source, &texts_of_settings);
}

void live_settings_free(struct live_settings *settings)
{
	text_free_members(settings, &texts_of_settings);
	live_settings_init(settings);
}

const char *live_layout_name(enum live_layout layout)
{
	return layouts[layout];
}

enum live_layout live_layout_from_name(const char *name)
{
	const size_t found = text_find(name, layouts, COUNT(layouts));

	return found ? (enum live_layout)found : LIVE_LAYOUT_DEFAULT;
}

const char *live_captions_name(enum live_captions captions)
{
	return captions_names[captions];
}

enum live_captions live_captions_from_name(const char *name)
{
	const size_t found = text_find(name, captions_names, COUNT(captions_names));

	return found ? (enum live_captions)found : LIVE_CAPTIONS_DEFAULT;
}

bool live_display_name_is_valid(const char *name)
{
	return !text_is_blank(name) && text_character_count(name) <= LIVE_DISPLAY_NAME_CHARACTERS_MAX;
}

bool live_has_layout(enum broadcast_kind kind)
{
	return kind != BROADCAST_KIND_WEBINAR;
}

const char *live_state_name(enum live_state state)
{
	static const char *const names[] = {
		[LIVE_UNKNOWN] = "unknown", [LIVE_STOPPED] = "stopped",   [LIVE_STARTING] = "starting",
		[LIVE_ON] = "live",         [LIVE_STOPPING] = "stopping",
	};

	return names[state];
}

void live_status_copy(struct live_status *target, const struct live_status *source)
{
	text_copy_members(target, source, &texts_of_status);
}

void live_status_free(struct live_status *status)
{
	text_free_members(status, &texts_of_status);
}
