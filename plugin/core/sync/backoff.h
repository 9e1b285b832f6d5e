/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/model/problem.h"

/*
 * How long to wait before a push that failed is tried again: twice as long each
 * time, with jitter, so that not all who lost Zoom at once come back at once; and
 * never shorter than Zoom told. Threads: any; pure.
 */

#define SYNC_BACKOFF_MIN_MS 1000
#define SYNC_BACKOFF_MAX_MS (5 * 60 * 1000)

/*
 * Milliseconds: from SYNC_BACKOFF_MIN_MS up to SYNC_BACKOFF_MAX_MS, or what the
 * problem tells (retry_after_s) where that is longer. failures: how many tries
 * have failed in a row, from 1. random: any number.
 */
int64_t sync_backoff_wait_ms(const struct problem *problem, unsigned failures, uint32_t random);
