/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "support/live_world.h"

/*
 * Random runs, in which these laws hold whatever happens:
 *
 *   1  One request at a time, and nothing is awaited at rest.
 *   2  A start goes out only after its settings were ensured.
 *   3  Where OBS streams to the same place none goes out, unless the person has said so.
 *   4  By itself nothing is asked but while it is armed, or a countdown ends; a look no sooner than 15 s after the
 *      last one, a start no sooner than 30 s after one that Zoom may have taken, or 60 s where only trying tells.
 *   5  OBS's stream is stopped, and started, only by the person's wish.
 *   6  Every wait ends, and nothing spins.
 *   7  It is live only where Zoom has said so, and stopped only where it has, or where there is no meeting.
 *   8  A question is asked only while there is something to decide.
 *   9  Where it may be on, what the person wants stopped is stopped, whatever goes on by itself or has just begun.
 *  10  What is armed stays so where the person cancels something else.
 */

#define SEQUENCES 20000
#define EVENTS 60
#define NEVER_MS (INT64_MIN / 2)

struct laws {
	struct live_world world;
	uint32_t random;
	char asked;      /* 'e', or a request's letter; 0: nothing is awaited */
	bool is_ensured; /* in this run */
	bool goes_elsewhere;
	bool anyway; /* so the person has said */
	bool hands_over;
	bool is_by_itself;
	bool is_blind;
	bool is_webinar;
	bool obs, elsewhere;
	int place;
	int64_t looked_ms, started_ms; /* the last look, the last start that may have been taken */
	int64_t tried_ms;              /* the last start */
	enum live_state settled;       /* the last state but while a start or stop was on its way */
};

static int random_below(struct laws *laws, int count)
{
	laws->random ^= laws->random << 13;
	laws->random ^= laws->random >> 17;
	laws->random ^= laws->random << 5;
	return (int)((laws->random >> 8) % (uint32_t)count);
}

static void expect(const struct laws *laws, bool holds, const char *law)
{
	if (!holds)
		fail_msg("%s; %s", law, laws->world.label);
}

static void see_look(struct laws *laws)
{
	if (laws->is_by_itself)
		expect(laws, laws->world.moment.clock_ms - laws->looked_ms >= LIVE_LOOK_INTERVAL_MS,
		       "law 4: a look too soon");
	laws->looked_ms = laws->world.moment.clock_ms;
}

static void see_start(struct laws *laws)
{
	const int64_t now_ms = laws->world.moment.clock_ms;

	expect(laws, laws->is_ensured, "law 2: a start without its settings");
	expect(laws, !laws->obs || laws->goes_elsewhere || laws->anyway, "law 3: a start while OBS streams");
	if (laws->is_by_itself) {
		expect(laws, now_ms - laws->started_ms >= LIVE_START_GUARD_MS, "law 4: a second start too soon");
		expect(laws, !laws->is_blind || now_ms - laws->tried_ms >= LIVE_TRY_INTERVAL_MS,
		       "law 4: a try too soon");
	}
	laws->tried_ms = now_ms;
}

static void see_offer(const struct laws *laws)
{
	const struct live_status *status = &laws->world.status;
	const bool may_be_live = status->state == LIVE_ON || status->state == LIVE_STARTING || status->perhaps_started;

	switch (status->offer) {
	case LIVE_OFFER_HAND_OVER:
		expect(laws, laws->obs && status->state != LIVE_ON, "law 8: a handover of nothing");
		break;
	case LIVE_OFFER_TAKE_UP:
		expect(laws, !laws->obs && status->state != LIVE_ON, "law 8: nothing to take up");
		break;
	case LIVE_OFFER_TWO_SENDERS:
		expect(laws, laws->obs && may_be_live, "law 8: there are no two senders");
		break;
	default:
		break;
	}
	expect(laws, status->state != LIVE_ON || status->problem_is_of_stop || !problem_is_set(&status->problem),
	       "law 8: why it did not start, though it has");
}

