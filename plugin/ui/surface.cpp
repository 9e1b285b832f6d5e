/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/surface.h"

#include <QApplication>
#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QEventLoop>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>
#include <QUrl>

#include <cstring>

#include "core/controller/controller.h"
#include "platform/auth_listener.hpp"
#include "platform/network_watcher.hpp"
#include "platform/profile_watcher.hpp"
#include "platform/renewal_lock.hpp"
#include "platform/secret_store.hpp"
#include "ui/account/dialog.hpp"
#include "ui/components/intent_watcher.hpp"
#include "ui/dock/dock.hpp"
#include "ui/text/secret_problem.hpp"
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

struct user_interface {
	struct user_interface_callbacks callbacks;
	struct controller *controller;
	QPointer<Dock> dock; /* OBS's from the moment it is handed over */
	QPointer<AccountDialog> account_dialog;
	SecretStore secrets;
	ProfileWatcher profile_watcher;
	IntentWatcher intent_watcher;
	NetworkWatcher network_watcher;
	RenewalLock renewal_lock;
	LoopbackListener listener;
	QString sign_in_failure; /* why the last sign-in has failed, in words; empty: it has not */
	QEventLoop *waiting = nullptr;

	user_interface(struct controller *controller_, const QDir &directory, bool force_secret_file);
};

static SecretStore::Place place_of(const char *name)
{
	if (!name)
		return SecretStore::Place::Unknown;
	return strcmp(name, "keychain") == 0 ? SecretStore::Place::Keychain : SecretStore::Place::File;
}

static SecretStore::Options secret_options(struct controller *controller, const QDir &directory, bool force_file)
{
	return {directory.filePath(QStringLiteral("secrets.json")), force_file,
		place_of(controller_secret_place(controller)), [controller](SecretStore::Place place) {
			controller_set_secret_place(controller,
						    place == SecretStore::Place::Keychain ? "keychain" : "file");
		}};
}

/* The browser is back; what it is shown tells nothing of what it has brought. */
static LoopbackListener::Page page_for(struct user_interface *user_interface, const char *target)
{
	user_interface->sign_in_failure.clear();
	if (controller_redirected(user_interface->controller, target))
		return {true, text("Account.Page.Done"), text("Account.Page.Done.Words")};
	return {false, text("Account.Page.Failed"),
		join_sentences(user_interface->sign_in_failure, text("Account.Page.GoBack"))};
}

user_interface::user_interface(struct controller *controller_, const QDir &directory, bool force_secret_file)
	: controller(controller_),
	  dock(new Dock(controller_)),
	  secrets(secret_options(controller_, directory, force_secret_file)),
	  intent_watcher(dock),
	  renewal_lock(directory.filePath(QStringLiteral("renewals"))),
	  listener([this](const char *target) { return page_for(this, target); })
{
}

bool user_interface_is_possible(void)
{
	/* another Qt than OBS's own has an application object of its own: none */
	return qobject_cast<QApplication *>(QCoreApplication::instance()) != nullptr;
}

static void open_account_dialog(struct user_interface *user_interface, struct controller *controller)
{
	if (!user_interface->account_dialog) {
		user_interface->account_dialog =
			new AccountDialog(controller, &user_interface->secrets, user_interface->dock->window());
		/* now that it is known here, it is told what to show */
		controller_report_account(controller);
	}
	user_interface->account_dialog->show();
	user_interface->account_dialog->raise();
	user_interface->account_dialog->activateWindow();
}

struct user_interface *user_interface_create(struct controller *controller, const char *config_directory,
					     bool force_secret_file, const struct user_interface_callbacks *callbacks)
{
	auto *ui = new struct user_interface(controller, QDir(QString::fromUtf8(config_directory)), force_secret_file);

	ui->callbacks = *callbacks;
	QObject::connect(ui->dock, &Dock::accountSettingsWanted, &ui->secrets,
			 [ui, controller] { open_account_dialog(ui, controller); });
	QObject::connect(&ui->profile_watcher, &ProfileWatcher::maybeChanged,
			 [ui] { ui->callbacks.service_may_have_changed(ui->callbacks.data); });
	QObject::connect(&ui->intent_watcher, &IntentWatcher::pushLikely,
			 [ui] { ui->callbacks.push_likely(ui->callbacks.data); });
	QObject::connect(&ui->network_watcher, &NetworkWatcher::maybeBack,
			 [ui] { ui->callbacks.network_may_be_back(ui->callbacks.data); });
	return ui;
}

void user_interface_destroy(struct user_interface *user_interface)
{
	if (!user_interface)
		return;
	if (user_interface->dock)
		user_interface->dock->detach();
	delete user_interface->account_dialog;
	delete user_interface;
}

void *user_interface_dock(struct user_interface *user_interface)
{
	return static_cast<QWidget *>(user_interface->dock.data());
}

void *user_interface_wrap_dock(void *dock, const char *id, const char *title, void *main_window)
{
	auto *window = static_cast<QMainWindow *>(main_window);
	auto *dock_widget = new QDockWidget(QString::fromUtf8(title), window);

	dock_widget->setObjectName(QString::fromUtf8(id));
	dock_widget->setWidget(static_cast<QWidget *>(dock));
	/* hidden until the person, a saved layout or the very first start shows it */
	dock_widget->hide();
	window->addDockWidget(Qt::RightDockWidgetArea, dock_widget);
	return dock_widget;
}

