/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/cloud.h"

static void tells_zooms_hosts(void **state)
{
	static const struct {
		const char *host;
		bool is_zoom;
		bool may_see_secrets;
	} cases[] = {
		{"zoom.us", true, true},
		{"ZOOM.us", true, true},
		{"api-eu.zoom.us", true, true},
		{"zoomgov.com", true, true},
		{"api.zoomgov.com", true, true},
		{"zoom.com", true, false},
		{"app.zoom.com", true, false},
		{"zoom.com.cn", true, false},
		{"us02web.zoom.de", true, false},
		{"evilzoom.us", false, false},
		{".zoom.us", false, false},
		{"zoom.us.example", false, false},
		{"a_b.zoom.us", true, false},
		{"\u00e9.zoom.us", true, false},
		{"us", false, false},
		{"", false, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		check_number(cases[i].host, "is Zoom", cloud_host_is_zoom(cases[i].host), cases[i].is_zoom);
		check_number(cases[i].host, "may see secrets", cloud_host_may_see_secrets(cases[i].host),
			     cases[i].may_see_secrets);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_zooms_hosts),
	};

	return RUN_TESTS(tests);
}