/* What was done by the event. */
static void see(struct laws *laws, bool may_stop_obs, bool may_start_obs)
{
	struct live_world *world = &laws->world;
	const bool is_resting = world->status.step == LIVE_STEP_NONE;

	for (const char *at = world->log; *at; at++) {
		if (*at == 'c')
			laws->asked = 0;
		if (*at == 'w')
			laws->is_webinar = laws->is_blind = true;
		if (*at == 'o')
			expect(laws, may_stop_obs || laws->hands_over, "law 5: OBS's stream is stopped");
		if (*at == 'O')
			expect(laws, may_start_obs, "law 5: OBS's stream is started");
		if (!strchr("gesSxX", *at))
			continue;
		/* sync answers both at once */
		expect(laws, !laws->asked || (laws->asked == 'e' && *at == 'e'), "law 1: two at once");
		laws->asked = *at;
		if (*at == 'g')
			see_look(laws);
		if (*at == 's' || *at == 'S')
			see_start(laws);
	}
	world->log[0] = '\0';
	if (*live_awaited(world->live) == 0)
		laws->asked = 0;
	expect(laws, is_resting || laws->asked || world->status.step == LIVE_STEP_STOPPING_OBS,
	       "law 6: it is at something without end");
	expect(laws, !is_resting || !laws->asked, "law 1: something is awaited at rest");
	expect(laws, world->status.state != LIVE_STARTING || strchr("sS", laws->asked), "law 7: it starts without end");
	expect(laws, world->status.state != LIVE_STOPPING || strchr("xX", laws->asked), "law 7: it stops without end");
	expect(laws, world->status.offer != LIVE_OFFER_AFTER_BREAK || !laws->obs,
	       "law 5: a countdown while OBS streams");
	see_offer(laws);
	if (world->status.state != LIVE_STARTING && world->status.state != LIVE_STOPPING)
		laws->settled = world->status.state;
	if (is_resting)
		laws->is_ensured = laws->goes_elsewhere = laws->anyway = laws->hands_over = laws->is_by_itself = false;
}

static void begin_of_person(struct laws *laws)
{
	laws->is_by_itself = false;
}

static void press_start(struct laws *laws)
{
	const enum live_start how = (enum live_start)(1 + random_below(laws, 3));

	/* else there is no such button */
	if (!laws->world.status.can_start)
		return;
	/* what is under way by itself makes room */
	begin_of_person(laws);
	laws->is_ensured = laws->goes_elsewhere = false;
	laws->anyway = how == LIVE_START_ANYWAY;
	laws->hands_over = how == LIVE_START_HAND_OVER;
	if (laws->asked == 'e')
		laws->asked = 0;
	DO(&laws->world, live_start(live, how, moment, effects));
	see(laws, false, false);
}

static void press_stop(struct laws *laws)
{
	struct live_world *world = &laws->world;
	const struct live_status *status = &world->status;
	const bool is_acting = status->step == LIVE_STEP_STARTING || status->step == LIVE_STEP_STOPPING;
	const bool may_be_on = status->state == LIVE_ON || status->perhaps_started || status->perhaps_stopped;

	if (laws->asked == 'e')
		laws->asked = 0;
	begin_of_person(laws);
	DO(world, live_stop(live, moment, effects));
	expect(laws, is_acting || !may_be_on || strpbrk(world->log, "xX"), "law 9: a stop is swallowed");
	see(laws, false, false);
}

static void press_cancel(struct laws *laws)
{
	struct live_world *world = &laws->world;
	const bool is_resting = world->status.step == LIVE_STEP_NONE;
	const bool is_of_other = is_resting || (laws->is_by_itself && world->status.step != LIVE_STEP_STARTING);
	const bool was_armed = world->status.is_armed;

	if (laws->asked == 'e')
		laws->asked = 0;
	DO(world, live_cancel_start(live, moment, effects));
	expect(laws, !is_of_other || world->status.is_armed == was_armed, "law 10: what is armed is cancelled");
	expect(laws, !strpbrk(world->log, "gesSxX"), "law 10: by a cancelling something begins");
	see(laws, false, false);
}

static void wake_up(struct laws *laws)
{
	struct live_world *world = &laws->world;
	const int64_t wait_ms = live_wake_in_ms(world->live, &world->moment);
	const bool was_resting = world->status.step == LIVE_STEP_NONE;
	const bool counts = world->status.offer == LIVE_OFFER_AFTER_BREAK;

	if (wait_ms < 0)
		return;
	if (random_below(laws, 3))
		pass(world, wait_ms);
	if (was_resting)
		laws->is_by_itself = !counts;
	expect(laws, !was_resting || counts || world->status.is_armed, "law 4: it wakes though nothing is armed");
	DO(world, live_wake(live, moment, effects));
	/* the countdown's start takes the place of what is under way by itself */
	if (counts && world->status.offer != LIVE_OFFER_AFTER_BREAK)
		laws->is_by_itself = laws->is_ensured = laws->goes_elsewhere = false;
	see(laws, false, false);
	expect(laws, live_wake_in_ms(world->live, &world->moment) != 0, "law 6: it spins");
}

