/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/* What the person sees, behind functions that C can call: the dock and its dialog. UI thread. */

struct controller;
struct surface;

/* The major version of the Qt that this plugin was built with, where OBS runs with another Qt: then no widget may be
   made, and nothing else here called. 0 where it is the same. */
int surface_foreign_qt(void);

/* Whether OBS's main window has a dock of that id. */
bool surface_find_dock(void *main_window, const char *id);

/* Shows what the controller tells from now on. */
struct surface *surface_create(struct controller *controller);

/* The dock lives on: OBS destroys it, before or after this module. Nothing is shown any more. NULL is allowed. */
void surface_destroy(struct surface *surface);

/* The dock for OBS to take over, a QWidget. */
void *surface_dock(struct surface *surface);

/* A QDockWidget around it. */
void *surface_wrap_dock(void *dock, const char *id, const char *title, void *main_window);

C_LINKAGE_END
