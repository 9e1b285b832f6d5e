/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/dialog.hpp"

#include <QTimer>

#include <utility>

#include "core/controller/controller.h"
#include "ui/account/app_page.hpp"
#include "ui/account/chooser.hpp"
#include "ui/account/extras.hpp"
#include "ui/account/footer.hpp"
#include "ui/account/form.hpp"
#include "ui/account/sign_in_panel.hpp"
#include "ui/account/way_page.hpp"
#include "ui/components/clipped_label.hpp"
#include "ui/components/column_scroll_area.hpp"
#include "ui/components/narrow_button.hpp"

/* How the account dialog shows what the controller tells. */

/* Whoever has no accounts at all is about to add one; else the person chooses: nothing is fallen back to. */
void AccountDialog::showOtherAccount(const struct account_status &status)
{
	const bool is_first = !shown_once;

	shown_once = true;
	tell(error, QString());
	current_id = QString::fromUtf8(status.account.id);
	current_name = QString::fromUtf8(status.account.name);
	chooser->showAccounts(current_id);
	about = About::Stored;
	sign_in_state = SIGN_IN_NONE; /* so that one that is under way, or has failed, is told */
	/* it was just saved here, or is another profile's, while something was typed for the one before */
	if (save_state == ACCOUNT_SAVE_RUNNING || (!is_first && form->isTyped()))
		return;
	trail.clear();
	page = Page::Summary;
	fillForm(current_id);
	if (sign_in_state_is_under_way(status.sign_in.state))
		showPage(Page::Enter);
	if (!status.has_account && chooser->isEmpty() && !status.account_is_unknown)
		page = Page::Who;
	if (is_first && page != Page::Summary)
		footer->focusMain();
}

void AccountDialog::followSave(const struct account_status &status)
{
	const auto before = std::exchange(save_state, status.save.state);
	const bool is_token = status.save.method == ACCOUNT_METHOD_ACCESS_TOKEN;
	QString words;

	if (save_state == before)
		return;
	if (save_state == ACCOUNT_SAVE_RUNNING)
		about = About::Saving;
	if (before != ACCOUNT_SAVE_RUNNING)
		return;
	about = save_state == ACCOUNT_SAVE_DONE && is_token ? About::Saved : About::Stored;
	/* of the others the sign-in tells */
	awaits_probe = awaits_probe && save_state == ACCOUNT_SAVE_DONE && !account_method_rotates(status.save.method);
	if (save_state == ACCOUNT_SAVE_DONE) {
		fillForm(current_id);
		if (is_token && awaits_probe)
			probeLater();
	}
	/* else what was typed stays for another try */
	if (save_state == ACCOUNT_SAVE_SECRET_FAILED)
		words = problem_text(status.save.problem);
	if (save_state == ACCOUNT_SAVE_SETTINGS_FAILED)
		words = text(is_token ? "Account.NotWritten" : "Account.NotChanged");
	if (words.isEmpty())
		return;
	if (is_token)
		form->showTokenError(words);
	else
		tell(error, words);
}

/* The new one is known once it is written; where it cannot be, the old one holds. What else is not written tells so. */
void AccountDialog::followName(const struct account_status &status)
{
	const QString name = QString::fromUtf8(status.account.name);
	const bool failed = status.is_unsaved && !was_unsaved && save_state != ACCOUNT_SAVE_SETTINGS_FAILED &&
			    status.sign_out.state != SIGN_OUT_NOT_REMOVED &&
			    status.secrets.move != SECRET_BACKEND_MOVE_RUNNING;

	if (failed)
		tell(error, text("Account.NotChanged"));
	if (status.has_account && (failed || name != current_name))
		chooser->showAccounts(current_id);
	was_unsaved = status.is_unsaved;
	current_name = name;
}

void AccountDialog::followSignIn(const struct account_status &status)
{
	const auto before = std::exchange(sign_in_state, status.sign_in.state);
	const bool has_ended = sign_in_state_is_under_way(before) && !sign_in_state_is_under_way(sign_in_state);

	sign_in_panel->showStatus(status.sign_in);
	if (sign_in_state == before)
		return;
	/* with all that is above it */
	if (sign_in_state_is_under_way(sign_in_state))
		scroll_area->reveal(cancel_button);
	tell(error, sign_in_state == SIGN_IN_FAILED ? problem_text(status.sign_in.problem) : QString());
	if (sign_in_state == SIGN_IN_FAILED)
		about = About::Stored;
	else if (sign_in_state != SIGN_IN_NONE && (before != SIGN_IN_NONE || sign_in_state != SIGN_IN_DONE))
		about = About::SignIn;
	/* what was asked about an address that is used now */
	if (has_ended)
		footer->keepTyped();
	if (has_ended && sign_in_state == SIGN_IN_DONE && page == Page::Enter) {
		showPage(Page::Done);
		probeLater();
	}
}

