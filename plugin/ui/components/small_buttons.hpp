/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QString>

/* The style of a widget whose buttons count for less than others: without the room that themes leave in them. */
inline QString small_buttons_style()
{
	return QStringLiteral("QAbstractButton { padding: 1px 8px; margin: 0px; min-height: 0px }"
			      /* which is higher by itself */
			      "QToolButton { padding: 0px 8px }");
}
