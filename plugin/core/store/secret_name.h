/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * Secrets are named <holder>/<field>. The holder is an account's id, or one of
 * these, which no account may have.
 */

/* What is remembered of pushes, and the key of its digests. */
#define SECRET_NAME_STATE "state"
#define SECRET_NAME_DIGEST_KEY "digest_key"

/* What a push has replaced. */
#define SECRET_NAME_UNDO "undo"
