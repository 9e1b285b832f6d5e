/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <QToolButton>

#include "ui/components/enter_button.hpp"
#include "ui/text/text.hpp"

/* A small button that the keyboard comes to. */
class SmallButton : public EnterButton<QToolButton> {
public:
	SmallButton() { setFocusPolicy(Qt::TabFocus); }

protected:
	/* One that has no room for its words, which are in a tool tip. */
	void beSquare(const char *name)
	{
		setAccessibleName(::text(name));
		setToolTip(accessibleName());
		/* no higher than a line needs: without the room that themes leave around an icon */
		setFixedSize(SIZE, SIZE);
		setStyleSheet(QStringLiteral("padding: 0px"));
	}

private:
	static constexpr int SIZE = 24;
};

/*
 * One with one of the icons of OBS's theme, and its words in a tool tip. Themes know them by a property
 * "class" from OBS 31 on and "themeID" up to OBS 30; setting both is harmless.
 */
class IconButton : public SmallButton {
public:
	IconButton(const char *name, const char *icon_class, const char *theme_id)
	{
		beSquare(name);
		setProperty("class", icon_class);
		setProperty("themeID", theme_id);
	}
};
