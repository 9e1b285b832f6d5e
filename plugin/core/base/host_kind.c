/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/base/host_kind.h"

#include <string.h>

#ifdef _WIN32
#include <winsock2.h>
#include <ws2tcpip.h>
#else
#include <arpa/inet.h>
#endif

#include <util/dstr.h>

/* The range of addresses that begin with that many bits of the network's. */
struct range {
	unsigned char network[16];
	unsigned bits;
};

/* IPv4 addresses as IPv6 has them (RFC 4291). */
#define MAPPED(a, b)                                             \
	{                                                        \
		[10] = 0xff, [11] = 0xff, [12] = (a), [13] = (b) \
	}
#define MAPPED_BITS 96

/* Reads a literal, IPv4 ones as mapped. */
static bool read_address(const char *host, unsigned char address[16])
{
	static const struct range mapped = {MAPPED(0, 0), MAPPED_BITS};
	char literal[INET6_ADDRSTRLEN];
	const size_t length = strlen(host);

	memcpy(address, mapped.network, sizeof(mapped.network));
	if (inet_pton(AF_INET, host, address + MAPPED_BITS / 8) == 1)
		return true;
	if (length < 3 || host[0] != '[' || host[length - 1] != ']' || length - 2 >= sizeof(literal))
		return false;
	memcpy(literal, host + 1, length - 2);
	literal[length - 2] = '\0';
	return inet_pton(AF_INET6, literal, address) == 1;
}

static bool is_in_range(const unsigned char address[16], const struct range *range)
{
	const unsigned bytes = range->bits / 8;
	const unsigned rest = range->bits % 8;

	return memcmp(address, range->network, bytes) == 0 &&
	       (!rest || (address[bytes] ^ range->network[bytes]) >> (8 - rest) == 0);
}

bool host_kind_is_loopback_literal(const char *host)
{
	static const struct range loopback = {MAPPED(127, 0), MAPPED_BITS + 8};
	static const struct range loopback_of_ipv6 = {{[15] = 1}, 128};
	unsigned char address[16];

	return read_address(host, address) && is_in_range(address, *host == '[' ? &loopback_of_ipv6 : &loopback);
}

static bool address_is_private(const unsigned char address[16])
{
	static const struct range ranges[] = {
		{MAPPED(0, 0), MAPPED_BITS + 8},      /* this network (RFC 791) */
		{MAPPED(10, 0), MAPPED_BITS + 8},     /* private (RFC 1918) */
		{MAPPED(100, 64), MAPPED_BITS + 10},  /* carrier-grade NAT (RFC 6598) */
		{MAPPED(127, 0), MAPPED_BITS + 8},    /* loopback */
		{MAPPED(169, 254), MAPPED_BITS + 16}, /* link-local (RFC 3927) */
		{MAPPED(172, 16), MAPPED_BITS + 12},  /* private (RFC 1918) */
		{MAPPED(192, 168), MAPPED_BITS + 16}, /* private (RFC 1918) */
		{{0}, 128},                           /* unspecified */
		{{[15] = 1}, 128},                    /* loopback */
		{{0xfc}, 7},                          /* unique local (RFC 4193) */
		{{0xfe, 0x80}, 10},                   /* link-local (RFC 4291) */
	};

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		if (is_in_range(address, &ranges[i]))
			return true;
	}
	return false;
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
	unsigned char address[16];

	if (read_address(host, address))
		return address_is_private(address);
	return *host != '[' && name_is_private(host);
}

bool host_kind_is_of_domain(const char *host, const char *domain)
{
	const size_t length = strlen(host);
	const size_t domain_length = strlen(domain);

	if (length < domain_length || astrcmpi(host + length - domain_length, domain) != 0)
		return false;
	return length == domain_length || (length > domain_length + 1 && host[length - domain_length - 1] == '.');
}
