/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QDialog>

#include <initializer_list>

#include "core/model/live.h"
#include "core/model/status.h"

class ClippedLabel;
class LabelledField;
class NarrowButton;
class QLabel;
class QLayout;
class StillComboBox;
class WrappingCheckBox;

struct controller;

/*
 * How Zoom's livestream is started, in the current profile: what its picture shows, as far as Zoom lets that be chosen,
 * and whether it takes the place of OBS's own stream. UI thread.
 */
class LivestreamDialog : public QDialog {
	Q_OBJECT

public:
	/* The controller must outlive the dialog. */
	LivestreamDialog(struct controller *controller, QWidget *parent);

	/* Of a webinar less can be chosen than of a meeting. */
	void showStatus(const struct status &status);
	/* OBS uses another profile. Returns false where nothing was changed that has to be kept. */
	bool outliveProfile();

protected:
	bool event(QEvent *event) override;

private:
	/* A choice with what it is called above it, by the names of the texts. */
	struct Choice {
		QLabel *label;
		StillComboBox *box;
	};

	Choice addChoice(QLayout *layout, const char *name, std::initializer_list<const char *> entries);
	void addCommands(QLayout *layout);
	void fill(const struct live_settings &settings);
	void judgeName();
	void save();
	bool isChanged() const;

	struct controller *controller;

	LabelledField *display_name = nullptr;
	Choice speaker_name = {};
	Choice layout_choice = {};
	Choice captions = {};
	WrappingCheckBox *after_break = nullptr;
	ClippedLabel *other_profile = nullptr;
	NarrowButton *save_button = nullptr;

	/* as it was opened */
	QString filled_name;
	struct live_settings filled = {};
};
