# SPDX-License-Identifier: GPL-2.0-or-later
"""A program of its own: the window in which gnome-keyring asks for its password, and nobody types it.

Prints a line when it is there; ends when it is killed.
"""
from gi.repository import Gio, GLib

NAME = "org.gnome.keyring.SystemPrompter"
INTERFACE = Gio.DBusNodeInfo.new_for_xml("""<node>
  <interface name="org.gnome.keyring.internal.Prompter">
    <method name="BeginPrompting"><arg type="o" direction="in"/></method>
    <method name="PerformPrompt">
      <arg type="o" direction="in"/><arg type="s" direction="in"/><arg type="a{sv}" direction="in"/>
      <arg type="s" direction="in"/>
    </method>
    <method name="StopPrompting"><arg type="o" direction="in"/></method>
  </interface>
</node>""").interfaces[0]


def called(_connection, _sender, _path, _interface, _method, _arguments, invocation) -> None:
    invocation.return_value(None)  # from here on it is the person's turn


def main() -> None:
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)
    bus.register_object("/org/gnome/keyring/Prompter", INTERFACE, called, None, None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.NONE,
                                   lambda *_: print("there", flush=True), None)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
