/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/secret_backend_row.hpp"

#include <QPointer>
#include <QVBoxLayout>

#include "core/controller/controller.h"
#include "ui/account/secret_names.hpp"
#include "ui/components/clipped_label.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/theme.hpp"
#include "ui/text/secret_problem.hpp"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

SecretBackendRow::SecretBackendRow(struct controller *controller_, SecretStore *secrets_, QWidget *parent)
	: QWidget(parent),
	  controller(controller_),
	  secrets(secrets_),
	  words(new ClippedLabel(text("Account.Place"), 0)),
	  button(new NarrowButton(QString()))
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	theme_set_tone(words, TextTone::Muted);
	layout->addWidget(words);
	button->setAutoDefault(false);
	layout->addWidget(button);
	connect(button, &QPushButton::clicked, this, &SecretBackendRow::move);
	connect(secrets, &SecretStore::backendChanged, this, &SecretBackendRow::showPlace);
	showPlace();
}

static const char *place_words(const SecretStore &secrets)
{
	if (secrets.backend() == SecretStore::Backend::Unknown)
		return "Account.Place.Looking";
	if (secrets.backend() == SecretStore::Backend::Keychain)
		return secrets.hasKeychain() ? "Account.Place.Keychain" : "Account.Place.KeychainGone";
	if (secrets.isForced())
		return "Account.Place.FileForced";
	return secrets.hasKeychain() ? "Account.Place.File" : "Account.Place.FileNoKeychain";
}

void SecretBackendRow::showPlace()
{
	const bool in_keychain = secrets->backend() == SecretStore::Backend::Keychain;
	const QString move_words = text(in_keychain ? "Account.Place.ToFile" : "Account.Place.ToKeychain");

	if (secrets->isMoving())
		return;
	words->setWords(text(place_words(*secrets)).replace(QLatin1String("{file}"), secrets->filePath()));
	theme_set_tone(words, TextTone::Muted);
	button->setText(move_words);
	button->setAccessibleName(move_words);
	button->setEnabled(true);
	button->setVisible(secrets->hasKeychain() && !secrets->isForced() &&
			   secrets->backend() != SecretStore::Backend::Unknown);
}

void SecretBackendRow::move()
{
	const bool in_keychain = secrets->backend() == SecretStore::Backend::Keychain;

	button->setEnabled(false);
	words->setWords(text("Account.Place.Moving"));
	secrets->moveTo(in_keychain ? SecretStore::Backend::File : SecretStore::Backend::Keychain,
			secret_names_all(controller),
			[row = QPointer<SecretBackendRow>(this)](SecretStore::MoveStep step, SecretResult result,
								 const QString &detail) {
				if (row)
					row->showStep(step, result, detail);
			});
}

void SecretBackendRow::showStep(SecretStore::MoveStep step, SecretResult result, const QString &detail)
{
	if (step == SecretStore::MoveStep::Copying)
		return;
	showPlace();
	if (step == SecretStore::MoveStep::Done) {
		theme_set_tone(words, TextTone::Good);
	} else {
		const char *name = step == SecretStore::MoveStep::OldLeft ? "Account.Place.OldLeft"
									  : "Account.Place.NotMoved";

		theme_set_tone(words, TextTone::Bad);
		words->setWords(join_sentences(text(name), secret_problem_text(result, detail)));
	}
	if (step != SecretStore::MoveStep::Stopped)
		emit moved();
}
