/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/model/destination.h"

/*
 * Reads where OBS streams to from its current service.
 *
 * Threads: OBS's UI thread for everything here. Services that look their server
 * up are asked on a thread of their own, on a private clone.
 */

struct service_reader;

struct service_reader_ports {
	void *data;
	/* Any thread: run(task) soon on the UI thread; drop(task) instead where that will not happen any more. */
	void (*post)(void *data, void (*run)(void *task), void (*drop)(void *task), void *task);
	/* UI thread: the same, but not before the next turn of the event loop. */
	void (*defer)(void *data, void (*run)(void *task), void (*drop)(void *task), void *task);
	/* The answer to service_reader_read(): what was read while that profile was OBS's current one. */
	void (*done)(void *data, uint64_t id, const char *profile_directory, const struct destination *destination);
};

struct service_reader *service_reader_create(const struct service_reader_ports *ports);

/*
 * Waits for a look-up that is under way, which cannot be interrupted and takes
 * up to 3 s where its server does not answer. The ports must still be there.
 */
void service_reader_destroy(struct service_reader *reader);

/* Reads, and answers through done. Reads with id 0 that wait already are joined. */
void service_reader_read(struct service_reader *reader, uint64_t id);

/*
 * OBS's current profile is another one, or stands in another directory: what is
 * still looked up for the one before is out of date. Reads with an id are begun
 * anew and answer once, with what is read from now on; those with id 0 whose
 * look-up was under way get no answer. To be called when OBS has the new profile.
 */
void service_reader_discard(struct service_reader *reader);
