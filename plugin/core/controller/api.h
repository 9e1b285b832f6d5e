/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/base/completion.h"
#include "core/http/message.h"
#include "core/model/problem.h"

/*
 * The one place that sends to Zoom: checks the host, attaches the access token,
 * and renews it once where Zoom refuses it. For controller/ alone.
 */

struct api_call;
struct controller;

/* Zoom's API as one caller has it for some requests that belong together: all carry the same token. */
struct api_access {
	char *token;     /* secret */
	char *scope;     /* the token's; NULL: Zoom has not told */
	bool is_renewed; /* Zoom has refused the one before, and this one is the last that is tried */
	uint64_t awaited;
	struct completion asker;
	struct api_call *waiting; /* for a token, or for a renewed one */
	struct controller *controller;
};

/* What a request is completed with, or who has asked for access. */
struct api_reply {
	const struct http_response *response; /* NULL: there is access, or there is none for that problem */
	const char *token;                    /* that it carried; NULL: none */
	/* There is no token, or none but the one that Zoom has refused, for this reason; NULL: response tells. */
	const struct problem *problem;
	bool may_work_later;
};

/*
 * The requests that follow belong together. asker: is completed with a struct api_reply, once it is known whether there
 * is a token for them; NULL: the first request waits for it.
 */
void api_open(struct controller *controller, struct api_access *access, const struct completion *asker);
/* No request follows for now: the token is forgotten. */
void api_close(struct api_access *access);
/*
 * Takes over the request. Its answer, a struct api_reply, always comes, also where it is not sent. access NULL: to
 * Zoom's sign-in, else to its API: then the token is attached and, where Zoom refuses it, renewed once.
 */
void api_send(struct controller *controller, struct api_access *access, struct http_request *request,
	      const struct completion *completion);
/* The request that has that completion; question 0: none. Its answer still comes. */
void api_cancel(struct controller *controller, const uint64_t *awaited, uint64_t question);
/* tracking_id: made fit to be shown; NULL: none. */
void api_log_reply(const char *host, const struct http_response *response, const char *tracking_id);
/* After the network thread has ended. */
void api_free(struct controller *controller);
