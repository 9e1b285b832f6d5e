/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/fold.hpp"

#include <QVBoxLayout>

#include "ui/components/narrow_button.hpp"

Fold::Fold(const char *name) : body(new QWidget), column(new QVBoxLayout(body))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	button = NarrowButton::add(layout, name);
	button->setCheckable(true);
	/* the triangle tells, no colour: it is nothing to be warned of */
	button->setStyleSheet(QStringLiteral("QPushButton { text-align: left; }"
					     "QPushButton:checked { background-color: palette(button); }"));
	column->setContentsMargins(0, 0, 0, 0);
	layout->addWidget(body);
	connect(button, &QPushButton::toggled, this, &Fold::showState);
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

/* A triangle tells which way it goes. */
void Fold::showState()
{
	button->setText(QChar(isOpen() ? 0x25be : 0x25b8) + QLatin1Char(' ') + button->accessibleName());
	body->setVisible(isOpen());
}
