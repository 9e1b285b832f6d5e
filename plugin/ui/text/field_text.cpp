/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/field_text.hpp"

#include "ui/text/text.hpp"

QString meeting_id_problem(enum meeting_link_result result)
{
	switch (result) {
	case MEETING_LINK_OK:
		return QString();
	case MEETING_LINK_EMPTY:
		return text("MeetingProblem.Empty");
	case MEETING_LINK_PERSONAL:
		return text("MeetingProblem.PersonalLink");
	case MEETING_LINK_TOO_SHORT:
		return text("MeetingProblem.TooShort");
	case MEETING_LINK_TOO_LONG:
		return text("MeetingProblem.TooLong");
	case MEETING_LINK_AMBIGUOUS:
		return text("MeetingProblem.Ambiguous");
	case MEETING_LINK_FOREIGN:
		return text("MeetingProblem.ForeignLink");
	case MEETING_LINK_NONE:
		break;
	}
	return text("MeetingProblem.None");
}

QString page_url_problem(enum page_url_result result)
{
	switch (result) {
	case PAGE_URL_OK:
		return QString();
	case PAGE_URL_EMPTY:
		return text("PageUrlProblem.Empty");
	case PAGE_URL_NOT_HTTP:
		return text("PageUrlProblem.NotHttp");
	case PAGE_URL_TOO_LONG:
		return text("PageUrlProblem.TooLong");
	case PAGE_URL_INVALID:
		break;
	}
	return text("PageUrlProblem.Invalid");
}

QString meeting_id_text(uint64_t id)
{
	char buffer[MEETING_LINK_TEXT_SIZE];

	if (!id)
		return QString();
	meeting_link_format(id, buffer);
	return QString::fromLatin1(buffer);
}
