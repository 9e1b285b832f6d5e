/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/host_kind.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

#include <util/dstr.h>

static bool parse_ipv4(const char *host, uint32_t *address)
{
	struct in_addr parsed;

	if (inet_pton(AF_INET, host, &parsed) != 1)
		return false;
	*address = ntohl(parsed.s_addr);
	return true;
}

static bool parse_ipv6(const char *host, struct in6_addr *address)
{
	char literal[INET6_ADDRSTRLEN];
	const size_t length = strlen(host);

	if (length < 3 || host[0] != '[' || host[length - 1] != ']' || length - 2 >= sizeof(literal))
		return false;
	memcpy(literal, host + 1, length - 2);
	literal[length - 2] = '\0';
	return inet_pton(AF_INET6, literal, address) == 1;
}

static bool ipv6_is_loopback(const struct in6_addr *address)
{
	static const unsigned char loopback[16] = {[15] = 1};

	return memcmp(address, loopback, sizeof(loopback)) == 0;
}

bool host_kind_is_loopback_literal(const char *host)
{
	struct in6_addr ipv6;
	uint32_t ipv4;

	if (parse_ipv4(host, &ipv4))
		return ipv4 >> 24 == 127;
	return parse_ipv6(host, &ipv6) && ipv6_is_loopback(&ipv6);
}

static bool ipv4_is_private(uint32_t address)
{
	static const struct {
		uint32_t network;
		int prefix;
	} ranges[] = {
		{0x00000000, 8},  /* this network (RFC 791) */
		{0x0a000000, 8},  /* private (RFC 1918) */
		{0x64400000, 10}, /* carrier-grade NAT (RFC 6598) */
		{0x7f000000, 8},  /* loopback */
		{0xa9fe0000, 16}, /* link-local (RFC 3927) */
		{0xac100000, 12}, /* private (RFC 1918) */
		{0xc0a80000, 16}, /* private (RFC 1918) */
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if ((address ^ ranges[i].network) >> (32 - ranges[i].prefix) == 0)
			return true;
	}
	return false;
}

static bool ipv6_is_private(const struct in6_addr *address)
{
	static const unsigned char unspecified[16] = {0};
	static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
	unsigned char bytes[16];

	memcpy(bytes, address, sizeof(bytes));
	if (ipv6_is_loopback(address) || memcmp(bytes, unspecified, sizeof(bytes)) == 0)
		return true;
	if (memcmp(bytes, mapped, sizeof(mapped)) == 0)
		return ipv4_is_private((uint32_t)bytes[12] << 24 | (uint32_t)bytes[13] << 16 |
				       (uint32_t)bytes[14] << 8 | bytes[15]);
	/* unique local (RFC 4193) and link-local (RFC 4291) */
	return (bytes[0] & 0xfe) == 0xfc || (bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80);
}

static bool name_is_private(const char *name)
{
	static const char *const endings[] = {".localhost", ".local", ".lan", ".internal", ".home.arpa"};
	size_t length = strlen(name);

	/* "nas.local." is "nas.local", fully qualified */
	if (length && name[length - 1] == '.')
		length--;
	/* a name of one label, "localhost" or "nas", has a meaning only in its own network */
	if (length && !memchr(name, '.', length))
		return true;
	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		const size_t ending = strlen(endings[i]);

		if (length > ending && astrcmpi_n(name + length - ending, endings[i], ending) == 0)
			return true;
	}
	return false;
}

bool host_kind_is_private(const char *host)
{
	struct in6_addr ipv6;
	uint32_t ipv4;

	if (parse_ipv4(host, &ipv4))
		return ipv4_is_private(ipv4);
	if (parse_ipv6(host, &ipv6))
		return ipv6_is_private(&ipv6);
	if (*host == '[')
		return false;
	return name_is_private(host);
}
