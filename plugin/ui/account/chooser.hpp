/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

class LabelledField;
class QComboBox;

struct controller;

/* The accounts by name, of which the profile uses one, and that one's name. */
class AccountChooser : public QWidget {
	Q_OBJECT

public:
	explicit AccountChooser(struct controller *controller);

	/* Fills the list anew. id: the one that is shown; empty: none of them is chosen. */
	void showAccounts(const QString &id);
	void setReadOnly(bool read_only);

	bool isEmpty() const;
	/* For a new account. */
	QString freeName() const;

signals:
	/* id is empty for a new account. */
	void chosen(const QString &id);
	void renamed(const QString &name);

private:
	void commitName();

	struct controller *controller;
	QComboBox *accounts;
	LabelledField *name_field;
	QString shown_id;
	QString shown_name; /* what stands there while nothing is typed */
};
