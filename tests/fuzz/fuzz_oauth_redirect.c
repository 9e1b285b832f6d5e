/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdlib.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/secret.h"
#include "core/zoom/endpoint.h"
#include "core/zoom/oauth_redirect.h"
#include "core/zoom/scope.h"

#define STATE "st4te"

const char *const fuzz_words[] = {
	"http://",
	"https://",
	"127.0.0.1",
	"localhost",
	"[::1]",
	"zoom.us",
	"api-eu.zoom.us",
	".zoom.us",
	".evil.example",
	":47823",
	"/zoom",
	"/v2",
	"?",
	"code=abc",
	"&",
	"state=" STATE,
	"state=other",
	"error=access_denied",
	"error_description=",
	"code=",
	"%20",
	"%0a",
	"%00",
	"%",
	"+",
	"#",
	"@",
	" ",
	"\u00a0",
	"\r\n",
	"\\",
	"<",
	">",
	"\"",
	"\u201c",
	"\u200b",
	"\ufeff",
	"\u00ad",
	"&amp;",
	"&#38;",
	"&#x",
	".",
	"https://zoom.us/oauth/authorize?response_type=code&client_id=x",
	"meeting:update:livestream",
	":admin",
	"meeting:write",
	"\xff",
	NULL,
};

static void require(bool law)
{
	if (!law)
		abort();
}

static void read_code(const char *text)
{
	struct problem problem = {0};
	char *code = zoom_oauth_redirect_code(text, STATE, &problem);

	require((code != NULL) != problem_is_set(&problem));
	require(!code || *code);
	for (const char *c = code; c && *c; c++)
		require(*c > 0x20 && *c < 0x7f);
	secret_free(code);
	problem_free(&problem);
	/* nothing at all is taken where the state is another one */
	require(!zoom_oauth_redirect_code(text, "a state that nobody knows", &problem));
	problem_free(&problem);
}

static void read_redirect_uri(const char *text)
{
	struct zoom_oauth_redirect_listener listener;
	struct problem problem = {0};
	const bool valid = zoom_oauth_redirect_check_uri(text, &problem);

	require(valid != problem_is_set(&problem));
	if (zoom_oauth_redirect_listener_of(text, &listener))
		require(valid && listener.port && *listener.path == '/' &&
			(strncmp(listener.address, "127.", 4) == 0 || strcmp(listener.address, "::1") == 0));
	else
		require(!listener.address && !listener.path);
	zoom_oauth_redirect_listener_free(&listener);
	problem_free(&problem);
}

static void read_endpoint(const char *text)
{
	const struct zoom_endpoint_options options = {0};
	struct zoom_endpoint endpoint;
	struct problem problem = {0};
	char *url, *refused;

	require(zoom_endpoint_init(&endpoint, CLOUD_COMMERCIAL, &options, &problem));
	url = zoom_endpoint_regional_api_url(&endpoint, text, &refused);
	require(zoom_endpoint_is_trusted(&endpoint, url));
	require(strncmp(url, "https://", 8) == 0 && strlen(url) > 3 && strcmp(url + strlen(url) - 3, "/v2") == 0);
	require(!zoom_endpoint_is_trusted(&endpoint, text) || astrcmpi_n(text, "https://", 8) == 0);
	bfree(url);
	bfree(refused);
	zoom_endpoint_free(&endpoint);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = bstrdup_n((const char *)data, size);

	if (!text)
		return 0;
	read_code(text);
	read_redirect_uri(text);
	read_endpoint(text);
	for (int feature = 1; feature <= FEATURE_COUNT; feature++)
		zoom_scope_allows(text, (enum feature)feature);
	bfree(text);
	return 0;
}
