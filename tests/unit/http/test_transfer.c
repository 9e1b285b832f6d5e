/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include <limits.h>

#include "core/http/transfer.h"

/*
 * What libcurl is asked for and no server can see: with what it compares
 * certificates, and how it ends. Each option goes through here on its way
 * (--wrap), and is then set.
 */

#define UNSET LONG_MIN
#define OPTIONS_MAX 64

static struct {
	CURLoption option;
	long number;
	const char *text;
} set[OPTIONS_MAX];
static size_t set_count;

/* The names are the linker's. */
CURLcode __real_curl_easy_setopt(CURL *easy, CURLoption option, ...);
CURLcode __wrap_curl_easy_setopt(CURL *easy, CURLoption option, ...);

CURLcode __wrap_curl_easy_setopt(CURL *easy, CURLoption option, ...)
{
	const bool is_pointer = option >= CURLOPTTYPE_OBJECTPOINT && option < CURLOPTTYPE_OFF_T;
	const bool is_text = option >= CURLOPTTYPE_OBJECTPOINT && option < CURLOPTTYPE_FUNCTIONPOINT;
	CURLcode code;
	va_list list;

	assert_true(set_count < OPTIONS_MAX && option < CURLOPTTYPE_OFF_T);
	set[set_count].option = option;
	va_start(list, option);
	if (is_pointer) {
		void *const value = va_arg(list, void *);

		set[set_count].text = is_text ? value : NULL;
		code = __real_curl_easy_setopt(easy, option, value);
	} else {
		set[set_count].number = va_arg(list, long);
		code = __real_curl_easy_setopt(easy, option, set[set_count].number);
	}
	va_end(list);
	set_count++;
	return code;
}

/* UNSET: it was left as it is. */
static long number_of(CURLoption option)
{
	for (size_t i = 0; i < set_count; i++) {
		if (set[i].option == option)
			return set[i].number;
	}
	return UNSET;
}

static const char *text_of(CURLoption option)
{
	for (size_t i = 0; i < set_count; i++) {
		if (set[i].option == option)
			return set[i].text ? set[i].text : "(none)";
	}
	return "(unset)";
}

static void check_authorities(const char *label, const char *ca_file, bool is_overridden, const char *file,
			      const char *directory)
{
	const struct http_client_options options = {.user_agent = "unit-test/1",
						    .ca_file = (char *)ca_file,
						    .connect_timeout_ms = 1000,
						    .total_timeout_ms = 2000};
	struct http_request request = {.method = HTTP_METHOD_GET,
				       .url = bstrdup("https://127.0.0.1:9/"),
				       .to_overridden_host = is_overridden};
	struct http_transfer *transfer;

	set_count = 0;
	memset(set, 0, sizeof(set));
	transfer = http_transfer_create(1, &request);
	assert_true(http_transfer_prepare(transfer, &options, false));
	check_text(label, "file of authorities", text_of(CURLOPT_CAINFO), file);
	check_text(label, "directory of authorities", text_of(CURLOPT_CAPATH), directory);
	/* a certificate and its name are looked at, as libcurl does by itself */
	check_number(label, "certificate", number_of(CURLOPT_SSL_VERIFYPEER), UNSET);
	check_number(label, "name", number_of(CURLOPT_SSL_VERIFYHOST), UNSET);
	check_number(label, "TLS", number_of(CURLOPT_SSLVERSION), CURL_SSLVERSION_TLSv1_2);
	/* OBS has other threads, and may end at any time */
	check_number(label, "signals", number_of(CURLOPT_NOSIGNAL), 1);
	check_number(label, "end", number_of(CURLOPT_QUICK_EXIT), 1);
	http_transfer_free(transfer);
}

static void trusts_one_source_of_certificates(void **state)
{
	(void)state;
	check_authorities("the system's", NULL, false, "(unset)", "(unset)");
	check_authorities("an own file, for others", "/nowhere/ca.pem", false, "(unset)", "(unset)");
	check_authorities("no file", NULL, true, "(unset)", "(unset)");
	/* not the system's beside it */
	check_authorities("an own file", "/nowhere/ca.pem", true, "/nowhere/ca.pem", "/dev/null");
}

/* libcurl repeats most by itself; what it leaves to us may have come to the server the first time. */
static void knows_what_was_sent_before_a_repeat(void **state)
{
	const struct http_client_options options = {.user_agent = "unit-test/1",
						    .connect_timeout_ms = 1000,
						    .total_timeout_ms = 2000};

	(void)state;
	for (int was_sent = 0; was_sent <= 1; was_sent++) {
		struct http_request request = {.method = HTTP_METHOD_PATCH,
					       .url = bstrdup("https://127.0.0.1:9/"),
					       .is_idempotent = true};
		struct http_transfer *transfer;

		set_count = 0;
		transfer = http_transfer_create(1, &request);
		assert_true(http_transfer_prepare(transfer, &options, false));
		transfer->request_begun = was_sent;
		assert_true(http_transfer_repeat(transfer, CURLE_RECV_ERROR));
		/* once */
		assert_false(http_transfer_repeat(transfer, CURLE_RECV_ERROR));
		http_transfer_finish(transfer, CURLE_COULDNT_CONNECT);
		assert_int_equal(transfer->response.sent, was_sent);
		http_transfer_free(transfer);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trusts_one_source_of_certificates),
		cmocka_unit_test(knows_what_was_sent_before_a_repeat),
	};

	return RUN_TESTS(tests);
}
