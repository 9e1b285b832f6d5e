/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/dialog.hpp"

#include <QPointer>

#include "core/controller/controller.h"
#include "ui/account/chooser.hpp"
#include "ui/account/form.hpp"
#include "ui/components/clipped_label.hpp"
#include "ui/text/secret_problem.hpp"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

void AccountDialog::save()
{
	const bool known = !adding && current.isSet();
	AccountSaving saving = {};

	error->setWordsOrHide(QString());
	if (!form->check())
		return;
	saving.account = form->value();
	saving.account.account.id = bstrdup((known ? current.id() : new_account_id).toUtf8().constData());
	saving.account.account.name = bstrdup(chooser->name().toUtf8().constData());
	saving.client_secret = form->clientSecret();
	saving.access_token = form->accessToken();
	saving.other_way = known && form->method() != current.account.method;
	busy = true;
	about = About::Saving;
	showState();
	account_save(controller, secrets, saving,
		     [dialog = QPointer<AccountDialog>(this),
		      account = saving.account](SaveStep step, SecretResult result, const QString &detail) {
			     if (dialog)
				     dialog->saved(account, step, result, detail);
		     });
}

/* What was typed stays for another try. */
void AccountDialog::saveFailed(const QString &words, enum account_method method)
{
	about = About::Stored;
	if (method == ACCOUNT_METHOD_ACCESS_TOKEN)
		form->showTokenError(words);
	else
		tell(error, words);
	showState();
}

void AccountDialog::saved(const AccountValue &account, SaveStep step, SecretResult result, const QString &detail)
{
	const enum account_method method = account.account.method;

	busy = false;
	if (step == SaveStep::SecretFailed) {
		saveFailed(secret_problem_text(result, detail), method);
		return;
	}
	if (step != SaveStep::Saved) {
		saveFailed(text(method == ACCOUNT_METHOD_ACCESS_TOKEN ? "Account.NotWritten" : "Account.NotChanged"),
			   method);
		return;
	}
	about = method == ACCOUNT_METHOD_ACCESS_TOKEN ? About::Saved : About::Stored;
	form->clearSecrets();
	stored.look(account.account);
	showState();
	if (method == ACCOUNT_METHOD_SERVER_TO_SERVER)
		controller_probe_account(controller);
	else if (account_method_rotates(method))
		controller_sign_in(controller);
}

void AccountDialog::signOut()
{
	error->setWordsOrHide(QString());
	removing_id.clear();
	controller_sign_out(controller);
}

/* Nothing of it is left behind: it is signed out first. */
void AccountDialog::remove()
{
	signOut();
	removing_id = current.id();
}

void AccountDialog::endRemoval(const struct account_status &status)
{
	const bool erased = status.sign_out.state == SIGN_OUT_DONE;
	const QString id = removing_id;

	removing_id.clear();
	if (!erased)
		return;
	removed_words.words = text("Account.RemovedAccount").replace(QLatin1String("{name}"), current.name());
	removed_words.tone = TextTone::Normal;
	if (problem_is_set(&status.sign_out.revoke_problem)) {
		removed_words.words = join_sentences(removed_words.words, sign_out_words.words);
		removed_words.tone = sign_out_words.tone;
	}
	/* not from within the controller's own report */
	QMetaObject::invokeMethod(
		this, [this, id] { removeSignedOut(id); }, Qt::QueuedConnection);
}

void AccountDialog::removeSignedOut(const QString &id)
{
	if (!controller_remove_account(controller, id.toUtf8().constData())) {
		tell(error, text("Account.NotChanged"));
		return;
	}
	/* it is gone, and this is what there is to say of it */
	shown_once = false;
	controller_report_account(controller);
	about = About::Removed;
	showState();
}
