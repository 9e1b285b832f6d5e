/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "dock.hpp"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QThread>
#include <QUrl>
#include <QVBoxLayout>

#include "clipped_label.hpp"
#include "column_scroll_area.hpp"
#include "core/controller.h"
#include "field_text.hpp"
#include "status_text.hpp"
#include "text.hpp"

static constexpr int STATUS_LINES = 3;
static constexpr int MINIMUM_WIDTH = 220;
static constexpr int PREFERRED_WIDTH = 300;
static constexpr int PREFERRED_HEIGHT = 460;

Dock::Dock(struct controller *controller_, QWidget *parent) : QWidget(parent), controller(controller_)
{
	auto *outer = new QVBoxLayout(this);
	auto *column = new QWidget;
	auto *layout = new QVBoxLayout(column);

	setMinimumWidth(MINIMUM_WIDTH);
	outer->setContentsMargins(0, 0, 0, 0);
	outer->addWidget(new ColumnScrollArea(column));

	meeting = addField(layout, "Dock.Meeting", "Dock.Meeting.Placeholder", &meeting_error, "Dock.Meeting.Error");
	page_url = addField(layout, "Dock.PageUrl", "Dock.PageUrl.Placeholder", &page_url_error, "Dock.PageUrl.Error");
	setFocusProxy(meeting);
	connect(meeting, &QLineEdit::editingFinished, this, [this] { commitMeeting(false); });
	connect(page_url, &QLineEdit::editingFinished, this, [this] { commitPageUrl(false); });
	addDestination(layout);
	addButtons(layout);
	addStatus(layout);
	layout->addStretch();
}

static ClippedLabel *add_problem_label(QVBoxLayout *layout, const char *name)
{
	auto *label = new ClippedLabel(text(name), 0);

	theme_set_tone(label, TextTone::Bad);
	label->hide();
	layout->addWidget(label);
	return label;
}

QLineEdit *Dock::addField(QVBoxLayout *layout, const char *label_name, const char *placeholder_name,
			  ClippedLabel **error, const char *error_name)
{
	auto *label = new QLabel(text(label_name));
	auto *field = new QLineEdit;

	label->setBuddy(field);
	field->setAccessibleName(text(label_name));
	field->setPlaceholderText(text(placeholder_name));
	field->setMinimumWidth(0);
	layout->addWidget(label);
	layout->addWidget(field);
	*error = add_problem_label(layout, error_name);
	return field;
}

void Dock::addDestination(QVBoxLayout *layout)
{
	layout->addWidget(new QLabel(text("Dock.Destination")));
	destination = new ClippedLabel(text("Dock.Destination"), 0);
	layout->addWidget(destination);
	host = new ClippedLabel(text("Dock.Host"), 0);
	theme_set_tone(host, TextTone::Warning);
	host->hide();
	layout->addWidget(host);
	settings_problem = add_problem_label(layout, "Dock.SettingsProblem");
}

static QPushButton *make_button(const char *name)
{
	auto *button = new QPushButton(text(name));

	/* wider than a narrow dock, a button would push the others out of sight */
	button->setMinimumWidth(0);
	button->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
	button->setAccessibleName(text(name));
	return button;
}

void Dock::addButtons(QVBoxLayout *layout)
{
	push_button = make_button("Dock.Push");
	cancel_button = make_button("Dock.Cancel");
	cancel_button->hide();
	connect(push_button, &QPushButton::clicked, this, &Dock::push);
	connect(cancel_button, &QPushButton::clicked, this, [this] {
		if (controller)
			controller_cancel(controller);
	});
	layout->addWidget(push_button);
	layout->addWidget(cancel_button);
}

void Dock::addStatus(QVBoxLayout *layout)
{
	auto *row = new QHBoxLayout;

	status_icon = new QLabel;
	status_line = new ClippedLabel(text("Dock.Status"), STATUS_LINES);
	row->addWidget(status_icon, 0, Qt::AlignTop);
	row->addWidget(status_line, 1);
	layout->addLayout(row);

	details_button = make_button("Dock.Details");
	details_button->setCheckable(true);
	details_button->hide();
	connect(details_button, &QPushButton::toggled, status_line, &ClippedLabel::setUnfolded);
	connect(status_line, &ClippedLabel::clippedChanged, details_button, &QPushButton::setVisible);
	layout->addWidget(details_button);

	page_button = make_button("Dock.OpenPage");
	page_button->hide();
	connect(page_button, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(QUrl(help_page)); });
	layout->addWidget(page_button);

	account_button = make_button("Dock.AccountSettings");
	connect(account_button, &QPushButton::clicked, this, &Dock::accountSettingsWanted);
	layout->addWidget(account_button);
}

