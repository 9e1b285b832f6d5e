/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/help.hpp"

#include <QDesktopServices>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QScrollBar>
#include <QShortcut>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextTable>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/components/narrow_button.hpp"
#include "ui/components/still_combo_box.hpp"

static constexpr int HELP_WIDTH = 760;
static constexpr int HELP_HEIGHT = 600;
static constexpr int HELP_MARGIN = 12;
static constexpr int BACK_STRETCH = 1;
static constexpr int PAGES_STRETCH = 5;
static constexpr int CELL_PADDING = 5;
/* Of a message, below which it could be anything. */
static constexpr int LITERAL_CHARACTERS_MIN = 5;

static const char *const PAGES[] = {
	"README.md",          "docs/troubleshooting.md", "docs/signing-in.md",
	"docs/livestream.md", "docs/keeping-in-step.md", "docs/remote-control.md",
	"docs/privacy.md",    "docs/reference.md",
};

/* Shows the pages' Markdown. What Qt makes nothing of is replaced by what it knows. */
class HelpPage : public QTextBrowser {
public:
	QVariant loadResource(int type, const QUrl &name) override;
	void dressTables();
	void fitPictures();

protected:
	void resizeEvent(QResizeEvent *event) override
	{
		QTextBrowser::resizeEvent(event);
		fitPictures();
	}

private:
	int imageWidth(const QString &name);
};

static QString read_page(const QUrl &url)
{
	QFile file(url.toLocalFile());

	return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/* Links to what is not among the pages become plain words. */
static QString without_dead_links(const QString &markdown, const QUrl &url)
{
	static const QRegularExpression link(QStringLiteral("(?<!!)\\[([^\\]]*)\\]\\(([^)#:]+)(#[^)]*)?\\)"));
	QString text;
	qsizetype end = 0;

	for (auto found = link.globalMatch(markdown); found.hasNext();) {
		const QRegularExpressionMatch match = found.next();
		const bool leads = QFileInfo::exists(url.resolved(QUrl(match.captured(2))).toLocalFile());

		text += markdown.mid(end, match.capturedStart() - end) + match.captured(leads ? 0 : 1);
		end = match.capturedEnd();
	}
	return text + markdown.mid(end);
}

QVariant HelpPage::loadResource(int type, const QUrl &name)
{
	static const QRegularExpression comment(QStringLiteral("<!--.*?-->\\s*"),
						QRegularExpression::DotMatchesEverythingOption);

	if (type != QTextDocument::MarkdownResource)
		return QTextBrowser::loadResource(type, name);
	QString markdown = read_page(name);

	markdown.remove(comment);
	markdown.replace(QLatin1String("<br>"), QString(QChar::LineSeparator));
	return without_dead_links(markdown, name);
}

/* Thin lines, and room around the words. */
void HelpPage::dressTables()
{
	for (QTextFrame *frame : document()->rootFrame()->childFrames()) {
		auto *table = qobject_cast<QTextTable *>(frame);

		if (!table)
			continue;
		QTextTableFormat format = table->format();

		format.setBorderCollapse(true);
		format.setBorder(1);
		format.setBorderBrush(palette().color(QPalette::Disabled, QPalette::Text));
		format.setCellPadding(CELL_PADDING);
		format.setCellSpacing(0);
		table->setFormat(format);
	}
}

int HelpPage::imageWidth(const QString &name)
{
	return qvariant_cast<QImage>(document()->resource(QTextDocument::ImageResource, source().resolved(QUrl(name))))
		.width();
}

/* None is wider than the page. */
void HelpPage::fitPictures()
{
	const int room = viewport()->width() - 2 * static_cast<int>(document()->documentMargin());

	for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
		for (auto it = block.begin(); !it.atEnd(); ++it) {
			QTextImageFormat format = it.fragment().charFormat().toImageFormat();
			QTextCursor cursor(document());

			if (!format.isValid())
				continue;
			const int width = imageWidth(format.name());

			if (width <= 0 || format.width() == qMin(width, room))
				continue;
			format.setWidth(qMin(width, room));
			cursor.setPosition(it.fragment().position());
			cursor.setPosition(it.fragment().position() + it.fragment().length(), QTextCursor::KeepAnchor);
			cursor.setCharFormat(format);
			/* the fragments are other ones now */
			break;
		}
	}
}

/* As links name it: "Who makes the app?" is "who-makes-the-app". */
static QString heading_name(QString heading)
{
	static const QRegularExpression punctuation(QStringLiteral("[^\\w\\s-]"),
						    QRegularExpression::UseUnicodePropertiesOption);

	return heading.toLower().remove(punctuation).replace(QLatin1Char(' '), QLatin1Char('-'));
}

