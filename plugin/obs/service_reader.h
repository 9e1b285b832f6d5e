/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/controller/controller.h"
#include "core/host.h"

/*
 * Reads where OBS streams to from its current service.
 *
 * Threads: OBS's UI thread for everything here. Services that look their server
 * up are asked on a thread of their own, on a private clone.
 */

struct service_reader;

/* The loop is copied. Fills in *host: reads with id 0 that wait already are joined. */
struct service_reader *service_reader_create(const struct host_loop *loop, struct host_stream_service *host);
/* To whom it tells what it has read. Before that nothing is read. */
void service_reader_attach(struct service_reader *reader, struct controller *controller);

/*
 * Waits for a look-up that is under way, which cannot be interrupted and takes
 * up to 3 s where its server does not answer. The loop must still be there.
 */
void service_reader_destroy(struct service_reader *reader);

/*
 * OBS's current profile is another one, or stands in another directory: what is
 * still looked up for the one before is out of date. Reads with an id are begun
 * anew and answer once, with what is read from now on; those with id 0 whose
 * look-up was under way get no answer. To be called when OBS has the new profile.
 */
void service_reader_discard(struct service_reader *reader);