void user_interface_show_dock(struct user_interface *user_interface, bool docked)
{
	QDockWidget *frame = nullptr;

	for (QWidget *widget = user_interface->dock; widget && !frame; widget = widget->parentWidget())
		frame = qobject_cast<QDockWidget *>(widget);
	if (!frame)
		return;
	auto *window = qobject_cast<QMainWindow *>(frame->parentWidget());
	const bool animated = window && window->isAnimated();

	/* while OBS draws its first frames, docks that are pushed aside by an animation can stay unpainted */
	if (window)
		window->setAnimated(false);
	if (docked)
		frame->setFloating(false);
	frame->show();
	frame->raise();
	if (window)
		window->setAnimated(animated);
	if (frame->isFloating())
		frame->activateWindow();
	user_interface->dock->setFocus();
}

void user_interface_show_status(struct user_interface *user_interface, const struct status *status)
{
	if (user_interface->dock)
		user_interface->dock->showStatus(*status);
}

void user_interface_show_account(struct user_interface *user_interface, const struct account_status *status)
{
	const struct problem &failure = status->sign_in.problem;

	if (user_interface->dock)
		user_interface->dock->showAccount(*status);
	if (user_interface->account_dialog)
		user_interface->account_dialog->showStatus(*status);
	if (status->sign_in.state == SIGN_IN_FAILED) {
		struct problem bare = {};

		/* without what somebody else has put in */
		problem_copy(&bare, &failure);
		problem_set_detail(&bare, nullptr);
		user_interface->sign_in_failure = problem_text(bare);
		problem_free(&bare);
	}
}

void user_interface_watch_profile(struct user_interface *user_interface, const char *directory)
{
	/* it shows, and changes, the account of the profile that it was opened in */
	delete user_interface->account_dialog;
	user_interface->profile_watcher.watch(QString::fromUtf8(directory));
}

static SecretStore::Name name_of(const char *holder, const char *field, const char *overridden_host)
{
	return {QString::fromUtf8(holder), QString::fromUtf8(field), QString::fromUtf8(overridden_host)};
}

void user_interface_read_secret(struct user_interface *user_interface, uint64_t id, const char *holder,
				const char *field, const char *overridden_host)
{
	user_interface->secrets.read(
		name_of(holder, field, overridden_host),
		[user_interface, id](SecretResult result, const Secret &secret, const QString &detail) {
			const struct user_interface_callbacks &callbacks = user_interface->callbacks;
			struct problem problem = {};

			if (result != SecretResult::Ok)
				secret_problem_set(&problem, result, detail);
			callbacks.secret_read(callbacks.data, id, secret.get(), &problem);
			problem_free(&problem);
		});
}

void user_interface_write_secret(struct user_interface *user_interface, uint64_t id, const char *holder,
				 const char *field, const char *overridden_host, const char *secret)
{
	user_interface->secrets.write(
		name_of(holder, field, overridden_host), secret_copy(secret),
		[user_interface, id, erase = !secret](SecretResult result, const QString &detail) {
			const struct user_interface_callbacks &callbacks = user_interface->callbacks;
			const bool written = result == SecretResult::Ok || (erase && result == SecretResult::Absent);
			struct problem problem = {};

			if (!written)
				secret_problem_set(&problem, result, detail);
			callbacks.secret_written(callbacks.data, id, written, &problem);
			problem_free(&problem);
		});
}

bool user_interface_open_url(struct user_interface *, const char *url)
{
	return QDesktopServices::openUrl(QUrl::fromEncoded(url, QUrl::StrictMode));
}

bool user_interface_listen(struct user_interface *user_interface, const char *address, uint16_t port, const char *path)
{
	return user_interface->listener.start(QString::fromUtf8(address), port, QString::fromUtf8(path));
}

void user_interface_stop_listening(struct user_interface *user_interface)
{
	user_interface->listener.stop();
}

void user_interface_lock_renewal(struct user_interface *user_interface, uint64_t id, const char *account_id)
{
	user_interface->renewal_lock.lock(QString::fromUtf8(account_id), [user_interface,
									  id](enum renewal_lock_result result) {
		const struct user_interface_callbacks &callbacks = user_interface->callbacks;

		callbacks.renewal_locked(callbacks.data, id, result);
	});
}

void user_interface_unlock_renewal(struct user_interface *user_interface, const char *account_id, bool is_settled)
{
	user_interface->renewal_lock.unlock(QString::fromUtf8(account_id), is_settled);
}

void user_interface_wait(struct user_interface *user_interface, int milliseconds)
{
	QEventLoop loop;

	QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
	user_interface->waiting = &loop;
	loop.exec(QEventLoop::ExcludeUserInputEvents);
	user_interface->waiting = nullptr;
}

void user_interface_stop_waiting(struct user_interface *user_interface)
{
	if (user_interface->waiting)
		user_interface->waiting->quit();
}
