/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/parts.hpp"

#include <QDesktopServices>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include "module_text.hpp"
#include "platform/secret_bytes.hpp"

static constexpr int HEAD_BYTES_MAX = 8 * 1024;
static constexpr int SOCKETS_MAX = 16; /* browsers open some in advance */
static constexpr int REQUEST_DEADLINE_MS = 10000;

static const char BEYOND_HEAD[] = "\r\n\r\n";

namespace {

struct AuthListener : QObject {
	void accept();
	void received(QTcpSocket *socket);
	void answer(QTcpSocket *socket, const QByteArray &head);
	const char *faultOf(const QList<QByteArray> &words, const QByteArray &head) const;
	bool isForHere(const QByteArray &head) const;

	QTcpServer server;
	QByteArray path;
	bool (*arrived)(void *context, const char *target, struct problem *problem) = nullptr;
	void *context = nullptr;
};

} // namespace

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

static QByteArray page_html(const QString &heading, const QString &words)
{
	const QString html =
		QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
			       "<meta name=\"viewport\" content=\"width=device-width\">"
			       "<meta name=\"color-scheme\" content=\"light dark\"><title>%1</title></head>"
			       "<body><h1>%2</h1><p>%3</p></body></html>\n");

	return html.arg(text("Module.Name").toHtmlEscaped(), heading.toHtmlEscaped(), words.toHtmlEscaped()).toUtf8();
}

static void send(QTcpSocket *socket, const char *status, const QString &heading, const QString &words)
{
	const QByteArray body = page_html(heading, words);

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

static void refuse(QTcpSocket *socket, const char *status)
{
	send(socket, status, text("Account.Page.NotThis"), text("Account.Page.GoBack"));
}

void AuthListener::received(QTcpSocket *socket)
{
	QByteArray bytes = socket->peek(HEAD_BYTES_MAX);
	const auto head_size = bytes.indexOf(BEYOND_HEAD);

	if (head_size >= 0) {
		bytes.truncate(head_size);
		answer(socket, bytes);
	} else if (bytes.size() >= HEAD_BYTES_MAX) {
		refuse(socket, "431 Request Header Fields Too Large");
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

/* Why the browser's request is refused; null: it is not. */
const char *AuthListener::faultOf(const QList<QByteArray> &words, const QByteArray &head) const
{
	if (words.size() != 3 || !words[1].startsWith('/') || !words[2].startsWith("HTTP/1.") || head.contains('\0'))
		return "400 Bad Request";
	if (words[0] != "GET")
		return "405 Method Not Allowed\r\nAllow: GET";
	if (!server.isListening())
		return "410 Gone";
	if (!isForHere(head))
		return "400 Bad Request";
	return words[1].left(words[1].indexOf('?')) == path ? nullptr : "404 Not Found";
}

/* What went wrong, without what somebody else has put in, and what to do. */
static QString words_for(struct problem *problem)
{
	problem_set_detail(problem, nullptr);
	return join_sentences(problem_text(*problem), text("Account.Page.GoBack"));
}

/* What a browser that is back is shown tells nothing of what it has brought. */
void AuthListener::answer(QTcpSocket *socket, const QByteArray &head)
{
	QList<QByteArray> words = head.left(head.indexOf('\r')).split(' ');
	const char *const fault = faultOf(words, head);
	struct problem problem = {};

	if (fault)
		refuse(socket, fault);
	else if (arrived(context, words[1].constData(), &problem))
		send(socket, "200 OK", text("Account.Page.Done"), text("Account.Page.Done.Words"));
	else if (!problem_is_set(&problem))
		refuse(socket, "400 Bad Request");
	else
		send(socket, "400 Bad Request", text("Account.Page.Failed"), words_for(&problem));
	problem_free(&problem);
	for (QByteArray &word : words)
		wipe_bytes(word);
}

static bool open_page(void *, const char *url)
{
	return QDesktopServices::openUrl(QUrl::fromEncoded(url, QUrl::StrictMode));
}

/* What has come already is still answered. */
static void stop(void *data)
{
	static_cast<AuthListener *>(data)->server.close();
}

static bool listen(void *data, const char *address, uint16_t port, const char *path,
		   bool (*arrived)(void *context, const char *target, struct problem *problem), void *context)
{
	auto *listener = static_cast<AuthListener *>(data);
	const QHostAddress host(QString::fromUtf8(address));

	stop(listener);
	listener->path = path;
	listener->arrived = arrived;
	listener->context = context;
	return host.isLoopback() && listener->server.listen(host, port);
}

std::unique_ptr<QObject> auth_listener_create(struct host_browser *host)
{
	auto listener = std::make_unique<AuthListener>();

	QObject::connect(&listener->server, &QTcpServer::newConnection, listener.get(), &AuthListener::accept);
	*host = {listener.get(), open_page, listen, stop};
	return listener;
}
