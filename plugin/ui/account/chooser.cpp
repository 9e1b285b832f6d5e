/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/chooser.hpp"

#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/controller/controller.h"
#include "ui/components/labelled_field.hpp"
#include "ui/components/still_combo_box.hpp"
#include "ui/text/text.hpp"

AccountChooser::AccountChooser(struct controller *controller_)
	: controller(controller_),
	  accounts(new StillComboBox),
	  name_field(new LabelledField("Account.Name"))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	accounts->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
	accounts->setPlaceholderText(text("Account.Choose"));
	add_labelled(layout, text("Account.Account"), accounts);
	layout->addWidget(name_field);
	name_field->keepReturn();
	connect(accounts, QOverload<int>::of(&QComboBox::activated), this, [this](int index) {
		const QString id = accounts->itemData(index).toString();
		const QString shown = shown_id;

		/* until it is the one */
		showAccounts(shown);
		if (id.isEmpty() || id != shown)
			emit chosen(id);
	});
	connect(name_field, &LabelledField::entered, this, &AccountChooser::commitName);
}

void AccountChooser::showAccounts(const QString &id)
{
	const QSignalBlocker blocker(accounts);

	accounts->clear();
	for (size_t i = 0;; i++) {
		struct account account = {};

		if (!controller_get_account(controller, i, &account))
			break;
		accounts->addItem(QString::fromUtf8(account.name), QString::fromUtf8(account.id));
		account_free(&account);
	}
	accounts->addItem(text("Account.Add"), QString());
	shown_id = id;
	accounts->setCurrentIndex(id.isEmpty() ? -1 : accounts->findData(id));
	name_field->setVisible(!id.isEmpty());
	shown_name = id.isEmpty() ? QString() : accounts->currentText();
	name_field->showText(shown_name);
}

void AccountChooser::setReadOnly(bool read_only)
{
	accounts->setEnabled(!read_only);
	name_field->edit->setReadOnly(read_only);
}

bool AccountChooser::isEmpty() const
{
	return accounts->count() <= 1;
}

/* "My account", or "My account 2" where there is one. */
QString AccountChooser::freeName() const
{
	const QString wanted = text("Account.DefaultName");
	QString name = wanted;

	for (int number = 2; accounts->findText(name) >= 0; number++)
		name = wanted + QLatin1Char(' ') + QString::number(number);
	return name;
}

void AccountChooser::commitName()
{
	const QString typed = name_field->typed();

	if (typed.isEmpty() || typed == shown_name) {
		name_field->showText(shown_name);
		return;
	}
	shown_name = typed;
	emit renamed(typed);
}
