/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "http_message.h"

#include <string.h>

#include <util/dstr.h>

#include "secret_string.h"

void http_request_free(struct http_request *request)
{
	bfree(request->url);
	secret_string_free(request->bearer_token);
	secret_string_free(request->json);
	for (size_t i = 0; i < request->part_count; i++) {
		bfree(request->parts[i].name);
		secret_string_free(request->parts[i].value);
	}
	memset(request, 0, sizeof(*request));
}

const char *http_response_header(const struct http_response *response, const char *name)
{
	for (size_t i = 0; i < response->header_count; i++) {
		if (astrcmpi(response->headers[i].name, name) == 0)
			return response->headers[i].value;
	}
	return NULL;
}

void http_response_free(struct http_response *response)
{
	if (response->body)
		memory_wipe(response->body, response->body_size);
	bfree(response->body);
	for (size_t i = 0; i < response->header_count; i++) {
		bfree(response->headers[i].name);
		bfree(response->headers[i].value);
	}
	bfree(response->error);
	memset(response, 0, sizeof(*response));
}
