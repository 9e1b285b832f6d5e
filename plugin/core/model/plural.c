/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/plural.h"

#include <stdbool.h>
#include <stddef.h>

#define MILLION 1000000u

static bool is_in(uint64_t number, uint64_t first, uint64_t last)
{
	return number >= first && number <= last;
}

static enum plural one_form(uint64_t n)
{
	(void)n;
	return PLURAL_OTHER;
}

static enum plural one(uint64_t n)
{
	return n == 1 ? PLURAL_ONE : PLURAL_OTHER;
}

static enum plural zero_or_one(uint64_t n)
{
	return n <= 1 ? PLURAL_ONE : PLURAL_OTHER;
}

/* "un million de secondes" */
static enum plural one_and_millions(uint64_t n)
{
	return n && n % MILLION == 0 ? PLURAL_MANY : one(n);
}

static enum plural zero_or_one_and_millions(uint64_t n)
{
	return n && n % MILLION == 0 ? PLURAL_MANY : zero_or_one(n);
}

static enum plural hebrew(uint64_t n)
{
	return n == 2 ? PLURAL_TWO : one(n);
}

static enum plural arabic(uint64_t n)
{
	if (n == 0)
		return PLURAL_ZERO;
	if (n <= 2)
		return n == 1 ? PLURAL_ONE : PLURAL_TWO;
	if (is_in(n % 100, 3, 10))
		return PLURAL_FEW;
	return n % 100 >= 11 ? PLURAL_MANY : PLURAL_OTHER;
}

static enum plural czech(uint64_t n)
{
	return is_in(n, 2, 4) ? PLURAL_FEW : one(n);
}

static enum plural polish(uint64_t n)
{
	if (n == 1)
		return PLURAL_ONE;
	return is_in(n % 10, 2, 4) && !is_in(n % 100, 12, 14) ? PLURAL_FEW : PLURAL_MANY;
}

static enum plural slavic(uint64_t n, enum plural rest)
{
	if (n % 10 == 1 && n % 100 != 11)
		return PLURAL_ONE;
	return is_in(n % 10, 2, 4) && !is_in(n % 100, 12, 14) ? PLURAL_FEW : rest;
}

static enum plural east_slavic(uint64_t n)
{
	return slavic(n, PLURAL_MANY);
}

static enum plural south_slavic(uint64_t n)
{
	return slavic(n, PLURAL_OTHER);
}

static enum plural slovenian(uint64_t n)
{
	if (is_in(n % 100, 3, 4))
		return PLURAL_FEW;
	return n % 100 == 2 ? PLURAL_TWO : one(n % 100);
}

static enum plural lithuanian(uint64_t n)
{
	if (is_in(n % 100, 11, 19) || n % 10 == 0)
		return PLURAL_OTHER;
	return n % 10 == 1 ? PLURAL_ONE : PLURAL_FEW;
}

static enum plural latvian(uint64_t n)
{
	if (is_in(n % 100, 11, 19) || n % 10 == 0)
		return PLURAL_ZERO;
	return one(n % 10);
}

static enum plural romanian(uint64_t n)
{
	if (n == 1)
		return PLURAL_ONE;
	return n == 0 || is_in(n % 100, 1, 19) ? PLURAL_FEW : PLURAL_OTHER;
}

static enum plural gaelic(uint64_t n)
{
	if (n == 1 || n == 11)
		return PLURAL_ONE;
	if (n == 2 || n == 12)
		return PLURAL_TWO;
	return is_in(n, 3, 19) ? PLURAL_FEW : PLURAL_OTHER;
}

static enum plural filipino(uint64_t n)
{
	const uint64_t digit = n % 10;

	return digit == 4 || digit == 6 || digit == 9 ? PLURAL_OTHER : PLURAL_ONE;
}

/* The languages of OBS whose rule is another one than that of English. */
static const struct {
	const char *language;
	enum plural (*rule)(uint64_t n);
} LANGUAGES[] = {
	{"ar", arabic},
	{"be", east_slavic},
	{"bn", zero_or_one},
	{"ca", one_and_millions},
	{"cs", czech},
	{"es", one_and_millions},
	{"fa", zero_or_one},
	{"fil", filipino},
	{"fr", zero_or_one_and_millions},
	{"gd", gaelic},
	{"he", hebrew},
	{"hi", zero_or_one},
	{"hr", south_slavic},
	{"hy", zero_or_one},
	{"id", one_form},
	{"it", one_and_millions},
	{"ja", one_form},
	{"kab", zero_or_one},
	{"ko", one_form},
	{"lo", one_form},
	{"lt", lithuanian},
	{"lv", latvian},
	{"ms", one_form},
	{"pa", zero_or_one},
	{"pl", polish},
	/* before "pt", of which it is a part */
	{"pt-PT", one_and_millions},
	{"pt", zero_or_one_and_millions},
	{"ro", romanian},
	{"ru", east_slavic},
	{"si", zero_or_one},
	{"sk", czech},
	{"sl", slovenian},
	{"sr", south_slavic},
	{"th", one_form},
	{"tl", filipino},
	{"uk", east_slavic},
	{"vi", one_form},
	{"zh", one_form},
};

/* "de" is the language of "de", "de-DE" and "de_DE". */
static bool is_language_of(const char *name, const char *wanted)
{
	while (*name && (*name == *wanted || (*name == '-' && *wanted == '_'))) {
		name++;
		wanted++;
	}
	return !*name && (!*wanted || *wanted == '-' || *wanted == '_');
}

enum plural plural_of(const char *language, uint64_t number)
{
	for (size_t i = 0; language && i < sizeof(LANGUAGES) / sizeof(LANGUAGES[0]); i++) {
		if (is_language_of(LANGUAGES[i].language, language))
			return LANGUAGES[i].rule(number);
	}
	return one(number);
}

const char *plural_name(enum plural plural)
{
	switch (plural) {
	case PLURAL_ZERO:
		return "zero";
	case PLURAL_ONE:
		return "one";
	case PLURAL_TWO:
		return "two";
	case PLURAL_FEW:
		return "few";
	case PLURAL_MANY:
		return "many";
	case PLURAL_OTHER:
		break;
	}
	return "other";
}
