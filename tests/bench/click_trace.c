/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Loaded into an OBS that is measured: tells on standard error when a button emits clicked(), and when the plugin's
 * network thread writes to a socket, in nanoseconds of CLOCK_MONOTONIC.
 */

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>

/* QAbstractButton's signals in the order of its header: pressed, released, clicked. */
#define CLICKED 2
#define THREAD_NAME "zoom-livestream"
#define THREAD_NAME_SIZE 16

/* void QMetaObject::activate(QObject *sender, const QMetaObject *meta, int signal, void **arguments) */
typedef void (*activate_t)(void *sender, const void *meta, int signal, void **arguments);
typedef ssize_t (*send_t)(int socket, const void *bytes, size_t size, int flags);

void _ZN11QMetaObject8activateEP7QObjectPKS_iPPv(void *sender, const void *meta, int signal, void **arguments);

static void tell(const char *what)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	fprintf(stderr, "click_trace: %s %lld\n", what, (long long)now.tv_sec * 1000000000 + now.tv_nsec);
}

static void *next(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

void _ZN11QMetaObject8activateEP7QObjectPKS_iPPv(void *sender, const void *meta, int signal, void **arguments)
{
	static const void *button;
	static activate_t activate;

	if (!activate) {
		button = dlsym(RTLD_DEFAULT, "_ZN15QAbstractButton16staticMetaObjectE");
		*(void **)&activate = next("_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
	}
	if (meta == button && signal == CLICKED)
		tell("clicked");
	activate(sender, meta, signal, arguments);
}

ssize_t send(int socket, const void *bytes, size_t size, int flags)
{
	static send_t real;
	char name[THREAD_NAME_SIZE] = "";

	if (!real)
		*(void **)&real = next("send");
	prctl(PR_GET_NAME, name);
	if (strcmp(name, THREAD_NAME) == 0)
		tell("sent");
	return real(socket, bytes, size, flags);
}
