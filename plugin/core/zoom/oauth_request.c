/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/zoom/oauth_request.h"

#include <util/dstr.h>

#include "core/base/text.h"
#include "core/base/url.h"

static void set_call(struct http_request *request, const char *oauth_url, const char *path,
		     const struct account *account, const char *client_secret)
{
	struct dstr url = {0};

	dstr_printf(&url, "%s/%s", oauth_url, path);
	request->method = HTTP_METHOD_POST;
	request->url = url.array;
	if (text_is_empty(client_secret))
		return;
	request->user = bstrdup(text_or_empty(account->client_id));
	request->password = bstrdup(client_secret);
}

static void add_client(struct http_request *request, const struct account *account, const char *client_secret)
{
	if (text_is_empty(client_secret))
		http_form_add(request, "client_id", text_or_empty(account->client_id));
}

void zoom_oauth_request_token(struct http_request *request, const char *oauth_url, const struct account *account,
			      const char *client_secret, enum zoom_oauth_reply_grant grant, const char *proof)
{
	static const struct {
		const char *grant_type;
		const char *field;
	} grants[] = {
		[ZOOM_GRANT_ACCOUNT] = {"account_credentials", "account_id"},
		[ZOOM_GRANT_CODE] = {"authorization_code", "code"},
		[ZOOM_GRANT_REFRESH] = {"refresh_token", "refresh_token"},
		[ZOOM_GRANT_DEVICE_POLL] = {"urn:ietf:params:oauth:grant-type:device_code", "device_code"},
	};

	set_call(request, oauth_url, "token", account, client_secret);
	http_form_add(request, "grant_type", grants[grant].grant_type);
	add_client(request, account, client_secret);
	http_form_add(request, grants[grant].field,
		      text_or_empty(grant == ZOOM_GRANT_ACCOUNT ? account->account_id : proof));
}

void zoom_oauth_request_code(struct http_request *request, const char *oauth_url, const struct account *account,
			     const char *client_secret, const char *code, const char *verifier)
{
	zoom_oauth_request_token(request, oauth_url, account, client_secret, ZOOM_GRANT_CODE, code);
	http_form_add(request, "redirect_uri", text_or_empty(account->redirect_uri));
	http_form_add(request, "code_verifier", verifier);
}

void zoom_oauth_request_device(struct http_request *request, const char *oauth_url, const struct account *account,
			       const char *client_secret)
{
	char *client_id = url_encode(text_or_empty(account->client_id));
	struct dstr path = {0};

	dstr_printf(&path, "devicecode?client_id=%s", client_id);
	set_call(request, oauth_url, path.array, account, client_secret);
	dstr_free(&path);
	bfree(client_id);
}

void zoom_oauth_request_revoke(struct http_request *request, const char *oauth_url, const struct account *account,
			       const char *client_secret, const char *token)
{
	set_call(request, oauth_url, "revoke", account, client_secret);
	add_client(request, account, client_secret);
	http_form_add(request, "token", token);
}
