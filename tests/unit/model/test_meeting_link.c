/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/unit_test.h"

#include "core/model/meeting_link.h"

#define ID 85746065432
#define UNKNOWN BROADCAST_KIND_UNKNOWN
#define WEBINAR BROADCAST_KIND_WEBINAR

struct parse_case {
	const char *text;
	enum meeting_link_result result;
	uint64_t number;
	enum broadcast_kind kind;
};

static const char english_invitation[] =
	"Anna Example is inviting you to a scheduled Zoom meeting.\n\nTopic: Sunday service 2026\n"
	"Time: Jan 31, 2026 10:00 AM Amsterdam, Berlin, Rome\n\nJoin Zoom Meeting\n"
	"https://us02web.zoom.us/j/85746065432?pwd=123456789012\n\nMeeting ID: 857 4606 5432\nPasscode: 1234567890\n\n---\n\n"
	"One tap mobile\n+16699006833,,85746065432#,,,,*1234567890# US (San Jose)\n"
	"+13126266799,,85746065432# US (Chicago)\n\nDial by your location\n\u2022 +1 669 900 6833 US (San Jose)\n"
	"\u2022 +1 312 626 6799 US (Chicago)\nMeeting ID: 857 4606 5432\nPasscode: 1234567890\n\n"
	"Find your local number: https://us02web.zoom.us/u/kdXyZ12345\n";

static const char english_without_link[] =
	"Topic: Sunday service\r\nMeeting ID: 857 4606 5432\r\nPasscode: 1234567890\r\n"
	"One tap mobile\r\n+16699006833,,85746065432#,,,,*1234567890# US (San Jose)\r\n"
	"+1 (669) 900-68331 US\r\nFind your local number: https://us02web.zoom.us/u/kdXyZ12345\r\n"
	"See https://example.org/live for more.\r\n";

static const char german_invitation[] =
	"Anna Beispiel l\u00e4dt Sie zu einem geplanten Zoom-Meeting ein.\n\nThema: Gottesdienst\nUhrzeit: 31.Jan. 2026 10:00\n"
	"Zoom-Meeting beitreten\nhttps://us02web.zoom.us/j/85746065432?pwd=abc\n\nMeeting-ID: 857 4606 5432\n"
	"Kenncode: 123456789\n\nSchnelleinwahl mobil\n+496971049922,,85746065432#,,,,*123456789# Deutschland\n"
	"Einwahl nach aktuellem Standort\n        +49 69 7104 9922 Deutschland\n        +49 (0) 69 7104 9922 Deutschland\n";

static const char german_without_link[] =
	"Meeting-ID: 857 4606 5432\nKenncode: 123456789\n+49 (0) 69 7104 9922 Deutschland\n+49 30 5679 5800 Deutschland\n";

static const char japanese_invitation[] =
	"\u3042\u306a\u305f\u3092\u4e88\u7d04\u3055\u308c\u305fZoom\u30df\u30fc\u30c6\u30a3\u30f3\u30b0\u306b\u62db\u5f85\u3057"
	"\u3066\u3044\u307e\u3059\u3002\nZoom\u30df\u30fc\u30c6\u30a3\u30f3\u30b0\u306b\u53c2\u52a0\u3059\u308b\uff1a"
	"https://us02web.zoom.us/j/85746065432?pwd=abc\u3002\n\u30df\u30fc\u30c6\u30a3\u30f3\u30b0 ID: 857 4606 5432\n"
	"\u30d1\u30b9\u30b3\u30fc\u30c9: 1234567890\n";

static const char japanese_without_link[] =
	"\u30df\u30fc\u30c6\u30a3\u30f3\u30b0ID: 857 4606 5432\n\u30d1\u30b9\u30b3\u30fc\u30c9: 1234567890\n"
	"+81 3 4579 0432 \u65e5\u672c\n";

