/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

/*
 * What people copy out of mails, web pages and their sources, in plain: without
 * invisible characters, with one kind of blank, line end and dash, with ASCII's
 * digits and signs for those of other widths and scripts, without HTML's entities,
 * and with a blank before a comma and its like that had another width. Lines that
 * quoted-printable has broken are whole, and so is what it has encoded there, where
 * that is surely meant.
 *
 * text is UTF-8. Free with bfree. Threads: any; pure.
 */
char *pasted_text_plain(const char *text);

/* The same, but with each equals sign and line as it is. May hold secrets: free with secret_free. */
char *pasted_text_literal(const char *text);

/* The same of an address alone: entities and invisible characters only, and without quotes, brackets and a full stop
 * around it. May hold secrets: free with secret_free. */
char *pasted_text_address(const char *text);
