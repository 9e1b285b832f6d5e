/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "core/store/file_thread.h"

#include <string.h>

#include <util/bmem.h>
#include <util/darray.h>
#include <util/platform.h>
#include <util/threading.h>

#include "core/base/log.h"

/* For a write that waits for a lock to notice that the time is over. */
#define GIVE_UP_MS 20

struct file_thread {
	struct host_loop loop;
	pthread_t thread;
	bool is_started;
	uint64_t end_ns;   /* when the time is over; 0: there is no hurry */
	os_event_t *ended; /* the thread does nothing any more */
	struct file_thread_end end;

	pthread_mutex_t mutex; /* guards what follows; held for a few instructions only */
	pthread_cond_t changed;
	DARRAY(struct file_thread_task *) tasks; /* the first is being run */
	bool is_ending;
	bool is_left; /* what is here is the thread's alone */
};

struct file_thread *file_thread_create(const struct host_loop *loop)
{
	struct file_thread *files = bzalloc(sizeof(*files));

	files->loop = *loop;
	pthread_mutex_init(&files->mutex, NULL);
	pthread_cond_init(&files->changed, NULL);
	os_event_init(&files->ended, OS_EVENT_TYPE_MANUAL);
	return files;
}

static void free_all(struct file_thread *files)
{
	for (size_t i = 0; i < files->tasks.num; i++)
		files->tasks.array[i]->free(files->tasks.array[i]);
	da_free(files->tasks);
	os_event_destroy(files->ended);
	pthread_cond_destroy(&files->changed);
	pthread_mutex_destroy(&files->mutex);
	bfree(files);
}

static void drop_task(void *data)
{
	struct file_thread_task *task = data;

	task->free(task);
}

static void finish_task(void *data)
{
	struct file_thread_task *task = data;

	if (task->finish)
		task->finish(task);
	task->free(task);
}

/* With the mutex held; runs the first task without it. False: the thread has to end. */
static bool run_first(struct file_thread *files)
{
	struct file_thread_task *task;

	while (!files->tasks.num && !files->is_ending)
		pthread_cond_wait(&files->changed, &files->mutex);
	if (!files->tasks.num || os_atomic_load_bool(&files->end.is_over))
		return false;
	task = files->tasks.array[0];
	pthread_mutex_unlock(&files->mutex);
	task->run(task, &files->end);
	pthread_mutex_lock(&files->mutex);
	if (files->is_left)
		return false;
	da_erase(files->tasks, 0);
	files->loop.post(files->loop.data, finish_task, drop_task, task);
	return true;
}

static void *run(void *data)
{
	struct file_thread *files = data;
	bool is_left;

	os_set_thread_name("zoom-livestream: files");
	pthread_mutex_lock(&files->mutex);
	while (run_first(files))
		;
	is_left = files->is_left;
	if (!is_left)
		os_event_signal(files->ended);
	pthread_mutex_unlock(&files->mutex);
	if (is_left)
		free_all(files);
	return NULL;
}

void file_thread_add(struct file_thread *files, struct file_thread_task *task)
{
	pthread_mutex_lock(&files->mutex);
	da_push_back(files->tasks, &task);
	if (!files->is_started)
		files->is_started = pthread_create(&files->thread, NULL, run, files) == 0;
	pthread_cond_signal(&files->changed);
	pthread_mutex_unlock(&files->mutex);
}

struct file_thread_task *file_thread_find_writer(struct file_thread *files, const char *path)
{
	struct file_thread_task *found = NULL;

	pthread_mutex_lock(&files->mutex);
	for (size_t i = 0; i < files->tasks.num; i++) {
		struct file_thread_task *task = files->tasks.array[i];

		if (task->written && strcmp(task->written, path) == 0)
			found = task;
	}
	pthread_mutex_unlock(&files->mutex);
	return found;
}

void file_thread_expect_end(struct file_thread *files)
{
	if (!files->end_ns)
		files->end_ns = os_gettime_ns() + FILE_THREAD_END_MS * UINT64_C(1000000);
	os_atomic_set_bool(&files->end.is_expected, true);
}

/* Whether it has ended by itself, or could be made to. */
static bool wait_for_end(struct file_thread *files)
{
	const uint64_t now_ns = os_gettime_ns();
	const uint64_t left_ns = files->end_ns > now_ns ? files->end_ns - now_ns : 0;

	if (!files->is_started || os_event_timedwait(files->ended, (unsigned long)(left_ns / 1000000)) == 0)
		return true;
	os_atomic_set_bool(&files->end.is_over, true);
	return os_event_timedwait(files->ended, GIVE_UP_MS) == 0;
}

void file_thread_destroy(struct file_thread *files)
{
	const char *named = NULL;
	bool has_ended;

	if (!files)
		return;
	file_thread_expect_end(files);
	pthread_mutex_lock(&files->mutex);
	files->is_ending = true;
	pthread_cond_signal(&files->changed);
	pthread_mutex_unlock(&files->mutex);
	has_ended = wait_for_end(files);

	pthread_mutex_lock(&files->mutex);
	has_ended = has_ended || os_event_try(files->ended) == 0;
	files->is_left = !has_ended;
	for (size_t i = 0; i < files->tasks.num; i++) {
		const char *written = files->tasks.array[i]->written;

		if (written && written != named)
			plugin_log(LOG_WARNING, "%s was not written before OBS ended", written);
		named = written;
	}
	if (!has_ended)
		pthread_detach(files->thread);
	pthread_mutex_unlock(&files->mutex);
	if (!has_ended)
		return;
	if (files->is_started)
		pthread_join(files->thread, NULL);
	free_all(files);
}
