/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/wrapped_link.h"

#include <stddef.h>
#include <string.h>

#include <util/dstr.h>

#include "core/base/base64.h"
#include "core/base/host_kind.h"

static int hex_value(char c)
{
	static const char digits[] = "0123456789abcdef";
	const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* Control characters, which a link has none of, become blanks. */
static char *decode_hex(const char *text, char sign)
{
	char *decoded = bstrdup(text);
	char *out = decoded;

	for (const char *at = text; *at; at++) {
		const int high = *at == sign ? hex_value(at[1]) : -1;
		const int low = high >= 0 ? hex_value(at[2]) : -1;

		*out = *at;
		if (low >= 0) {
			*out = (char)(high * 16 + low);
			at += 2;
		} else if (sign == '-' && *at == '_') {
			*out = '/';
		}
		if (*out >= 0 && *out < ' ')
			*out = ' ';
		out++;
	}
	*out = '\0';
	return decoded;
}

char *wrapped_link_decode(const char *text, enum wrapped_link_form form)
{
	const char *begin;

	switch (form) {
	case WRAPPED_LINK_DASH:
		/* "https-3A__zoom.us_j_85746065432-3Fpwd-3D…" */
		return astrstri(text, "-3A__") ? decode_hex(text, '-') : NULL;
	case WRAPPED_LINK_STAR:
		/* "https*3A*2F*2Fzoom.us*2Fj*2F85746065432" */
		return astrstri(text, "*3A*2F*2F") ? decode_hex(text, '*') : NULL;
	case WRAPPED_LINK_BASE64:
		/* "http" */
		begin = strstr(text, "aHR0c");
		return begin ? base64_decode(begin) : NULL;
	default:
		return decode_hex(text, '%');
	}
}

bool wrapped_link_is_opaque(const char *host)
{
	static const char *const domains[] = {
		/* mail gateways, where the link is encrypted, packed, or a number of theirs; or cut off */
		"mimecast.com",
		"mimecastprotect.com",
		"inky.com",
		"avanan.click",
		"url-protection.com",
		"urldefense.com",
		"urldefense.us",
		"urldefense.proofpoint.com",
		"safelinks.protection.outlook.com",
		"safelinks.protection.office365.us",
		"linkprotect.cudasvc.com",
		"secure-web.cisco.com",
		"clicktime.symantec.com",
		"protection.sophos.com",
		"trendmicro.com",
		"fireeye.com",
		"trellix.com",
		"hornetsecurity.com",
		"edgepilot.com",
		"emailprotection.link",
		"messagelabs.com",
		"greathorn.com",
		"vadesecure.com",
		"egress.com",
		"zscaler.com",
		"zscaler.net",
		"esvalabs.com",
		"titanhq.com",
		"trustwave.com",
		"mailguard.com.au",
		/* what mass mails count clicks with */
		"sendgrid.net",
		"list-manage.com",
		"awstrack.me",
		"hubspotlinks.com",
		"mailgun.org",
		"mandrillapp.com",
		/* short links */
		"bit.ly",
		"tinyurl.com",
		"t.co",
		"lnkd.in",
		"goo.gl",
		"ow.ly",
		"is.gd",
		"t.ly",
		"rb.gy",
		"cutt.ly",
		"rebrand.ly",
		"shorturl.at",
		"aka.ms",
		"s.id",
		"tiny.cc",
		"buff.ly",
		"t1p.de",
		"kurzelinks.de",
	};

	for (size_t i = 0; i < sizeof(domains) / sizeof(domains[0]); i++) {
		if (host_kind_is_of_domain(host, domains[i]))
			return true;
	}
	return false;
}
