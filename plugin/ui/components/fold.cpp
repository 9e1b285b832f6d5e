/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/fold.hpp"

#include <QVBoxLayout>

#include "ui/components/icon_button.hpp"

Fold::Fold(const char *name) : button(new SmallButton), body(new QWidget), column(new QVBoxLayout(body))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	button->setText(text(name));
	button->setAccessibleName(button->text());
	button->setCheckable(true);
	button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
	layout->addWidget(button);
	column->setContentsMargins(0, 0, 0, 0);
	layout->addWidget(body);
	connect(button, &QToolButton::toggled, this, &Fold::showState);
	showState();
}

void Fold::setOpen(bool open)
{
	button->setChecked(open);
}

bool Fold::isOpen() const
{
	return button->isChecked();
}

void Fold::showState()
{
	button->setArrowType(isOpen() ? Qt::DownArrow : Qt::RightArrow);
	body->setVisible(isOpen());
	if (isOpen())
		emit opened();
}
