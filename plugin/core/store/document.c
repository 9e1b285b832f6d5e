/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/document.h"

#include <util/darray.h>
#include <util/threading.h>

#include "core/base/log.h"
#include "core/store/file_lock.h"

#define CHANGES_MAX 1000

struct change {
	document_change_t make;
	json_t *values;
};

struct document {
	struct document_options options; /* its paths are the document's own */
	char *path;
	char *lock_path;
	struct file_thread *files;
	/* UI thread */
	json_t *root;
	enum json_file_state state;
	bool is_unsaved;
	bool is_closed;
	uint64_t last_change; /* counts them */
	uint64_t last_tried;  /* to write */
	/* file thread */
	json_t *known; /* what the file held when it could be read last */

	pthread_mutex_t mutex; /* guards what follows; held for a few instructions only */
	DARRAY(struct change) waiting;
	bool is_queued; /* a write that will take all of these is yet to begin */
};

/* One turn at the file. */
struct turn {
	struct file_thread_task task;
	struct document *document;
	struct change *changes;
	size_t count;
	uint64_t last_change;       /* that it can hold */
	enum json_file_state state; /* 0: it was not read */
	bool is_saved;
	json_t *root; /* what is known by now; NULL: it could not be written, and may be later */
};

struct document *document_open(struct file_thread *files, const struct document_options *options)
{
	struct document *document = bzalloc(sizeof(*document));

	document->options = *options;
	document->path = bstrdup(options->path);
	document->lock_path = bstrdup(options->lock_path ? options->lock_path : options->path);
	document->files = files;
	document->state = json_file_read(options->path, &document->root);
	document->known = json_deep_copy(document->root);
	pthread_mutex_init(&document->mutex, NULL);
	return document;
}

static void free_document(struct document *document)
{
	for (size_t i = 0; i < document->waiting.num; i++)
		json_decref(document->waiting.array[i].values);
	da_free(document->waiting);
	pthread_mutex_destroy(&document->mutex);
	json_decref(document->root);
	json_decref(document->known);
	bfree(document->path);
	bfree(document->lock_path);
	bfree(document);
}

static void free_turn(struct file_thread_task *task)
{
	struct turn *turn = (struct turn *)task;

	for (size_t i = 0; i < turn->count; i++)
		json_decref(turn->changes[i].values);
	bfree(turn->changes);
	json_decref(turn->root);
	bfree(turn);
}

static void take_changes(struct turn *turn)
{
	struct document *document = turn->document;

	pthread_mutex_lock(&document->mutex);
	turn->changes = document->waiting.array;
	turn->count = document->waiting.num;
	turn->last_change = document->last_change;
	da_init(document->waiting);
	document->is_queued = false;
	pthread_mutex_unlock(&document->mutex);
}

/* Before those that were made meanwhile. */
static void give_changes_back(struct turn *turn)
{
	struct document *document = turn->document;

	pthread_mutex_lock(&document->mutex);
	da_insert_array(document->waiting, 0, turn->changes, turn->count);
	turn->count = 0;
	while (document->waiting.num > CHANGES_MAX) {
		json_decref(document->waiting.array[0].values);
		da_erase(document->waiting, 0);
	}
	pthread_mutex_unlock(&document->mutex);
}

/* With the file locked. */
static bool merge(struct turn *turn)
{
	struct document *document = turn->document;
	json_t *root;

	turn->state = json_file_read(document->path, &root);
	if (turn->state != JSON_FILE_OK) {
		json_decref(root);
		root = json_deep_copy(document->known);
	}
	if (turn->state == JSON_FILE_NEWER) {
		turn->root = root;
		return false;
	}
	for (size_t i = 0; i < turn->count; i++)
		turn->changes[i].make(root, turn->changes[i].values);
	json_object_set_new(root, "version", json_integer(JSON_FILE_VERSION));
	if ((turn->state == JSON_FILE_BROKEN && !json_file_set_aside(document->path)) ||
	    !json_file_write(document->path, root, false)) {
		json_decref(root);
		return false;
	}
	turn->state = JSON_FILE_OK;
	turn->root = json_deep_copy(root);
	json_decref(document->known);
	document->known = root;
	return true;
}

