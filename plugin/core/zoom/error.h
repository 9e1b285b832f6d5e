/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "core/base/redaction.h"
#include "core/http/message.h"

/* Zoom's error envelope, read from bodies that may be anything. Threads: any; pure. */
struct zoom_error {
	long code;     /* 0: the body names none */
	char *message; /* readable, without secrets; NULL: none */
	char *fields;  /* names of the fields that failed validation, "stream_url, page_url"; NULL: none */
};

void zoom_error_read(struct zoom_error *error, const struct http_response *response, const struct redaction *redaction);
void zoom_error_free(struct zoom_error *error);