static const struct random_reply {
	enum http_result result;
	bool sent;
	long status;
	const char *body;
	bool may_be_taken; /* of a start */
	bool is_live;
	bool is_stopped;
} replies[] = {
	{HTTP_RESULT_REPLY, true, 204, "", true, true, true},
	{HTTP_RESULT_REPLY, true, 204, "", true, true, true},
	{HTTP_RESULT_REPLY, true, 400, NOT_BEGUN, false, false, true},
	{HTTP_RESULT_REPLY, true, 400, WEBINAR_NOT_BEGUN, false, false, true},
	{HTTP_RESULT_REPLY, true, 400, ERROR("9", "already so"), false, true, true},
	{HTTP_RESULT_REPLY, true, 400, ERROR("4400", "x"), false, false, false},
	{HTTP_RESULT_REPLY, true, 400, ERROR("3161", "x"), false, false, false},
	{HTTP_RESULT_REPLY, true, 429, TOO_SOON, false, false, false},
	{HTTP_RESULT_REPLY, true, 429, "", false, false, false},
	{HTTP_RESULT_REPLY, true, 502, "", true, false, false},
	{HTTP_RESULT_RESET, true, 0, NULL, true, false, false},
	{HTTP_RESULT_REFUSED, false, 0, NULL, false, false, false},
	{HTTP_RESULT_REPLY, true, 400, IS_WEBINAR, false, false, false},
};

static const struct random_reply looks[] = {
	{HTTP_RESULT_REPLY, true, 200, WAITING, false, false, true},
	{HTTP_RESULT_REPLY, true, 200, RUNNING, false, false, false},
	{HTTP_RESULT_REPLY, true, 200, RUNNING, false, false, false},
	{HTTP_RESULT_REPLY, true, 200, "{}", false, false, false},
	{HTTP_RESULT_REPLY, true, 404, ERROR("3001", "x"), false, false, false},
	{HTTP_RESULT_REPLY, true, 503, "", false, false, false},
	{HTTP_RESULT_REPLY, true, 400, ERROR("4711", "does not contain scopes:[a:b:c]"), false, false, false},
	{HTTP_RESULT_REPLY, true, 400, IS_WEBINAR, false, false, false},
};

static void answer_ensure(struct laws *laws)
{
	static const enum live_ensured hows[] = {LIVE_ENSURED_SAME, LIVE_ENSURED_SAME, LIVE_ENSURED_OWN,
						 LIVE_ENSURED_ELSEWHERE};
	const int i = random_below(laws, (int)COUNT(hows) + 1);

	laws->asked = 0;
	if (i == (int)COUNT(hows)) {
		not_ensured(&laws->world, "network.refused", random_below(laws, 2));
	} else {
		laws->is_ensured = true;
		laws->goes_elsewhere = hows[i] == LIVE_ENSURED_ELSEWHERE;
		ensured(&laws->world, hows[i]);
	}
}

static void answer_request(struct laws *laws)
{
	const bool is_look = laws->asked == 'g', is_start = strchr("sS", laws->asked) != NULL;
	const struct random_reply *chosen = is_look ? &looks[random_below(laws, COUNT(looks))]
						    : &replies[random_below(laws, COUNT(replies))];
	struct problem problem = {.retry_after_s = PROBLEM_RETRY_UNKNOWN};
	const enum live_state before = laws->world.status.state;

	laws->asked = 0;
	if (!random_below(laws, 12)) {
		problem_set(&problem, "sign_in.needed");
		DO(&laws->world, live_no_access(live, &problem, random_below(laws, 2), moment, effects));
		problem_free(&problem);
		return;
	}
	if (is_look && chosen->status == 400)
		laws->is_blind = true;
	if (is_start && chosen->may_be_taken)
		laws->started_ms = laws->world.moment.clock_ms;
	if (!is_start && !is_look && chosen->status == 204)
		laws->started_ms = NEVER_MS;
	/* also where a stop follows at once */
	if (is_start && chosen->is_live)
		laws->settled = LIVE_ON;
	reply_with(&laws->world, chosen->result, chosen->sent, chosen->status, chosen->body);
	if (laws->world.status.state == LIVE_ON && before != LIVE_ON)
		expect(laws, (is_start && chosen->is_live) || laws->settled == LIVE_ON,
		       "law 7: live, by nobody's word");
	if (laws->world.status.state == LIVE_STOPPED && before != LIVE_STOPPED)
		expect(laws, chosen->is_stopped || laws->settled == LIVE_STOPPED, "law 7: stopped, by nobody's word");
}

static void answer(struct laws *laws)
{
	if (laws->asked == 'e')
		answer_ensure(laws);
	else if (laws->asked)
		answer_request(laws);
	else
		return;
	see(laws, false, false);
}

static void stream_or_not(struct laws *laws)
{
	const bool was_on = laws->obs;

	laws->obs = !laws->obs;
	stream(&laws->world, laws->obs);
	see(laws, false, false);
	if (was_on && random_below(laws, 2)) {
		DO(&laws->world, live_stream_broke(live, moment, effects));
		see(laws, false, false);
	}
}

