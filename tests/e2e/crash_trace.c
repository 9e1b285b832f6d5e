/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Loaded into each OBS of the end-to-end tests: should it crash, the thread that did so is told on standard error, for
 * a crash that comes once in a thousand runs is not seen again.
 */

#include <execinfo.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#define FRAMES_MAX 100
#define STACK_BYTES (64 * 1024)

static const char heading[] = "\n*** crashed ***\n";

static void tell(int signal_number)
{
	void *frames[FRAMES_MAX];
	const int count = backtrace(frames, FRAMES_MAX);
	const ssize_t told = write(STDERR_FILENO, heading, sizeof(heading) - 1);

	if (told > 0)
		backtrace_symbols_fd(frames, count, STDERR_FILENO);
	/* SA_RESETHAND: now it ends as it would have */
	raise(signal_number);
}

__attribute__((constructor)) static void catch_crashes(void)
{
	static const int fatal[] = {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL};
	/* of its own, because the thread's may be what was overrun */
	static char stack[STACK_BYTES];
	const stack_t alternate = {.ss_sp = stack, .ss_size = sizeof(stack)};
	struct sigaction action = {.sa_handler = tell, .sa_flags = SA_RESETHAND | SA_NODEFER | SA_ONSTACK};
	void *frame;

	/* the first call loads a library, which a handler must not */
	backtrace(&frame, 1);
	sigaltstack(&alternate, NULL);
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		sigaction(fatal[i], &action, NULL);
}
