/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * OBS's frontend: events, the Tools menu, the dock.
 *
 * Threads: OBS's UI thread for everything here.
 */

struct controller;
struct host_streaming;
struct frontend;
struct service_reader;

/* OBS's own stream, as core starts and stops it. */
void frontend_fill_streaming(struct host_streaming *streaming);

/* Tells controller and reader what happens. exiting() comes at the last moment at which OBS may be called. */
struct frontend *frontend_create(struct controller *controller, struct service_reader *reader, void (*exiting)(void));

/* Whether another copy of the plugin has brought its dock. find looks for the dock of that id in OBS's window. */
bool frontend_has_dock(bool (*find)(void *main_window, const char *id));

/*
 * Hands the dock over to OBS, which owns it from then on. wrap makes a QDockWidget
 * around it, for the OBS that wants one. False where OBS did not take it.
 */
bool frontend_add_dock(void *dock, void *(*wrap)(void *dock, const char *id, const char *title, void *main_window));

/* Nothing is told after it, though the menu's entry is still there. NULL is allowed. */
void frontend_detach(struct frontend *frontend);

/* When the menu is gone. NULL is allowed. */
void frontend_free(struct frontend *frontend);
