/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

#include "core/model/meeting_link.h"
#include "core/model/page_url.h"

/* What is wrong with what was typed, in OBS's language; empty where nothing is. */
QString meeting_id_problem(enum meeting_link_result result);
QString page_url_problem(enum page_url_result result);

/* The id as Zoom shows it; empty for 0. */
QString meeting_id_text(uint64_t id);