bool Dock::commitMeeting(bool needed)
{
	if (!controller)
		return false;
	const enum meeting_id_result result = controller_set_meeting(controller, meeting->text().toUtf8().constData());

	meeting_error->setProblem(result == MEETING_ID_EMPTY && !needed ? QString() : meeting_id_problem(result));
	/* "https://…/j/85746065432?pwd=…" becomes the id that was found in it */
	if (result == MEETING_ID_OK)
		meeting->setText(meeting_id_text(shown_id));
	return result == MEETING_ID_OK;
}

bool Dock::commitPageUrl(bool needed)
{
	if (!controller)
		return false;
	const QString typed = page_url->text().trimmed();
	const enum page_url_result result = controller_set_page_url(controller, typed.toUtf8().constData());

	page_url_error->setProblem(result == PAGE_URL_EMPTY && !needed ? QString() : page_url_problem(result));
	if (result == PAGE_URL_OK)
		page_url->setText(typed);
	return result == PAGE_URL_OK;
}

void Dock::push()
{
	/* both fields are told, also where the first is wrong already */
	const bool meeting_ok = commitMeeting(true);
	const bool page_url_ok = commitPageUrl(true);

	if (meeting_ok && page_url_ok)
		controller_push(controller);
	else if (!meeting_ok)
		meeting->setFocus();
	else
		page_url->setFocus();
}

void Dock::showBroadcast(const struct status &status)
{
	const QString new_page_url = QString::fromUtf8(status.broadcast.page_url);
	const bool other_profile = status.profile_number != shown_profile;

	if (other_profile || status.broadcast.id != shown_id) {
		shown_id = status.broadcast.id;
		meeting->setText(meeting_id_text(shown_id));
		meeting_error->setProblem(QString());
	}
	if (other_profile || new_page_url != shown_page_url) {
		shown_page_url = new_page_url;
		page_url->setText(shown_page_url);
		page_url_error->setProblem(QString());
	}
	shown_profile = status.profile_number;
}

static QStyle::StandardPixmap icon_of(const struct status &status, TextTone tone)
{
	if (status_is_busy(&status))
		return QStyle::SP_BrowserReload;
	switch (tone) {
	case TextTone::Good:
		return QStyle::SP_DialogApplyButton;
	case TextTone::Warning:
		return QStyle::SP_MessageBoxWarning;
	case TextTone::Bad:
		return QStyle::SP_MessageBoxCritical;
	default:
		return QStyle::SP_MessageBoxInformation;
	}
}

void Dock::showStatusLine(const struct status &status)
{
	const StatusText line = status_text(status);
	const int icon_size = style()->pixelMetric(QStyle::PM_SmallIconSize);

	if (line.words != status_line->words())
		details_button->setChecked(false);
	status_line->setWords(line.words);
	theme_set_tone(status_line, line.tone);
	status_icon->setPixmap(style()->standardIcon(icon_of(status, line.tone)).pixmap(icon_size));
	help_page = line.page_url;
	page_button->setVisible(!help_page.isEmpty());
	page_button->setToolTip(help_page);
}

void Dock::showStatus(const struct status &status)
{
	Q_ASSERT(QThread::currentThread() == thread());
	const StatusText where = destination_text(status);
	const bool busy = status_is_busy(&status);
	const bool had_focus = push_button->hasFocus() || cancel_button->hasFocus();

	showBroadcast(status);
	destination->setWords(where.words);
	theme_set_tone(destination, where.tone);
	host->setWords(status.api_host ? text("Dock.HostOverridden")
						 .replace(QLatin1String("{host}"), QString::fromUtf8(status.api_host))
				       : QString());
	host->setVisible(status.api_host != nullptr);
	settings_problem->setProblem(settings_text(status));
	push_button->setEnabled(!busy);
	cancel_button->setVisible(busy);
	/* the keyboard stays where the person works, though the button under it goes */
	if (had_focus)
		(busy ? cancel_button : push_button)->setFocus();
	showStatusLine(status);
}

QSize Dock::sizeHint() const
{
	return {PREFERRED_WIDTH, PREFERRED_HEIGHT};
}

void Dock::detach()
{
	/* what stands in a field that has the keyboard still counts */
	commitMeeting(false);
	commitPageUrl(false);
	controller = nullptr;
	setEnabled(false);
}
