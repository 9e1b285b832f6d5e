/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDialog>

#include "secret_store.hpp"

class ClippedLabel;
class QLineEdit;
class QPushButton;

struct controller;

/* Where the access token of the current profile's account is entered. It is never shown again. UI thread. */
class AccountDialog : public QDialog {
	Q_OBJECT

public:
	/* Both must outlive the dialog. */
	AccountDialog(struct controller *controller, SecretStore *secrets, QWidget *parent);

protected:
	bool event(QEvent *event) override;

private:
	void addField();
	void addButtons();

	void showStored();
	void showTyped();
	void save();
	void saved(const QString &token, SecretStore::Result result, bool settings_written, const QString &detail);
	void removeToken();
	QString overriddenHost() const;
	QString placeText(const char *keychain_name, const char *file_name) const;
	void setBusy(bool busy);
	void fitHeight();

	struct controller *controller;
	SecretStore *secrets;
	QString new_account_id; /* for a profile that has no account; the same for every try */

	QLineEdit *token = nullptr;
	ClippedLabel *error = nullptr;
	ClippedLabel *status = nullptr;
	QPushButton *save_button = nullptr;
	QPushButton *remove_button = nullptr;
};
