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
		return modules_wide > 0;
	contents = contents_;
	modules.clear();
	modules_wide = 0;

	const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
		QRcode_encodeString(contents.toUtf8().constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);

	if (code) {
		modules_wide = code->width;
		modules.resize(modules_wide * modules_wide);
		for (int i = 0; i < modules.size(); i++)
			modules.setBit(i, code->data[i] & BLACK_BIT);
	}
	updateGeometry();
	update();
	return modules_wide > 0;
}

int QrCode::modulesWithMargin() const
{
	return modules_wide + 2 * MARGIN_MODULES;
}

QSize QrCode::sizeHint() const
{
	const int side = modulesWithMargin() * MODULE_PIXELS;

	return {side, side};
}

void QrCode::paintEvent(QPaintEvent *)
{
	QPainter painter(this);

	painter.fillRect(rect(), Qt::white);
	for (int i = 0; i < modules.size(); i++) {
		const int x = (i % modules_wide + MARGIN_MODULES) * MODULE_PIXELS;
		const int y = (i / modules_wide + MARGIN_MODULES) * MODULE_PIXELS;

		if (modules.testBit(i))
			painter.fillRect(x, y, MODULE_PIXELS, MODULE_PIXELS, Qt::black);
	}
}
