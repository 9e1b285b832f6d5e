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
#include "ui/text/sentences.hpp"
#include "ui/text/text.hpp"

struct surface {
	struct surface_callbacks callbacks;
	struct controller *controller;
	QPointer<Dock> dock; /* OBS's from the moment it is handed over */
	QPointer<AccountDialog> account_dialog;
	SecretStore secrets;
	ProfileWatcher profile_watcher;
	IntentWatcher intent_watcher;
	NetworkWatcher network_watcher;
	RenewalLock renewal_lock;
	AuthListener listener;
	QString sign_in_failure; /* why the last sign-in has failed, in words; empty: it has not */
	QEventLoop *waiting = nullptr;

	surface(struct controller *controller_, const QDir &directory, bool force_secret_file);
};

static SecretStore::Backend place_of(const char *name)
{
	if (!name)
		return SecretStore::Backend::Unknown;
	return strcmp(name, "keychain") == 0 ? SecretStore::Backend::Keychain : SecretStore::Backend::File;
}

static SecretStore::Options secret_options(struct controller *controller, const QDir &directory, bool force_file)
{
	return {directory.filePath(QStringLiteral("secrets.json")), force_file,
		place_of(controller_secret_backend(controller)), [controller](SecretStore::Backend backend) {
			controller_set_secret_backend(controller,
						      backend == SecretStore::Backend::Keychain ? "keychain" : "file");
		}};
}

/* The browser is back; what it is shown tells nothing of what it has brought. */
static AuthListener::Page page_for(struct surface *surface, const char *target)
{
	surface->sign_in_failure.clear();
	if (controller_redirected(surface->controller, target))
		return {true, text("Account.Page.Done"), text("Account.Page.Done.Words")};
	return {false, text("Account.Page.Failed"),
		join_sentences(surface->sign_in_failure, text("Account.Page.GoBack"))};
}

surface::surface(struct controller *controller_, const QDir &directory, bool force_secret_file)
	: controller(controller_),
	  dock(new Dock(controller_)),
	  secrets(secret_options(controller_, directory, force_secret_file)),
	  intent_watcher(dock),
	  renewal_lock(directory.filePath(QStringLiteral("renewals"))),
	  listener([this](const char *target) { return page_for(this, target); })
{
}

bool surface_is_possible(void)
{
	/* another Qt than OBS's own has an application object of its own: none */
	return qobject_cast<QApplication *>(QCoreApplication::instance()) != nullptr;
}

static void open_account_dialog(struct surface *surface, struct controller *controller)
{
	if (!surface->account_dialog) {
		surface->account_dialog = new AccountDialog(controller, &surface->secrets, surface->dock->window());
		/* now that it is known here, it is told what to show */
		controller_report_account(controller);
	}
	surface->account_dialog->show();
	surface->account_dialog->raise();
	surface->account_dialog->activateWindow();
}

struct surface *surface_create(struct controller *controller, const char *config_directory, bool force_secret_file,
			       const struct surface_callbacks *callbacks)
{
	auto *ui = new struct surface(controller, QDir(QString::fromUtf8(config_directory)), force_secret_file);

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

void surface_destroy(struct surface *surface)
{
	if (!surface)
		return;
	if (surface->dock)
		surface->dock->detach();
	delete surface->account_dialog;
	delete surface;
}

void *surface_dock(struct surface *surface)
{
	return static_cast<QWidget *>(surface->dock.data());
}

void *surface_wrap_dock(void *dock, const char *id, const char *title, void *main_window)
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

void surface_show_dock(struct surface *surface, bool docked)
{
	QDockWidget *frame = nullptr;

	for (QWidget *widget = surface->dock; widget && !frame; widget = widget->parentWidget())
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
	surface->dock->setFocus();
}

void surface_show_status(struct surface *surface, const struct status *status)
{
	if (surface->dock)
		surface->dock->showStatus(*status);
}

void surface_show_account(struct surface *surface, const struct account_status *status)
{
	const struct problem &failure = status->sign_in.problem;

	if (surface->dock)
		surface->dock->showAccount(*status);
	if (surface->account_dialog)
		surface->account_dialog->showStatus(*status);
	if (status->sign_in.state == SIGN_IN_FAILED) {
		struct problem bare = {};

		/* without what somebody else has put in */
		problem_copy(&bare, &failure);
		problem_set_detail(&bare, nullptr);
		surface->sign_in_failure = problem_text(bare);
		problem_free(&bare);
	}
}

void surface_watch_profile(struct surface *surface, const char *directory)
{
	/* it shows, and changes, the account of the profile that it was opened in */
	delete surface->account_dialog;
	surface->profile_watcher.watch(QString::fromUtf8(directory));
}

static SecretStore::Name name_of(const char *holder, const char *field, const char *overridden_host)
{
	return {QString::fromUtf8(holder), QString::fromUtf8(field), QString::fromUtf8(overridden_host)};
}

void surface_read_secret(struct surface *surface, uint64_t id, const char *holder, const char *field,
			 const char *overridden_host)
{
	surface->secrets.read(name_of(holder, field, overridden_host),
			      [surface, id](SecretResult result, const Secret &secret, const QString &detail) {
				      const QByteArray words = detail.toUtf8();
				      const struct secret_answer answer = {static_cast<enum secret_result>(result),
									   secret.get(), words.constData()};

				      surface->callbacks.secret_read(surface->callbacks.data, id, &answer);
			      });
}

void surface_write_secret(struct surface *surface, uint64_t id, const char *holder, const char *field,
			  const char *overridden_host, const char *secret)
{
	surface->secrets.write(name_of(holder, field, overridden_host), secret_copy(secret),
			       [surface, id](SecretResult result, const QString &detail) {
				       const QByteArray words = detail.toUtf8();
				       const struct secret_answer answer = {static_cast<enum secret_result>(result),
									    nullptr, words.constData()};

				       surface->callbacks.secret_written(surface->callbacks.data, id, &answer);
			       });
}

bool surface_open_url(struct surface *, const char *url)
{
	return QDesktopServices::openUrl(QUrl::fromEncoded(url, QUrl::StrictMode));
}

bool surface_listen(struct surface *surface, const char *address, uint16_t port, const char *path)
{
	return surface->listener.start(QString::fromUtf8(address), port, QString::fromUtf8(path));
}

void surface_stop_listening(struct surface *surface)
{
	surface->listener.stop();
}

void surface_lock_renewal(struct surface *surface, uint64_t id, const char *account_id)
{
	surface->renewal_lock.lock(QString::fromUtf8(account_id), [surface, id](enum renewal_lock_result result) {
		const struct surface_callbacks &callbacks = surface->callbacks;

		callbacks.renewal_locked(callbacks.data, id, result);
	});
}

void surface_unlock_renewal(struct surface *surface, const char *account_id, bool is_finished)
{
	surface->renewal_lock.unlock(QString::fromUtf8(account_id), is_finished);
}

void surface_wait(struct surface *surface, int milliseconds)
{
	QEventLoop loop;

	QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
	surface->waiting = &loop;
	loop.exec(QEventLoop::ExcludeUserInputEvents);
	surface->waiting = nullptr;
}

void surface_stop_waiting(struct surface *surface)
{
	if (surface->waiting)
		surface->waiting->quit();
}
