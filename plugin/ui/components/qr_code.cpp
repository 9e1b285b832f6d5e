/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/qr_code.hpp"

#include <QPainter>

#include <stdexcept>

#include <qrcodegen.hpp>

#include "ui/text/text.hpp"

static constexpr int MARGIN_MODULES = 4; /* the quiet zone of the standard */
static constexpr int MODULE_PIXELS = 4;

QrCode::QrCode()
{
	setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
	setAccessibleName(text("Account.QrCode"));
	/* a plain widget is nothing to a screen reader unless it has words */
	setAccessibleDescription(text("Account.QrCode.About"));
}

/* Null where the text is too long for any code. */
static QImage modules_of(const QString &text)
{
	try {
		const auto code =
			qrcodegen::QrCode::encodeText(text.toUtf8().constData(), qrcodegen::QrCode::Ecc::MEDIUM);
		const int side = code.getSize() + 2 * MARGIN_MODULES;
		QImage modules(side, side, QImage::Format_RGB32);

		for (int y = 0; y < side; y++) {
			for (int x = 0; x < side; x++) {
				/* what is outside of the code is white */
				const bool black = code.getModule(x - MARGIN_MODULES, y - MARGIN_MODULES);

				modules.setPixel(x, y, black ? qRgb(0, 0, 0) : qRgb(255, 255, 255));
			}
		}
		return modules;
	} catch (const std::length_error &) {
		return {};
	}
}

bool QrCode::setContents(const QString &contents_)
{
	if (contents_ == contents)
		return !modules.isNull();
	contents = contents_;
	modules = modules_of(contents);
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
