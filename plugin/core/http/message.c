/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/http/message.h"

#include <stdio.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/base/url.h"

static const struct text_members texts =
	TEXT_MEMBERS(struct http_request, offsetof(struct http_request, url), offsetof(struct http_request, user),
		     offsetof(struct http_request, bearer_token), offsetof(struct http_request, password),
		     offsetof(struct http_request, json), offsetof(struct http_request, form));

void http_request_copy(struct http_request *target, const struct http_request *source)
{
	memset(target, 0, sizeof(*target));
	text_copy_members(target, source, &texts);
	for (size_t i = 0; i < source->part_count; i++) {
		target->parts[i].name = text_copy(source->parts[i].name);
		target->parts[i].value = text_copy(source->parts[i].value);
	}
}

void http_request_free(struct http_request *request)
{
	for (size_t i = 0; i < request->part_count; i++) {
		bfree(request->parts[i].name);
		secret_free(request->parts[i].value);
	}
	text_free_members(request, &texts);
}

void http_form_add(struct http_request *request, const char *name, const char *value)
{
	char *encoded_name = url_encode(name);
	char *encoded_value = url_encode(value);
	const char *before = text_or_empty(request->form);
	/* all at once, so that nothing that is built on the way stays behind */
	const size_t size = strlen(before) + strlen(encoded_name) + strlen(encoded_value) + sizeof("&=");
	char *form = bmalloc(size);

	snprintf(form, size, "%s%s%s=%s", before, request->form ? "&" : "", encoded_name, encoded_value);
	secret_free(request->form);
	request->form = form;
	secret_free(encoded_value);
	bfree(encoded_name);
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
		secret_wipe(response->body, response->body_size);
	bfree(response->body);
	for (size_t i = 0; i < response->header_count; i++) {
		bfree(response->headers[i].name);
		secret_free(response->headers[i].value);
	}
	secret_free(response->error);
	memset(response, 0, sizeof(*response));
}
