/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/status.h"

class ClippedLabel;
class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

struct controller;

/*
 * The dock: shows a status, sends commands. UI thread. It outlives the module's
 * other parts where OBS destroys docks late: after detach() it calls none of them.
 */
class Dock : public QWidget {
	Q_OBJECT

public:
	explicit Dock(struct controller *controller, QWidget *parent = nullptr);

	void showStatus(const struct status &status);

	/* The controller is going away. */
	void detach();

	QSize sizeHint() const override;

signals:
	void accountSettingsWanted();

private:
	QLineEdit *addField(QVBoxLayout *layout, const char *label_name, const char *placeholder_name,
			    ClippedLabel **error, const char *error_name);
	void addDestination(QVBoxLayout *layout);
	void addButtons(QVBoxLayout *layout);
	void addStatus(QVBoxLayout *layout);

	/* Take the field's text over. An empty one is told as missing only where it is needed now. */
	bool commitMeeting(bool needed);
	bool commitPageUrl(bool needed);
	void push();
	void showBroadcast(const struct status &status);
	void showStatusLine(const struct status &status);

	struct controller *controller;

	QLineEdit *meeting = nullptr;
	ClippedLabel *meeting_error = nullptr;
	QLineEdit *page_url = nullptr;
	ClippedLabel *page_url_error = nullptr;
	ClippedLabel *destination = nullptr;
	ClippedLabel *host = nullptr;
	ClippedLabel *settings_problem = nullptr;
	QPushButton *push_button = nullptr;
	QPushButton *cancel_button = nullptr;
	QLabel *status_icon = nullptr;
	ClippedLabel *status_line = nullptr;
	QPushButton *details_button = nullptr;
	QPushButton *page_button = nullptr;
	QPushButton *account_button = nullptr;

	QString help_page;

	/* what the fields were last filled with, so that nothing that is being typed is overwritten */
	uint64_t shown_id = 0;
	QString shown_page_url;
	unsigned shown_profile = 0;
};