void AccountDialog::followSignOut(const struct account_status &status)
{
	const auto before = std::exchange(sign_out_state, status.sign_out.state);

	if (sign_out_state == before)
		return;
	if (sign_out_state == SIGN_OUT_RUNNING)
		tell(error, QString());
	if (sign_out_state == SIGN_OUT_RUNNING || before == SIGN_OUT_RUNNING)
		about = About::SignOut;
}

/* What was just saved is shown to work, or told why it does not, where it was entered. A summary tells what works. */
void AccountDialog::followProbe(const struct account_status &status)
{
	const auto before = std::exchange(probe_state, status.probe.state);
	const bool has_ended = probe_state == ACCOUNT_PROBE_DONE || probe_state == ACCOUNT_PROBE_FAILED;
	const bool is_idle = status.save.state != ACCOUNT_SAVE_RUNNING && status.sign_out.state != SIGN_OUT_RUNNING &&
			     !sign_in_state_is_under_way(status.sign_in.state);

	has_begun_probe = has_begun_probe || (probe_state != before && probe_state == ACCOUNT_PROBE_RUNNING);
	if (awaits_probe && probe_state != before && has_ended) {
		awaits_probe = false;
		if (probe_state == ACCOUNT_PROBE_DONE && page == Page::Enter)
			showPage(Page::Done);
	}
	if (page == Page::Summary && is_idle && probe_state == ACCOUNT_PROBE_NONE && status.stored.is_known &&
	    status.stored.has_main_secret && probed_id != current_id) {
		probed_id = current_id;
		probeLater();
	}
}

/* What it is told at once would be overtaken by what is being shown. */
void AccountDialog::probeLater()
{
	QTimer::singleShot(0, this, [this] { controller_probe_account(controller); });
}

bool AccountDialog::isAboutNew() const
{
	return form_id != current_id && page != Page::Summary;
}

ToneText AccountDialog::statusText(const struct account_status &status) const
{
	const bool is_other_method = page == Page::Enter && status.account.method != form->method();

	/* what is removed is told although there is no account any more, and a new one is being entered */
	if (about == About::SignOut && status.sign_out.state == SIGN_OUT_REMOVED)
		return sign_out_text(status);
	if (page == Page::Summary && !status.has_account)
		return {TextTone::Warning, status.account_is_unknown ? "Account.Unknown" : "Account.NotChosen"};
	switch (about) {
	case About::Saving:
		return text("Account.Saving");
	case About::Saved:
		return join_sentences(backend_text(status.secrets, "Account.SavedInKeychain", "Account.SavedInFile"),
				      expiry_text(status.stored.token_expires_at_s));
	case About::Typed:
		if (page == Page::Enter)
			return form->typedTokenExpiry();
		break;
	case About::SignIn:
	case About::SignOut:
		if (isAboutNew())
			break;
		return about == About::SignIn ? sign_in_text(status) : sign_out_text(status);
	default:
		break;
	}
	if (!status.has_account || isAboutNew())
		return {};
	return is_other_method ? ToneText(not_stored_text(form->method())) : stored_text(status);
}

/* What is new is brought into view: the dialog may be higher than the screen. */
void AccountDialog::tell(ClippedLabel *label, const QString &words)
{
	const bool is_new = isVisible() && !words.isEmpty() && words != label->words();

	label->setWordsOrHide(words);
	if (is_new)
		scroll_area->reveal(label);
}

void AccountDialog::tell(ClippedLabel *label, const ToneText &text)
{
	label->setTone(text.tone);
	tell(label, text.words);
}

void AccountDialog::tellAbout(About what)
{
	about = what;
	controller_report_account(controller);
}

void AccountDialog::showStatus(const struct account_status &status)
{
	has_client_secret = status.stored.has_client_secret;
	if (!shown_once || QString::fromUtf8(status.account.id) != current_id)
		showOtherAccount(status);
	followSave(status);
	followName(status);
	followSignIn(status);
	followSignOut(status);
	followProbe(status);

	/* while a new account is being entered the one before it may still tell of itself; fields have need of the room */
	tell(probe_line,
	     isAboutNew() || (page == Page::Enter && !has_begun_probe) ? ToneText() : account_probe_text(status));
	if (about == About::Stored || about == About::Typed)
		status_line->setTextOrHide(statusText(status));
	else
		tell(status_line, statusText(status));
	form->showStored(!isAboutNew() && status.stored.has_client_secret,
			 !isAboutNew() && status.stored.has_main_secret);
	showBackend(status.secrets);
	showFooter(status);
	showParts(status);
}

