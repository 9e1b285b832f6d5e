/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/controller/controller_private.h"

#include "core/base/secret.h"
#include "core/base/text.h"
#include "core/store/secret_name.h"
#include "core/store/undo_text.h"

static void erase_undo(struct controller *controller)
{
	char *name = controller_push_name(controller);

	controller_write_secret(controller, SECRET_NAME_UNDO, name, NULL, NULL);
	bfree(name);
}

/* Another OBS has kept something since, and that was written over unseen; where it was kept here, sync tells. */
static bool is_others_undo_void(struct controller *controller, const struct sync_effects *effects)
{
	const bool is_void = effects->undo_changed && !effects->erase_undo && !effects->write_record &&
			     controller_account(controller) && !sync_get_record(controller->sync)->undo;
	char *name = is_void ? controller_push_name(controller) : NULL;
	const bool is_others = is_void && state_file_can_undo(controller->state, name);

	bfree(name);
	return is_others;
}

void controller_void_others_undo(struct controller *controller, const struct sync_effects *effects)
{
	if (is_others_undo_void(controller, effects))
		erase_undo(controller);
}

static void undo_read(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct controller *controller = context;
	struct sync_effects effects = {0};
	struct problem problem = {0};
	struct livestream livestream = {0};
	const bool is_read = answer->text && undo_text_read(&livestream, answer->text);

	if (answer->result == SECRET_OK)
		problem_set(&problem, "undo.broken");
	else if (answer->result == SECRET_ABSENT)
		problem_set(&problem, "undo.gone");
	else
		secret_answer_problem(answer, &problem);
	if (answer->result == SECRET_ABSENT)
		sync_forget_undo(controller->sync, &effects);
	sync_undo_read(controller->sync, is_read ? &livestream : NULL, &problem, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
	problem_free(&problem);
	livestream_free(&livestream);
}

static void undo_stored(void *context, const void *data)
{
	const struct secret_answer *answer = data;
	struct controller *controller = context;
	const bool may_be_there = answer->result == SECRET_OK || answer->result == SECRET_LATE;
	/* nothing of an account that was signed out meanwhile is kept */
	const bool is_kept = answer->result == SECRET_OK && controller->sign_out.state != SIGN_OUT_DONE;
	struct sync_effects effects = {0};

	controller_log_written(answer);
	if (is_kept || !may_be_there)
		text_set(&controller->storing_undo, NULL);
	else
		/* what was kept before may be overwritten by now */
		sync_forget_undo(controller->sync, &effects);
	sync_undo_stored(controller->sync, is_kept, controller_now(controller), &effects);
	controller_run_effects(controller, &effects);
}

/* One that was stored, or still is being, for a round that has ended belongs to no push that could be undone. */
static void erase_left_undo(struct controller *controller)
{
	if (!controller->storing_undo || *sync_awaited(controller->sync) == controller->storing)
		return;
	if (!state_file_can_undo(controller->state, controller->storing_undo))
		controller_write_secret(controller, SECRET_NAME_UNDO, controller->storing_undo, NULL, NULL);
	text_set(&controller->storing_undo, NULL);
}

void controller_forget_undo(struct controller *controller, const char *name)
{
	char *current = controller->settings.document && controller_account(controller)
				? controller_push_name(controller)
				: NULL;
	struct sync_effects effects = {0};

	state_file_forget_undo(controller->state, name);
	if (text_same(name, current)) {
		sync_forget_undo(controller->sync, &effects);
		controller_run_effects(controller, &effects);
	}
	bfree(current);
}

static void run(struct controller *controller, const struct sync_effects *effects)
{
	const struct completion stored = controller_complete(controller, effects->store_undo, undo_stored);
	const struct completion read = controller_complete(controller, effects->read_undo, undo_read);
	char *field;
	char *text;

	if (!effects->erase_undo && !effects->store_undo && !effects->read_undo)
		return;
	field = controller_push_name(controller);
	if (effects->erase_undo)
		erase_undo(controller);
	if (effects->store_undo) {
		text = undo_text_make(&effects->undo);
		controller_write_secret(controller, SECRET_NAME_UNDO, field, text, &stored);
		text_set(&controller->storing_undo, field);
		controller->storing = effects->store_undo;
		secret_free(text);
	}
	if (effects->read_undo)
		controller_read_secret(controller, SECRET_NAME_UNDO, field, &read);
	bfree(field);
}

void controller_run_undo_effects(struct controller *controller, const struct sync_effects *effects)
{
	if (effects->erase_left_undo && controller->saved_record)
		controller_write_secret(controller, SECRET_NAME_UNDO, controller->saved_record, NULL, NULL);
	if (controller->settings.document)
		run(controller, effects);
	erase_left_undo(controller);
}
