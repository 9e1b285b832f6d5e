/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/zoom/access_token.h"

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

static void finds_the_expiry_of_a_token(void **state)
{
	static const struct {
		const char *token;
		int64_t expires_at_s;
	} cases[] = {
		/* {"exp":1767225600}, {"exp":1767225600, "x":"???>"} in the signs of web tokens */
		{"eyJ0.eyJleHAiOjE3NjcyMjU2MDB9.c2ln", 1767225600},
		{"eyJ0.eyJleHAiOjE3NjcyMjU2MDAsIngiOiI_Pz8-In0.c2ln", 1767225600},
		{"eyJ0.eyJleHAiOjE3NjcyMjU2MDB9", 0},
		{"eyJ0.eyJleHAiOjE3NjcyMjU2MDB9.c2ln.x", 0},
		{"eyJ0.e30.c2ln", 0},
		{"eyJ0..c2ln", 0},
		{"..", 0},
		{"planted-token", 0},
		{"", 0},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_number(cases[i].token, "expiry", zoom_access_token_expires_at(cases[i].token),
			     cases[i].expires_at_s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_expiry_in_claims),
		cmocka_unit_test(finds_the_expiry_of_a_token),
	};

	return RUN_TESTS(tests);
}
