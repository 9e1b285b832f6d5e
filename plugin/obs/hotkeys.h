/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * The plugin's hotkeys in OBS's settings: to send the settings, to start and to stop Zoom's livestream.
 *
 * Threads: OBS's UI thread for everything here.
 */

struct hotkeys;
struct door;

/* They are there from now on, with the keys that the current profile has for them once OBS has loaded it. */
struct hotkeys *hotkeys_create(struct door *door);

/* None is told any more; one that is being told is waited for, which takes no time. NULL is allowed. */
void hotkeys_destroy(struct hotkeys *hotkeys);
