/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/http/transfer.h"

#include <errno.h>
#include <string.h>

#include <util/bmem.h>

#include "core/base/secret.h"
#include "core/base/text.h"

/* Zoom's replies are a few KiB long, a meeting's some more; what is longer need not be read to its end. */
#define BODY_SIZE_MAX (64 * 1024)

static size_t receive_body(char *data, size_t size, size_t count, void *user)
{
	struct http_response *response = user;
	size_t take = size * count;

	if (response->body_size + take > BODY_SIZE_MAX) {
		take = BODY_SIZE_MAX - response->body_size;
		response->body_truncated = true;
	}
	/* never grown: replies hold the stream key in clear, and a copy of it would stay behind */
	if (!response->body)
		response->body = bmalloc(BODY_SIZE_MAX + 1);
	memcpy(response->body + response->body_size, data, take);
	response->body_size += take;
	response->body[response->body_size] = '\0';
	return response->body_truncated ? CURL_WRITEFUNC_ERROR : size * count;
}

/* libcurl takes a connection that is closed among the headers for the end of a reply without a body. */
static size_t receive_header(char *data, size_t size, size_t count, void *user)
{
	struct http_transfer *transfer = user;

	size *= count;
	if (size >= 5 && memcmp(data, "HTTP/", 5) == 0)
		transfer->headers_ended = false;
	else if (size && (data[0] == '\r' || data[0] == '\n'))
		transfer->headers_ended = true;
	return size;
}

static bool add_parts(struct http_transfer *transfer)
{
	transfer->mime = curl_mime_init(transfer->easy);
	if (!transfer->mime)
		return false;
	for (size_t i = 0; i < transfer->request.part_count; i++) {
		const struct http_form_part *part = &transfer->request.parts[i];
		curl_mimepart *mime_part = curl_mime_addpart(transfer->mime);

		if (!mime_part || curl_mime_name(mime_part, part->name) != CURLE_OK ||
		    curl_mime_data(mime_part, part->value, CURL_ZERO_TERMINATED) != CURLE_OK)
			return false;
	}
	return curl_easy_setopt(transfer->easy, CURLOPT_MIMEPOST, transfer->mime) == CURLE_OK;
}

static bool add_header(struct http_transfer *transfer, const char *line)
{
	struct curl_slist *longer = curl_slist_append(transfer->headers, line);

	if (longer)
		transfer->headers = longer;
	return longer != NULL;
}

/* libcurl reads the text from where it is, and keeps no copy. */
static bool add_text(struct http_transfer *transfer, const char *text, const char *content_type)
{
	return add_header(transfer, content_type) &&
	       curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDS, text) == CURLE_OK &&
	       curl_easy_setopt(transfer->easy, CURLOPT_POSTFIELDSIZE, (long)strlen(text)) == CURLE_OK;
}

static bool add_body(struct http_transfer *transfer)
{
	const struct http_request *request = &transfer->request;

	if (request->part_count)
		return add_parts(transfer);
	if (request->json)
		return add_text(transfer, request->json, "Content-Type: application/json");
	if (request->form || request->method == HTTP_METHOD_POST)
		return add_text(transfer, request->form ? request->form : "",
				"Content-Type: application/x-www-form-urlencoded");
	return true;
}

static bool add_login(struct http_transfer *transfer)
{
	const struct http_request *request = &transfer->request;
	CURL *easy = transfer->easy;

	/* libcurl would send a line break in a token as the begin of another header */
	if (request->bearer_token)
		return text_is_visible_ascii(request->bearer_token) &&
		       curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BEARER) == CURLE_OK &&
		       curl_easy_setopt(easy, CURLOPT_XOAUTH2_BEARER, request->bearer_token) == CURLE_OK;
	if (request->user)
		return curl_easy_setopt(easy, CURLOPT_HTTPAUTH, CURLAUTH_BASIC) == CURLE_OK &&
		       curl_easy_setopt(easy, CURLOPT_USERNAME, request->user) == CURLE_OK &&
		       curl_easy_setopt(easy, CURLOPT_PASSWORD, request->password ? request->password : "") == CURLE_OK;
	return true;
}

