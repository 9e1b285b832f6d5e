/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/surface.h"

#include <QApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <util/bmem.h>

#include "core/controller/controller.h"
#include "module_text.h"
#include "ui/account/dialog.hpp"
#include "ui/components/help.hpp"
#include "ui/dock/dock.hpp"
#include "ui/dock/livestream_dialog.hpp"

struct surface : QObject {
	struct controller *controller = nullptr;
	QPointer<Dock> dock; /* OBS's from the moment it is handed over */
	QPointer<AccountDialog> account_dialog;
	QPointer<HelpWindow> help;
	QPointer<LivestreamDialog> livestream_dialog;
	unsigned profile_number = 0;
};

int surface_foreign_qt(void)
{
	/* another Qt than OBS's own has an application object of its own: none */
	return qobject_cast<QApplication *>(QCoreApplication::instance()) ? 0 : QT_VERSION_MAJOR;
}

bool surface_find_dock(void *main_window, const char *id)
{
	const auto *window = static_cast<QMainWindow *>(main_window);

	return window && window->findChild<QDockWidget *>(QString::fromUtf8(id));
}

/* One for all, which stays when the dialog closes. */
static void open_help(struct surface *surface, const QString &place, const QString &sentence = QString())
{
	if (!surface->help) {
		char *folder = module_text_path("help");
		QWidget *main_window = surface->dock->window();

		while (main_window->parentWidget())
			main_window = main_window->parentWidget()->window();
		surface->help = new HelpWindow(QString::fromUtf8(folder), main_window);
		bfree(folder);
	}
	surface->help->open(place, sentence);
}

static void open_account_dialog(struct surface *surface)
{
	if (!surface->account_dialog) {
		surface->account_dialog = new AccountDialog(surface->controller, surface->dock->window());
		QObject::connect(surface->account_dialog, &AccountDialog::helpWanted, surface,
				 [surface](const QString &place) { open_help(surface, place); });
		/* now that it is known here, it is told what to show */
		controller_find_secrets(surface->controller);
	}
	surface->account_dialog->show();
	surface->account_dialog->raise();
	surface->account_dialog->activateWindow();
}

static void open_livestream_dialog(struct surface *surface)
{
	if (!surface->livestream_dialog) {
		surface->livestream_dialog = new LivestreamDialog(surface->controller, surface->dock->window());
		controller_report_status(surface->controller);
	}
	surface->livestream_dialog->show();
	surface->livestream_dialog->raise();
	surface->livestream_dialog->activateWindow();
}

/* Shows the dock, and takes the keyboard to it where the person has asked for it. */
static void show_dock(void *data, bool docked)
{
	auto *surface = static_cast<struct surface *>(data);
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
	if (window) {
		window->setAnimated(animated);
		/* what was painted on the way to its place would stay there */
		QTimer::singleShot(0, window, [window] { window->update(); });
	}
	if (frame->isFloating())
		frame->activateWindow();
	/* nobody has asked for it at the very first start: what has the keyboard keeps it */
	if (!docked)
		surface->dock->setFocus();
}

/* The dialogs are about the profile that they were opened in. */
static void leave_profile(struct surface *surface)
{
	if (surface->account_dialog && !surface->account_dialog->outliveProfile())
		delete surface->account_dialog;
	if (surface->livestream_dialog && !surface->livestream_dialog->outliveProfile())
		delete surface->livestream_dialog;
}

static void show_status(void *data, const struct status *status)
{
	auto *surface = static_cast<struct surface *>(data);

	if (status->profile_number != surface->profile_number)
		leave_profile(surface);
	surface->profile_number = status->profile_number;
	if (surface->dock)
		surface->dock->showStatus(*status);
	if (surface->livestream_dialog)
		surface->livestream_dialog->showStatus(*status);
}

static void show_account(void *data, const struct account_status *status)
{
	auto *surface = static_cast<struct surface *>(data);

	if (surface->dock)
		surface->dock->showAccount(*status);
	if (surface->account_dialog)
		surface->account_dialog->showStatus(*status);
}

struct surface *surface_create(struct controller *controller)
{
	auto *surface = new struct surface;
	const struct controller_view view = {surface, show_status, show_account, show_dock};

	surface->controller = controller;
	surface->dock = new Dock(controller);
	QObject::connect(surface->dock, &Dock::accountSettingsWanted, surface,
			 [surface] { open_account_dialog(surface); });
	QObject::connect(surface->dock, &Dock::helpWanted, surface,
			 [surface](const QString &place, const QString &sentence) {
				 open_help(surface, place, sentence);
			 });
	QObject::connect(surface->dock, &Dock::livestreamSettingsWanted, surface,
			 [surface] { open_livestream_dialog(surface); });
	controller_set_view(controller, &view);
	return surface;
}

void surface_destroy(struct surface *surface)
{
	if (!surface)
		return;
	/* what stands in its fields is taken, and shown as it is taken */
	if (surface->dock)
		surface->dock->detach();
	controller_set_view(surface->controller, nullptr);
	delete surface->account_dialog;
	delete surface->help;
	delete surface->livestream_dialog;
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
