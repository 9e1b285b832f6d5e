/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/model/pasted_credentials.h"

const char *const fuzz_words[] = {
	"Account ID",
	"Client ID",
	"Client Secret",
	"Access Token",
	"Secret Token",
	"ZOOM_CLIENT_SECRET=",
	"\"clientId\":\"",
	"client_id_of_google=",
	"Konto-ID",
	"Cle\u0301 secre\u0300te client",
	"\u30af\u30e9\u30a4\u30a2\u30f3\u30c8 ID",
	"aC-0unt_IdOfTests4Zoom",
	"cLient1IdOf_TestsAbC9w",
	"sEcr3tOfTheTestsWith32SignsAbCdE",
	"eyJzdiI6IjAw.eyJhdWQi.s1gn-at_ure",
	"Bearer ",
	"Authorization: ",
	"Basic Y0xpZW50MUlkT2ZfVGVzdHNBYkM5dzpzRWNyM3RPZlRoZVRlc3RzV2l0aDMyU2lnbnNBYkNkRQ==",
	"-u ",
	"Copy",
	"Regenerate",
	"Development",
	"is told by Anna",
	"\u2022\u2022\u2022\u2022",
	"&client_id=",
	"&quot;",
	"\"",
	"'",
	"<",
	">",
	":",
	"=",
	"=3D",
	".",
	",",
	"-",
	"_",
	"/",
	" ",
	"\t",
	"\n",
	"\r\n",
	"\u00a0",
	"\u200b",
	"\ufeff",
	"\uff1a",
	"\x7f",
	"\xff",
	"\xe2\x80",
	"caf\u00e9",
	NULL,
};

static void require(bool law)
{
	if (!law)
		abort();
}

static void check_clean(const char *text)
{
	char *value, *again;
	const enum pasted_credentials_result result = pasted_credentials_clean(text, &value);

	require((result == PASTED_CREDENTIALS_VALUE) == (value != NULL));
	require(!value || (*value && text_is_visible_ascii(value)));
	require(value || result == PASTED_CREDENTIALS_EMPTY || result == PASTED_CREDENTIALS_UNCLEAR);
	/* what was saved is read as the same, but for a word that stands before itself: "Bearer Bearer …" */
	require(!value || pasted_credentials_clean(value, &again) != PASTED_CREDENTIALS_UNCLEAR);
	if (value)
		secret_free(again);
	secret_free(value);
}

/* One way and field for each input: more inputs tell more than each of them with all. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = bstrdup_n((const char *)data, size);
	struct pasted_credentials pasted;
	enum account_method method;
	enum account_entry_field field;
	size_t sum = 0, found = 0, of_method = 0;

	for (size_t i = 0; i < size; i++)
		sum += data[i];
	method = (enum account_method)(ACCOUNT_METHOD_ACCESS_TOKEN + sum % ACCOUNT_METHOD_DEVICE_CODE);
	field = (enum account_entry_field)(sum / ACCOUNT_METHOD_DEVICE_CODE % ACCOUNT_ENTRY_FIELD_COUNT);
	pasted_credentials_read(&pasted, text, method, field);
	for (int i = 0; i < ACCOUNT_ENTRY_FIELD_COUNT; i++) {
		const struct pasted_credentials_field *credential = &pasted.fields[i];

		require(credential->state >= PASTED_CREDENTIALS_MISSING &&
			credential->state <= PASTED_CREDENTIALS_AMBIGUOUS);
		require((credential->state == PASTED_CREDENTIALS_FOUND) == (credential->value != NULL));
		require(!credential->value || (*credential->value && text_is_visible_ascii(credential->value)));
		found += credential->state != PASTED_CREDENTIALS_MISSING;
		of_method += credential->state != PASTED_CREDENTIALS_MISSING && account_entry_has(method, i);
	}
	require(pasted.result >= PASTED_CREDENTIALS_EMPTY && pasted.result <= PASTED_CREDENTIALS_UNCLEAR);
	require((pasted.result == PASTED_CREDENTIALS_EMPTY || pasted.result == PASTED_CREDENTIALS_UNCLEAR) == !found);
	require(pasted.result != PASTED_CREDENTIALS_VALUE || (found == 1 && pasted.fields[field].value));
	require(pasted.result != PASTED_CREDENTIALS_NAMED || of_method);
	require(pasted.result != PASTED_CREDENTIALS_OTHER_WAY || !of_method);
	pasted_credentials_free(&pasted);
	check_clean(text);
	bfree(text);
	return 0;
}
