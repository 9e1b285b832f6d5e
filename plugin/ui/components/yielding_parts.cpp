/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/yielding_parts.hpp"

#include <QVBoxLayout>

void YieldingParts::add(QWidget *part, QVBoxLayout *place, QVBoxLayout *elsewhere)
{
	place->addWidget(part);
	parts.push_back({part, place, elsewhere, false});
}

/* With the gap above it. */
int YieldingParts::heightOf(const Part &part, int width)
{
	if (part.widget->isHidden())
		return 0;
	return (part.widget->hasHeightForWidth() ? part.widget->heightForWidth(width)
						 : part.widget->sizeHint().height()) +
	       part.place->spacing();
}

void YieldingParts::move(Part &part, bool elsewhere)
{
	const bool is_hidden = part.widget->isHidden();
	const bool has_focus = part.widget->hasFocus();

	part.is_elsewhere = elsewhere;
	(elsewhere ? part.elsewhere : part.place)->addWidget(part.widget);
	part.widget->setHidden(is_hidden);
	if (has_focus)
		part.widget->setFocus();
}

void YieldingParts::fit(const QWidget *column, int width, int height_max)
{
	const QMargins margins = column->layout()->contentsMargins();
	const int inner_width = width - margins.left() - margins.right();
	int height = column->layout()->totalHeightForWidth(width);

	for (const Part &part : parts)
		height += part.is_elsewhere ? heightOf(part, inner_width) : 0;
	for (Part &part : parts) {
		const bool is_too_high = height > height_max;

		if (is_too_high)
			height -= heightOf(part, inner_width);
		/* what is hidden can wait */
		if (is_too_high != part.is_elsewhere && !part.widget->isHidden())
			move(part, is_too_high);
	}
}
