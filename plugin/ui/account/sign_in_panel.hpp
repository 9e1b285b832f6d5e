/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QWidget>

#include "core/model/account_status.h"

class ClippedLabel;
class LabelledField;
class NarrowButton;
class QrCode;

struct controller;

/* What a sign-in that is under way needs of the person: the page, the address that came back, the code. */
class SignInPanel : public QWidget {
	Q_OBJECT

public:
	explicit SignInPanel(struct controller *controller);

	void showStatus(const struct sign_in_status &status);
	/* Whether there is an address that was not used yet. */
	bool isTyped() const;
	void clear();

private:
	void addBrowserParts();
	void addDeviceParts();
	void useAddress();
	void showBrowser(const struct sign_in_status &status);
	void showDevice(const struct sign_in_status &status);

	struct controller *controller;
	QWidget *browser_parts;
	LabelledField *address = nullptr;
	QWidget *device_parts;
	ClippedLabel *code = nullptr;
	QrCode *qr_code = nullptr;

	QString url;
	QString user_code;
	QString page_url;
};
