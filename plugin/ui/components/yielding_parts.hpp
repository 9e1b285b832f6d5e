/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <vector>

class QVBoxLayout;
class QWidget;

/*
 * Parts of a column that go elsewhere where that becomes too high: the first that was added goes first. They stay what
 * they are, and keep the keyboard.
 */
class YieldingParts {
public:
	/* Both layouts must be those of widgets, or within such. */
	void add(QWidget *part, QVBoxLayout *place, QVBoxLayout *elsewhere);

	/* As many as the column, at that width, has height for are where they belong. */
	void fit(const QWidget *column, int width, int height_max);

private:
	struct Part {
		QWidget *widget;
		QVBoxLayout *place;
		QVBoxLayout *elsewhere;
		bool is_elsewhere;
	};

	static int heightOf(const Part &part, int width);
	static void move(Part &part, bool elsewhere);

	std::vector<Part> parts;
};
