/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/sign_in_panel.hpp"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>
#include <QVBoxLayout>

#include "core/base/secret.h"
#include "core/controller/controller.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/labelled_field.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/qr_code.hpp"
#include "ui/text/text.hpp"

static QWidget *column()
{
	auto *widget = new QWidget;
	auto *layout = new QVBoxLayout(widget);

	layout->setContentsMargins(0, 0, 0, 0);
	widget->hide();
	return widget;
}

SignInPanel::SignInPanel(struct controller *controller_)
	: controller(controller_),
	  browser_parts(column()),
	  device_parts(column())
{
	auto *layout = new QVBoxLayout(this);

	layout->setContentsMargins(0, 0, 0, 0);
	layout->addWidget(browser_parts);
	layout->addWidget(device_parts);
	addBrowserParts();
	addDeviceParts();
	hide();
}

void SignInPanel::addBrowserParts()
{
	NarrowButton::add(browser_parts->layout(), "Account.CopyAddress",
			  [this] { QGuiApplication::clipboard()->setText(url); });
	address = new LabelledField("Account.PasteAddress");
	browser_parts->layout()->addWidget(address);
	connect(address->edit, &QLineEdit::textChanged, address, &LabelledField::clearError);
	connect(address->edit, &QLineEdit::returnPressed, this, &SignInPanel::useAddress);
	NarrowButton::add(browser_parts->layout(), "Account.UseAddress", [this] { useAddress(); });
}

void SignInPanel::addDeviceParts()
{
	code = new ClippedLabel(text("Account.DeviceCode"));
	code->embolden();
	device_parts->layout()->addWidget(code);
	NarrowButton::add(device_parts->layout(), "Account.CopyCode",
			  [this] { QGuiApplication::clipboard()->setText(user_code); });
	NarrowButton::add(device_parts->layout(), "Account.OpenPage",
			  [this] { QDesktopServices::openUrl(QUrl(page_url)); });
	qr_code = new QrCode;
	device_parts->layout()->addWidget(qr_code);
	device_parts->layout()->setAlignment(qr_code, Qt::AlignHCenter);
}

bool SignInPanel::isTyped() const
{
	return !address->typed().isEmpty();
}

void SignInPanel::clear()
{
	address->showText(QString());
	address->clearError();
}

void SignInPanel::useAddress()
{
	char *pasted = address->typedSecret();

	controller_paste_address(controller, pasted);
	secret_free(pasted);
}

void SignInPanel::showBrowser(const struct sign_in_status &status)
{
	const bool waiting = status.state == SIGN_IN_WAITING_FOR_BROWSER;

	browser_parts->setVisible(waiting);
	if (!waiting) {
		url.clear();
		/* it holds a code, for this sign-in alone */
		clear();
		return;
	}
	url = QString::fromUtf8(status.url);
	address->edit->setPlaceholderText(status.is_listening ? text("Account.PasteAddress.OnlyIf") : QString());
	address->showError(problem_is_set(&status.paste_problem) ? problem_text(status.paste_problem) : QString());
}

void SignInPanel::showDevice(const struct sign_in_status &status)
{
	const bool waiting = status.state == SIGN_IN_WAITING_FOR_DEVICE;

	device_parts->setVisible(waiting);
	if (!waiting) {
		code->setWordsQuietly(QString());
		return;
	}
	user_code = QString::fromUtf8(status.user_code);
	const QString bare_url = QString::fromUtf8(status.verification_uri);

	page_url = status.verification_uri_complete ? QString::fromUtf8(status.verification_uri_complete) : bare_url;
	code->setWords(text("Account.DeviceCode.Words", "{code}", user_code).replace(QLatin1String("{url}"), bare_url));
	qr_code->setVisible(qr_code->setContents(page_url));
}

void SignInPanel::showStatus(const struct sign_in_status &status)
{
	showBrowser(status);
	showDevice(status);
	setVisible(status.state == SIGN_IN_WAITING_FOR_BROWSER || status.state == SIGN_IN_WAITING_FOR_DEVICE);
}
