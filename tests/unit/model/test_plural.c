/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/plural.h"

/* The samples of CLDR for whole numbers: numbers, and ranges of them. */
static const struct {
	const char *languages;
	enum plural plural;
	const char *samples;
} SAMPLES[] = {
	/* what is not in the table of languages has the rule of English */
	{"en de nl sv da nb fi et el hu tr bg eu gl ka az mn sq ta te ur an ug ku xx", PLURAL_ONE, "1"},
	{"en de nl sv da nb fi et el hu tr bg eu gl ka az mn sq ta te ur an ug ku xx", PLURAL_OTHER,
	 "0 2-16 100 1000 10000 100000 1000000"},
	{"ja ko zh th vi id ms lo", PLURAL_OTHER, "0-15 100 1000 10000 100000 1000000"},
	{"bn fa hi hy kab pa si", PLURAL_ONE, "0 1"},
	{"bn fa hi hy kab pa si", PLURAL_OTHER, "2-17 100 1000 10000 100000 1000000"},
	{"fr pt pt-BR", PLURAL_ONE, "0 1"},
	{"fr pt pt-BR", PLURAL_MANY, "1000000"},
	{"fr pt pt-BR", PLURAL_OTHER, "2-17 100 1000 10000 100000"},
	{"es it ca pt-PT", PLURAL_ONE, "1"},
	{"es it ca pt-PT", PLURAL_MANY, "1000000"},
	{"es it ca pt-PT", PLURAL_OTHER, "0 2-16 100 1000 10000 100000"},
	{"fil tl", PLURAL_ONE, "0-3 5 7 8 10-13 15 17 18 20 21 100 1000 10000 100000 1000000"},
	{"fil tl", PLURAL_OTHER, "4 6 9 14 16 19 24 26 104 1004"},
	{"lv", PLURAL_ZERO, "0 10-20 30 40 50 60 100 1000 10000 100000 1000000"},
	{"lv", PLURAL_ONE, "1 21 31 41 51 61 71 81 101 1001"},
	{"lv", PLURAL_OTHER, "2-9 22-29 102 1002"},
	{"he", PLURAL_ONE, "1"},
	{"he", PLURAL_TWO, "2"},
	{"he", PLURAL_OTHER, "0 3-17 100 1000 10000 100000 1000000"},
	{"ro", PLURAL_ONE, "1"},
	{"ro", PLURAL_FEW, "0 2-16 101 1001"},
	{"ro", PLURAL_OTHER, "20-35 100 1000 10000 100000 1000000"},
	{"hr sr", PLURAL_ONE, "1 21 31 41 51 61 71 81 101 1001"},
	{"hr sr", PLURAL_FEW, "2-4 22-24 32-34 42-44 52-54 62 102 1002"},
	{"hr sr", PLURAL_OTHER, "0 5-19 100 1000 10000 100000 1000000"},
	{"gd", PLURAL_ONE, "1 11"},
	{"gd", PLURAL_TWO, "2 12"},
	{"gd", PLURAL_FEW, "3-10 13-19"},
	{"gd", PLURAL_OTHER, "0 20-34 100 1000 10000 100000 1000000"},
	{"sl", PLURAL_ONE, "1 101 201 301 401 501 601 701 1001"},
	{"sl", PLURAL_TWO, "2 102 202 302 402 502 602 702 1002"},
	{"sl", PLURAL_FEW, "3 4 103 104 203 204 303 304 403 404 503 504 603 604 703 704 1003"},
	{"sl", PLURAL_OTHER, "0 5-19 100 1000 10000 100000 1000000"},
	{"cs sk", PLURAL_ONE, "1"},
	{"cs sk", PLURAL_FEW, "2-4"},
	{"cs sk", PLURAL_OTHER, "0 5-19 100 1000 10000 100000 1000000"},
	{"pl", PLURAL_ONE, "1"},
	{"pl", PLURAL_FEW, "2-4 22-24 32-34 42-44 52-54 62 102 1002"},
	{"pl", PLURAL_MANY, "0 5-19 21 31 100 101 1000 10000 100000 1000000"},
	{"be ru uk", PLURAL_ONE, "1 21 31 41 51 61 71 81 101 1001"},
	{"be ru uk", PLURAL_FEW, "2-4 22-24 32-34 42-44 52-54 62 102 1002"},
	{"be ru uk", PLURAL_MANY, "0 5-19 100 111 112 1000 10000 100000 1000000"},
	{"lt", PLURAL_ONE, "1 21 31 41 51 61 71 81 101 1001"},
	{"lt", PLURAL_FEW, "2-9 22-29 102 1002"},
	{"lt", PLURAL_OTHER, "0 10-20 30 40 50 60 100 1000 10000 100000 1000000"},
	{"ar", PLURAL_ZERO, "0"},
	{"ar", PLURAL_ONE, "1"},
	{"ar", PLURAL_TWO, "2"},
	{"ar", PLURAL_FEW, "3-10 103-110 1003"},
	{"ar", PLURAL_MANY, "11-26 111 1011"},
	{"ar", PLURAL_OTHER, "100-102 200-202 300-302 400-402 500-502 600 1000 10000 100000 1000000"},
	/* as OBS names its languages, and others do; what only begins so is another one */
	{"ru-RU ru_RU", PLURAL_MANY, "5"},
	{"pt_PT pt-AO", PLURAL_OTHER, "2"},
	{"pt_PT", PLURAL_OTHER, "0"},
	{"rux r fi-FI", PLURAL_OTHER, "5"},
	{"frp", PLURAL_OTHER, "0"},
	{"fil-PH", PLURAL_ONE, "5"},
};

static void check_samples(const char *language, enum plural plural, const char *samples)
{
	for (const char *next = samples; *next;) {
		char *end;
		const uint64_t first = strtoull(next, &end, 10);
		const uint64_t last = *end == '-' ? strtoull(end + 1, &end, 10) : first;

		for (uint64_t number = first; number <= last; number++) {
			char label[64];

			snprintf(label, sizeof(label), "%s %" PRIu64, language, number);
			check_text(label, "form", plural_name(plural_of(language, number)), plural_name(plural));
		}
		next = end + strspn(end, " ");
	}
}

static void form_is_that_of_the_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(SAMPLES); i++) {
		char languages[128];

		snprintf(languages, sizeof(languages), "%s", SAMPLES[i].languages);
		for (char *language = strtok(languages, " "); language; language = strtok(NULL, " "))
			check_samples(language, SAMPLES[i].plural, SAMPLES[i].samples);
	}
	check_text("no language", "form", plural_name(plural_of(NULL, 1)), "one");
	check_text("no language", "form", plural_name(plural_of("", 2)), "other");
}

static void each_form_has_a_name(void **state)
{
	static const char *const names[] = {"zero", "one", "two", "few", "many", "other"};

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		check_text(names[i], "name", plural_name((enum plural)(PLURAL_ZERO + i)), names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_is_that_of_the_samples),
		cmocka_unit_test(each_form_has_a_name),
	};

	return RUN_TESTS(tests);
}