static void go_elsewhere(struct laws *laws)
{
	const int place = random_below(laws, 3);

	if (place == laws->place)
		return;
	laws->is_blind = laws->is_webinar = false;
	laws->started_ms = NEVER_MS;
	laws->place = place;
	go_to(&laws->world, BROADCAST_KIND_UNKNOWN, place == 1 ? 123456789 : 85746065432,
	      place == 2 ? "other" : "default");
	see(laws, false, false);
}

static void happen(struct laws *laws)
{
	static const int spans_ms[] = {1, 500, 5000, 20000, 70000, 4000000};
	struct live_world *world = &laws->world;

	switch (random_below(laws, 25)) {
	case 0:
	case 1:
	case 2:
		press_start(laws);
		break;
	case 3:
		press_stop(laws);
		break;
	case 4:
	case 5:
		/* not in the moment in which a countdown ends */
		if (world->status.offer == LIVE_OFFER_AFTER_BREAK)
			break;
		/* it may begin at once */
		laws->is_by_itself = laws->is_by_itself || world->status.step == LIVE_STEP_NONE;
		DO(world, live_arm(live, moment, effects));
		see(laws, false, false);
		break;
	case 6:
		if (laws->asked == 'e' && laws->is_by_itself)
			laws->asked = 0;
		DO(world, live_disarm(live, effects));
		see(laws, false, false);
		break;
	case 7:
		DO(world, live_dismiss(live, effects));
		see(laws, false, false);
		break;
	case 8:
		DO(world, live_start_obs(live, effects));
		see(laws, false, true);
		break;
	case 9:
		DO(world, live_stop_obs(live, effects));
		see(laws, true, false);
		break;
	case 10:
	case 11:
		stream_or_not(laws);
		break;
	case 12:
		if (world->status.step == LIVE_STEP_NONE)
			begin_of_person(laws);
		DO(world, live_look(live, moment, effects));
		see(laws, false, false);
		break;
	case 13:
		DO(world,
		   live_note_meeting(live, (enum live_meeting)(1 + random_below(laws, 3)), false, moment, effects));
		see(laws, false, false);
		break;
	case 14:
		if (!random_below(laws, 4))
			go_elsewhere(laws);
		break;
	case 15:
		laws->elsewhere = !laws->elsewhere;
		live_set_elsewhere(world->live, laws->elsewhere);
		break;
	case 16:
	case 17:
		wake_up(laws);
		break;
	case 18:
		pass(world, 1 + random_below(laws, spans_ms[random_below(laws, COUNT(spans_ms))]));
		break;
	case 19:
		press_cancel(laws);
		break;
	default:
		answer(laws);
	}
}

static void keeps_its_laws_whatever_happens(void **state)
{
	const struct live_settings settings = {NULL, LIVE_SPEAKER_NAME_DEFAULT, LIVE_LAYOUT_DEFAULT,
					       LIVE_CAPTIONS_DEFAULT, true};
	const char *alone = getenv("UNIT_TEST_SEQUENCE"), *count = getenv("UNIT_TEST_SEQUENCES");
	const unsigned long first = alone ? strtoul(alone, NULL, 10) : 1;
	const unsigned long last = alone ? first : count ? strtoul(count, NULL, 10) : SEQUENCES;

	(void)state;
	for (unsigned long i = first; i <= last; i++) {
		struct laws laws = {.random = (uint32_t)(i * UINT32_C(2654435761)) | 1,
				    .looked_ms = NEVER_MS,
				    .started_ms = NEVER_MS,
				    .tried_ms = NEVER_MS};
		char label[64];

		snprintf(label, sizeof(label), "to see it alone: UNIT_TEST_SEQUENCE=%lu", i);
		for (int j = 0; j < 4; j++)
			random_below(&laws, 2);
		begin(&laws.world, label, BROADCAST_KIND_UNKNOWN);
		live_set_settings(laws.world.live, &settings);
		for (int j = 0; j < EVENTS; j++)
			happen(&laws);
		/* law 6: all is answered, and it comes to rest, or goes on waiting in time */
		for (int j = 0; laws.asked && j < 20; j++)
			answer(&laws);
		expect(&laws, !laws.asked, "law 6: it does not come to rest");
		DO(&laws.world, live_disarm(live, effects));
		DO(&laws.world, live_dismiss(live, effects));
		expect(&laws,
		       laws.world.status.step == LIVE_STEP_STOPPING_OBS ||
			       live_wake_in_ms(laws.world.live, &laws.world.moment) == -1,
		       "law 6: it waits for nothing");
		end(&laws.world);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_its_laws_whatever_happens),
	};

	return RUN_TESTS(tests);
}
