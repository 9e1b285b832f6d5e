/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/theme.hpp"

#include <QStyle>
#include <QVariant>
#include <QWidget>

namespace {

struct Names {
	const char *class_name;
	const char *theme_id;
};

Names names_of(TextTone tone)
{
	switch (tone) {
	case TextTone::Muted:
		return {"text-muted", ""};
	case TextTone::Good:
		return {"text-success", "good"};
	case TextTone::Warning:
		return {"text-warning", "warning"};
	case TextTone::Bad:
		return {"text-danger", "error"};
	default:
		return {"", ""};
	}
}

} // namespace

void theme_set_tone(QWidget *widget, TextTone tone)
{
	const Names names = names_of(tone);

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
