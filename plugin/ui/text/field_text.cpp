/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/field_text.hpp"

#include <iterator>

#include "ui/text/text.hpp"

QString meeting_id_problem(enum meeting_link_result result)
{
	/* by enum meeting_link_result */
	static const char *const NAMES[] = {
		"MeetingProblem.Empty",       "MeetingProblem.None",    "MeetingProblem.PersonalLink",
		"MeetingProblem.TooShort",    "MeetingProblem.TooLong", "MeetingProblem.Ambiguous",
		"MeetingProblem.ForeignLink",
	};

	static_assert(std::size(NAMES) == MEETING_LINK_FOREIGN - MEETING_LINK_OK);
	return result == MEETING_LINK_OK ? QString() : text(NAMES[result - MEETING_LINK_EMPTY]);
}

QString page_url_problem(enum page_url_result result)
{
	/* by enum page_url_result */
	static const char *const NAMES[] = {
		"PageUrlProblem.Empty",
		"PageUrlProblem.NotHttp",
		"PageUrlProblem.Invalid",
		"PageUrlProblem.TooLong",
	};

	static_assert(std::size(NAMES) == PAGE_URL_TOO_LONG - PAGE_URL_OK);
	return result == PAGE_URL_OK ? QString() : text(NAMES[result - PAGE_URL_EMPTY]);
}

QString meeting_id_text(uint64_t id)
{
	char buffer[MEETING_LINK_TEXT_SIZE];

	if (!id)
		return QString();
	meeting_link_format(id, buffer);
	return QString::fromLatin1(buffer);
}
