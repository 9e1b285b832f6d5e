/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/account.h"
#include "core/model/broadcast.h"
#include "core/model/cloud.h"
#include "core/model/encoding.h"
#include "core/model/secret_backend.h"

/* Names that stand in people's files and keychains: they stay, whatever the code calls what they name. */

static int method_from(const char *name)
{
	return (int)account_method_from_name(name);
}

static const char *method_of(int value)
{
	return account_method_name((enum account_method)value);
}

static int kind_from(const char *name)
{
	return (int)broadcast_kind_from_name(name);
}

static const char *kind_of(int value)
{
	return broadcast_kind_name((enum broadcast_kind)value);
}

static int cloud_from(const char *name)
{
	return (int)cloud_from_name(name);
}

static const char *cloud_of(int value)
{
	return cloud_name((enum cloud)value);
}

static int encoding_from(const char *name)
{
	return (int)encoding_from_name(name);
}

static const char *encoding_of(int value)
{
	return encoding_name((enum encoding)value);
}

static int backend_from(const char *name)
{
	return (int)secret_backend_from_name(name);
}

static const char *backend_of(int value)
{
	return secret_backend_name((enum secret_backend)value);
}

struct family {
	int (*from_name)(const char *name);
	const char *(*name_of)(int value);
	int unknown; /* what any other name is */
	struct {
		const char *name;
		int value;
	} known[4];
};

static const struct family families[] = {
	{method_from,
	 method_of,
	 0,
	 {{"access_token", ACCOUNT_METHOD_ACCESS_TOKEN},
	  {"server_to_server", ACCOUNT_METHOD_SERVER_TO_SERVER},
	  {"authorization_code", ACCOUNT_METHOD_AUTHORIZATION_CODE},
	  {"device_code", ACCOUNT_METHOD_DEVICE_CODE}}},
	{kind_from,
	 kind_of,
	 BROADCAST_KIND_UNKNOWN,
	 {{"unknown", BROADCAST_KIND_UNKNOWN},
	  {"meeting", BROADCAST_KIND_MEETING},
	  {"webinar", BROADCAST_KIND_WEBINAR}}},
	{cloud_from, cloud_of, 0, {{"zoom", CLOUD_COMMERCIAL}, {"zoomgov", CLOUD_GOVERNMENT}}},
	{encoding_from, encoding_of, 0, {{"multipart", ENCODING_MULTIPART}, {"json", ENCODING_JSON}}},
	{backend_from,
	 backend_of,
	 SECRET_BACKEND_UNKNOWN,
	 {{"keychain", SECRET_BACKEND_KEYCHAIN}, {"file", SECRET_BACKEND_FILE}}},
};

static void names_stay(void **state)
{
	static const char *const others[] = {"", "Meeting", "meeting ", "files", "jso", "passkey"};

	(void)state;
	for (size_t i = 0; i < COUNT(families); i++) {
		const struct family *family = &families[i];

		for (size_t j = 0; j < COUNT(family->known) && family->known[j].name; j++) {
			check_number(family->known[j].name, "value", family->from_name(family->known[j].name),
				     family->known[j].value);
			check_text(family->known[j].name, "name", family->name_of(family->known[j].value),
				   family->known[j].name);
		}
		for (size_t j = 0; j < COUNT(others); j++)
			check_number(others[j], "value", family->from_name(others[j]), family->unknown);
	}
	assert_string_equal(account_fields[0], "refresh_token");
	assert_string_equal(account_fields[1], "access_token");
	assert_string_equal(account_fields[2], "client_secret");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_stay),
	};

	return RUN_TESTS(tests);
}
