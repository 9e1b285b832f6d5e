/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/auth_listener.hpp"

#include <QHostAddress>
#include <QTcpSocket>
#include <QTimer>

#include "module_text.h"
#include "platform/secret_bytes.hpp"

static constexpr int HEAD_BYTES_MAX = 8 * 1024;
static constexpr int SOCKETS_MAX = 16; /* browsers open some in advance */
static constexpr int REQUEST_DEADLINE_MS = 10000;

static const char BEYOND_HEAD[] = "\r\n\r\n";

AuthListener::AuthListener(Handler handler_, QObject *parent) : QObject(parent), handler(std::move(handler_))
{
	connect(&server, &QTcpServer::newConnection, this, &AuthListener::accept);
}

bool AuthListener::start(const QString &address, quint16 port, const QString &path_)
{
	const QHostAddress host(address);

	stop();
	path = path_.toUtf8();
	return host.isLoopback() && server.listen(host, port);
}

/* What has come already is still answered. */
void AuthListener::stop()
{
	server.close();
}

void AuthListener::accept()
{
	while (QTcpSocket *socket = server.nextPendingConnection()) {
		/* closing the server would take its sockets along */
		socket->setParent(this);
		if (findChildren<QTcpSocket *>(QString(), Qt::FindDirectChildrenOnly).size() > SOCKETS_MAX) {
			socket->abort();
			delete socket;
			continue;
		}
		socket->setReadBufferSize(HEAD_BYTES_MAX);
		connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
		connect(socket, &QTcpSocket::readyRead, this, [this, socket] { received(socket); });
		QTimer::singleShot(REQUEST_DEADLINE_MS, socket, [socket] {
			socket->abort();
			socket->deleteLater();
		});
		received(socket);
	}
}

static QString text(const char *name)
{
	return QString::fromUtf8(module_text(name));
}

static QByteArray page_html(const AuthListener::Page &page)
{
	const QString html =
		QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
			       "<meta name=\"viewport\" content=\"width=device-width\">"
			       "<meta name=\"color-scheme\" content=\"light dark\"><title>%1</title></head>"
			       "<body><h1>%2</h1><p>%3</p></body></html>\n");

	return html.arg(text("Module.Name").toHtmlEscaped(), page.heading.toHtmlEscaped(), page.words.toHtmlEscaped())
		.toUtf8();
}

static void send(QTcpSocket *socket, const char *status, const AuthListener::Page &page)
{
	const QByteArray body = page_html(page);

	QObject::disconnect(socket, &QTcpSocket::readyRead, nullptr, nullptr);
	socket->write(
		QByteArray("HTTP/1.1 ") + status +
		"\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size()) +
		"\r\nCache-Control: no-store\r\nConnection: close\r\nReferrer-Policy: no-referrer"
		"\r\nX-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY"
		"\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\n\r\n" +
		body);
	socket->disconnectFromHost();
}

static AuthListener::Page refusal()
{
	return {false, text("Account.Page.NotThis"), text("Account.Page.GoBack")};
}

void AuthListener::received(QTcpSocket *socket)
{
	QByteArray bytes = socket->peek(HEAD_BYTES_MAX);
	const auto head_size = bytes.indexOf(BEYOND_HEAD);

	if (head_size >= 0) {
		bytes.truncate(head_size);
		answer(socket, bytes);
	} else if (bytes.size() >= HEAD_BYTES_MAX) {
		send(socket, "431 Request Header Fields Too Large", refusal());
	}
	wipe_bytes(bytes);
}

/* A page of elsewhere may have pointed its own name to this computer. */
bool AuthListener::isForHere(const QByteArray &head) const
{
	const QByteArray port = ":" + QByteArray::number(server.serverPort());
	int hosts = 0;
	bool known = false;

	for (const QByteArray &line : head.split('\n')) {
		if (!line.toLower().startsWith("host:"))
			continue;
		const QByteArray host = line.mid(5).trimmed().toLower();

		hosts++;
		known = host == "127.0.0.1" + port || host == "localhost" + port || host == "[::1]" + port;
	}
	return hosts == 1 && known;
}

void AuthListener::answer(QTcpSocket *socket, const QByteArray &head)
{
	const QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
	const bool is_request = words.size() == 3 && words[1].startsWith('/') && words[2].startsWith("HTTP/1.");
	const QByteArray asked_path = is_request ? words[1].left(words[1].indexOf('?')) : QByteArray();

	if (!is_request || head.contains('\0'))
		send(socket, "400 Bad Request", refusal());
	else if (words[0] != "GET")
		send(socket, "405 Method Not Allowed\r\nAllow: GET", refusal());
	else if (!server.isListening())
		send(socket, "410 Gone", refusal());
	else if (!isForHere(head))
		send(socket, "400 Bad Request", refusal());
	else if (asked_path != path)
		send(socket, "404 Not Found", refusal());
	else
		answerTarget(socket, words[1]);
}

void AuthListener::answerTarget(QTcpSocket *socket, QByteArray target)
{
	const Page page = handler(target.constData());

	wipe_bytes(target);
	send(socket, page.good ? "200 OK" : "400 Bad Request", page);
}
