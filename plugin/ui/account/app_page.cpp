/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/app_page.hpp"

#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QUrl>
#include <QVBoxLayout>

#include "core/model/admin_message.h"
#include "core/zoom/scope.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/fold.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/small_buttons.hpp"
#include "ui/components/wrapping_row.hpp"
#include "ui/text/account_text.hpp"

/* A permission is about so many times as long as the word on its button. */
static constexpr int SCOPE_STRETCH = 4;
static constexpr int PERMISSION_SPACING = 2;

static void copy_text(const QString &words)
{
	QGuiApplication::clipboard()->setText(words);
}

static ClippedLabel *add_sentence(QLayout *layout, const char *name)
{
	ClippedLabel *label = ClippedLabel::add(layout, name);

	label->setWordsQuietly(text(name));
	label->show();
	return label;
}

AppPage::AppPage() : redirect_parts(new QWidget)
{
	auto *layout = new QVBoxLayout(this);
	auto *meetings = new Fold("Account.Permissions");
	auto *webinars = new Fold("Account.Permissions.Webinars");

	layout->setContentsMargins(0, 0, 0, 0);
	steps = new ClippedLabel(text("Account.About"));
	layout->addWidget(steps);
	addWhereTo(layout);
	addRedirect(layout);
	add_sentence(layout, "Account.Permissions.About");
	layout->addWidget(meetings);
	addPermissions(meetings->contents(), false, "Account.Permissions.CopyAll");
	layout->addWidget(webinars);
	addPermissions(webinars->contents(), true, "Account.Permissions.CopyWebinars");
	connect(meetings, &Fold::opened, this, [this, webinars] { makeRoom(webinars); });
	connect(webinars, &Fold::opened, this, [this, meetings] { makeRoom(meetings); });
}

/* On a small screen there is none for everything. */
void AppPage::makeRoom(Fold *other)
{
	other->setOpen(false);
	copied->setWordsOrHide(QString());
}

/* To Zoom's page, or to whoever does it there. */
void AppPage::addWhereTo(QVBoxLayout *layout)
{
	auto *row = new WrappingRow;

	layout->addLayout(row);
	NarrowButton::add(row, "Account.OpenMarketplace", [this] {
		QDesktopServices::openUrl(
			QUrl(QString::fromUtf8(cloud_marketplace_url(cloud)) + QStringLiteral("/user/build")));
	});
	NarrowButton::add(row, "Account.CopyMessage", [this] {
		copy_text(admin_message_text(way, cloud, redirect_url->words()));
		copied->setWordsOrHide(text("Account.MessageCopied"));
	});
	copied = ClippedLabel::add(layout, "Account.CopyMessage", TextTone::Good);
}

void AppPage::addRedirect(QVBoxLayout *layout)
{
	auto *column = new QVBoxLayout(redirect_parts);
	auto *row = new QHBoxLayout;

	column->setContentsMargins(0, 0, 0, 0);
	redirect_url = new ClippedLabel(text("Account.RedirectUrl"));
	row->addWidget(redirect_url, 1, Qt::AlignVCenter);
	NarrowButton::add(row, "Account.CopyRedirectUrl", [this] { copy_text(redirect_url->words()); });
	row->setStretch(1, 1);
	column->addLayout(row);
	add_sentence(column, "Account.RedirectUrl.About");
	layout->addWidget(redirect_parts);
}

/* Each with a button of its own: Zoom's page takes one at a time. */
void AppPage::addPermissions(QVBoxLayout *layout, bool are_for_webinars, const char *copy_all)
{
	const size_t first = permissions.size();

	layout->parentWidget()->setStyleSheet(small_buttons_style());
	layout->setSpacing(PERMISSION_SPACING);

	for (int i = 1; i <= FEATURE_COUNT; i++) {
		const auto feature = static_cast<enum feature>(i);

		if (feature_is_for_webinars(feature) != are_for_webinars)
			continue;

		auto *row = new QHBoxLayout;
		auto *scope = new ClippedLabel(text("Account.Permission"));
		auto *copy = NarrowButton::add(row, "Account.Permissions.Copy", [scope] { copy_text(scope->words()); });

		row->insertWidget(0, scope, SCOPE_STRETCH, Qt::AlignVCenter);
		row->setStretch(1, 1);
		layout->addLayout(row);
		permissions.push_back({feature, scope, copy});
	}
	NarrowButton::add(layout, copy_all, [this, first, end = permissions.size()] {
		QStringList scopes;

		for (size_t i = first; i < end; i++)
			scopes += permissions[i].scope->words();
		copy_text(scopes.join(QLatin1Char('\n')));
	});
}

void AppPage::hideEvent(QHideEvent *event)
{
	QWidget::hideEvent(event);
	copied->setWordsOrHide(QString());
}

void AppPage::showWay(enum account_method way_, enum cloud cloud_, const QString &redirect_url_)
{
	way = way_;
	cloud = cloud_;
	steps->setWordsQuietly(lines_text(method_text("Account.About", way)));
	redirect_url->setWordsQuietly(redirect_url_);
	redirect_parts->setVisible(account_entry_has(way, ACCOUNT_ENTRY_REDIRECT_URI));
	for (const Permission &permission : permissions) {
		const QString scope = QString::fromUtf8(zoom_scope_of(permission.feature, admin_message_app(way)));

		permission.scope->setWordsQuietly(scope);
		permission.copy->setAccessibleName(text("Account.Permissions.CopyOne", "{scope}", scope));
	}
}
