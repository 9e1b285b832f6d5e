/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDialog>

#include "core/model/account_status.h"
#include "platform/secret_store.hpp"
#include "ui/account/account_value.hpp"
#include "ui/account/saver.hpp"
#include "ui/account/stored_secrets.hpp"
#include "ui/text/account_text.hpp"

class AccountChooser;
class AccountForm;
class ClippedLabel;
class ColumnScrollArea;
class ConfirmButton;
class NarrowButton;
class QBoxLayout;
class SignInPanel;

struct controller;

/*
 * Which account the current profile uses, and how it signs in: shows what the
 * controller tells of it, and sends commands. Secrets are never shown again.
 * UI thread.
 */
class AccountDialog : public QDialog {
	Q_OBJECT

public:
	/* Both must outlive the dialog. */
	AccountDialog(struct controller *controller, SecretStore *secrets, QWidget *parent);
	~AccountDialog() override;

	void showStatus(const struct account_status &status);

	bool eventFilter(QObject *watched, QEvent *event) override;

protected:
	bool event(QEvent *event) override;

private:
	/* What the line "Account status" is about. */
	enum class About {
		Stored = 1,
		Saving,
		Saved,
		Typed,
		SignIn,
		SignOut,
		Removed,
	};

	void addChoice(QBoxLayout *layout);
	void addCommands(QBoxLayout *layout);
	void addProgress(QBoxLayout *layout);
	QBoxLayout *closingRow();

	void choose(const QString &id);
	void rename(const QString &name);
	void showNewAccount();
	void showNoAccount(bool is_unknown);
	void showProfilesAccount(const struct account_status &status);

	void save();
	void saved(const AccountValue &account, SaveStep step, SecretResult result, const QString &detail);
	void saveFailed(const QString &words, enum account_method method);
	void signOut();
	void remove();
	void endRemoval(const struct account_status &status);
	void removeSignedOut(const QString &id);

	void followSignIn(const struct account_status &status);
	void followSignOut(const struct account_status &status);
	ToneText storedText() const;
	ToneText statusText() const;
	bool isSavedWay() const;
	void tell(ClippedLabel *label, const QString &words);
	void showState();
	void showButtons();
	void fitHeight();

	struct controller *controller;
	SecretStore *secrets;
	StoredSecrets stored;

	AccountValue current;   /* the profile's, as it is saved; not set: none */
	bool adding = false;    /* the form is about a new account */
	bool choosing = false;  /* there are accounts, of which the profile uses none */
	QString new_account_id; /* the same for every try */
	QString removing_id;    /* is being signed out first */
	bool busy = false;      /* something is being stored */
	bool checking = false;  /* "Test" is under way */
	bool shown_once = false;

	About about = About::Stored;
	enum sign_in_state sign_in_state = SIGN_IN_NONE;
	enum sign_out_state sign_out_state = SIGN_OUT_NONE;
	ToneText sign_in_words;
	ToneText sign_out_words;
	ToneText removed_words;
	QString choice_words; /* why there is a choice to be made */

	ColumnScrollArea *scroll_area = nullptr;
	QWidget *column = nullptr;
	QWidget *closing = nullptr;
	AccountChooser *chooser = nullptr;
	ClippedLabel *error = nullptr;
	AccountForm *form = nullptr;
	NarrowButton *save_button = nullptr;
	NarrowButton *sign_in_button = nullptr;
	NarrowButton *cancel_button = nullptr;
	NarrowButton *test_button = nullptr;
	ClippedLabel *status_line = nullptr;
	SignInPanel *sign_in_panel = nullptr;
	ClippedLabel *check_line = nullptr;
	ConfirmButton *sign_out_button = nullptr;
	NarrowButton *remove_token_button = nullptr;
	ConfirmButton *remove_button = nullptr;
};