/* A page has "…" where a message has a number, a name or other people's words. */
static bool is_message(const QString &line, const QString &sentence)
{
	QString pattern = QRegularExpression::escape(line.trimmed());
	const QString gap = QRegularExpression::escape(QStringLiteral("…"));

	if (QString(line).remove(QStringLiteral("…")).trimmed().size() < LITERAL_CHARACTERS_MIN)
		return false;
	return QRegularExpression(QRegularExpression::anchoredPattern(pattern.replace(gap, QStringLiteral(".+"))))
		.match(sentence)
		.hasMatch();
}

/* The message in it, selected; or nothing. */
static QTextCursor find_message(const QTextBlock &block, const QString &sentence)
{
	int begin = block.position();

	for (const QString &line : block.text().split(QChar::LineSeparator)) {
		if (is_message(line, sentence)) {
			QTextCursor cursor(block);

			cursor.setPosition(begin);
			cursor.setPosition(begin + static_cast<int>(line.size()), QTextCursor::KeepAnchor);
			return cursor;
		}
		begin += static_cast<int>(line.size()) + 1;
	}
	return QTextCursor();
}

static QTextCursor find_place(QTextDocument *document, const QString &heading, const QString &sentence)
{
	QTextCursor place(document);

	for (QTextBlock block = document->begin(); block.isValid(); block = block.next()) {
		const QTextCursor message = sentence.isEmpty() ? QTextCursor() : find_message(block, sentence);

		if (!message.isNull())
			return message;
		if (block.blockFormat().headingLevel() > 0 && heading_name(block.text()) == heading)
			place.setPosition(block.position());
	}
	return place;
}

HelpWindow::HelpWindow(const QString &folder, QWidget *parent)
	: QDialog(parent),
	  /* OBS may know it by the way from its own folder, and such an address is no file's */
	  base(QUrl::fromLocalFile(QFileInfo(folder).absoluteFilePath() + QLatin1Char('/'))),
	  page(new HelpPage)
{
	auto *layout = new QVBoxLayout(this);
	auto *row = new QHBoxLayout;

	setWindowTitle(text("Help.Title"));
	setAttribute(Qt::WA_DeleteOnClose);
	setWindowFlag(Qt::WindowMaximizeButtonHint);
	back_button = NarrowButton::add(row, "Help.Back", [this] { page->backward(); });
	back_button->setEnabled(false);
	back_button->setAutoDefault(false);
	pages = new StillComboBox;
	for (const char *name : PAGES) {
		const QUrl url = base.resolved(QUrl(QString::fromUtf8(name)));
		/* the first heading, which stands below the licence */
		const QString markdown = read_page(url).section(QStringLiteral("\n# "), 1, 1);

		pages->addItem(markdown.section(QLatin1Char('\n'), 0, 0), url.toString());
	}
	row->addWidget(pages);
	row->setStretch(0, BACK_STRETCH);
	row->setStretch(1, PAGES_STRETCH);
	layout->addLayout(row);
	page->setAccessibleName(text("Help.Title"));
	page->setOpenLinks(false);
	page->document()->setDocumentMargin(HELP_MARGIN);
	layout->addWidget(page, 1);
	connect(pages, QOverload<int>::of(&QComboBox::activated), this,
		[this](int index) { follow(QUrl(pages->itemData(index).toString())); });
	connect(page, &QTextBrowser::anchorClicked, this, &HelpWindow::follow);
	connect(page, &QTextBrowser::backwardAvailable, back_button, &QWidget::setEnabled);
	connect(page, &QTextBrowser::sourceChanged, this, &HelpWindow::showPlace);
	resize(HELP_WIDTH, HELP_HEIGHT);
	page->setFocus();
}

void HelpWindow::open(const QString &place, const QString &sentence_)
{
	sentence = sentence_;
	follow(base.resolved(QUrl(place)));
	show();
	raise();
	activateWindow();
}

void HelpWindow::follow(const QUrl &url)
{
	const QUrl target = page->source().resolved(url);

	if (!target.isLocalFile()) {
		QDesktopServices::openUrl(target);
		return;
	}
	if (target == page->source())
		showPlace(target);
	else
		page->setSource(target, QTextDocument::MarkdownResource);
}

void HelpWindow::showPlace(const QUrl &url)
{
	pages->setCurrentIndex(pages->findData(url.toString(QUrl::RemoveFragment)));
	/* once it has its width, and with that its lines */
	QTimer::singleShot(0, this, [this, url] {
		page->dressTables();
		page->fitPictures();

		const QTextCursor place = find_place(page->document(), url.fragment(), sentence);

		sentence.clear();
		page->setTextCursor(place);
		page->setAccessibleDescription(place.hasSelection() ? place.selectedText() : place.block().text());
		page->verticalScrollBar()->setValue(page->verticalScrollBar()->value() + page->cursorRect().top() -
						    page->cursorRect().height());
	});
}

HelpButton::HelpButton(QWidget *about)
{
	auto *key = new QShortcut(QKeySequence::HelpContents, about);

	setText(QStringLiteral("?"));
	beSquare("Help.Open");
	key->setContext(Qt::WidgetWithChildrenShortcut);
	QObject::connect(key, &QShortcut::activated, this, [this] { click(); });
}
