/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * The page on which people watch the livestream; Zoom shows it to the
 * participants and requires it with each livestream. Threads: any; pure.
 */

/* Zoom API reference, "Update a meeting's livestream": limit in characters. */
#define PAGE_URL_CHARACTERS_MAX 1024

enum page_url_result {
	PAGE_URL_OK = 1,
	PAGE_URL_EMPTY,
	PAGE_URL_NOT_HTTP,  /* no http:// or https:// in front, and no host's name either */
	PAGE_URL_INVALID,   /* not a URL with a host that there can be, or with white space or a login in it */
	PAGE_URL_INVISIBLE, /* invisible characters in it */
	PAGE_URL_TOO_LONG,
};

/*
 * What a person has typed or pasted: what is invisible around it is no part of
 * it, and one that begins with a host's name gets https:// in front. text is
 * UTF-8; NULL counts as empty. Where it is PAGE_URL_OK, the URL is in *url, to be
 * freed with bfree; else NULL is.
 */
enum page_url_result page_url_read(const char *text, char **url);

/* Whether the text as it is can be one. */
enum page_url_result page_url_check(const char *text);
