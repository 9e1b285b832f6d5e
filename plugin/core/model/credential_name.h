/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "core/model/account.h"

/*
 * How Zoom's pages, those who write about them, and programs call the values with
 * which one signs in, in the languages of Zoom's client; for the reading of what a
 * person pastes. Threads: any; pure.
 */

/* A name of something else, whose value is not asked for. */
#define CREDENTIAL_NAME_OTHER ACCOUNT_ENTRY_FIELD_COUNT

/*
 * The longest name that begins there, of one word or several. Returns its length, and
 * its enum account_entry_field or CREDENTIAL_NAME_OTHER in *field; 0 where there is
 * none: then *field means nothing.
 */
size_t credential_name_read(const char *text, int *field);

/* The length of the letters, digits and signs that begin there as a program's names have them. */
size_t credential_name_identifier(const char *text);

/* Whether a colon or an equals sign follows, behind what may close the name. */
bool credential_name_has_value_sign(const char *name_end);

/* What may stand between a name and its value, or behind a value: the words of buttons, small ones, signs. */
bool credential_name_is_filler(const char *word, size_t length);
