/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * The proxy that the system sets for a URL, as "http://user:password@host:port"
 * or "socks5h://…", to be freed with bfree; NULL where none is set. Any thread
 * but the UI's: some systems look it up in the network. data is not used.
 */
char *system_proxy_find(void *data, const char *url);
