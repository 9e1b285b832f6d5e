/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * Decodes base64, with the signs of either alphabet, up to the first other
 * character; what is left of a last group counts. Control characters, which no
 * text has, become blanks. Free with secret_free. Threads: any; pure.
 */
char *base64_decode(const char *text);
