/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDialog>

#include "core/model/account_status.h"
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
	/* The controller must outlive the dialog. */
	AccountDialog(struct controller *controller, QWidget *parent);
	~AccountDialog() override;

	void showStatus(const struct account_status &status);

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
	};

	void addChoice(QBoxLayout *layout);
	void addCommands(QBoxLayout *layout);
	void addProgress(QBoxLayout *layout);
	QBoxLayout *closingRow();

	void choose(const QString &id);
	void rename(const QString &name);
	void save();

	void beginNewAccount();
	void showOtherAccount(const struct account_status &status);
	void followSave(const struct account_status &status);
	void followName(const struct account_status &status);
	void followSignIn(const struct account_status &status);
	void followSignOut(const struct account_status &status);
	ToneText statusText(const struct account_status &status) const;
	void tell(ClippedLabel *label, const QString &words);
	void tell(ClippedLabel *label, const ToneText &text);
	void tellAbout(About what);
	void showBackend(const struct secret_backend_status &secrets);
	void showParts(const struct account_status &status);
	void fitHeight();

	struct controller *controller;

	QString current_id;   /* the profile's account; empty: none */
	QString current_name; /* its name */
	bool adding = false;  /* the form is about a new account */
	bool shown_once = false;
	bool was_unsaved = false;   /* the list of accounts, as shown last */
	bool has_seen_move = false; /* what became of an earlier one is not told again */

	/* What the status was about last, to see what has begun, or ended, since. */
	About about = About::Stored;
	enum account_save_state save_state = ACCOUNT_SAVE_NONE;
	enum sign_in_state sign_in_state = SIGN_IN_NONE;
	enum sign_out_state sign_out_state = SIGN_OUT_NONE;

	ColumnScrollArea *scroll_area = nullptr;
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
	ClippedLabel *probe_line = nullptr;
	ClippedLabel *backend_line = nullptr;
	NarrowButton *move_button = nullptr;
	ConfirmButton *sign_out_button = nullptr;
	NarrowButton *remove_token_button = nullptr;
	ConfirmButton *remove_button = nullptr;
};
