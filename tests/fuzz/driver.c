/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "fuzz_target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <util/bmem.h>

#define INPUTS 20000
#define INPUT_SIZE_MAX 1024

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static size_t make_input(uint32_t *seed, uint8_t *input)
{
	const size_t pieces = next_random(seed) % 12;
	size_t word_count = 0, size = 0;

	while (fuzz_words[word_count])
		word_count++;
	for (size_t i = 0; i < pieces; i++) {
		const char *word = fuzz_words[next_random(seed) % word_count];
		const size_t length = strlen(word);

		if (size + length + 1 > INPUT_SIZE_MAX)
			break;
		memcpy(input + size, word, length);
		size += length;
		/* a byte of anything now and then, and now and then a damaged word */
		if (next_random(seed) % 4 == 0)
			input[size++] = (uint8_t)next_random(seed);
		if (size && next_random(seed) % 8 == 0)
			input[next_random(seed) % size] = (uint8_t)next_random(seed);
	}
	return size;
}

int main(void)
{
	const char *number = getenv("FUZZ_INPUTS");
	const char *other_seed = getenv("FUZZ_SEED");
	const unsigned long inputs = number ? strtoul(number, NULL, 10) : INPUTS;
	const long allocations = bnum_allocs();
	uint32_t seed = other_seed ? (uint32_t)strtoul(other_seed, NULL, 10) : 20260131;

	for (unsigned long i = 0; i < inputs; i++) {
		uint8_t input[INPUT_SIZE_MAX];

		LLVMFuzzerTestOneInput(input, make_input(&seed, input));
	}
	if (bnum_allocs() == allocations)
		return 0;
	fprintf(stderr, "%ld allocations were not freed\n", bnum_allocs() - allocations);
	return 1;
}