void AccountDialog::showBackend(const struct secret_backend_status &secrets)
{
	const bool in_keychain = secrets.backend == SECRET_BACKEND_KEYCHAIN;
	const bool is_gone = in_keychain && !secrets.has_keychain;
	const QString label = text(is_gone       ? "Account.Place.KeepInFile"
				   : in_keychain ? "Account.Place.ToFile"
						 : "Account.Place.ToKeychain");

	has_seen_move = has_seen_move || secrets.move == SECRET_BACKEND_MOVE_RUNNING;
	backend_line->setTextOrHide(place_text(secrets, has_seen_move ? secrets.move : SECRET_BACKEND_MOVE_NONE));
	gone_line->setWordsOrHide(is_gone && secrets.can_move ? text("Account.Place.EnterAgain.Words") : QString());
	move_button->setText(label);
	move_button->setAccessibleName(label);
	move_button->setEnabled(secrets.move != SECRET_BACKEND_MOVE_RUNNING);
	move_button->setVisible(secrets.can_move);
	backend->setVisible(page == Page::Summary || page == Page::Done || (page == Page::Enter && is_gone));
}

/* The fields give their room to the code, its picture or the field for the address. */
void AccountDialog::showParts(const struct account_status &status)
{
	const bool signing_in = sign_in_state_is_under_way(status.sign_in.state);
	const bool is_idle = status.save.state != ACCOUNT_SAVE_RUNNING && status.sign_out.state != SIGN_OUT_RUNNING;
	const bool is_summary = page == Page::Summary;
	const bool is_saved = is_summary && status.has_account && !signing_in;
	const bool is_token = status.account.method == ACCOUNT_METHOD_ACCESS_TOKEN;
	const bool is_done = page == Page::Done;
	const bool shows_form = page == Page::Enter && !signing_in;
	const QString way = text("Account.SignsIn", "{method}", method_text("Account.Method", status.account.method));

	heading->setWords(text(is_summary          ? "Account.Step.Summary"
			       : page == Page::Who ? "Account.Step.Who"
			       : page == Page::Way ? "Account.Step.Way"
			       : page == Page::App ? "Account.Step.App"
			       : is_done           ? "Account.Step.Done"
			       : isGuided()        ? "Account.Step.Enter"
						   : "Account.Step.Edit"));
	showPart(chooser, is_summary);
	chooser->setReadOnly(!is_idle || signing_in);
	way_line->setWordsOrHide((is_summary || is_done) && status.has_account ? way : QString());
	showPart(who_page, page == Page::Who);
	if (page != Page::Who)
		copied->setWordsOrHide(QString());
	showPart(way_page, page == Page::Way);
	showPart(app_page, page == Page::App);
	app_page->showWay(form->method(), form->cloud(), form->redirectUrl());
	showPart(form, shows_form);
	form->setReadOnly(!is_idle || signing_in);
	showPart(guide_button, shows_form && !isGuided());
	progress->setVisible(is_summary || is_done || page == Page::Enter || about == About::SignOut);
	showPart(cancel_button, signing_in);
	next_line->setWordsOrHide(is_done ? text("Account.WhatNext.Words") : QString());
	showPart(commands, is_saved || is_done);
	showPart(extras, is_summary);
	extras->showStatus(status);
	test_button->setEnabled(is_idle && status.probe.state != ACCOUNT_PROBE_RUNNING);
	edit_button->setVisible(is_saved);
	sign_in_again_button->setVisible(is_saved && account_method_rotates(status.account.method));
	sign_out_button->setVisible(is_saved && !is_token);
	remove_token_button->setVisible(is_saved && is_token && status.stored.has_main_secret);
	remove_button->setVisible(is_saved);
	for (QPushButton *button : std::initializer_list<QPushButton *>{
		     edit_button, sign_in_again_button, sign_out_button, remove_token_button, remove_button})
		button->setEnabled(is_idle);
}

/* What has the keyboard would hand it on to a neighbour when it goes. */
void AccountDialog::showPart(QWidget *part, bool visible)
{
	QWidget *now = focusWidget();

	if (!visible && now && (part == now || part->isAncestorOf(now)))
		footer->focusMain();
	part->setVisible(visible);
}

void AccountDialog::showFooter(const struct account_status &status)
{
	const bool is_busy = status.save.state == ACCOUNT_SAVE_RUNNING || status.sign_out.state == SIGN_OUT_RUNNING ||
			     sign_in_state_is_under_way(status.sign_in.state) || awaits_probe;
	QString main_words;

	switch (page) {
	case Page::Who:
	case Page::Way:
	case Page::App:
		main_words = text("Account.Next");
		break;
	case Page::Enter:
		if (account_method_rotates(form->method()))
			main_words = text(is_busy ? "Account.SigningIn" : "Account.SignIn");
		else
			main_words = text(is_busy ? "Account.SavingAndTesting" : "Account.Save");
		break;
	case Page::Done:
		main_words = text("Account.Finish");
		break;
	default:
		break;
	}
	footer->showButtons(main_words, !trail.empty(), page == Page::Enter && is_busy);
}