static bool set_proxy(struct http_transfer *transfer, const struct http_client_options *options)
{
	char *proxy = options->find_proxy ? options->find_proxy(options->find_proxy_data, transfer->request.url) : NULL;
	/* elsewhere libcurl takes Negotiate before all else, and nothing instead where the system has no ticket for it */
#ifdef _WIN32
	const long ways = (long)CURLAUTH_ANY;
#else
	const long ways = (long)(CURLAUTH_ANY & ~CURLAUTH_NEGOTIATE);
#endif
	const bool ok = (!proxy || curl_easy_setopt(transfer->easy, CURLOPT_PROXY, proxy) == CURLE_OK) &&
			curl_easy_setopt(transfer->easy, CURLOPT_PROXYAUTH, ways) == CURLE_OK;

	secret_free(proxy);
	return ok;
}

/*
 * How far a transfer has come, from libcurl's running account of it: what its
 * times say of a transfer that failed differs from version to version. Nothing of
 * the account is kept.
 */
static int note_progress(CURL *easy, curl_infotype type, char *data, size_t size, void *user)
{
	static const char trying[] = "Trying ";
	static const char to_proxy[] = "CONNECT ";
	struct http_transfer *transfer = user;

	UNUSED_PARAMETER(easy);
	while (type == CURLINFO_TEXT && size && *data == ' ') {
		data++;
		size--;
	}
	if (type == CURLINFO_TEXT && size > strlen(trying) && strncmp(data, trying, strlen(trying)) == 0) {
		transfer->connect_begun = true;
		/* what was said before was the farewell to an old connection */
		transfer->tls_begun = false;
	}
	if (type == CURLINFO_SSL_DATA_OUT)
		transfer->tls_begun = true;
	if (type == CURLINFO_HEADER_OUT && (size < strlen(to_proxy) || strncmp(data, to_proxy, strlen(to_proxy)) != 0))
		transfer->request_begun = true;
	return 0;
}

struct http_transfer *http_transfer_create(uint64_t request_id, struct http_request *request)
{
	struct http_transfer *transfer = bzalloc(sizeof(*transfer));

	transfer->request_id = request_id;
	transfer->request = *request;
	memset(request, 0, sizeof(*request));
	return transfer;
}

static const char *const method_names[] = {
	[HTTP_METHOD_GET] = "GET",
	[HTTP_METHOD_PATCH] = "PATCH",
	[HTTP_METHOD_POST] = "POST",
};

static bool is_set_or_unknown(CURLcode result)
{
	return result == CURLE_OK || result == CURLE_NOT_BUILT_IN;
}

bool http_transfer_prepare(struct http_transfer *transfer, const struct http_client_options *options,
			   bool connections_distrusted)
{
	CURL *easy = curl_easy_init();
	const bool allow_http = options->allow_http && transfer->request.to_overridden_host;
	const long own_timeout_ms = transfer->request.total_timeout_ms;
	const long total_timeout_ms = own_timeout_ms ? own_timeout_ms : options->total_timeout_ms;
	const long connect_timeout_ms = options->connect_timeout_ms < total_timeout_ms ? options->connect_timeout_ms
										       : total_timeout_ms;
	bool ok = true;

	transfer->easy = easy;
	if (!easy)
		return false;

	/* without it a name server that never answers holds up the removal of the handle, and so OBS's exit */
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, transfer);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
	curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, note_progress);
	curl_easy_setopt(easy, CURLOPT_DEBUGDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer->response);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, receive_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, connect_timeout_ms);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, total_timeout_ms);
	curl_easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L);
	curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
#ifdef _WIN32
	/* otherwise a certificate fails whose revocation server cannot be asked, as one of a virus scanner's */
	curl_easy_setopt(easy, CURLOPT_SSL_OPTIONS, (long)(CURLSSLOPT_NATIVE_CA | CURLSSLOPT_REVOKE_BEST_EFFORT));
