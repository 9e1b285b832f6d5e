/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/secret_backend_row.hpp"

#include <QVBoxLayout>

#include "core/controller/controller.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/theme.hpp"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

SecretBackendRow::SecretBackendRow(struct controller *controller) : words(new ClippedLabel(text("Account.Place")))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	theme_set_tone(words, TextTone::Muted);
	layout->addWidget(words);
	button = NarrowButton::add(layout, "Account.Place.ToFile",
				   [controller] { controller_move_secrets(controller); });
	button->hide();
}

static const char *backend_words(const struct secret_backend_status &status)
{
	if (status.backend == SECRET_BACKEND_UNKNOWN)
		return "Account.Place.Looking";
	if (status.backend == SECRET_BACKEND_KEYCHAIN)
		return status.has_keychain ? "Account.Place.Keychain" : "Account.Place.KeychainGone";
	if (status.is_forced)
		return "Account.Place.FileForced";
	return status.has_keychain ? "Account.Place.File" : "Account.Place.FileNoKeychain";
}

static ToneText row_text(const struct secret_backend_status &status, enum secret_backend_move move)
{
	const QString where = text(backend_words(status), "{file}", QString::fromUtf8(status.file_path));

	switch (move) {
	case SECRET_BACKEND_MOVE_RUNNING:
		return {TextTone::Muted, text("Account.Place.Moving")};
	case SECRET_BACKEND_MOVE_OLD_LEFT:
	case SECRET_BACKEND_MOVE_STOPPED:
		return {TextTone::Bad,
			join_sentences(text(move == SECRET_BACKEND_MOVE_STOPPED ? "Account.Place.NotMoved"
										: "Account.Place.OldLeft"),
				       problem_text(status.move_problem))};
	default:
		return {move == SECRET_BACKEND_MOVE_DONE ? TextTone::Good : TextTone::Muted, where};
	}
}

void SecretBackendRow::showStatus(const struct secret_backend_status &status)
{
	const bool in_keychain = status.backend == SECRET_BACKEND_KEYCHAIN;
	const QString label = text(in_keychain ? "Account.Place.ToFile" : "Account.Place.ToKeychain");

	has_seen_move = has_seen_move || status.move == SECRET_BACKEND_MOVE_RUNNING;

	const ToneText shown = row_text(status, has_seen_move ? status.move : SECRET_BACKEND_MOVE_NONE);

	words->setWords(shown.words);
	theme_set_tone(words, shown.tone);
	button->setText(label);
	button->setAccessibleName(label);
	button->setEnabled(status.move != SECRET_BACKEND_MOVE_RUNNING);
	button->setVisible(status.can_move);
}
