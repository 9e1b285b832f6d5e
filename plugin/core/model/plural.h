/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdint.h>

#include "core/base/c_linkage.h"

C_LINKAGE_BEGIN

/*
 * Which form of a sentence goes with a number, by the cardinal rules of Unicode's
 * CLDR for whole numbers. A text that tells a number stands in data/locale once
 * for each form that its language has: "Key.one", "Key.few", "Key.other".
 * Threads: any; pure.
 */

/* The text that tells in which language the texts are, which need not be OBS's. */
#define PLURAL_LANGUAGE_TEXT "Module.Language"

enum plural {
	PLURAL_ZERO = 1,
	PLURAL_ONE,
	PLURAL_TWO,
	PLURAL_FEW,
	PLURAL_MANY,
	PLURAL_OTHER, /* what every language has */
};

/* language: "de", "de-DE" or "de_DE". One that is not known here has a form for 1, and another for all else. */
enum plural plural_of(const char *language, uint64_t number);

/* "few" */
const char *plural_name(enum plural plural);

C_LINKAGE_END
