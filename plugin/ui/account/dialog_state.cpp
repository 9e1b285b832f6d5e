/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/dialog.hpp"

#include "ui/account/chooser.hpp"
#include "ui/account/form.hpp"
#include "ui/components/clipped_label.hpp"
#include "ui/components/column_scroll_area.hpp"
#include "ui/components/confirm_button.hpp"
#include "ui/components/theme.hpp"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

/* Whether the form is about the account in the way in which it is saved. */
bool AccountDialog::isSavedWay() const
{
	return !adding && current.isSet() && form->method() == current.account.method;
}

ToneText AccountDialog::storedText() const
{
	const enum account_method method = form->method();
	const bool is_token = method == ACCOUNT_METHOD_ACCESS_TOKEN;

	if (isSavedWay() && stored.isLooking())
		return {TextTone::Normal, text("Account.Looking")};
	if (isSavedWay() && !stored.problemWords().isEmpty())
		return {TextTone::Bad, stored.problemWords()};
	if (!isSavedWay() || stored.main() == SecretResult::Absent)
		return {TextTone::Normal, text(is_token                         ? "Account.None"
					       : account_method_rotates(method) ? "Account.NotSignedIn"
										: "Account.NoSecret")};
	if (is_token)
		return {TextTone::Normal, join_sentences(place_text(*secrets, "Account.InKeychain", "Account.InFile"),
							 stored.expiryWords())};
	if (account_method_rotates(method))
		return {TextTone::Normal, place_text(*secrets, "Account.SignedInKeychain", "Account.SignedInFile")};
	return {TextTone::Normal, place_text(*secrets, "Account.SecretInKeychain", "Account.SecretInFile")};
}

ToneText AccountDialog::statusText() const
{
	if (choosing && about != About::Removed)
		return {TextTone::Warning, choice_words};
	switch (about) {
	case About::Saving:
		return {TextTone::Normal, text("Account.Saving")};
	case About::Saved:
		return {TextTone::Normal,
			join_sentences(place_text(*secrets, "Account.SavedInKeychain", "Account.SavedInFile"),
				       stored.expiryWords())};
	case About::Typed:
		return {TextTone::Normal, form->typedTokenExpiry()};
	case About::SignIn:
		return adding ? storedText() : sign_in_words;
	case About::SignOut:
		return adding ? storedText() : sign_out_words;
	case About::Removed:
		return removed_words;
	default:
		return storedText();
	}
}

/* What is new is brought into view: the dialog may be higher than the screen. */
void AccountDialog::tell(ClippedLabel *label, const QString &words)
{
	const bool is_new = isVisible() && !words.isEmpty() && words != label->words();

	label->setWordsOrHide(words);
	if (is_new)
		scroll_area->reveal(label);
}

void AccountDialog::showState()
{
	const ToneText status = statusText();
	const bool held = busy || sign_in_state_is_under_way(sign_in_state) || sign_out_state == SIGN_OUT_RUNNING;

	if (about == About::Stored || about == About::Typed)
		status_line->setWordsOrHide(status.words);
	else
		tell(status_line, status.words);
	theme_set_tone(status_line, status.tone);
	form->showStored(!adding && stored.hasClientSecret(), !adding && stored.main() == SecretResult::Ok);
	/* the code, its picture or the field for the address need the room */
	form->setVisible(!choosing && !sign_in_state_is_under_way(sign_in_state));
	form->setReadOnly(held);
	chooser->setReadOnly(held);
	showButtons();
}

void AccountDialog::showButtons()
{
	const bool signing_in = sign_in_state_is_under_way(sign_in_state);
	const bool rotates = account_method_rotates(form->method());
	const bool idle = !busy && sign_out_state != SIGN_OUT_RUNNING;
	const bool is_saved = !adding && current.isSet() && !signing_in;
	const bool is_token = current.account.method == ACCOUNT_METHOD_ACCESS_TOKEN;
	const bool begins = signing_in && cancel_button->isHidden();

	save_button->setVisible(!choosing && !rotates);
	sign_in_button->setVisible(!choosing && rotates && !signing_in);
	cancel_button->setVisible(signing_in);
	/* what had the keyboard is gone */
	if (begins)
		cancel_button->setFocus();
	test_button->setVisible(isSavedWay() && !signing_in);
	sign_out_button->setVisible(is_saved && !is_token);
	remove_token_button->setVisible(is_saved && is_token && stored.main() == SecretResult::Ok);
	remove_button->setVisible(is_saved);
	for (QPushButton *button :
	     {static_cast<QPushButton *>(save_button), static_cast<QPushButton *>(sign_in_button),
	      static_cast<QPushButton *>(sign_out_button), static_cast<QPushButton *>(remove_token_button),
	      static_cast<QPushButton *>(remove_button)})
		button->setEnabled(idle);
	test_button->setEnabled(idle && !checking);
	save_button->setDefault(!save_button->isHidden());
	sign_in_button->setDefault(!sign_in_button->isHidden());
}
