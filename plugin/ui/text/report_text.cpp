/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/text/report_text.hpp"

#include <QGuiApplication>
#include <QSysInfo>

#include <util/bmem.h>

#include "core/controller/controller.h"

QString report_text(struct controller *controller)
{
	const QByteArray system = QStringList{QSysInfo::prettyProductName(), QSysInfo::kernelVersion(),
					      QSysInfo::currentCpuArchitecture(), QGuiApplication::platformName()}
					  .join(QStringLiteral(", "))
					  .toUtf8();
	char *report = controller_make_report(controller, qVersion(), system.constData());
	const QString words = QString::fromUtf8(report);

	bfree(report);
	return words;
}
