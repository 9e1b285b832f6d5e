/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/admin_message.h"

#include <string.h>

#include <util/dstr.h>

#include "core/base/text.h"

enum account_method admin_message_app(enum account_method method)
{
	return method == ACCOUNT_METHOD_ACCESS_TOKEN ? ACCOUNT_METHOD_SERVER_TO_SERVER : method;
}

/* Appends what the placeholder stands for. Returns its length, 0 where there is none. */
static size_t append_value(struct dstr *out, const struct admin_message *message, const char *text)
{
	const struct {
		const char *placeholder;
		const char *value;
	} values[] = {
		{"{marketplace}", cloud_marketplace_url(message->cloud)},
		{"{portal}", cloud_portal_url(message->cloud)},
		{"{oauth_url}", cloud_oauth_url(message->cloud)},
		{"{redirect_url}", text_or_empty(message->redirect_uri)},
		{"{permissions}", text_or_empty(message->permissions)},
		{"{webinar_permissions}", text_or_empty(message->webinar_permissions)},
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const size_t length = strlen(values[i].placeholder);

		if (strncmp(text, values[i].placeholder, length) != 0)
			continue;
		dstr_cat(out, values[i].value);
		return length;
	}
	return 0;
}

static void append_paragraphs(struct dstr *out, const struct admin_message *message, const char *family,
			      const char *name, problem_text_lookup_t lookup)
{
	struct dstr entry = {0};
	const char *text;

	dstr_printf(&entry, "%s.%s", family, name);
	if (lookup(entry.array, &text)) {
		if (out->len)
			dstr_cat(out, "\n\n");
		while (*text) {
			const size_t length = append_value(out, message, text);

			if (!length)
				dstr_cat_ch(out, *text);
			text += length ? length : 1;
		}
	}
	dstr_free(&entry);
}

char *admin_message_compose(const struct admin_message *message, problem_text_lookup_t lookup)
{
	static const char family[] = "Account.AdminMessage";
	struct dstr out = {0};

	append_paragraphs(&out, message, family, "Request", lookup);
	append_paragraphs(&out, message, family, account_method_name(message->method), lookup);
	append_paragraphs(&out, message, family, "Closing", lookup);
	return out.array ? out.array : bstrdup("");
}
