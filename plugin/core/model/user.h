/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/* Whose the account is, and what Zoom lets that person do. Threads: any; a value has one owner. */

/* Made fit to be shown, and bmem's; NULL where Zoom told nothing. */
struct user {
	char *name; /* display_name, or first and last name */
	char *email;
};

/* For struct text_members, of a value that has a user as its member. */
#define USER_TEXTS(type, member) offsetof(type, member.name), offsetof(type, member.email)

enum user_switch {
	USER_SWITCH_UNKNOWN = 1,
	USER_SWITCH_OFF,
	USER_SWITCH_ON,
};

struct user_settings {
	enum user_switch livestreaming;         /* in_meeting.allow_live_streaming */
	enum user_switch custom_service;        /* in_meeting.custom_live_streaming_service */
	enum user_switch webinar_livestreaming; /* in_meeting.webinar_live_streaming.enable */
};
