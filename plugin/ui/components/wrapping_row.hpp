/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QLayout>

#include <vector>

/*
 * Widgets side by side, each with room for its words; the first one that has none begins a row of its own. What is left
 * of a row is shared among those whose size policy is to ignore what they would like.
 */
class WrappingRow : public QLayout {
	Q_OBJECT

public:
	WrappingRow() = default;
	~WrappingRow() override;

	void addItem(QLayoutItem *item) override;
	int count() const override;
	QLayoutItem *itemAt(int index) const override;
	QLayoutItem *takeAt(int index) override;
	Qt::Orientations expandingDirections() const override { return Qt::Horizontal; }
	bool hasHeightForWidth() const override { return true; }
	int heightForWidth(int width) const override;
	QSize sizeHint() const override;
	QSize minimumSize() const override;
	void setGeometry(const QRect &place) override;

private:
	using Row = std::vector<QLayoutItem *>;

	std::vector<Row> rowsFor(int width) const;
	void place(const Row &row, const QRect &place) const;

	std::vector<QLayoutItem *> items;
};
