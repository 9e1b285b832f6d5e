/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/base/secret.h"
#include "core/zoom/access_token.h"

static void cleans_what_was_pasted(void **state)
{
	static const struct {
		const char *typed;
		enum zoom_access_token_result result;
		const char *token;
	} cases[] = {
		{"eyJ0.abc-_1", ZOOM_ACCESS_TOKEN_OK, "eyJ0.abc-_1"},
		{" \t\r\neyJ0\r\n", ZOOM_ACCESS_TOKEN_OK, "eyJ0"},
		{"\u00a0eyJ0\u00a0 ", ZOOM_ACCESS_TOKEN_OK, "eyJ0"},
		{"Bearer eyJ0", ZOOM_ACCESS_TOKEN_OK, "eyJ0"},
		{"bearer\teyJ0", ZOOM_ACCESS_TOKEN_OK, "eyJ0"},
		{"BEARER   eyJ0\n", ZOOM_ACCESS_TOKEN_OK, "eyJ0"},
		{"\u00a0Bearer\u00a0eyJ0", ZOOM_ACCESS_TOKEN_OK, "eyJ0"},
		{"BearereyJ0", ZOOM_ACCESS_TOKEN_OK, "BearereyJ0"},
		{"~!@#$%^&*()", ZOOM_ACCESS_TOKEN_OK, "~!@#$%^&*()"},
		{NULL, ZOOM_ACCESS_TOKEN_EMPTY, NULL},
		{"", ZOOM_ACCESS_TOKEN_EMPTY, NULL},
		{" \u00a0\t", ZOOM_ACCESS_TOKEN_EMPTY, NULL},
		{"Bearer", ZOOM_ACCESS_TOKEN_EMPTY, NULL},
		{"Bearer  ", ZOOM_ACCESS_TOKEN_EMPTY, NULL},
		{"eyJ0\r\nX-Evil: 1", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"eyJ0\neyJ1", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"eyJ0 eyJ1", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"eyJ0\u00a0eyJ1", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"eyJ\u00e9", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"\u200beyJ0", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"eyJ0\x7f", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"eyJ0\x01", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
		{"Authorization: Bearer eyJ0", ZOOM_ACCESS_TOKEN_BAD_CHARACTER, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *label = cases[i].typed ? cases[i].typed : "(null)";
		char *token = (char *)"not written";

		check_number(label, "result", zoom_access_token_clean(cases[i].typed, &token), cases[i].result);
		check_text(label, "token", token, cases[i].token);
		secret_free(token);
	}
}

static void finds_the_expiry_in_claims(void **state)
{
	static const struct {
		const char *claims;
		int64_t expiry_s;
	} cases[] = {
		{"{\"exp\":1767225600}", 1767225600},
		{"{\"aud\":\"x\",\"exp\":1767225600.75,\"iat\":1}", 1767225600},
		{"{\"exp\":4294967297}", 4294967297},
		{"{\"exp\":0}", 0},
		{"{\"exp\":-5}", 0},
		{"{\"exp\":1e300}", 0},
		{"{\"exp\":\"1767225600\"}", 0},
		{"{\"exp\":null}", 0},
		{"{\"exp\":99999999999999999999}", 0},
		{"{}", 0},
		{"[1767225600]", 0},
		{"{\"exp\":1767225600", 0},
		{"", 0},
		{NULL, 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_number(cases[i].claims ? cases[i].claims : "(null)", "expiry",
			     zoom_access_token_expiry(cases[i].claims), cases[i].expiry_s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cleans_what_was_pasted),
		cmocka_unit_test(finds_the_expiry_in_claims),
	};

	return RUN_TESTS(tests);
}