static const struct parse_case cases[] = {
	/* bare numbers */
	{"85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857-4606-5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"  857 4606 5432\r\n", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\u00a04606\u00a05432", MEETING_LINK_OK, ID, UNKNOWN},
	{"\u00a0857 4606 5432\u00a0", MEETING_LINK_OK, ID, UNKNOWN},
	{"857  4606   5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\t4606\t5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\n4606\r\n5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857 - 4606 - 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\u20114606\u20135432", MEETING_LINK_OK, ID, UNKNOWN},
	{"\u200b857\u200b4606\u200b5432\u200b", MEETING_LINK_OK, ID, UNKNOWN},
	{"\ufeff85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"\u202a857 4606 5432\u202c", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\u200e 4606\u200f 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: \u200e857\u200e4606\u200f5432\u200f", MEETING_LINK_OK, ID, UNKNOWN},
	{"123456789", MEETING_LINK_OK, 123456789, UNKNOWN},
	{"4294967297", MEETING_LINK_OK, 4294967297, UNKNOWN},
	{"99999999999", MEETING_LINK_OK, 99999999999, UNKNOWN},
	{"12345678", MEETING_LINK_TOO_SHORT, 0, UNKNOWN},
	{"\u00a0857", MEETING_LINK_TOO_SHORT, 0, UNKNOWN},
	{"1", MEETING_LINK_TOO_SHORT, 0, UNKNOWN},
	{"123456789012", MEETING_LINK_TOO_LONG, 0, UNKNOWN},
	{"18446744073709551616", MEETING_LINK_TOO_LONG, 0, UNKNOWN},
	{"00000000000", MEETING_LINK_NONE, 0, UNKNOWN},
	{"012345678", MEETING_LINK_NONE, 0, UNKNOWN},
	{"08574606543", MEETING_LINK_NONE, 0, UNKNOWN},

	/* nothing */
	{NULL, MEETING_LINK_EMPTY, 0, UNKNOWN},
	{"", MEETING_LINK_EMPTY, 0, UNKNOWN},
	{" \t\r\n", MEETING_LINK_EMPTY, 0, UNKNOWN},
	{"\u00a0\u200b", MEETING_LINK_EMPTY, 0, UNKNOWN},
	{"hello", MEETING_LINK_NONE, 0, UNKNOWN},
	{"-", MEETING_LINK_NONE, 0, UNKNOWN},

	/* links */
	{"https://us02web.zoom.us/j/85746065432?pwd=abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"For all who would like to take part from home as they could on every Sunday Meeting ID: 857 4606 5432 or 123 456 7890",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"room.b2/j/85746065432", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432?pwd=98765432109", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/s/85746065432?zak=eyJ0.1", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/w/85746065432?tk=abc_123456789", MEETING_LINK_OK, ID, WEBINAR},
	{"https://zoom.us/wc/join/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/wc/85746065432/join?pwd=a", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://app.zoom.us/wc/85746065432/start", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://acme.zoom.us/j/85746065432#success", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://www.zoomgov.com/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us:443/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"HTTPS://US02WEB.ZOOM.US/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoom.us/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"us02web.zoom.us/w/85746065432", MEETING_LINK_OK, ID, WEBINAR},
	{"Link:zoom.us/w/85746065432", MEETING_LINK_OK, ID, WEBINAR},
	{"https://zoom.us/j/857-4606-5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/j/857%204606%205432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/j/85746065432&pwd=abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/meeting/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoommtg://zoom.us/join?confno=85746065432&pwd=12345678901", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoommtg://us02web.zoom.us/join?action=join&pwd=1&confno=85746065432&zc=0", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoommtg://zoom.us/start?pwd=12345678901&confno=85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoomus://zoom.us/join?confno=85746065432", MEETING_LINK_OK, ID, UNKNOWN},

	/* links that lead elsewhere, or to no id */
	{"https://zoom.us/my/anna", MEETING_LINK_PERSONAL, 0, UNKNOWN},
	{"https://zoom.us/my/anna?pwd=85746065432", MEETING_LINK_PERSONAL, 0, UNKNOWN},
	{"https://zoom.us/j/123?pwd=85746065432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"https://zoom.us/j/857460654321?pwd=1", MEETING_LINK_NONE, 0, UNKNOWN},
	{"https://zoom.us/meeting/register/tZ0kde123456789", MEETING_LINK_REGISTRATION, 0, UNKNOWN},
	{"https://zoom.us/webinar/register/WN_123456789", MEETING_LINK_REGISTRATION, 0, UNKNOWN},
	{"https://zoom.us/u/kdXyZ12345", MEETING_LINK_NONE, 0, UNKNOWN},
	{"https://example.org/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://zoom.us.evil.example/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://notzoom.us/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://zoom.us@evil.example/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://evil.example/zoom.us/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://evil.example/?zoom.us=/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"notzoom.us/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"zoommtg://evil.example/join?confno=85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},

	/* wrapped links */
	{"https://www.google.com/url?q=https%3A%2F%2Fus02web.zoom.us%2Fj%2F85746065432%3Fpwd%3D123456789&sa=D",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fzoom.us%2Fw%2F85746065432&data=05%7C01%7C123456789",
	 MEETING_LINK_OK, ID, WEBINAR},
	{"https://urldefense.com/v3/__https://us02web.zoom.us/j/85746065432?pwd=abc__;!!X", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://a.example/?u=https%3A%2F%2Fb.example%2F%3Fu%3Dhttps%253A%252F%252Fzoom.us%252Fj%252F85746065432",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"<a href=\"https://zoom.us/j/85746065432\">Join</a>", MEETING_LINK_OK, ID, UNKNOWN},
	{"<a href='zoommtg://zoom.us/join?action=join&amp;confno=85746065432'>Join</a>", MEETING_LINK_OK, ID, UNKNOWN},
	{"[Join](https://zoom.us/j/85746065432)", MEETING_LINK_OK, ID, UNKNOWN},
	{"**https://zoom.us/w/85746065432**", MEETING_LINK_OK, ID, WEBINAR},
	{"<https://zoom.us/j/85746065432>", MEETING_LINK_OK, ID, UNKNOWN},
	{"(see zoom.us/j/85746065432)", MEETING_LINK_OK, ID, UNKNOWN},
	{"Join at https://zoom.us/w/85746065432.", MEETING_LINK_OK, ID, WEBINAR},
	{"Join at https://zoom.us/w/85746065432, please", MEETING_LINK_OK, ID, WEBINAR},
	{"Join:https://zoom.us/j/85746065432!", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/w/85746065432\u3002", MEETING_LINK_OK, ID, WEBINAR},

	/* texts */
	{english_invitation, MEETING_LINK_OK, ID, UNKNOWN},
	{english_without_link, MEETING_LINK_OK, ID, UNKNOWN},
	{german_invitation, MEETING_LINK_OK, ID, UNKNOWN},
	{german_without_link, MEETING_LINK_OK, ID, UNKNOWN},
	{japanese_invitation, MEETING_LINK_OK, ID, UNKNOWN},
	{japanese_without_link, MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID:\n857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"ID85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"ID de reuni\u00f3n: 857 4606 5432\nC\u00f3digo de acceso: 1234567890", MEETING_LINK_OK, ID, UNKNOWN},
	{"the room is 857 4606 5432 as always", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/my/anna\nMeeting ID: 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Passcode: 123456789", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Kenncode:\n123456789", MEETING_LINK_NONE, 0, UNKNOWN},
	{"+1 669 900 6833", MEETING_LINK_NONE, 0, UNKNOWN},
	{"+49 (0) 69 7104 9922", MEETING_LINK_NONE, 0, UNKNOWN},
	{"+16699006833,,85746065432#,,,,*1234567890#", MEETING_LINK_OK, ID, UNKNOWN},
	{"abc85746065432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"85746065432abc", MEETING_LINK_NONE, 0, UNKNOWN},
	{"857 4606 5432 or 123 456 789", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432 https://zoom.us/j/123456789", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432 https://zoom.us/w/85746065432", MEETING_LINK_OK, ID, WEBINAR},
};

/* Right values of the kinds that mails, chats and pages have. */
static const struct parse_case pasted_cases[] = {
	/* a number alone, however it is written */
	{"\uff18\uff15\uff17 \uff14\uff16\uff10\uff16 \uff15\uff14\uff13\uff12", MEETING_LINK_OK, ID, UNKNOWN},
	{"\u0668\u0665\u0667\u0664\u0666\u0660\u0666\u0665\u0664\u0663\u0662", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\u202f4606\u20095432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\u00ad4606\u00ad5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857\u22124606\u20155432", MEETING_LINK_OK, ID, UNKNOWN},
	{"\u2066857 4606 5432\u2069", MEETING_LINK_OK, ID, UNKNOWN},
	{"857&nbsp;4606&#160;5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"857=C2=A04606=E2=80=AF5432=20\n", MEETING_LINK_OK, ID, UNKNOWN},
	{"857 4606 54=\r\n32", MEETING_LINK_OK, ID, UNKNOWN},
	{"\"857 4606 5432\".", MEETING_LINK_OK, ID, UNKNOWN},
	{"(857 4606 5432)", MEETING_LINK_OK, ID, UNKNOWN},
	{"85746065432#", MEETING_LINK_OK, ID, UNKNOWN},
	{"+85746065432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"2026-01-31 10", MEETING_LINK_NONE, 0, UNKNOWN},

	/* hosts */
	{"https://tum-conf.zoom-x.de/j/85746065432?pwd=abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://eu02web.zoom-x.de/w/85746065432", MEETING_LINK_OK, ID, WEBINAR},
	{"zoommtg://zoom-x.de/join?confno=85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://hku.zoom.com.cn/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://app.zoom.com/wc/85746065432/join", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://nasa.zoomgov.com/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://www.zoom.com.br/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://notzoom-x.de/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://teams.microsoft.com/meet/857460654321", MEETING_LINK_FOREIGN, 0, UNKNOWN},

	/* paths */
	{"https://us06web.zoom.us/launch/jc/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://us06web.zoom.us/meetings/85746065432/invitations?signature=v_123456789", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://us05web.zoom.us/skype/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/wc/join/85746065432?wpk=wcpk123456789", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/webinar/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/user/123456789/meeting/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/W/85746065432", MEETING_LINK_OK, ID, WEBINAR},
	{"https://zoom.us/join?confno=85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/launch/chat?src=direct_chat_link&id=85746065432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"https://us02web.zoom.us/webinar/register/WN_lHhwaELgQIympcfQaSOkbg", MEETING_LINK_REGISTRATION, 0, UNKNOWN},
	{"https://tu-berlin.zoom-x.de/meeting/register/n0OZHUmUSe2krwInnPOJ-Q", MEETING_LINK_REGISTRATION, 0, UNKNOWN},
	{"https://zoom.us/webinar/register/85746065432", MEETING_LINK_REGISTRATION, 0, UNKNOWN},
	{"https://www.google.com/url?q=https://zoom.us/meeting/register/tZAscequpz0s&sa=D", MEETING_LINK_REGISTRATION,
	 0, UNKNOWN},
	{"https://www.google.com/url?q=https%3A%2F%2Fapplications.zoom.us%2Faddon%2Finvitation%2Fdetail",
	 MEETING_LINK_NONE, 0, UNKNOWN},
	{"//zoom.us/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/rec/share/85746065432abc", MEETING_LINK_RECORDING, 0, UNKNOWN},
	{"https://zoom.us/rec/play/85746065432", MEETING_LINK_RECORDING, 0, UNKNOWN},
	{"https://zoom.us/clips/share/abc", MEETING_LINK_RECORDING, 0, UNKNOWN},
	{"https://events.zoom.us/ev/Akb123456789", MEETING_LINK_EVENT, 0, UNKNOWN},
	{"https://events.zoom.us/eo/123456789", MEETING_LINK_EVENT, 0, UNKNOWN},
	{"https://zoom.us/my/anna https://zoom.us/meeting/register/tZ0", MEETING_LINK_PERSONAL, 0, UNKNOWN},
	{"https://zoom.us/signin?continue=https%3A%2F%2Fzoom.us%2Fj%2F85746065432", MEETING_LINK_OK, ID, UNKNOWN},

	/* what stands around links, and what mails do to them */
	{"\u201chttps://zoom.us/j/85746065432\u201d", MEETING_LINK_OK, ID, UNKNOWN},
	{"\u00abhttps://zoom.us/j/85746065432\u00bb", MEETING_LINK_OK, ID, UNKNOWN},
	{"<https://zoom.us/j/85746065432|Join>", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zoom.us/j/85746065432\u200b", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://zo\u200bom.us/j/857\u20604606\u20605432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https\uff1a//zoom.us/j/\uff18\uff15746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https%3A%2F%2Fzoom.us%2Fj%2F85746065432%3Fpwd%3Dabc", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoommtg://zoom.us/join?action=3Djoin&amp;amp;confno=3D85746065432&pwd=3D1", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://us02web.zoom.us/j/857460=\n65432?pwd=3Dabc", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://us02web.zoom.us/j/857460654=", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Meeting ID: 857 460 654=", MEETING_LINK_NONE, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/857460=20\n", MEETING_LINK_NONE, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\n2?pwd=abc", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432\n2026-01-31 10:00", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543 \n2?pwd=abc", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"> https://us02web.zoom.us/j/8574606543\n> 2?pwd=abc", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{">> https://us02web.zoom.us/j/857460654\n> > 32", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"LOCATION:https://us02web.zoom.us/j/857460654\n 32", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"LOCATION:https://us02web.zoom.us/j/8574606543\r\n 2?pwd=abc", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"DESCRIPTION:https://us02web.zoom.us/j/8574606543\r\n 2\\nPasscode: 1", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\n2\nPasscode: 123456", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/wc/8574606543\n2/join", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543 2?pwd=abc", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/857-460-6543\n2 \n", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"<https://us02web.zoom.us/j/8574606543\n2>.", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"zoommtg://zoom.us/join?confno=8574606543\n2&pwd=1", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://www.google.com/url?q=https%3A%2F%2Fzoom.us%2Fj%2F8574606543\n2&sa=D", MEETING_LINK_AMBIGUOUS, 0,
	 UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432\n1", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\n\n2", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\n22", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\n18446744073709551617", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\nPasscode: 1", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"https://us02web.zoom.us/j/857460654\n10:00", MEETING_LINK_OK, 857460654, UNKNOWN},
	{"https://us02web.zoom.us/j/857460654 10:00", MEETING_LINK_OK, 857460654, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\n1 Corinthians", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543\n1. Welcome\n2. Sermon", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"https://us02web.zoom.us/j/857460654\n31.01.2026", MEETING_LINK_OK, 857460654, UNKNOWN},
	{"https://us02web.zoom.us/j/857460654\n31/01/2026", MEETING_LINK_OK, 857460654, UNKNOWN},
	{"https://us02web.zoom.us/j/857460654\n2026-01-31 10:00", MEETING_LINK_OK, 857460654, UNKNOWN},
	{"<https://us02web.zoom.us/j/8574606543>\n1", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"https://us02web.zoom.us/j/8574606543?pwd=123456789\n1", MEETING_LINK_OK, 8574606543, UNKNOWN},
	{"zoommtg://zoom.us/join?confno=85746065432&pwd=ABCDEF==", MEETING_LINK_OK, ID, UNKNOWN},

	/* what stands right before and behind links, as in scripts without blanks */
	{"英语堂：https://us02web.zoom.us/j/85746065432，中文堂：https://us02web.zoom.us/j/91234567890",
	 MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"英语堂：https://us02web.zoom.us/j/85746065432、中文堂：https://us02web.zoom.us/j/91234567890",
	 MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"英语堂:https://us02web.zoom.us/j/85746065432,中文堂:https://us02web.zoom.us/j/91234567890",
	 MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"英语堂https://us02web.zoom.us/j/85746065432和中文堂https://us02web.zoom.us/j/91234567890",
	 MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"英语堂：us02web.zoom.us/j/85746065432，中文堂：us02web.zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0,
	 UNKNOWN},
	{"https://zoom.us/j/85746065432，https://zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432、https://zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432,https://zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432;https://zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432/https://zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432https://zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432?pwd=abcHTTPS://zoom.us/j/91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432?pwd=abc.1https://zoom.us/j/85746065432?pwd=abc.1", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432，会议号：91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432，ID：91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432,ID:91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432；ID 91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432！会议号91234567890", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"https://us02web.zoom.us/j/85746065432，密码：91234567890", MEETING_LINK_OK, ID, UNKNOWN},
	{"报名：https://us02web.zoom.us/meeting/register/tZ0kde，会议：https://us02web.zoom.us/j/85746065432",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"会议号：857 4606 5432，直播：https://youtube.com/live/abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"ミーティングID：85746065432、配信：https://youtube.com/live/abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"直播：https://youtube.com/live/abc，会议号：85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"直播：https://youtube.com/live/abc，ID85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"直播：https://youtube.com/live/abc会议号85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"直播：https://youtube.com、会议号：85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"直播：https://youtube.com/live/abc ID：85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Live:https://youtube.com,ID:85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"会议号85746065432https://youtube.com/live/abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID 85746065432,https://youtube.com/live/abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID 85746065432,youtube.com/live/abc", MEETING_LINK_OK, ID, UNKNOWN},
	{"会议号：85746065432，链接：https://zoom.us/my/anna", MEETING_LINK_OK, ID, UNKNOWN},
	{"ID:85746065432,URL:https://zoom.us/my/anna", MEETING_LINK_OK, ID, UNKNOWN},
	{"ID:85746065432,https%3A%2F%2Fyoutube.com%2Flive%2Fabc", MEETING_LINK_OK, ID, UNKNOWN},
	{"https%3A%2F%2Fyoutube.com%2Flive%2Fabc、会议号85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"+16699006833，，85746065432＃，，，，＊1234567890＃", MEETING_LINK_OK, ID, UNKNOWN},
	{"12125550147，，85746065432＃", MEETING_LINK_OK, ID, UNKNOWN},
	{"85746065432，", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://наша-церковь.рф/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"Live/YouTube:https://наша-церковь.рф/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://наzoom.us/j/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://example.org/a,b;c/85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},

	/* gateways that leave the link readable */
	{"https://urldefense.proofpoint.com/v1/url?u=https://us02web.zoom.us/j/85746065432&k=foo", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://urldefense.proofpoint.com/v2/url?u=https-3A__us02web.zoom.us_j_85746065432-3Fpwd-3Dabc&d=DwMFaQ&c=abc",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://urldefense.proofpoint.com/v2/url?u=https-3A__tum-2Dconf.zoom-2Dx.de_w_85746065432&d=Dw",
	 MEETING_LINK_OK, ID, WEBINAR},
	{"https://urldefense.com/v3/__https:/us02web.zoom.us/j/85746065432?pwd=abc__;!!X!Y$", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://urldefense.us/v3/__https://zoom.us/j/85746065432?pwd=a*b__;Kw!!X", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://usg01.safelinks.protection.office365.us/?url=https%3A%2F%2Fzoom.us%2Fj%2F85746065432&amp;data=04%0A",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fus02web.zoom.us%2fj%2f85746065432&c=E,1,abc,,&typo=1",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://secure-web.cisco.com/1fCC-dfJv_123456789/https%3A%2F%2Fzoom.us%2Fj%2F85746065432%3Fpwd%3Dabc",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://clicktime.symantec.com/15xVcHh2?h=QCY=&u=https://zoom.us/j/85746065432%3Fpwd%3Dabc", MEETING_LINK_OK,
	 ID, UNKNOWN},
	{"https://eu-central-1.protection.sophos.com/?d=zoom.us&u=aHR0cHM6Ly91czAyd2ViLnpvb20udXMvai84NTc0NjA2NTQzMj9wd2Q9YWJj&i=NWY",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://www.bing.com/ck/a?!&&p=abc&u=a1aHR0cHM6Ly96b29tLnVzL3cvODU3NDYwNjU0MzI&ntb=1", MEETING_LINK_OK, ID,
	 WEBINAR},
	{"https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url=https%3a%2f%2fzoom.us%2fj%2f85746065432&umid=8",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://protect2.fireeye.com/v1/url?k=00bf-5f24&q=1&e=22&u=https%3A%2F%2Fzoom.us%2Fj%2F85746065432",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://atpscan.global.hornetsecurity.com/?d=a&f=b&u=https%3A%2F%2Fzoom.us%2Fj%2F85746065432",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://link.edgepilot.com/s/12227a84/DmLj?u=https://zoom.us/j/85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://url.avanan.click/v2/r01/___https://zoom.us/j/85746065432?pwd=a___.YXAzOmFi", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://checkpoint.url-protection.com/v1/url?o=https%3A//zoom.us/j/85746065432&g=1&h=2", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://mail.example.org/fmlurlsvc/?fewReq=:B:abc&url=https%3a%2f%2fzoom.us%2fj%2f85746065432",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://abc.r.us-east-1.awstrack.me/L0/https:%2F%2Fzoom.us%2Fj%2F85746065432/1/0100", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://l.facebook.com/l.php?u=https%3A%2F%2Fzoom.us%2Fj%2F85746065432%3Ffbclid%3D1&h=AT", MEETING_LINK_OK,
	 ID, UNKNOWN},
	{"https://www.linkedin.com/safety/go?url=https%3A%2F%2Fzoom.us%2Fj%2F85746065432&trk=x", MEETING_LINK_OK, ID,
	 UNKNOWN},
	{"https://slack-redir.net/link?url=https%3A%2F%2Fzoom.us%2Fj%2F85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://www.google.de/url?sa=t&url=zoom.us%2Fj%2F85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"https://a.example/?u=https%253A%252F%252Fzoom.us%252Fj%252F85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	/* in each other */
	{"https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.proofpoint.com%2Fv2%2Furl%3Fu%3Dhttps-"
	 "3A__zoom.us_j_85746065432%26d%3DDw&data=05%7C123456789",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://urldefense.com/v3/__https://eur03.safelinks.protection.outlook.com/"
	 "?url=https*3A*2F*2Fzoom.us*2Fj*2F85746065432&data=05*7C01__;JSUlJSUl!!X$",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fzoom.us%2F"
	 "w%2F85746065432__%3B!!X&data=05",
	 MEETING_LINK_OK, ID, WEBINAR},
	{"https://secure-web.cisco.com/1fCC/https%3A%2F%2Flinkprotect.cudasvc.com%2Furl%3Fa%3Dhttps%253a%252f%252fzoom.us"
	 "%252fj%252f85746065432%26c%3DE",
	 MEETING_LINK_OK, ID, UNKNOWN},
	{"https://eu-west-1.protection.sophos.com/?d=google.com&u=aHR0cHM6Ly93d3cuZ29vZ2xlLmNvbS91cmw_"
	 "cT1odHRwcyUzQSUyRiUyRnpvb20udXMlMkZqJTJGODU3NDYwNjU0MzI=",
	 MEETING_LINK_OK, ID, UNKNOWN},

	/* those that do not, and short links */
	{"https://protect-us.mimecast.com/s/abc123?domain=us02web.zoom.us", MEETING_LINK_OPAQUE, 0, UNKNOWN},
	{"https://url.uk.m.mimecastprotect.com/s/feDJC6X85746065432?domain=zoom.us", MEETING_LINK_OPAQUE, 0, UNKNOWN},
	{"https://shared.outlook.inky.com/link?domain=us02web.zoom.us&t=h.eJxVj01/PhDAY", MEETING_LINK_OPAQUE, 0,
	 UNKNOWN},
	{"https://urldefense.com/v3/__htt", MEETING_LINK_OPAQUE, 0, UNKNOWN},
	{"https://bit.ly/85746065432", MEETING_LINK_OPAQUE, 0, UNKNOWN},
	{"https://t.co/abc", MEETING_LINK_OPAQUE, 0, UNKNOWN},
	{"https://evilbit.ly/abc", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fexample.org%2f&c=E", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://bit.ly/abc\nMeeting ID: 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},

	/* dial strings, SIP, H.323 */
	{"tel:+12125550147,,85746065432#,,,,*123456789#", MEETING_LINK_OK, ID, UNKNOWN},
	{"+12125550147,,85746065432%23,,,,*123456789%23", MEETING_LINK_OK, ID, UNKNOWN},
	{"+12125550147,,85746065432#,,,,,,0#,,1234567890#", MEETING_LINK_OK, ID, UNKNOWN},
	{"12125550147,,85746065432#,,1234567890#", MEETING_LINK_OK, ID, UNKNOWN},
	{"+16699006833,85746065432#", MEETING_LINK_OK, ID, UNKNOWN},
	{"+16699006833,123456789", MEETING_LINK_NONE, 0, UNKNOWN},
	{"1,,123456789", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"SIP: 85746065432@zoomcrc.com", MEETING_LINK_OK, ID, UNKNOWN},
	{"sip:85746065432.1234567890@zoomcrc.com", MEETING_LINK_OK, ID, UNKNOWN},
	{"85746065432@example.org", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"162.255.37.11##85746065432#1234567890", MEETING_LINK_OK, ID, UNKNOWN},
	{"H.323: 162.255.37.11\nMeeting ID: 857 4606 5432\nPasscode: 1234567890", MEETING_LINK_OK, ID, UNKNOWN},

	/* no ids */
	{"212 555 0147 ext. 9", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Call 1 800 555 0199", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Toll-free: 888 788 0099", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Zoom: 888 788 0099", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Zoom: 18887880099", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Zoom 1 888 788 0099", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Phone 212-555-0147", MEETING_LINK_NONE, 0, UNKNOWN},
	{"+49 (0) 69 7104 9922", MEETING_LINK_NONE, 0, UNKNOWN},
	{"2026-01-31 10:00", MEETING_LINK_NONE, 0, UNKNOWN},
	{"2026-01-31 10:00-11:30", MEETING_LINK_NONE, 0, UNKNOWN},
	{"31.01.2026 10:00", MEETING_LINK_NONE, 0, UNKNOWN},
	{"31-01-2026 10:00", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Meeting: 2026-01-31 10:00", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Zoom meeting, Jan 31, 2026 10:00", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Customer ID: 857 4606 5432", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Meeting ID: 857 - 4606 - 5432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Meeting ID: 857   4606   5432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Meeting ID: 857  4606--5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: 857 4606\n5432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Meeting ID: 857 4606 543\n2", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Teams Meeting ID: 857 460 654", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Zoom meeting passcode 85746065432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"857 4606 5432\t1234567890", MEETING_LINK_TOO_LONG, 0, UNKNOWN},
	{"https://zoom.us/j/85746065432\nMeeting ID: 123 456 789", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Meeting ID: 857 4606 5432\nMeeting ID: 123 456 789", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},

	/* a passcode beside it */
	{"857 4606 5432 passcode: 123456", MEETING_LINK_OK, ID, UNKNOWN},
	{"857 4606 5432 Passcode: 1234567890", MEETING_LINK_OK, ID, UNKNOWN},
	{"857 4606 5432 (Kenncode: 123456)", MEETING_LINK_OK, ID, UNKNOWN},
	{"85746065432 pw: abc123", MEETING_LINK_OK, ID, UNKNOWN},
	{"857 4606 5432\nPasscode: 123456", MEETING_LINK_OK, ID, UNKNOWN},
	{"> 857 4606 5432, hasło 123456", MEETING_LINK_OK, ID, UNKNOWN},
	{"Zoom 857 4606 5432 pw 123456", MEETING_LINK_OK, ID, UNKNOWN},
	{"212 555 0147 passcode 123456", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"12125550147 PIN 123456", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Order 857 4606 5432 code ABC", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"857 4606 5432 is the order", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Passcode for the meeting: 85746065432", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Passcode for Zoom: 85746065432", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Telefonnummer Zoom 857 4606 5432", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Zoom 31207947345", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Contact for Zoom: 61280156011", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Anna Zoom 61280156011", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"\u0422\u0435\u043b\u0435\u0444\u043e\u043d Zoom 891 6123 4567", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Kundennummer Meeting 857 4606 5432", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Anna Zoom 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Passcode/Meeting ID: 1234567890/857 4606 5432", MEETING_LINK_AMBIGUOUS, 0, UNKNOWN},
	{"Meeting ID: 857 4606 5432 10:00", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: 857 4606 5432 123456", MEETING_LINK_OK, ID, UNKNOWN},
	{"ID: 85746065432 1234567890", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: 857 460 6543 21", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Meeting ID: 857 460 6543 123456", MEETING_LINK_NONE, 0, UNKNOWN},
	{"<td>Meeting ID</td>\n<td>857 4606 5432</td>\n<td>Passcode</td>\n<td>1234567890</td>", MEETING_LINK_OK, ID,
	 UNKNOWN},

	/* of other services */
	{"Phone Conference ID: 857 460 654#", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Telefonkonferenz-ID: 857 460 654#", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Microsoft Teams meeting\nMeeting ID: 857 460 654\n+1 212-555-0147,,123456789# US", MEETING_LINK_FOREIGN, 0,
	 UNKNOWN},
	{"Join Webex meeting\nMeeting number: 857 460 6543", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"腾讯会议 会议号：857 460 654", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"VooV Meeting ID: 857-460-654", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"Meeting ID: 857460654 (BigBlueButton)", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"Not by Microsoft Teams but by Zoom. Meeting ID: 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoommtg://win.launch?h.domain=us02web.zoom.us&h.path=join&confno=85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"zoommtg://win.launch?h.domain=zoom.us.evil.example&confno=85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},
	{"https://evil.example/?h.domain=zoom.us&confno=85746065432", MEETING_LINK_FOREIGN, 0, UNKNOWN},

	/* words before it */
	{">> Meeting ID:\n>> 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: __857 4606 5432__", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: 857 4606 5432_x", MEETING_LINK_NONE, 0, UNKNOWN},
	{"Meeting ID (every week): 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting number (access code): 857 4606 5432", MEETING_LINK_NONE, 0, UNKNOWN},
	{"+49 69 7104 9922 Meeting-Id: 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"MEETING ID 857 4606 5432 PASSCODE 1234567890", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID is 857-4606-5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID (PMI): 123 456 7890", MEETING_LINK_OK, 1234567890, UNKNOWN},
	{"\U0001f194 ID: 857 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Zoom meeting 85746065432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID\uff1a\uff18\uff15\uff17 4606 5432", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting&nbsp;ID:&nbsp;857&nbsp;4606&nbsp;5432<br>Passcode:&nbsp;1234567890", MEETING_LINK_OK, ID, UNKNOWN},
	{"Meeting ID: 857 4606 54=\n32", MEETING_LINK_OK, ID, UNKNOWN},
	{"M=C3=B6tes-ID: 857=C2=A04606=C2=A05432", MEETING_LINK_OK, ID, UNKNOWN},
};

static void check_case(const char *label, const struct parse_case *c)
{
	struct meeting_link id = {.number = 1, .kind = BROADCAST_KIND_MEETING};

	check_number(label, "result", meeting_link_parse(c->text, &id), c->result);
	check_number(label, "number", (long long)id.number, c->result == MEETING_LINK_OK ? (long long)c->number : 1);
	check_number(label, "kind", id.kind, c->result == MEETING_LINK_OK ? c->kind : BROADCAST_KIND_MEETING);
}

static void parses_what_people_paste(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		check_case(cases[i].text ? cases[i].text : "(null)", &cases[i]);
	for (size_t i = 0; i < COUNT(pasted_cases); i++)
		check_case(pasted_cases[i].text, &pasted_cases[i]);
}

/* As Zoom words them in the languages of its client, in other ways to write them, and beside passcodes that look like ids. */
static void knows_the_words_of_invitations(void **state)
{
	static const struct {
		const char *id;
		const char *passcode;
	} words[] = {
		{"Meeting ID", "Passcode"},
		{"Webinar ID", "Password"},
		{"Meeting-ID", "Kenncode"},
		{"ID de reunión", "Código de acceso"},
		{"ID de seminario web", "Código de acceso"},
		{"ID de réunion", "Code secret"},
		{"ID du webinaire", "Mot de passe"},
		{"ID da reunião", "Senha de acesso"},
		{"ID riunione", "Passcode"},
		{"ID riunione", "Codice d’accesso"},
		{"Meeting-id", "Toegangscode"},
		{"Vergader-ID", "Wachtwoord"},
		{"Identyfikator spotkania", "Kod dostępu"},
		{"IDENTYFIKATOR SPOTKANIA", "KOD DOSTĘPU"},
		{"Идентификатор конференции", "Код доступа"},
		{"ИДЕНТИФИКАТОР КОНФЕРЕНЦИИ", "КОД ДОСТУПА"},
		{"Идентификатор вебинара", "Пароль"},
		{"Ідентифікатор конференції", "Код доступу"},
		{"Toplantı Kimliği", "Parola"},
		{"TOPLANTI KİMLİĞİ", "PAROLA"},
		{"toplanti kimligi", "Şifre"},
		{"Mötes-ID", "Lösenkod"},
		{"MÖTES-ID", "LÖSENORD"},
		{"Mo\u0308tes-ID", "Lo\u0308senkod"},
		{"ID Rapat", "Kode Sandi"},
		{"ID cuộc họp", "Mật mã"},
		{"ID CUỘC HỌP", "MẬT KHẨU"},
		{"ID cuo\u0323\u0302c ho\u0323p", "Ma\u0323\u0302t ma\u0303"},
		{"ミーティング ID", "パスコード"},
		{"ミーティンク\u3099ID", "ハ\u309aスコート\u3099"},
		{"ウェビナー ID", "パスワード"},
		{"회의 ID", "암호"},
		{"\u1112\u116c\u110b\u1174 ID", "\u110b\u1161\u11b7\u1112\u1169"},
		{"会议号", "密码"},
		{"会议 ID", "密码"},
		{"會議 ID", "密碼"},
		{"網路研討會 ID", "密碼"},
		{"ID schůzky", "Heslo"},
		{"Møde-id", "Adgangskode"},
		{"Møte-ID", "Passord"},
		{"Kokoustunnus", "Salasana"},
		{"מזהה פגישה", "קוד גישה"},
		{"معرّف الاجتماع", "رمز المرور"},
		{"รหัสการประชุม", "รหัสผ่าน"},
		{"Identyfikator spotkania osobistego", "Kod"},
		{"ID schůze", "Přístupový kód"},
		{"Číslo schůzky", "Heslo"},
		{"Toplantı No", "Geçiş kodu"},
		{"会议号码", "会议密码"},
		{"會議編號", "通行碼"},
		{"회의 아이디", "비번"},
		{"줌 회의 ID", "패스워드"},
		{"ズームID", "パスコード"},
		{"ミーティング番号", "パスコード"},
		{"Идентификатор персональной конференции", "Код"},
		{"Номер конференции", "Код доступа"},
		{"ID зустрічі", "Пароль"},
		{"ID phòng họp", "Mật khẩu"},
		{"Vergadering-ID", "Toegangscode"},
		{"Mötesnummer", "Lösenord"},
		{"Møde ID", "Kodeord"},
		{"Møtenummer", "Passord"},
		{"Kokouksen ID", "Pääsykoodi"},
		{"Αναγνωριστικό σύσκεψης", "Κωδικός"},
		{"Értekezlet azonosítója", "Jelszó"},
		{"ID ședință", "Cod de acces"},
		{"ID reunión", "Clave"},
		{"Número da reunião", "Palavra-passe"},
		{"Numero riunione", "Codice"},
		{"N° de réunion", "Code"},
		{"Meeting-Kennung", "Passwort"},
		{"מספר הפגישה", "סיסמה"},
		{"رقم الاجتماع", "كلمة المرور"},
	};
	static const char *const forms[] = {
		"%s: 857 4606 5432\n%s: 1234567890\n+49 69 7104 9922\n",
		"%s\uff1a857\u00a04606\u00a05432 %s\uff1a1234567890",
		"Sunday 2026-01-31 10:00 / %s 85746065432 / %s 123456789",
		"<b>%s:</b> 857-4606-5432<br><b>%s:</b> 123 456 7890",
		"%s:\r\n857 4606 5432\r\n%s:\r\n1234567890\r\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(words); i++) {
		for (size_t j = 0; j < COUNT(forms); j++) {
			struct parse_case c = {.result = MEETING_LINK_OK, .number = ID, .kind = UNKNOWN};
			struct dstr text = {0};

			dstr_printf(&text, forms[j], words[i].id, words[i].passcode);
			c.text = text.array;
			check_case(text.array, &c);
			dstr_printf(&text, "%s: 1234567890", words[i].passcode);
			c = (struct parse_case){text.array, MEETING_LINK_NONE, 0, UNKNOWN};
			check_case(text.array, &c);
			dstr_free(&text);
		}
	}
}

/* The address sanitizer reads each text whole at each look for a character in it: more would take minutes there. */
#define HUGE_SIZE ((size_t)128 * 1024)

static void reads_huge_texts(void **state)
{
	static const struct {
		const char *unit;
		const char *end;
		enum meeting_link_result result;
	} texts[] = {
		{"lorem ipsum ", "https://zoom.us/j/85746065432", MEETING_LINK_OK},
		{"x", "", MEETING_LINK_NONE},
		{"5", "", MEETING_LINK_TOO_LONG},
		{"5 ", "", MEETING_LINK_TOO_LONG},
		{"- ", "", MEETING_LINK_NONE},
		{"/", "", MEETING_LINK_NONE},
		{"://", "", MEETING_LINK_NONE},
		{"a.bc/\u3001", "", MEETING_LINK_FOREIGN},
		{"https://a.b/,a", "", MEETING_LINK_FOREIGN},
		{"https://zoom.us/j/85746065432/", "", MEETING_LINK_OK},
		{"a.b/ ", " 857 4606 5432", MEETING_LINK_AMBIGUOUS},
		{"+49 69 7104 9922\n", "Meeting ID: 857 4606 5432", MEETING_LINK_OK},
		{"https://a.b/aHR0c-3A__*3A*2F*2F%2F", "", MEETING_LINK_FOREIGN},
		{"https%3A%2F%2Fa.b%2F ", "https://zoom.us/j/85746065432", MEETING_LINK_OK},
		{"<a href=\"", "https://zoom.us/j/85746065432", MEETING_LINK_OK},
		{"x 857 4606 5432\n", "", MEETING_LINK_AMBIGUOUS},
		{"Meeting ID: 857 4606 5432\n", "", MEETING_LINK_AMBIGUOUS},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		char *body = repeat_text(texts[i].unit, HUGE_SIZE / strlen(texts[i].unit));
		struct dstr text = {0};
		struct meeting_link id = {0};

		dstr_printf(&text, "%s%s", body, texts[i].end);
		check_number(texts[i].unit, "result", meeting_link_parse(text.array, &id), texts[i].result);
		if (texts[i].result == MEETING_LINK_OK)
			check_number(texts[i].unit, "number", (long long)id.number, ID);
		dstr_free(&text);
		bfree(body);
	}
}

static void formats_as_zoom_does(void **state)
{
	static const struct {
		uint64_t number;
		const char *text;
	} numbers[] = {
		{85746065432, "857 4606 5432"},
		{1234567890, "123 456 7890"},
		{123456789, "123 456 789"},
		{12345678, "12345678"},
		{0, "0"},
		{99999999999, "999 9999 9999"},
		{4294967297, "429 496 7297"},
		{UINT64_MAX, "184 4674 4073709551615"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(numbers); i++) {
		char text[MEETING_LINK_TEXT_SIZE];

		meeting_link_format(numbers[i].number, text);
		check_text(numbers[i].text, "text", text, numbers[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parses_what_people_paste),
		cmocka_unit_test(knows_the_words_of_invitations),
		cmocka_unit_test(reads_huge_texts),
		cmocka_unit_test(formats_as_zoom_does),
	};

	return RUN_TESTS(tests);
}
