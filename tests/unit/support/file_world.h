/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "support/unit_test.h"

#include <pthread.h>
#include <unistd.h>

#include "core/store/file_thread.h"

/* The loop in which a file thread tells how its tasks have ended: run by the tests. */
struct file_world_loop {
	pthread_mutex_t mutex; /* guards what follows */
	pthread_cond_t changed;
	struct {
		void (*run)(void *task);
		void (*drop)(void *task);
		void *task;
	} queue[512];
	size_t count;
	struct file_thread_task gate; /* holds the file thread while it is shut */
	bool is_shut;
	bool is_passed; /* nobody will look at the gate any more */
};

/* A file thread and its loop, which is left behind where a test fails: its thread goes on. */
struct file_world {
	struct file_thread *files;
	struct file_world_loop *loop;
};

static inline void file_world_post(void *data, void (*run)(void *task), void (*drop)(void *task), void *task)
{
	struct file_world_loop *loop = data;

	pthread_mutex_lock(&loop->mutex);
	/* in a thread of its own nothing can fail by an assertion */
	if (loop->count == COUNT(loop->queue))
		abort();
	loop->queue[loop->count].run = run;
	loop->queue[loop->count].drop = drop;
	loop->queue[loop->count].task = task;
	loop->count++;
	pthread_cond_broadcast(&loop->changed);
	pthread_mutex_unlock(&loop->mutex);
}

static inline void file_world_begin(struct file_world *world)
{
	world->loop = bzalloc(sizeof(*world->loop));
	pthread_mutex_init(&world->loop->mutex, NULL);
	pthread_cond_init(&world->loop->changed, NULL);
	world->files = file_thread_create(&(const struct host_loop){.data = world->loop, .post = file_world_post});
}

/* Something was posted, and not run yet. */
static inline void file_world_wait(struct file_world *world)
{
	pthread_mutex_lock(&world->loop->mutex);
	while (!world->loop->count)
		pthread_cond_wait(&world->loop->changed, &world->loop->mutex);
	pthread_mutex_unlock(&world->loop->mutex);
}

/* What was posted is run, or dropped, in its order; waits for it. */
static inline void file_world_take_first(struct file_world *world, bool runs)
{
	struct file_world_loop *loop = world->loop;
	void (*act)(void *task);
	void *task;

	file_world_wait(world);
	pthread_mutex_lock(&loop->mutex);
	act = runs ? loop->queue[0].run : loop->queue[0].drop;
	task = loop->queue[0].task;
	loop->count--;
	memmove(&loop->queue[0], &loop->queue[1], loop->count * sizeof(loop->queue[0]));
	pthread_mutex_unlock(&loop->mutex);
	act(task);
}

struct file_world_mark {
	struct file_thread_task task;
	bool is_reached;
};

static inline void file_world_pass(struct file_thread_task *task, const struct file_thread_end *end)
{
	(void)task;
	(void)end;
}

static inline void file_world_reach(struct file_thread_task *task)
{
	((struct file_world_mark *)task)->is_reached = true;
}

static inline void file_world_keep(struct file_thread_task *task)
{
	(void)task;
}

static inline struct file_world_loop *file_world_loop_of(struct file_thread_task *gate)
{
	return (void *)((char *)gate - offsetof(struct file_world_loop, gate));
}

static inline void file_world_wait_at_gate(struct file_thread_task *task, const struct file_thread_end *end)
{
	struct file_world_loop *loop = file_world_loop_of(task);

	(void)end;
	pthread_mutex_lock(&loop->mutex);
	while (loop->is_shut)
		pthread_cond_wait(&loop->changed, &loop->mutex);
	pthread_mutex_unlock(&loop->mutex);
}

static inline void file_world_pass_gate(struct file_thread_task *task)
{
	struct file_world_loop *loop = file_world_loop_of(task);

	pthread_mutex_lock(&loop->mutex);
	loop->is_passed = true;
	pthread_cond_broadcast(&loop->changed);
	pthread_mutex_unlock(&loop->mutex);
}

/* What is asked for from here on is not done before the gate is opened. Once in a world. */
static inline void file_world_shut(struct file_world *world)
{
	world->loop->gate = (struct file_thread_task){NULL, file_world_wait_at_gate, NULL, file_world_pass_gate};
	world->loop->is_shut = true;
	file_thread_add(world->files, &world->loop->gate);
}

static inline void file_world_open(struct file_world *world)
{
	pthread_mutex_lock(&world->loop->mutex);
	world->loop->is_shut = false;
	pthread_cond_broadcast(&world->loop->changed);
	pthread_mutex_unlock(&world->loop->mutex);
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

/* Until all is written, and whoever would be told of that is not. */
static inline void file_world_drain(struct file_world *world)
{
	struct file_world_mark mark = {.task = {NULL, file_world_pass, NULL, file_world_reach}};

	file_thread_add(world->files, &mark.task);
	while (!mark.is_reached)
		file_world_take_first(world, false);
}

/* As OBS does at its end, but that the disk may be slow. A world that has not begun is allowed. */
static inline void file_world_end(struct file_world *world)
{
	if (!world->loop)
		return;
	if (world->files && !world->loop->is_shut)
		file_world_drain(world);
	file_thread_destroy(world->files);
	while (world->loop->count)
		file_world_take_first(world, false);
	/* also where the thread was left behind at it */
	pthread_mutex_lock(&world->loop->mutex);
	while (world->loop->gate.run && !world->loop->is_passed)
		pthread_cond_wait(&world->loop->changed, &world->loop->mutex);
	pthread_mutex_unlock(&world->loop->mutex);
	pthread_mutex_destroy(&world->loop->mutex);
	pthread_cond_destroy(&world->loop->changed);
	bfree(world->loop);
}
