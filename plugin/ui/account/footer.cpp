/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/account/footer.hpp"

#include <QVBoxLayout>

#include <utility>

#include "ui/components/clipped_label.hpp"
#include "ui/components/narrow_button.hpp"

static constexpr int MAIN_STRETCH = 2;

Footer::Footer() : question(new QWidget)
{
	auto *layout = new QVBoxLayout(this);
	auto *asking = new QVBoxLayout(question);
	auto *answers = new QHBoxLayout;
	auto *row = new QHBoxLayout;
	ClippedLabel *words = ClippedLabel::add(asking, "Account.Discard.Question", TextTone::Warning);

	words->setWordsQuietly(text("Account.Discard.Question"));
	words->show();
	asking->setContentsMargins(0, 0, 0, 0);
	NarrowButton::add(answers, "Account.Discard", [this] {
		const auto then = std::exchange(discard, nullptr);

		keepTyped();
		if (then)
			then();
	});
	NarrowButton::add(answers, "Account.Discard.Keep", [this] { keepTyped(); });
	asking->addLayout(answers);
	question->hide();
	layout->addWidget(question);

	back_button = NarrowButton::add(row, "Account.Back", [this] { emit back(); });
	main_button = NarrowButton::add(row, "Account.Next", [this] {
		if (!busy)
			emit goOn();
	});
	close_button = NarrowButton::add(row, "Account.Close", [this] { emit closeWanted(); });
	row->setStretch(row->indexOf(back_button), 1);
	row->setStretch(row->indexOf(main_button), MAIN_STRETCH);
	row->setStretch(row->indexOf(close_button), 1);
	layout->addLayout(row);
}

/* The one that was pressed keeps the keyboard, which a button that is disabled loses. */
void Footer::showButtons(const QString &main_words, bool has_back, bool is_busy)
{
	const bool has_main = !main_words.isEmpty();

	busy = is_busy;
	if (has_main && main_words != main_button->text()) {
		main_button->setText(main_words);
		main_button->setAccessibleName(main_words);
	}
	if (!has_main && main_button->hasFocus())
		close_button->setFocus();
	main_button->setVisible(has_main);
	main_button->setEnabled(!busy || main_button->hasFocus());
	main_button->showBusy(busy);
	main_button->setDefault(has_main);
	close_button->setDefault(!has_main);
	if (!has_back && back_button->hasFocus())
		focusMain();
	back_button->setVisible(has_back);
	back_button->setEnabled(!busy);
}

void Footer::askToDiscard(const std::function<void()> &then)
{
	discard = then;
	question->show();
}

void Footer::keepTyped()
{
	discard = nullptr;
	question->hide();
}

bool Footer::isAsking() const
{
	return !question->isHidden();
}

void Footer::focusMain()
{
	QPushButton *button = main_button->isHidden() ? close_button : main_button;

	button->setEnabled(true);
	button->setFocus();
}
