/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QImage>
#include <QWidget>

/* A text as QR code, black on white in every theme, so that every camera reads it. */
class QrCode : public QWidget {
	Q_OBJECT

public:
	QrCode();

	/* Returns false, and shows nothing, where it does not fit into a QR code. */
	bool setContents(const QString &contents);

	QSize sizeHint() const override;

protected:
	void paintEvent(QPaintEvent *event) override;

private:
	QString contents;
	QImage modules; /* one pixel each */
};
