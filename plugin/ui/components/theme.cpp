/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/theme.hpp"

#include <QStyle>
#include <QVariant>
#include <QWidget>

#include <iterator>

void theme_set_tone(QWidget *widget, TextTone tone)
{
	static const struct {
		const char *class_name;
		const char *theme_id;
	} NAMES[] = {{"", ""},
		     {"text-muted", ""},
		     {"text-success", "good"},
		     {"text-warning", "warning"},
		     {"text-danger", "error"}};
	static_assert(std::size(NAMES) == static_cast<size_t>(TextTone::Bad));
	const auto &names = NAMES[static_cast<size_t>(tone) - 1];

	if (widget->property("class").toString() == QLatin1String(names.class_name) &&
	    widget->property("themeID").toString() == QLatin1String(names.theme_id))
		return;
	widget->setProperty("class", names.class_name);
	widget->setProperty("themeID", names.theme_id);
	/* style sheets look at properties only when a widget is polished, as it will be before it first shows */
	if (!widget->testAttribute(Qt::WA_WState_Polished))
		return;
	widget->style()->unpolish(widget);
	widget->style()->polish(widget);
}
