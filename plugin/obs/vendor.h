/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * How other programs and scripts reach the plugin: as the vendor "obs-zoom-livestream" of obs-websocket, and inside of
 * OBS by a procedure and a signal of libobs. docs/remote-control.md tells of both.
 *
 * Threads: OBS's UI thread for everything here. Those who ask are answered on whichever thread they come.
 */

struct door;

/* Scripts inside of OBS are answered from now on. */
void vendor_open(struct door *door);

/* When all modules are loaded, obs-websocket among them: so are other programs, where it is there. */
void vendor_register(void);

/* Tells all of them that the status has changed: for door_options. */
void vendor_tell(void *data, const char *json);

/* Nobody is answered or told any more; an answer that is being made is waited for, which takes no time. */
void vendor_close(void);