static void write_changes(struct file_thread_task *task, const volatile bool *is_over)
{
	struct turn *turn = (struct turn *)task;
	struct file_lock lock;

	take_changes(turn);
	/* the document's last turn may find nothing left to do */
	if (!turn->count)
		return;
	if (file_lock_take(&lock, turn->document->lock_path, FILE_LOCK_WAIT_MS, is_over)) {
		turn->is_saved = merge(turn);
		file_lock_give_back(&lock);
	}
	if (turn->is_saved)
		return;
	/* one of a newer version never will be */
	plugin_log(turn->state == JSON_FILE_NEWER ? LOG_INFO : LOG_WARNING, "%s was not written", turn->document->path);
	if (turn->state != JSON_FILE_NEWER && !turn->document->options.is_cautious)
		give_changes_back(turn);
}

static void take_over(struct file_thread_task *task)
{
	struct turn *turn = (struct turn *)task;
	struct document *document = turn->document;
	const bool is_last = turn->last_change == document->last_change;

	document->last_tried = turn->last_change;
	document->is_unsaved = !turn->is_saved;
	if (turn->state)
		document->state = turn->state;
	if (turn->root && (document->options.is_cautious || (is_last && document->options.learns))) {
		json_decref(document->root);
		document->root = json_incref(turn->root);
	}
	if (is_last && document->options.settled && !document->is_closed)
		document->options.settled(document->options.context);
}

static void add_turn(struct document *document, void (*finish)(struct file_thread_task *),
		     void (*free)(struct file_thread_task *))
{
	struct turn *turn = bzalloc(sizeof(*turn));

	turn->task = (struct file_thread_task){document->path, write_changes, finish, free};
	turn->document = document;
	file_thread_add(document->files, &turn->task);
}

void document_change(struct document *document, document_change_t change, json_t *values)
{
	const struct change queued = {change, values};
	json_t *root;
	bool is_queued, is_change;

	if (!values)
		return;
	root = json_deep_copy(document->root);
	change(root, values);
	is_change = !json_equal(root, document->root) || document->is_unsaved;
	if (document->options.is_cautious) {
		is_change = is_change || !document_is_settled(document);
		json_decref(root);
	} else {
		json_decref(document->root);
		document->root = root;
	}
	if (!is_change) {
		json_decref(values);
		return;
	}
	pthread_mutex_lock(&document->mutex);
	document->last_change++;
	da_push_back(document->waiting, &queued);
	is_queued = document->is_queued;
	document->is_queued = true;
	pthread_mutex_unlock(&document->mutex);
	if (!is_queued)
		add_turn(document, take_over, free_turn);
}

static void free_last_turn(struct file_thread_task *task)
{
	free_document(((struct turn *)task)->document);
	free_turn(task);
}

void document_close(struct document *document)
{
	if (!document)
		return;
	document->is_closed = true;
	/* after all that was asked for before; it tries once more what could not be written */
	add_turn(document, NULL, free_last_turn);
}

const json_t *document_root(const struct document *document)
{
	return document->root;
}

json_t *document_read(const struct document *document)
{
	json_t *root;

	json_file_read(document->path, &root);
	return root;
}

enum json_file_state document_state(const struct document *document)
{
	return document->state;
}

bool document_is_settled(const struct document *document)
{
	return document->last_tried == document->last_change;
}

bool document_is_unsaved(const struct document *document)
{
	return document->is_unsaved;
}

/* None is left that is empty. */
static void merge_member(json_t *root, const char *name, const json_t *values)
{
	json_t *member = document_member(root, name, JSON_OBJECT);

	document_merge(member, values);
	if (!json_object_size(member))
		json_object_del(root, name);
}

void document_merge(json_t *root, const json_t *values)
{
	const char *name;
	json_t *value;

	/* jansson's own signature: nothing of values is changed */
	json_object_foreach ((json_t *)values, name, value) {
		if (json_is_null(value))
			json_object_del(root, name);
		else if (json_is_object(value))
			merge_member(root, name, value);
		else
			json_object_set_new(root, name, json_deep_copy(value));
	}
}

json_t *document_member(json_t *parent, const char *name, json_type type)
{
	json_t *member = json_object_get(parent, name);

	if (member && json_typeof(member) == type)
		return member;
	member = type == JSON_ARRAY ? json_array() : json_object();
	json_object_set_new(parent, name, member);
	return member;
}
