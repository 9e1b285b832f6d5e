/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QCheckBox>

/* A check box whose words wrap where its place is narrow. */
class WrappingCheckBox : public QCheckBox {
	Q_OBJECT

public:
	explicit WrappingCheckBox(const QString &words);

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
