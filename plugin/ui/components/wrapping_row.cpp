/* SPDX-License-Identifier: GPL-2.0-or-later */

#include "ui/components/wrapping_row.hpp"

#include <QWidget>

/* The item's own hint says nothing of the width of what ignores it. */
static int width_of(QLayoutItem *item)
{
	return item->widget()->sizeHint().width();
}

static bool takes_the_rest(QLayoutItem *item)
{
	return item->widget()->sizePolicy().horizontalPolicy() == QSizePolicy::Ignored;
}

static int height_of(const std::vector<QLayoutItem *> &row)
{
	int height = 0;

	for (const QLayoutItem *item : row)
		height = qMax(height, item->sizeHint().height());
	return height;
}

WrappingRow::~WrappingRow()
{
	for (const QLayoutItem *item : items)
		delete item;
}

void WrappingRow::addItem(QLayoutItem *item)
{
	items.push_back(item);
	invalidate();
}

int WrappingRow::count() const
{
	return static_cast<int>(items.size());
}

QLayoutItem *WrappingRow::itemAt(int index) const
{
	return index >= 0 && index < count() ? items[static_cast<size_t>(index)] : nullptr;
}

QLayoutItem *WrappingRow::takeAt(int index)
{
	QLayoutItem *item = itemAt(index);

	if (item)
		items.erase(items.begin() + index);
	return item;
}

/* Of what shows. */
std::vector<WrappingRow::Row> WrappingRow::rowsFor(int width) const
{
	std::vector<Row> rows;
	int left = 0;

	for (QLayoutItem *item : items) {
		if (item->isEmpty())
			continue;
		left -= width_of(item) + spacing();
		if (rows.empty() || left < 0) {
			rows.emplace_back();
			left = width - width_of(item);
		}
		rows.back().push_back(item);
	}
	return rows;
}

int WrappingRow::heightForWidth(int width) const
{
	int height = 0;

	for (const Row &row : rowsFor(width))
		height += height_of(row) + (height ? spacing() : 0);
	return height;
}

QSize WrappingRow::sizeHint() const
{
	int width = 0;

	for (QLayoutItem *item : items) {
		if (!item->isEmpty())
			width += width_of(item) + (width ? spacing() : 0);
	}
	return {width, heightForWidth(width)};
}

QSize WrappingRow::minimumSize() const
{
	return {0, sizeHint().height()};
}

void WrappingRow::place(const Row &row, const QRect &place) const
{
	int takers = 0;
	int rest = place.width() - spacing() * static_cast<int>(row.size() - 1);
	int x = place.x();

	for (QLayoutItem *item : row) {
		rest -= width_of(item);
		takers += takes_the_rest(item);
	}
	for (QLayoutItem *item : row) {
		const int more = takes_the_rest(item) ? rest / takers-- : 0;

		item->setGeometry(QRect(x, place.y(), qMin(width_of(item) + more, place.width()), place.height()));
		rest -= more;
		x += width_of(item) + more + spacing();
	}
}

void WrappingRow::setGeometry(const QRect &whole)
{
	int y = whole.y();

	QLayout::setGeometry(whole);
	for (const Row &row : rowsFor(whole.width())) {
		place(row, QRect(whole.x(), y, whole.width(), height_of(row)));
		y += height_of(row) + spacing();
	}
}
