/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDialog>

#include <functional>
#include <vector>

#include "core/model/account_status.h"
#include "ui/text/account_text.hpp"

class AccountChooser;
class AccountExtras;
class AccountForm;
class AppPage;
class ClippedLabel;
class ColumnScrollArea;
class ConfirmButton;
class Footer;
class NarrowButton;
class QBoxLayout;
class QHBoxLayout;
class SignInPanel;
class WayPage;

struct controller;

/*
 * Which account the current profile uses, and how it signs in: a summary of the one that is set up, and a guide in
 * steps to one that is not. Shows what the controller tells, and sends commands. Secrets are never shown again.
 * UI thread.
 */
class AccountDialog : public QDialog {
	Q_OBJECT

public:
	/* The controller must outlive the dialog. */
	AccountDialog(struct controller *controller, QWidget *parent);
	~AccountDialog() override;

	void showStatus(const struct account_status &status);
	/* OBS uses another profile. Returns false where nothing was typed that has to be kept: then nothing is shown. */
	bool outliveProfile();

	void reject() override;

signals:
	/* A place of the documentation. */
	void helpWanted(const QString &place);

protected:
	bool event(QEvent *event) override;
	void keyPressEvent(QKeyEvent *event) override;
	void resizeEvent(QResizeEvent *event) override;

private:
	enum class Page {
		Summary = 1,
		Who,
		Way,
		App,
		Enter,
		Done,
	};

	/* What the line "Account status" is about. */
	enum class About {
		Stored = 1,
		Saving,
		Saved,
		Typed,
		SignIn,
		SignOut,
	};

	void addPages(QBoxLayout *layout);
	void addHelp();
	const char *help() const;
	QWidget *whoPage();
	void addProgress(QBoxLayout *layout);
	void addCommands(QBoxLayout *layout);

	void go(Page page);
	void goBack();
	void goOn();
	void showPage(Page page);
	void turnTo(Page page);
	bool isGuided() const;
	bool isTyped() const;
	void unlessTyped(const std::function<void()> &action);

	void choose(const QString &id);
	void use(const QString &id);
	void rename(const QString &name);
	void beginNewAccount();
	void fillForm(const QString &id);
	void edit(bool sign_in);
	void save();
	QString accountName(const QString &id) const;

	void showOtherAccount(const struct account_status &status);
	void followSave(const struct account_status &status);
	void followName(const struct account_status &status);
	void followSignIn(const struct account_status &status);
	void followSignOut(const struct account_status &status);
	void followProbe(const struct account_status &status);
	void probeLater();
	bool isAboutNew() const;
	ToneText statusText(const struct account_status &status) const;
	void tell(ClippedLabel *label, const QString &words);
	void tell(ClippedLabel *label, const ToneText &text);
	void tellAbout(About what);
	void showBackend(const struct secret_backend_status &secrets);
	void showParts(const struct account_status &status);
	void showPart(QWidget *part, bool visible);
	void showFooter(const struct account_status &status);
	void fitHeight();

	struct controller *controller;

	Page page = Page::Summary;
	std::vector<Page> trail; /* the pages that lead back from it */

	QString current_id;   /* the profile's account; empty: none */
	QString current_name; /* its name */
	QString form_id;      /* the account that the form is about; empty: a new one */
	bool shown_once = false;
	bool was_unsaved = false;   /* the list of accounts, as shown last */
	bool has_seen_move = false; /* what became of an earlier one is not told again */
	bool awaits_probe = false;  /* of what was just saved: it tells whether that works */
	bool has_client_secret = false;
	bool has_begun_probe = false; /* on the page that shows */
	QString probed_id;            /* the account that was asked about by itself */

	/* What the status was about last, to see what has begun, or ended, since. */
	About about = About::Stored;
	enum account_save_state save_state = ACCOUNT_SAVE_NONE;
	enum sign_in_state sign_in_state = SIGN_IN_NONE;
	enum sign_out_state sign_out_state = SIGN_OUT_NONE;
	enum account_probe_state probe_state = ACCOUNT_PROBE_NONE;

	std::vector<QSize> own_sizes; /* that it has given itself */
	bool is_sized = false;        /* by the person: it keeps that */

	ColumnScrollArea *scroll_area = nullptr;
	Footer *footer = nullptr;
	ClippedLabel *heading = nullptr;
	QHBoxLayout *heading_row = nullptr;
	AccountChooser *chooser = nullptr;
	ClippedLabel *way_line = nullptr;
	QWidget *who_page = nullptr;
	ClippedLabel *copied = nullptr;
	WayPage *way_page = nullptr;
	AppPage *app_page = nullptr;
	AccountForm *form = nullptr;
	NarrowButton *guide_button = nullptr;
	ClippedLabel *other_profile = nullptr;
	QWidget *progress = nullptr;
	ClippedLabel *error = nullptr;
	ClippedLabel *status_line = nullptr;
	SignInPanel *sign_in_panel = nullptr;
	NarrowButton *cancel_button = nullptr;
	ClippedLabel *probe_line = nullptr;
	ClippedLabel *next_line = nullptr;
	QWidget *backend = nullptr;
	ClippedLabel *backend_line = nullptr;
	ClippedLabel *gone_line = nullptr;
	NarrowButton *move_button = nullptr;
	QWidget *commands = nullptr;
	NarrowButton *test_button = nullptr;
	NarrowButton *sign_in_again_button = nullptr;
	NarrowButton *edit_button = nullptr;
	ConfirmButton *sign_out_button = nullptr;
	NarrowButton *remove_token_button = nullptr;
	ConfirmButton *remove_button = nullptr;
	AccountExtras *extras = nullptr;
};
