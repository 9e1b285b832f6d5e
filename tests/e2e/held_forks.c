/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Loaded into an OBS of the end-to-end tests: a fork of it that would end waits for a lock instead which nobody
 * releases, as one does in which another thread's lock stayed locked. It tells of that on standard error first.
 */

#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char told[] = "\n*** a fork is held ***\n";
static pid_t loaded_by;

__attribute__((constructor)) static void remember_process(void)
{
	loaded_by = getpid();
}

__attribute__((visibility("default"), noreturn)) void _exit(int status)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

	if (getpid() != loaded_by && write(STDERR_FILENO, told, sizeof(told) - 1) > 0) {
		/* the second time for ever */
		for (;;)
			pthread_mutex_lock(&lock);
	}
	for (;;)
		syscall(SYS_exit_group, status);
}
