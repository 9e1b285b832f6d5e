/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/unit_test.h"

#include <pthread.h>
#include <unistd.h>

#include "core/store/file_thread.h"

/* A file thread, and the loop in which it is told how its tasks have ended: run by the tests. */
struct file_world {
	struct file_thread *files;
	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t posted;
	struct {
		void (*run)(void *task);
		void (*drop)(void *task);
		void *task;
	} queue[512];
	size_t count;
};

static inline void file_world_post(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	struct file_world *world = data;

	pthread_mutex_lock(&world->mutex);
	/* in a thread of its own nothing can fail by an assertion */
	if (world->count == COUNT(world->queue))
		abort();
	world->queue[world->count].run = run;
	world->queue[world->count].drop = drop;
	world->queue[world->count].task = task;
	world->count++;
	pthread_cond_signal(&world->posted);
	pthread_mutex_unlock(&world->mutex);
}

static inline void file_world_begin(struct file_world *world)
{
	const struct host_loop loop = {.data = world, .post = file_world_post};

	memset(world, 0, sizeof(*world));
	pthread_mutex_init(&world->mutex, NULL);
	pthread_cond_init(&world->posted, NULL);
	world->files = file_thread_create(&loop);
}

/* What was posted is run, or dropped, in its order; waits for it. */
static inline void file_world_take_first(struct file_world *world, bool runs)
{
	void (*act)(void *task);
	void *task;

	pthread_mutex_lock(&world->mutex);
	while (!world->count)
		pthread_cond_wait(&world->posted, &world->mutex);
	act = runs ? world->queue[0].run : world->queue[0].drop;
	task = world->queue[0].task;
	world->count--;
	memmove(&world->queue[0], &world->queue[1], world->count * sizeof(world->queue[0]));
	pthread_mutex_unlock(&world->mutex);
	act(task);
}

struct file_world_mark {
	struct file_thread_task task;
	bool is_reached;
};

static inline void file_world_pass(struct file_thread_task *task, const volatile bool *is_over)
{
	(void)task;
	(void)is_over;
}

static inline void file_world_reach(struct file_thread_task *task)
{
	((struct file_world_mark *)task)->is_reached = true;
}

static inline void file_world_keep(struct file_thread_task *task)
{
	(void)task;
}

/* All that was asked for by now is done, and told, and so is what that has led to. */
static inline void file_world_settle(struct file_world *world)
{
	size_t taken;

	do {
		struct file_world_mark mark = {.task = {NULL, file_world_pass, file_world_reach, file_world_keep}};

		file_thread_add(world->files, &mark.task);
		for (taken = 0; !mark.is_reached; taken++)
			file_world_take_first(world, true);
	} while (taken > 1);
}

/* As OBS does at its end. */
static inline void file_world_end(struct file_world *world)
{
	file_thread_destroy(world->files);
	while (world->count)
		file_world_take_first(world, false);
	pthread_mutex_destroy(&world->mutex);
	pthread_cond_destroy(&world->posted);
}
