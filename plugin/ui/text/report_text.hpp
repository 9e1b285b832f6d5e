/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

struct controller;

/* What people send along when they ask for help; see controller_make_report. */
QString report_text(struct controller *controller);
