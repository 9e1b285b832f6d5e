/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QCheckBox>
#include <QRadioButton>

/* A check box or radio button whose words wrap where its place is narrow. */
template<class Button> class WrappingButton : public Button {
public:
	explicit WrappingButton(const QString &words);

	QSize sizeHint() const override;
	int heightForWidth(int width) const override;

protected:
	void resizeEvent(QResizeEvent *event) override;
	void changeEvent(QEvent *event) override;

private:
	QStringList linesFor(int width) const;
	QSize sizeOf(const QStringList &lines) const;
	void wrap();

	QString words;
};

class WrappingCheckBox : public WrappingButton<QCheckBox> {
public:
	using WrappingButton::WrappingButton;
};

class WrappingRadioButton : public WrappingButton<QRadioButton> {
public:
	using WrappingButton::WrappingButton;
};
