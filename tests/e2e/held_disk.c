/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Loaded into an OBS of the end-to-end tests: nothing that the plugin's file thread hands to the disk arrives there for
 * as long as there is a file of the name in $HELD_DISK.
 */

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#define LOOK_AGAIN_NS 20000000L

static int is_held(void)
{
	const char *path = getenv("HELD_DISK");
	char thread[16] = "";

	return path && prctl(PR_GET_NAME, thread) == 0 && strcmp(thread, "zoom-livestream") == 0 &&
	       access(path, F_OK) == 0;
}

__attribute__((visibility("default"))) int fsync(int file)
{
	while (is_held())
		nanosleep(&(struct timespec){.tv_nsec = LOOK_AGAIN_NS}, NULL);
	return fdatasync(file);
}
