/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include "core/base/text.h"

/*
 * Which page is meant changes with where OBS streams to. What the person has used with a server is remembered by the
 * server's address, which holds no secret, and offered when OBS streams there again; else what OBS tells of its account.
 */

void controller_remember_page_url(struct controller *controller, const char *page_url)
{
	const struct destination *destination = sync_destination(controller->sync);
	char *server = destination ? destination_display_url(destination) : NULL;

	if (controller->settings.document && page_url && server)
		profile_settings_set_page_url_of(controller->settings, server, page_url);
	bfree(server);
}

char *controller_suggest_page_url(const struct controller *controller)
{
	const struct destination *destination = sync_destination(controller->sync);
	char *suggested, *server;

	if (!controller->settings.document || !destination)
		return NULL;
	server = destination_display_url(destination);
	suggested = text_copy(server ? profile_settings_page_url_of(controller->settings, server) : NULL);
	bfree(server);
	if (!suggested)
		suggested = destination_page_url(destination);
	if (text_same(suggested, profile_settings_broadcast(controller->settings).page_url)) {
		bfree(suggested);
		suggested = NULL;
	}
	return suggested;
}
