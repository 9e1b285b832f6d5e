/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* libFuzzer's entry: one input; aborts where a law is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What inputs are made of: pieces of the format, the last one NULL. */
extern const char *const fuzz_words[];
