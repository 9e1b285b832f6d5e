/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * Every difference between OBS 29, 30, 31 and 32 that matters here. The plugin
 * is built per OBS version, so all of it is settled at compile time.
 */

#include <obs-frontend-api.h>
#include <obs.h>

/* 29.1 replaced the getters for URL and key; 31.0 removed them. */
#if LIBOBS_API_VER >= MAKE_SEMANTIC_VERSION(29, 1, 0)
#define obs_compat_service_url(service) obs_service_get_connect_info(service, OBS_SERVICE_CONNECT_INFO_SERVER_URL)
#define obs_compat_service_key(service) obs_service_get_connect_info(service, OBS_SERVICE_CONNECT_INFO_STREAM_KEY)
#define obs_compat_service_username(service) obs_service_get_connect_info(service, OBS_SERVICE_CONNECT_INFO_USERNAME)
#define obs_compat_service_password(service) obs_service_get_connect_info(service, OBS_SERVICE_CONNECT_INFO_PASSWORD)
#else
#define obs_compat_service_url obs_service_get_url
#define obs_compat_service_key obs_service_get_key
#define obs_compat_service_username obs_service_get_username
#define obs_compat_service_password obs_service_get_password
#endif

/* 30.0 took docks as plain widgets and wraps them itself; 32.0 removed the older way, which takes a QDockWidget. */
#if LIBOBS_API_VER >= MAKE_SEMANTIC_VERSION(30, 0, 0)
#define OBS_COMPAT_DOCK_NEEDS_QDOCKWIDGET 0

static inline bool obs_compat_add_dock(const char *id, const char *title, void *widget)
{
	return obs_frontend_add_dock_by_id(id, title, widget);
}
#else
#define OBS_COMPAT_DOCK_NEEDS_QDOCKWIDGET 1

static inline bool obs_compat_add_dock(const char *id, const char *title, void *dock_widget)
{
	UNUSED_PARAMETER(id);
	UNUSED_PARAMETER(title);
	return obs_frontend_add_dock(dock_widget) != NULL;
}
#endif
