/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "platform/auth_listener.h"

#include <QDesktopServices>
#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>

#include <util/bmem.h>

#include "core/model/problem_text.h"
#include "module_text.h"
#include "platform/secret_bytes.hpp"

static constexpr int HEAD_BYTES_MAX = 8 * 1024;
static constexpr int SOCKETS_MAX = 16; /* browsers open some in advance */
static constexpr int REQUEST_DEADLINE_MS = 10000;

static const char BEYOND_HEAD[] = "\r\n\r\n";

namespace {

/* What the person is told, in words. */
struct Page {
	bool good;
	QString heading;
	QString words;
};

class AuthListener : public QObject {
public:
	AuthListener();

	bool start(const QString &address, quint16 port, const QString &path);
	void stop();

	bool (*arrived)(void *context, const char *target, struct problem *problem) = nullptr;
	void *context = nullptr;

private:
	void accept();
	void received(QTcpSocket *socket);
	void answer(QTcpSocket *socket, const QByteArray &head);
	void answerTarget(QTcpSocket *socket, QByteArray target);
	bool isForHere(const QByteArray &head) const;

	QTcpServer server;
	QByteArray path;
};

} // namespace

AuthListener::AuthListener()
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

static QByteArray page_html(const Page &page)
{
	const QString html =
		QStringLiteral("<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\">"
			       "<meta name=\"viewport\" content=\"width=device-width\">"
			       "<meta name=\"color-scheme\" content=\"light dark\"><title>%1</title></head>"
			       "<body><h1>%2</h1><p>%3</p></body></html>\n");

	return html.arg(text("Module.Name").toHtmlEscaped(), page.heading.toHtmlEscaped(), page.words.toHtmlEscaped())
		.toUtf8();
}

static void send(QTcpSocket *socket, const char *status, const Page &page)
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

static Page refusal()
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

/* What went wrong, without what somebody else has put in, and what to do. */
static QString words_for(struct problem *problem)
{
	char *message, *remedy;
	QString words;

	if (!problem_is_set(problem))
		return text("Account.Page.GoBack");
	problem_set_detail(problem, nullptr);
	message = problem_text_message(problem, module_text_find);
	remedy = problem_text_remedy(problem, module_text_find);
	words = QString::fromUtf8(message);
	for (const QString &next : {QString::fromUtf8(remedy), text("Account.Page.GoBack")}) {
		if (!next.isEmpty())
			words += QLatin1String(words.isEmpty() || !words.back().isLetterOrNumber() ? " " : ". ") + next;
	}
	bfree(message);
	bfree(remedy);
	return words;
}

/* The browser is back; what it is shown tells nothing of what it has brought. */
void AuthListener::answerTarget(QTcpSocket *socket, QByteArray target)
{
	struct problem problem = {};
	const bool good = arrived(context, target.constData(), &problem);

	wipe_bytes(target);
	if (good)
		send(socket, "200 OK", {true, text("Account.Page.Done"), text("Account.Page.Done.Words")});
	else
		send(socket, "400 Bad Request", {false, text("Account.Page.Failed"), words_for(&problem)});
	problem_free(&problem);
}

struct auth_listener {
	AuthListener listener;
};

struct auth_listener *auth_listener_create(void)
{
	return new struct auth_listener;
}

void auth_listener_destroy(struct auth_listener *listener)
{
	delete listener;
}

static bool open_page(void *, const char *url)
{
	return QDesktopServices::openUrl(QUrl::fromEncoded(url, QUrl::StrictMode));
}

static bool listen(void *data, const char *address, uint16_t port, const char *path,
		   bool (*arrived)(void *context, const char *target, struct problem *problem), void *context)
{
	AuthListener &listener = static_cast<struct auth_listener *>(data)->listener;

	listener.arrived = arrived;
	listener.context = context;
	return listener.start(QString::fromUtf8(address), port, QString::fromUtf8(path));
}

static void stop(void *data)
{
	static_cast<struct auth_listener *>(data)->listener.stop();
}

struct host_browser auth_listener_host(struct auth_listener *listener)
{
	return {listener, open_page, listen, stop};
}
