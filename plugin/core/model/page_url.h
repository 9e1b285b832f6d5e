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
	PAGE_URL_NOT_HTTP, /* no http:// or https:// in front */
	PAGE_URL_INVALID,  /* not a URL with a host, or with white space in it */
	PAGE_URL_TOO_LONG,
};

/* text is UTF-8 without surrounding white space; NULL counts as empty. */
enum page_url_result page_url_check(const char *text);
