/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Loaded into an OBS of the end-to-end tests: nothing that the plugin's file thread hands to the disk arrives there for
 * as long as there is a file of the name in $HELD_DISK.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define LOOK_AGAIN_NS 20000000L

static void wait_while_there_is(const char *variable)
{
	const char *path = getenv(variable);

	while (path && access(path, F_OK) == 0)
		nanosleep(&(struct timespec){.tv_nsec = LOOK_AGAIN_NS}, NULL);
}

static int is_file_thread(void)
{
	char thread[16] = "";

	return prctl(PR_GET_NAME, thread) == 0 && strcmp(thread, "zoom-livestream") == 0;
}

__attribute__((visibility("default"))) int fsync(int file)
{
	if (is_file_thread())
		wait_while_there_is("HELD_DISK");
	return fdatasync(file);
}

static int is_of_a_renewal(int file)
{
	char link[32];
	char path[4096] = "";

	snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
	return readlink(link, path, sizeof(path) - 1) > 0 && strstr(path, "/renewals/");
}

__attribute__((visibility("default"))) int flock(int file, int operation)
{
	if (is_of_a_renewal(file))
		wait_while_there_is("HELD_RENEWALS");
	return (int)syscall(SYS_flock, file, operation);
}
