/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/qr_code.hpp"

#include <QPainter>

#include <memory>

#include <qrencode.h>

#include "ui/text/text.hpp"

static constexpr int MARGIN_MODULES = 4; /* the quiet zone of the standard */
static constexpr int MODULE_PIXELS = 4;
static constexpr int BLACK_BIT = 1;

QrCode::QrCode()
{
	setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
	setAccessibleName(text("Account.QrCode"));
	/* a plain widget is nothing to a screen reader unless it has words */
	setAccessibleDescription(text("Account.QrCode.About"));
}

bool QrCode::setContents(const QString &contents_)
{
	if (contents_ == contents)
		return !modules.isNull();
	contents = contents_;
	modules = QImage();

	const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
		QRcode_encodeString(contents.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);

	if (code) {
		const int side = code->width + 2 * MARGIN_MODULES;

		modules = QImage(side, side, QImage::Format_RGB32);
		modules.fill(Qt::white);
		for (int i = 0; i < code->width * code->width; i++) {
			if (code->data[i] & BLACK_BIT)
				modules.setPixel(i % code->width + MARGIN_MODULES, i / code->width + MARGIN_MODULES,
						 qRgb(0, 0, 0));
		}
	}
	updateGeometry();
	update();
	return !modules.isNull();
}

QSize QrCode::sizeHint() const
{
	return modules.size() * MODULE_PIXELS;
}

void QrCode::paintEvent(QPaintEvent *)
{
	QPainter(this).drawImage(QRect(QPoint(), sizeHint()), modules);
}
