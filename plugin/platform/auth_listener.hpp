/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QTcpServer>

#include <functional>

class QTcpSocket;

/*
 * Receives the browser that comes back from Zoom's page: one path on this
 * computer's loopback, answered by a page of its own. UI thread; nothing waits.
 */
class AuthListener : public QObject {
	Q_OBJECT

public:
	/* What the person is told, in words. */
	struct Page {
		bool good;
		QString heading;
		QString words;
	};
	/* target: the request's, "/zoom?code=…". It may stop the listener; the page goes out all the same. */
	using Handler = std::function<Page(const char *target)>;

	explicit AuthListener(Handler handler, QObject *parent = nullptr);

	/* Returns false where the port cannot be had. */
	bool start(const QString &address, quint16 port, const QString &path);
	void stop();

private:
	void accept();
	void received(QTcpSocket *socket);
	void answer(QTcpSocket *socket, const QByteArray &head);
	void answerTarget(QTcpSocket *socket, QByteArray target);
	bool isForHere(const QByteArray &head) const;

	Handler handler;
	QTcpServer server;
	QByteArray path;
};
