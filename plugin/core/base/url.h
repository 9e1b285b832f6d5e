/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/* A URL taken apart, as libcurl reads it. Threads: any; pure. */

enum url_rule {
	URL_OF_WEB = 1, /* of a scheme that libcurl knows itself */
	URL_OF_STREAM,  /* of any scheme, also with spaces in it */
	URL_OF_LINK,    /* of any scheme, or of none: people leave it out */
};

/* All may hold secrets. Encoded as they are written; NULL: there is none. */
struct url {
	char *scheme; /* in small letters; never NULL */
	char *host;   /* a name, an IPv4 literal or a bracketed IPv6 literal; never NULL or empty */
	char *port;
	char *user; /* empty, where "@" stands there with nothing before it */
	char *password;
	char *path; /* "/" where none is written */
	char *query;
};

/* Returns false, with *url zeroed, where it is no URL with a host. NULL is none. Free with url_free. */
bool url_read(struct url *url, const char *text, enum url_rule rule);
/* Wipes it, too. */
void url_free(struct url *url);

static inline bool url_has_login(const struct url *url)
{
	return url->user || url->password;
}

/* "api.zoom.us", "127.0.0.1:8443": with the port where the URL has one. Free with bfree. */
char *url_authority(const struct url *url);

/* As RFC 3986 has it: all but letters, digits and "-._~", byte for byte. Free with bfree, or as a secret. */
char *url_encode(const char *text);

/* A part of a URL, decoded. Free with secret_free. */
char *url_decode(const char *part);
