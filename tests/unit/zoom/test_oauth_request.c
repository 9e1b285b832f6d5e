/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/url.h"
#include "core/zoom/oauth_request.h"

#define OAUTH "https://zoom.us/oauth"

static const struct account account = {.account_id = "acc 1",
				       .client_id = "cl/1",
				       .redirect_uri = "http://127.0.0.1:47823/zoom"};

struct request_case {
	const char *name;
	void (*build)(struct http_request *request, const char *secret);
	const char *url;
	const char *form;        /* NULL: none */
	const char *public_form; /* where the app has no secret */
};

static void build_account(struct http_request *request, const char *secret)
{
	zoom_oauth_request_token(request, OAUTH, &account, secret, ZOOM_GRANT_ACCOUNT, NULL);
}

static void build_code(struct http_request *request, const char *secret)
{
	zoom_oauth_request_code(request, OAUTH, &account, secret, "c+d", "ver-_.~1");
}

static void build_refresh(struct http_request *request, const char *secret)
{
	zoom_oauth_request_token(request, OAUTH, &account, secret, ZOOM_GRANT_REFRESH, "r=t&x");
}

static void build_device(struct http_request *request, const char *secret)
{
	zoom_oauth_request_device(request, OAUTH, &account, secret);
}

static void build_device_poll(struct http_request *request, const char *secret)
{
	zoom_oauth_request_token(request, OAUTH, &account, secret, ZOOM_GRANT_DEVICE_POLL, "d c");
}

static void build_revoke(struct http_request *request, const char *secret)
{
	zoom_oauth_request_revoke(request, OAUTH, &account, secret, "t%\u00e4");
}

static const struct request_case cases[] = {
	{"account", build_account, OAUTH "/token", "grant_type=account_credentials&account_id=acc%201",
	 "grant_type=account_credentials&client_id=cl%2F1&account_id=acc%201"},
	{"code", build_code, OAUTH "/token",
	 "grant_type=authorization_code&code=c%2Bd&redirect_uri=http%3A%2F%2F127.0.0.1%3A47823%2Fzoom"
	 "&code_verifier=ver-_.~1",
	 "grant_type=authorization_code&client_id=cl%2F1&code=c%2Bd"
	 "&redirect_uri=http%3A%2F%2F127.0.0.1%3A47823%2Fzoom&code_verifier=ver-_.~1"},
	{"refresh", build_refresh, OAUTH "/token", "grant_type=refresh_token&refresh_token=r%3Dt%26x",
	 "grant_type=refresh_token&client_id=cl%2F1&refresh_token=r%3Dt%26x"},
	{"device", build_device, OAUTH "/devicecode?client_id=cl%2F1", NULL, NULL},
	{"device poll", build_device_poll, OAUTH "/token",
	 "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=d%20c",
	 "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=cl%2F1&device_code=d%20c"},
	{"revoke", build_revoke, OAUTH "/revoke", "token=t%25%C3%A4", "client_id=cl%2F1&token=t%25%C3%A4"},
};

static void builds_requests(void **state)
{
	static const char *const secrets[] = {"s3cret", "", NULL};

	(void)state;
	for (size_t i = 0; i < COUNT(cases) * COUNT(secrets); i++) {
		const struct request_case *this = &cases[i / COUNT(secrets)];
		const char *secret = secrets[i % COUNT(secrets)];
		const bool has_secret = secret && *secret;
		struct http_request request = {0};

		this->build(&request, secret);
		assert_int_equal(request.method, HTTP_METHOD_POST);
		assert_false(request.is_idempotent);
		check_text(this->name, "URL", request.url, this->url);
		check_text(this->name, "form", request.form, has_secret ? this->form : this->public_form);
		check_text(this->name, "user", request.user, has_secret ? "cl/1" : NULL);
		check_text(this->name, "password", request.password, has_secret ? "s3cret" : NULL);
		assert_null(request.bearer_token);
		assert_null(request.json);
		assert_int_equal(request.part_count, 0);
		assert_false(request.to_overridden_host);
		check_absent(this->name, "URL", request.url, "s3cret");
		check_absent(this->name, "form", request.form, "s3cret");
		http_request_free(&request);
		assert_null(request.form);
		assert_null(request.password);
	}
}

static void builds_requests_of_an_empty_account(void **state)
{
	const struct account empty = {0};
	struct http_request request = {0};

	(void)state;
	zoom_oauth_request_token(&request, OAUTH, &empty, "s3cret", ZOOM_GRANT_ACCOUNT, NULL);
	assert_string_equal(request.user, "");
	assert_string_equal(request.form, "grant_type=account_credentials&account_id=");
	http_request_free(&request);
	zoom_oauth_request_device(&request, OAUTH, &empty, NULL);
	assert_string_equal(request.url, OAUTH "/devicecode?client_id=");
	http_request_free(&request);
}

static void encodes_byte_for_byte(void **state)
{
	char all[256], *encoded;

	(void)state;
	for (int i = 1; i < 256; i++)
		all[i - 1] = (char)i;
	all[255] = '\0';
	encoded = url_encode(all);
	/* 26 + 26 + 10 + 4 stay as they are */
	assert_int_equal(strlen(encoded), 66 + (255 - 66) * 3);
	assert_int_equal(strspn(encoded, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%"),
			 strlen(encoded));
	assert_non_null(strstr(encoded, "%0A"));
	assert_non_null(strstr(encoded, "%26"));
	assert_non_null(strstr(encoded, "%FF"));
	bfree(encoded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(builds_requests),
		cmocka_unit_test(builds_requests_of_an_empty_account),
		cmocka_unit_test(encodes_byte_for_byte),
	};

	return RUN_TESTS(tests);
}
