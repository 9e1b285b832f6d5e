/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/dock/livestream_dialog.hpp"

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

#include "core/controller/controller.h"
#include "ui/components/clipped_label.hpp"
#include "ui/components/labelled_field.hpp"
#include "ui/components/narrow_button.hpp"
#include "ui/components/still_combo_box.hpp"
#include "ui/components/wrapping_button.hpp"
#include "ui/text/live_text.hpp"

static constexpr int SETTINGS_WIDTH = 380;

LivestreamDialog::LivestreamDialog(struct controller *controller_, QWidget *parent)
	: QDialog(parent),
	  controller(controller_)
{
	auto *column = new QVBoxLayout(this);
	struct live_settings settings;

	setWindowTitle(text("Live.Title"));
	setWindowFlag(Qt::WindowContextHelpButtonHint, false);
	setAttribute(Qt::WA_DeleteOnClose);
	display_name = new LabelledField("Live.DisplayName");
	display_name->edit->setPlaceholderText(text("Live.Default"));
	connect(display_name->edit, &QLineEdit::textEdited, this, [this] { judgeName(); });
	column->addWidget(display_name);
	speaker_name = addChoice(column, "Live.SpeakerName",
				 {"Live.Default", "Live.SpeakerName.Hidden", "Live.SpeakerName.Shown"});
	layout_choice =
		addChoice(column, "Live.Layout",
			  {"Live.Default", "Live.Layout.FollowHost", "Live.Layout.Gallery", "Live.Layout.Speaker"});
	captions = addChoice(column, "Live.Captions",
			     {"Live.Default", "Live.Captions.BurntIn", "Live.Captions.Embedded", "Live.Captions.Off"});
	after_break = new WrappingCheckBox(text("Live.AfterBreak"));
	after_break->setToolTip(text("Live.AfterBreak.About"));
	column->addWidget(after_break);
	other_profile = ClippedLabel::add(column, "Live.OtherProfile", TextTone::Warning);
	column->addStretch();
	addCommands(column);

	controller_get_live_settings(controller, &settings);
	fill(settings);
	live_settings_free(&settings);
	resize(SETTINGS_WIDTH, column->totalHeightForWidth(SETTINGS_WIDTH));
}

LivestreamDialog::Choice LivestreamDialog::addChoice(QLayout *layout, const char *name,
						     std::initializer_list<const char *> entries)
{
	auto *box = new StillComboBox;

	for (const char *entry : entries)
		box->addItem(text(entry));
	return {add_labelled(layout, text(name), box), box};
}

void LivestreamDialog::addCommands(QLayout *layout)
{
	auto *row = new QHBoxLayout;

	save_button = NarrowButton::add(row, "Live.Save", [this] { save(); });
	save_button->setDefault(true);
	NarrowButton::add(row, "Live.Cancel", [this] { reject(); });
	static_cast<QVBoxLayout *>(layout)->addLayout(row);
}

/* The entries of a choice stand in the order of its enum, which begins with 1. */
void LivestreamDialog::fill(const struct live_settings &settings)
{
	filled = settings;
	filled.display_name = nullptr;
	filled_name = QString::fromUtf8(settings.display_name);
	display_name->setText(filled_name);
	speaker_name.box->setCurrentIndex(settings.speaker_name - 1);
	layout_choice.box->setCurrentIndex(settings.layout - 1);
	captions.box->setCurrentIndex(settings.captions - 1);
	after_break->setChecked(settings.after_break);
}

/* It grows with what it has to tell. */
bool LivestreamDialog::event(QEvent *event)
{
	const bool done = QDialog::event(event);

	if (event->type() == QEvent::LayoutRequest)
		resize(width(), qMax(height(), layout()->totalHeightForWidth(width())));
	return done;
}

void LivestreamDialog::judgeName()
{
	display_name->showError(display_name_problem(display_name->typed()));
}

void LivestreamDialog::save()
{
	const QByteArray name = display_name->typed().toUtf8();
	QByteArray copy = name;
	struct live_settings settings;

	settings.display_name = name.isEmpty() ? nullptr : copy.data();
	settings.speaker_name = static_cast<enum live_speaker_name>(speaker_name.box->currentIndex() + 1);
	settings.layout = static_cast<enum live_layout>(layout_choice.box->currentIndex() + 1);
	settings.captions = static_cast<enum live_captions>(captions.box->currentIndex() + 1);
	settings.after_break = after_break->isChecked();
	if (controller_set_live_settings(controller, &settings)) {
		accept();
		return;
	}
	judgeName();
	display_name->setFocus();
}

bool LivestreamDialog::isChanged() const
{
	return display_name->typed() != filled_name || speaker_name.box->currentIndex() + 1 != filled.speaker_name ||
	       layout_choice.box->currentIndex() + 1 != filled.layout ||
	       captions.box->currentIndex() + 1 != filled.captions || after_break->isChecked() != filled.after_break;
}

/* What a webinar does not have stays as it was chosen, for the next meeting. */
void LivestreamDialog::showStatus(const struct status &status)
{
	const bool has_layout = live_has_layout(status.broadcast.kind);

	for (const Choice &choice : {layout_choice, captions}) {
		choice.label->setVisible(has_layout);
		choice.box->setVisible(has_layout);
	}
}

bool LivestreamDialog::outliveProfile()
{
	if (isChanged())
		other_profile->setWordsOrHide(text("Live.OtherProfile.Words"));
	return isChanged();
}
