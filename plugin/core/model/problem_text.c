/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/problem_text.h"

#include <stdio.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/text.h"
#include "core/model/plural.h"

/* Before the name of a text that is another one where the livestream was to be started or stopped. */
#define LIVE "Live"

/* The form for its seconds, of a text that has forms; what is not translated has those of another language. */
static bool find_form(const struct problem *problem, const char *name, problem_text_lookup_t lookup, const char **text)
{
	const long seconds = problem->retry_after_s;
	const char *language = NULL;
	struct dstr form = {0};
	bool present;

	lookup(PLURAL_LANGUAGE_TEXT, &language);
	dstr_printf(&form, "%s.%s", name, plural_name(plural_of(language, seconds > 0 ? (uint64_t)seconds : 0)));
	present = lookup(form.array, text);
	if (!present) {
		dstr_printf(&form, "%s.%s", name, plural_name(PLURAL_OTHER));
		present = lookup(form.array, text);
	}
	dstr_free(&form);
	return present;
}

static bool find_of_code(const struct problem *problem, const char *area, const char *prefix,
			 problem_text_lookup_t lookup, const char **text)
{
	struct dstr name = {0};
	bool present;

	dstr_printf(&name, "%s%s.%s", area, prefix, text_or_empty(problem->code));
	present = lookup(name.array, text) || find_form(problem, name.array, lookup, text);
	dstr_free(&name);
	return present;
}

static bool find_of_family(const struct problem *problem, const char *area, const char *prefix,
			   problem_text_lookup_t lookup, const char **text)
{
	struct dstr name = {0};
	const char *dot = problem->code ? strchr(problem->code, '.') : NULL;
	bool present;

	if (!dot)
		return false;
	dstr_printf(&name, "%s%s.%.*s.other", area, prefix, (int)(dot - problem->code), problem->code);
	present = lookup(name.array, text);
	dstr_free(&name);
	return present;
}

static bool find_template(const struct problem *problem, const char *prefix, problem_text_lookup_t lookup,
			  const char **text)
{
	return (problem->is_of_live && find_of_code(problem, LIVE, prefix, lookup, text)) ||
	       find_of_code(problem, "", prefix, lookup, text) ||
	       (problem->is_of_live && find_of_family(problem, LIVE, prefix, lookup, text)) ||
	       find_of_family(problem, "", prefix, lookup, text);
}

/* Appends the value of the placeholder of this name; returns false where there is no such placeholder. */
static bool append_value(struct dstr *out, const struct problem *problem, const char *name, size_t length)
{
	const struct {
		const char *name;
		const char *text; /* NULL: it is a number */
		long number;
	} values[] = {
		{"status", NULL, problem->http_status},        {"code", NULL, problem->zoom_code},
		{"seconds", NULL, problem->retry_after_s},     {"subject", text_or_empty(problem->subject), 0},
		{"detail", text_or_empty(problem->detail), 0}, {"tracking", text_or_empty(problem->tracking_id), 0},
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (strlen(values[i].name) != length || strncmp(values[i].name, name, length) != 0)
			continue;
		if (values[i].text)
			dstr_cat(out, values[i].text);
		else
			dstr_catf(out, "%ld", values[i].number);
		return true;
	}
	return false;
}

/* In one pass, so that braces in the other side's words stay what they are. */
static char *make_text(const struct problem *problem, const char *prefix, const char *otherwise,
		       problem_text_lookup_t lookup)
{
	struct dstr out = {0};
	const char *text;

	if (!find_template(problem, prefix, lookup, &text))
		text = otherwise;
	while (*text) {
		const char *end = *text == '{' ? strchr(text, '}') : NULL;

		if (end && append_value(&out, problem, text + 1, (size_t)(end - text - 1)))
			text = end + 1;
		else
			dstr_cat_ch(&out, *text++);
	}
	dstr_depad(&out);
	return out.array ? out.array : bstrdup("");
}

char *problem_text_message(const struct problem *problem, problem_text_lookup_t lookup)
{
	return make_text(problem, "Problem", text_or_empty(problem->code), lookup);
}

char *problem_text_remedy(const struct problem *problem, problem_text_lookup_t lookup)
{
	return make_text(problem, "Remedy", "", lookup);
}

char *problem_text_short(const struct problem *problem, problem_text_lookup_t lookup)
{
	return make_text(problem, "Short", text_or_empty(problem->code), lookup);
}

char *problem_text_waiting(const struct problem *problem, problem_text_lookup_t lookup)
{
	const char *text;
	const char *prefix = find_template(problem, "Waiting", lookup, &text) ? "Waiting" : "Short";

	return make_text(problem, prefix, text_or_empty(problem->code), lookup);
}
