/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>

/*
 * What kind of place a host of a URL is, without asking a name server. host is
 * as libcurl's URL API gives it: a name, an IPv4 literal or a bracketed IPv6
 * literal. Threads: any; pure.
 */

/* 127.0.0.0/8 or [::1], as literals only: a name may point anywhere tomorrow. */
bool host_kind_is_loopback_literal(const char *host);

/* Loopback, private, shared, link-local and unspecified addresses, "localhost", ".local", ".lan", ".internal". */
bool host_kind_is_private(const char *host);

/* Whether it is that domain, or a host below. */
bool host_kind_is_of_domain(const char *host, const char *domain);
