/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What Zoom holds, or is to hold, for a broadcast: the members of "Get" and
 * "Update a livestream" (Zoom API reference). NULL where Zoom told nothing.
 * Threads: any; a value has one owner.
 */
struct configuration {
	char *stream_url; /* may hold secrets */
	char *stream_key; /* secret */
	char *page_url;
	char *resolution; /* "720p", "1080p"; only kept to be put back */
};

/* Frees what the target held. */
void configuration_copy(struct configuration *target, const struct configuration *source);

/* Frees and wipes what it holds; it is empty afterwards, and may be used again. */
void configuration_free(struct configuration *configuration);

/* Whether nothing was ever configured. */
bool configuration_is_empty(const struct configuration *configuration);

/* Whether Zoom told both what the stream goes to and its key, so that equal means equal. */
bool configuration_is_whole(const struct configuration *configuration);

/*
 * The name of the first member in which held differs from wanted, or NULL. A
 * member that Zoom left out is no difference, unless it left out all; the
 * resolution is nobody's business here.
 */
const char *configuration_difference(const struct configuration *held, const struct configuration *wanted);

/* Makes a text of 64 hexadecimal digits from bytes, under a key that only this computer's user has. Free with bfree. */
typedef char *(*digest_t)(void *data, const char *bytes, size_t size);

/* A digest of URL, key and page URL. Free with bfree; NULL where digest gave none. */
char *configuration_digest(const struct configuration *configuration, digest_t digest, void *digest_data);

/* As one text to be kept as a secret. Free with secret_free; NULL where a member is no UTF-8. */
char *configuration_to_text(const struct configuration *configuration);

/* Back from that text. Frees what *configuration held; false, and nothing is changed, where the text is none of these. */
bool configuration_from_text(struct configuration *configuration, const char *text);

#ifdef __cplusplus
}
#endif
