/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A library of which only the name counts: it stands in for one that a test's program loads and never calls. */

/* ISO C allows no empty file */
extern int stub;
