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
	/* also where it is the one that shows already: then nothing has changed */
	connect(accounts, QOverload<int>::of(&QComboBox::currentIndexChanged), this, [this](int index) {
		if (index >= 0)
			emit chosen(accounts->itemData(index).toString());
	});
	connect(name_field->edit, &QLineEdit::editingFinished, this, &AccountChooser::commitName);
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
	accounts->setCurrentIndex(accounts->findData(id));
	name_field->show();
	showName(id.isEmpty() ? freeName() : accounts->currentText());
}

void AccountChooser::showNoChoice()
{
	const QSignalBlocker blocker(accounts);

	showAccounts(QString());
	accounts->setCurrentIndex(-1);
	name_field->hide();
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

QString AccountChooser::name() const
{
	const QString typed = name_field->typed();

	return typed.isEmpty() ? shown_name : typed;
}

void AccountChooser::showName(const QString &name)
{
	shown_name = name;
	name_field->showText(name);
}

void AccountChooser::commitName()
{
	const QString typed = name();

	if (typed == shown_name) {
		name_field->showText(shown_name);
		return;
	}
	shown_name = typed;
	emit renamed(typed);
}
