/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/model/meeting_digits.h"

#include "core/base/ascii.h"
#include "core/model/meeting_link.h"

/* In running text "857 - 4606" is no number. */
#define SEPARATORS_MAX 2

/* What may stand between the groups of a number: a few separators of a line, or where it stands alone any number. */
static size_t separators_length(const char *text, bool stands_alone)
{
	size_t length = 0;

	while ((stands_alone || length < SEPARATORS_MAX) &&
	       (text[length] == '-' || text[length] == ' ' || (stands_alone && ascii_is_white(text[length]))))
		length++;
	return length;
}

static bool has_groups(const struct meeting_digits *read, size_t first, size_t second, size_t third)
{
	return read->groups[0] == first && read->groups[1] == second && read->groups[2] == third;
}

bool meeting_digits_are_grouped(const struct meeting_digits *read)
{
	return read->group_count == 1 ||
	       (read->group_count == 3 &&
		(has_groups(read, 3, 4, 4) || has_groups(read, 3, 3, 4) || has_groups(read, 3, 3, 3)));
}

struct meeting_digits meeting_digits_read(const char *text, bool stands_alone)
{
	struct meeting_digits read = {.end = text};

	for (;;) {
		const char *group = read.end;
		size_t separators;

		for (; ascii_is_digit(*read.end); read.end++) {
			read.number = read.number * 10 + (uint64_t)(*read.end - '0');
			read.count++;
		}
		if (read.group_count < MEETING_DIGITS_GROUPS_MAX)
			read.groups[read.group_count] = (size_t)(read.end - group);
		read.group_count++;
		separators = separators_length(read.end, stands_alone);
		/* "857 4606 5432 10:00": longer ones there are not */
		if (!stands_alone && read.count == MEETING_LINK_DIGITS_MAX && meeting_digits_are_grouped(&read))
			break;
		if (!separators || !ascii_is_digit(read.end[separators]))
			break;
		read.end += separators;
	}
	/* no id begins with a zero: it would be shorter as a number */
	read.is_id = read.count >= MEETING_LINK_DIGITS_MIN && read.count <= MEETING_LINK_DIGITS_MAX && *text != '0';
	return read;
}

bool meeting_digits_are_date(const struct meeting_digits *read)
{
	return read->group_count >= 3 && (has_groups(read, 4, 2, 2) || has_groups(read, 2, 2, 4));
}

bool meeting_digits_leading_id(const char *text, uint64_t *number)
{
	const struct meeting_digits read = meeting_digits_read(text, false);

	*number = read.number;
	/* "__" ends what Proofpoint has wrapped, '=' a line that goes on */
	return read.is_id && !ascii_is_letter_or_digit(*read.end) && *read.end != '=' &&
	       (*read.end != '_' || read.end[1] == '_');
}
