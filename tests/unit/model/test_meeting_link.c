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
	{"https://zoom.us/meeting/register/tZ0kde123456789", MEETING_LINK_NONE, 0, UNKNOWN},
	{"https://zoom.us/webinar/register/WN_123456789", MEETING_LINK_NONE, 0, UNKNOWN},
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

static void parses_what_people_paste(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct parse_case *c = &cases[i];
		const char *label = c->text ? c->text : "(null)";
		struct meeting_link id = {.number = 1, .kind = BROADCAST_KIND_MEETING};

		check_number(label, "result", meeting_link_parse(c->text, &id), c->result);
		check_number(label, "number", (long long)id.number,
			     c->result == MEETING_LINK_OK ? (long long)c->number : 1);
		check_number(label, "kind", id.kind, c->result == MEETING_LINK_OK ? c->kind : BROADCAST_KIND_MEETING);
	}
}

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
		{"a.b/ ", " 857 4606 5432", MEETING_LINK_OK},
		{"+49 69 7104 9922\n", "Meeting ID: 857 4606 5432", MEETING_LINK_OK},
		{"<a href=\"", "https://zoom.us/j/85746065432", MEETING_LINK_OK},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		char *body = repeat_text(texts[i].unit, 1024 * 1024 / strlen(texts[i].unit));
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
		cmocka_unit_test(reads_huge_texts),
		cmocka_unit_test(formats_as_zoom_does),
	};

	return RUN_TESTS(tests);
}
