/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/way_page.hpp"

#include <QButtonGroup>
#include <QVBoxLayout>

#include "ui/components/clipped_label.hpp"
#include "ui/components/wrapping_button.hpp"
#include "ui/text/account_text.hpp"

/* As far as the words of a radio button are from its edge. */
static constexpr int SUITS_INDENT = 22;
static constexpr int WAY_SPACING = 6;
static constexpr int SUITS_SPACING = 2;

/* The first is what a new person is offered. */
static const enum account_method WAYS[] = {ACCOUNT_METHOD_SERVER_TO_SERVER, ACCOUNT_METHOD_AUTHORIZATION_CODE,
					   ACCOUNT_METHOD_DEVICE_CODE, ACCOUNT_METHOD_ACCESS_TOKEN};

WayPage::WayPage() : ways(new QButtonGroup(this))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	for (enum account_method way : WAYS) {
		const QString name = method_text("Account.Way", way);
		auto *button = new WrappingRadioButton(name);
		auto *suits = new ClippedLabel(name);
		auto *pair = new QVBoxLayout;
		auto *row = new QHBoxLayout;

		suits->setWordsQuietly(method_text("Account.Suits", way));
		button->setFocusPolicy(Qt::ClickFocus);
		button->setAccessibleDescription(suits->words());
		ways->addButton(button, way);
		pair->setSpacing(SUITS_SPACING);
		pair->addWidget(button);
		row->addSpacing(SUITS_INDENT);
		row->addWidget(suits);
		pair->addLayout(row);
		layout->addLayout(pair);
		layout->addSpacing(WAY_SPACING);
	}
	/* Tab goes to the one that is chosen, and on from it; the arrows go through them */
	connect(ways, &QButtonGroup::idToggled, this, [this](int id, bool on) {
		ways->button(id)->setFocusPolicy(on ? Qt::StrongFocus : Qt::ClickFocus);
		if (on)
			emit chosen(way());
	});
	setWay(WAYS[0]);
}

enum account_method WayPage::way() const
{
	return static_cast<enum account_method>(ways->checkedId());
}

void WayPage::setWay(enum account_method way)
{
	ways->button(way ? way : WAYS[0])->setChecked(true);
}
