/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/extras.hpp"

#include <QClipboard>
#include <QGuiApplication>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/controller/controller.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/fold.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/wrapping_button.hpp"
#include "ui/text/report_text.hpp"

AccountExtras::AccountExtras(struct controller *controller)
	: remote_control(new WrappingCheckBox(text("Account.RemoteControl")))
{
	auto *outer = new QVBoxLayout(this);
	auto *fold = new Fold("Account.Extras");
	QVBoxLayout *const layout = fold->contents();

	outer->setContentsMargins(0, 0, 0, 0);
	outer->addWidget(fold);
	layout->addWidget(remote_control);
	/* by a screen reader it is toggled, and not clicked */
	connect(remote_control, &QCheckBox::toggled, this,
		[controller](bool on) { controller_set_remote_control(controller, on); });

	ClippedLabel *about = ClippedLabel::add(layout, "Account.RemoteControl");

	about->setWordsQuietly(text("Account.RemoteControl.About"));
	about->show();
	report_button = NarrowButton::add(layout, "Account.CopyReport", [this, controller] {
		QGuiApplication::clipboard()->setText(report_text(controller));
		report_button->setText(text("Account.ReportCopied"));
	});
	report_button->setToolTip(text("Account.CopyReport.About"));
}

void AccountExtras::showStatus(const struct account_status &status)
{
	const QSignalBlocker not_the_person(remote_control);

	remote_control->setChecked(status.remote_control);
}