#endif

	ok = ok && curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, allow_http ? "https,http" : "https") == CURLE_OK;
	ok = ok && curl_easy_setopt(easy, CURLOPT_URL, transfer->request.url) == CURLE_OK;
	ok = ok && curl_easy_setopt(easy, CURLOPT_USERAGENT, options->user_agent) == CURLE_OK;
	transfer->own_ca_file = options->ca_file && transfer->request.to_overridden_host;
	if (transfer->own_ca_file) {
		ok = ok && curl_easy_setopt(easy, CURLOPT_CAINFO, options->ca_file) == CURLE_OK;
		/* for NULL libcurl 8.21 takes the system's; below this nothing is ever found. Schannel knows none */
		ok = ok && is_set_or_unknown(curl_easy_setopt(easy, CURLOPT_CAPATH, "/dev/null"));
	}
	ok = ok && add_login(transfer);
	ok = ok && add_body(transfer);
	ok = ok && add_header(transfer, "Accept: application/json");
	/* bodies are short: do not ask for leave to send them */
	ok = ok && add_header(transfer, "Expect:");
	ok = ok && curl_easy_setopt(easy, CURLOPT_HTTPHEADER, transfer->headers) == CURLE_OK;
	ok = ok && curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, method_names[transfer->request.method]) == CURLE_OK;
	/* libcurl itself sends again what has met a dead connection */
	if (!transfer->request.is_idempotent || connections_distrusted)
		ok = ok && curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L) == CURLE_OK;
	return set_proxy(transfer, options) && ok;
}

/* The phase in which a transfer was when its time was up. */
static enum http_result classify_timeout(const struct http_transfer *transfer)
{
	if (transfer->response.status)
		return HTTP_RESULT_TIMEOUT_BODY;
	if (transfer->request_begun)
		return HTTP_RESULT_TIMEOUT_FIRST_BYTE;
	if (transfer->tls_begun)
		return HTTP_RESULT_TIMEOUT_TLS;
	return transfer->connect_begun ? HTTP_RESULT_TIMEOUT_CONNECT : HTTP_RESULT_TIMEOUT_NAME;
}

/* One that is reset at once was there for a moment: it is what follows that somebody does not want. */
static enum http_result classify_connect_failure(const struct http_transfer *transfer)
{
#ifdef _WIN32
	static const long reset = WSAECONNRESET, refused = WSAECONNREFUSED;
#else
	static const long reset = ECONNRESET, refused = ECONNREFUSED;
#endif
	long os_errno = 0;

	curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &os_errno);
	if (os_errno == reset)
		return HTTP_RESULT_TLS;
	return os_errno == refused ? HTTP_RESULT_REFUSED : HTTP_RESULT_UNREACHABLE;
}

/* What a code means by itself. */
static const enum http_result results[CURL_LAST] = {
	[CURLE_COULDNT_RESOLVE_HOST] = HTTP_RESULT_NAME_NOT_FOUND,
	[CURLE_COULDNT_RESOLVE_PROXY] = HTTP_RESULT_PROXY_NOT_FOUND,
	[CURLE_PROXY] = HTTP_RESULT_PROXY_REFUSED,
	[CURLE_PEER_FAILED_VERIFICATION] = HTTP_RESULT_TLS_CERTIFICATE,
	[CURLE_SSL_CONNECT_ERROR] = HTTP_RESULT_TLS,
	[CURLE_SSL_CIPHER] = HTTP_RESULT_TLS,
	[CURLE_SSL_CERTPROBLEM] = HTTP_RESULT_TLS,
	[CURLE_UNSUPPORTED_PROTOCOL] = HTTP_RESULT_NOT_HTTP,
	[CURLE_WEIRD_SERVER_REPLY] = HTTP_RESULT_NOT_HTTP,
	[CURLE_GOT_NOTHING] = HTTP_RESULT_RESET,
	[CURLE_SEND_ERROR] = HTTP_RESULT_RESET,
	[CURLE_PARTIAL_FILE] = HTTP_RESULT_CUT,
	[CURLE_HTTP2] = HTTP_RESULT_CUT,
	[CURLE_HTTP2_STREAM] = HTTP_RESULT_CUT,
	[CURLE_BAD_CONTENT_ENCODING] = HTTP_RESULT_CUT,
	[CURLE_OUT_OF_MEMORY] = HTTP_RESULT_NO_MEMORY,
};

static enum http_result classify(const struct http_transfer *transfer, CURLcode code)
{
	const struct http_response *response = &transfer->response;

