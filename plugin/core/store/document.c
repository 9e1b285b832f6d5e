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
	volatile long last_change; /* counts them; atomic: the file thread reads it */
	long last_tried;           /* to write */
	/* file thread */
	json_t *known; /* what the file held when it could be read last */
	DARRAY(struct change) unwritten;
};

/* A change's turn at the file, which is left to the next one where there is one already. */
struct turn {
	struct file_thread_task task;
	struct document *document;
	struct change change;       /* values NULL: none, it only tries again */
	long number;                /* of the change */
	enum json_file_state state; /* 0: it was not read */
	bool is_tried;
	bool is_saved;
	json_t *root; /* what is known by now; NULL: it could not be written, and may be later */
};

static void write_changes(struct file_thread_task *task, const struct file_thread_end *end);

/* What is still to be written to the file will be there before a change of this document is. */
static void know_unwritten(struct document *document)
{
	const struct file_thread_task *task = file_thread_find_writer(document->files, document->path);

	if (!task || task->run != write_changes || document->state == JSON_FILE_NEWER)
		return;
	json_decref(document->root);
	document->root = json_deep_copy(((const struct turn *)task)->document->root);
}

struct document *document_open(struct file_thread *files, const struct document_options *options)
{
	struct document *document = bzalloc(sizeof(*document));

	document->options = *options;
	document->path = bstrdup(options->path);
	document->lock_path = bstrdup(options->lock_path ? options->lock_path : options->path);
	document->files = files;
	document->state = json_file_read(options->path, &document->root);
	document->known = json_deep_copy(document->root);
	know_unwritten(document);
	return document;
}

static void drop_changes(struct document *document, size_t kept)
{
	while (document->unwritten.num > kept) {
		json_decref(document->unwritten.array[0].values);
		da_erase(document->unwritten, 0);
	}
}

static void free_document(struct document *document)
{
	drop_changes(document, 0);
	da_free(document->unwritten);
	json_decref(document->root);
	json_decref(document->known);
	bfree(document->path);
	bfree(document->lock_path);
	bfree(document);
}

static void free_turn(struct file_thread_task *task)
{
	struct turn *turn = (struct turn *)task;

	json_decref(turn->change.values);
	json_decref(turn->root);
	bfree(turn);
}

/* With the file locked. */
static bool merge(struct turn *turn, const struct file_thread_end *end)
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
	for (size_t i = 0; i < document->unwritten.num; i++)
		document->unwritten.array[i].make(root, document->unwritten.array[i].values);
	json_object_set_new(root, "version", json_integer(JSON_FILE_VERSION));
	if ((turn->state == JSON_FILE_BROKEN && !json_file_set_aside(document->path)) ||
	    !json_file_write(document->path, root, false, &end->is_expected)) {
		json_decref(root);
		return false;
	}
	turn->state = JSON_FILE_OK;
	turn->root = json_deep_copy(root);
	json_decref(document->known);
	document->known = root;
	return true;
}

static void write_changes(struct file_thread_task *task, const struct file_thread_end *end)
{
	struct turn *turn = (struct turn *)task;
	struct document *document = turn->document;
	struct file_lock lock;

	if (turn->change.values)
		da_push_back(document->unwritten, &turn->change);
	turn->change.values = NULL;
	if (!document->unwritten.num || turn->number != os_atomic_load_long(&document->last_change))
		return;
	turn->is_tried = true;
	if (file_lock_take(&lock, document->lock_path, FILE_LOCK_WAIT_MS, &end->is_over)) {
		turn->is_saved = merge(turn, end);
		file_lock_give_back(&lock);
	}
	if (!turn->is_saved)
		plugin_log(turn->state == JSON_FILE_NEWER ? LOG_INFO : LOG_WARNING, "%s was not written",
			   document->path);
	/* a file of a newer version never will be */
	if (turn->is_saved || turn->state == JSON_FILE_NEWER || document->options.is_cautious)
		drop_changes(document, 0);
	drop_changes(document, CHANGES_MAX);
}

static void take_over(struct file_thread_task *task)
{
	struct turn *turn = (struct turn *)task;
	struct document *document = turn->document;
	const bool is_last = turn->number == document->last_change;

	if (!turn->is_tried)
		return;
	document->last_tried = turn->number;
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

static void add_turn(struct document *document, const struct change *change, void (*finish)(struct file_thread_task *),
		     void (*free)(struct file_thread_task *))
{
	struct turn *turn = bzalloc(sizeof(*turn));
	const bool writes = document->is_unsaved || !document_is_settled(document);

	turn->task = (struct file_thread_task){writes ? document->path : NULL, write_changes, finish, free};
	turn->document = document;
	turn->change = *change;
	turn->number = document->last_change;
	file_thread_add(document->files, &turn->task);
}

void document_change(struct document *document, document_change_t change, json_t *values)
{
	const struct change turn = {change, values};
	json_t *root;
	bool is_change;

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
	os_atomic_inc_long(&document->last_change);
	add_turn(document, &turn, take_over, free_turn);
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
	add_turn(document, &(struct change){0}, NULL, free_last_turn);
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
