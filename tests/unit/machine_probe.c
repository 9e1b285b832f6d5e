/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every unit test does, and nothing else: is linked to libobs, starts a thread, takes memory and gives it back. */

#include <pthread.h>

#include <util/bmem.h>

static void *take_and_give_back(void *data)
{
	bfree(bzalloc(64));
	return data;
}

int main(void)
{
	pthread_t thread;

	if (pthread_create(&thread, NULL, take_and_give_back, NULL) != 0 || pthread_join(thread, NULL) != 0)
		return 1;
	return bnum_allocs() == 0 ? 0 : 1;
}