	switch (code) {
	case CURLE_OK:
		return transfer->headers_ended ? HTTP_RESULT_REPLY : HTTP_RESULT_CUT;
	case CURLE_WRITE_ERROR:
		/* our own refusal to read on: what came is the reply */
		return response->body_truncated ? HTTP_RESULT_REPLY : HTTP_RESULT_NO_MEMORY;
	case CURLE_COULDNT_CONNECT:
		return classify_connect_failure(transfer);
	case CURLE_SSL_CACERT_BADFILE:
		return transfer->own_ca_file ? HTTP_RESULT_CA_FILE : HTTP_RESULT_TLS_CERTIFICATE;
	case CURLE_OPERATION_TIMEDOUT:
		return classify_timeout(transfer);
	case CURLE_RECV_ERROR:
		return response->status ? HTTP_RESULT_CUT : HTTP_RESULT_RESET;
	default:
		/* libcurl may be newer than its headers here */
		return code < CURL_LAST && results[code] ? results[code] : HTTP_RESULT_OTHER;
	}
}

static void copy_headers(struct http_transfer *transfer)
{
	struct http_response *response = &transfer->response;
	struct curl_header *header = NULL;

	while (response->header_count < HTTP_HEADERS_MAX &&
	       (header = curl_easy_nextheader(transfer->easy, CURLH_HEADER, -1, header)) != NULL) {
		response->headers[response->header_count].name = bstrdup(header->name);
		response->headers[response->header_count].value = bstrdup(header->value);
		response->header_count++;
	}
}

/* A proxy that answers CONNECT with an error has ended the transfer without a reply of the server's. */
static bool proxy_has_refused(CURL *easy)
{
	long connect_status = 0;

	curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &connect_status);
	return connect_status >= 300;
}

void http_transfer_finish(struct http_transfer *transfer, CURLcode code)
{
	static const long versions[] =
		{[CURL_HTTP_VERSION_1_0] = 10, [CURL_HTTP_VERSION_1_1] = 11, [CURL_HTTP_VERSION_2_0] = 20};
	struct http_response *response = &transfer->response;
	curl_off_t duration_us = 0;
	long version = 0;

	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &response->status);
	curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_VERSION, &version);
	response->http_version = (size_t)version < sizeof(versions) / sizeof(versions[0]) ? versions[version] : 0;
	curl_easy_getinfo(transfer->easy, CURLINFO_TOTAL_TIME_T, &duration_us);
	response->duration_us = duration_us;
	response->sent = transfer->request_begun || transfer->sent_before;
	response->result = classify(transfer, code);
	if (response->result != HTTP_RESULT_REPLY) {
		const char *words = transfer->error[0] ? transfer->error
						       : curl_easy_strerror(code ? code : CURLE_PARTIAL_FILE);

		if (!transfer->request_begun && proxy_has_refused(transfer->easy))
			response->result = HTTP_RESULT_PROXY_REFUSED;
		response->error = bstrdup(words);
	}
	copy_headers(transfer);
}

bool http_transfer_repeat(struct http_transfer *transfer, CURLcode code)
{
	const enum http_result result = classify(transfer, code);
	const bool is_loss = result == HTTP_RESULT_RESET || result == HTTP_RESULT_CUT;
	long status = 0, new_connections = 0;

	curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &new_connections);
	if (!transfer->request.is_idempotent || transfer->repeated || !is_loss || status || new_connections ||
	    transfer->connect_begun)
		return false;
	if (curl_easy_setopt(transfer->easy, CURLOPT_FRESH_CONNECT, 1L) != CURLE_OK)
		return false;
	transfer->repeated = true;
	transfer->sent_before = transfer->request_begun;
	transfer->request_begun = false;
	transfer->tls_begun = false;
	transfer->headers_ended = false;
	transfer->error[0] = '\0';
	return true;
}

void http_transfer_free(struct http_transfer *transfer)
{
	curl_easy_cleanup(transfer->easy);
	curl_mime_free(transfer->mime);
	curl_slist_free_all(transfer->headers);
	http_request_free(&transfer->request);
	http_response_free(&transfer->response);
	secret_wipe(transfer->error, sizeof(transfer->error));
	bfree(transfer);
}
