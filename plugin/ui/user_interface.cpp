/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "user_interface.h"

#include <QApplication>
#include <QDir>
#include <QDockWidget>
#include <QMainWindow>
#include <QPointer>

#include "account_dialog.hpp"
#include "dock.hpp"
#include "intent_watcher.hpp"
#include "network_watcher.hpp"
#include "profile_watcher.hpp"
#include "secret_bytes.hpp"
#include "secret_problem.hpp"
#include "secret_store.hpp"

struct user_interface {
	struct user_interface_callbacks callbacks;
	QPointer<Dock> dock; /* OBS's from the moment it is handed over */
	QPointer<AccountDialog> account_dialog;
	SecretStore secrets;
	ProfileWatcher profile_watcher;
	IntentWatcher intent_watcher;
	NetworkWatcher network_watcher;

	user_interface(Dock *dock_, const QString &secret_file, bool force_secret_file)
		: dock(dock_),
		  secrets(secret_file, force_secret_file),
		  intent_watcher(dock_)
	{
	}
};

bool user_interface_is_possible(void)
{
	/* another Qt than OBS's own has an application object of its own: none */
	return qobject_cast<QApplication *>(QCoreApplication::instance()) != nullptr;
}

static void open_account_dialog(struct user_interface *user_interface, struct controller *controller)
{
	if (!user_interface->account_dialog)
		user_interface->account_dialog =
			new AccountDialog(controller, &user_interface->secrets, user_interface->dock->window());
	user_interface->account_dialog->show();
	user_interface->account_dialog->raise();
	user_interface->account_dialog->activateWindow();
}

struct user_interface *user_interface_create(struct controller *controller, const char *config_directory,
					     bool force_secret_file, const struct user_interface_callbacks *callbacks)
{
	const QString secret_file = QDir(QString::fromUtf8(config_directory)).filePath(QStringLiteral("secrets.json"));
	auto *ui = new struct user_interface(new Dock(controller), secret_file, force_secret_file);

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

void user_interface_watch_profile(struct user_interface *user_interface, const char *directory)
{
	/* it shows, and changes, the account of the profile that it was opened in */
	delete user_interface->account_dialog;
	user_interface->profile_watcher.watch(QString::fromUtf8(directory));
}

void user_interface_read_secret(struct user_interface *user_interface, uint64_t id, const char *holder,
				const char *field, const char *overridden_host)
{
	user_interface->secrets.read(
		QString::fromUtf8(holder), QString::fromUtf8(field), QString::fromUtf8(overridden_host),
		[user_interface, id](SecretStore::Result result, const QString &secret, const QString &detail) {
			const struct user_interface_callbacks &callbacks = user_interface->callbacks;
			const bool read = result == SecretStore::Result::Ok;
			QByteArray bytes = secret.toUtf8();
			struct problem problem = {};

			if (!read)
				secret_problem_set(&problem, result, detail);
			callbacks.secret_read(callbacks.data, id, read ? bytes.constData() : nullptr, &problem);
			wipe_bytes(bytes);
			problem_free(&problem);
		});
}

void user_interface_write_secret(struct user_interface *user_interface, uint64_t id, const char *holder,
				 const char *field, const char *overridden_host, const char *secret)
{
	user_interface->secrets.write(
		QString::fromUtf8(holder), QString::fromUtf8(field), QString::fromUtf8(overridden_host),
		QString::fromUtf8(secret),
		[user_interface, id, erase = !secret](SecretStore::Result result, const QString &detail) {
			const struct user_interface_callbacks &callbacks = user_interface->callbacks;
			const bool written = result == SecretStore::Result::Ok ||
					     (erase && result == SecretStore::Result::Absent);
			struct problem problem = {};

			if (!written)
				secret_problem_set(&problem, result, detail);
			callbacks.secret_written(callbacks.data, id, written, &problem);
			problem_free(&problem);
		});
}
