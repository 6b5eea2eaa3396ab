"""Every action of the window as a row."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from app.words import mark

When = Literal["always", "plan", "writable", "undo", "redo"]


class ActionRow(Struct, frozen=True):
    """An action: its id names the window's method, ``menu`` where it stands, "" for none.

    ``line`` draws a separator before it. ``when`` says in which state it can be used.
    """

    id: str
    text: str
    menu: str
    shortcut: str = ""
    icon: str = ""
    when: When = "plan"
    line: bool = False


MENUS = {
    "file": mark("&File"),
    "edit": mark("&Edit"),
    "view": mark("&View"),
    "go": mark("&Go"),
    "plan": mark("&Plan"),
    "help": mark("&Help"),
}

ACTIONS: tuple[ActionRow, ...] = (
    ActionRow("new_plan", mark("&New plan…"), "file", "Ctrl+N", "plus", "always"),
    ActionRow("open_plan", mark("&Open…"), "file", "Ctrl+O", "folder-open", "always"),
    ActionRow("open_demo", mark("Open the &demo plan"), "file", "", "", "always"),
    ActionRow("import_plan", mark("&Import a plan…"), "file", "", "upload", "always"),
    ActionRow("restore", mark("&Restore a backup…"), "file", "", "history", "always"),
    ActionRow("save_copy", mark("Save a &copy…"), "file", "", "copy", "plan", line=True),
    ActionRow("save_to_stick", mark("Save to a stic&k…"), "file", "", "hard-drive"),
    ActionRow("back_up", mark("Back &up now"), "file", "", "shield-check"),
    ActionRow("settings", mark("&Settings…"), "file", "Ctrl+,", "settings", "always", line=True),
    ActionRow("close_plan", mark("C&lose the plan"), "file", "Ctrl+W", "", "plan", line=True),
    ActionRow("quit", mark("&Quit"), "file", "Ctrl+Q", "", "always"),
    ActionRow("undo", mark("&Undo"), "edit", "Ctrl+Z", "undo-2", "undo"),
    ActionRow("redo", mark("&Redo"), "edit", "Ctrl+Y", "redo-2", "redo"),
    ActionRow("recently_deleted", mark("Recently &deleted…"), "edit", "", "trash-2", "plan"),
    ActionRow("filter_list", mark("&Filter this list"), "edit", "Ctrl+F", "search", line=True),
    ActionRow("find", mark("Find &anything, run any command"), "edit", "Ctrl+K", "search"),
    ActionRow("larger", mark("&Larger text"), "view", "Ctrl++", "", "always"),
    ActionRow("smaller", mark("&Smaller text"), "view", "Ctrl+-", "", "always"),
    ActionRow("usual_size", mark("&Usual text size"), "view", "Ctrl+0", "", "always"),
    ActionRow("switch_theme", mark("Light or &dark"), "view", "", "", "always", line=True),
    ActionRow("hide_names", mark("&Hide names"), "view", "F12", "eye-off", "plan"),
    ActionRow("focus_mode", mark("&Focus on the form"), "view", "F11", "", "plan"),
    ActionRow("next_pane", mark("Next &pane"), "go", "F6", "", "plan", line=True),
    ActionRow("next_problem", mark("Next pro&blem"), "go", "F8", "", "plan"),
    ActionRow("rate_ambition", mark("Rate &ambition"), "go", "Ctrl+R", "level-half", "plan"),
    ActionRow("history", mark("&History"), "go", "Ctrl+H", "history", "plan"),
    ActionRow(
        "add_commitment", mark("Add a &commitment"), "plan", "Ctrl+Shift+N", "plus", "writable"
    ),
    ActionRow("add_person", mark("Add a &person"), "plan", "", "plus", "writable"),
    ActionRow("import_people", mark("Import &people…"), "plan", "", "upload", "writable"),
    ActionRow("erase_person", mark("&Erase a person…"), "plan", "", "trash-2", "writable"),
    ActionRow("describe_plan", mark("&Describe the plan"), "plan", "", "pen-line", "plan"),
    ActionRow("check_plan", mark("C&heck the whole plan"), "plan", "", "list-checks", "plan"),
    ActionRow("key_map", mark("&Keys"), "help", "F1", "", "always"),
    ActionRow("test_place", mark("&Test this computer…"), "help", "", "shield-check", "always"),
    ActionRow("about", mark("&About Atelier"), "help", "", "info", "always"),
)


class PlaceRow(Struct, frozen=True):
    """A place: its id, name and icon. ``digit`` is its Alt+number, "" for none.

    A place ``under`` another has no entry in the rail: the other one shows where one is.
    """

    id: str
    name: str
    icon: str
    digit: str = ""
    group: Literal["main", "more"] = "main"
    under: str = ""


PLACES: tuple[PlaceRow, ...] = (
    PlaceRow("today", mark("Today"), "house", "1"),
    PlaceRow("people", mark("People"), "users", "3"),
    PlaceRow("standards", mark("Standards"), "list-checks"),
    PlaceRow("commitments", mark("Commitments"), "file-text", "6"),
    PlaceRow("ambition", mark("Ambition"), "level-half", under="commitments"),
    PlaceRow("publish", mark("Publish"), "book-open", "9"),
    PlaceRow("history", mark("History"), "history", "", "more"),
)
