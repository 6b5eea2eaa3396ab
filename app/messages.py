"""What a person is told when the world is to blame: one sentence, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping

from app.errors import UserError
from app.message import OF_LONG_STEPS, OF_OWNERS, OF_PEOPLE, Message, unturned
from app.words import Words, mark

_WRITTEN = "\u200c\u200d\u200e\u200f\u061c\xa0\u202f"
_SEND_WHOLE = mark("Ask for the plan itself, a file that ends in .atelier.")
_FROM_BACKUP = mark("Restore a backup: choose File, then Restore a backup.")
_WRONG_KIND = mark("Choose a plan that Atelier made; its name ends in .atelier.")
_SAVE_ELSEWHERE = mark("Choose another folder or another disk.")
_REPORT = mark("Install Atelier again; your plans are not touched by that.")
_ASK_SENDER = mark("Ask whoever sent it to send it again.")
_SAVE_AS_TABLE = mark(
    "Open it in a spreadsheet program, save it as .xlsx or .csv, and choose that."
)
_OTHER_TABLE = mark("Choose a table that ends in .xlsx or .csv.")
_SMALLER_TABLE = mark(
    "Copy only the columns and rows with people into a new sheet, and choose that."
)
_OTHER_PICTURE = mark("Choose a picture that ends in .png or .jpg.")

_SAVE_AS_WORD = mark("Open it in Word, save it as a Word document (.docx), and choose that.")

MESSAGES: Mapping[str, Message] = {
    **OF_LONG_STEPS,
    **OF_OWNERS,
    **OF_PEOPLE,
    # What lies under the name of a plan
    "not_a_plan": Message(mark("“{name}” is not a plan."), _WRONG_KIND),
    "not_a_file": Message(mark("“{name}” is a folder or a device, not a file."), _WRONG_KIND),
    "other_program": Message(mark("“{name}” belongs to another program."), _WRONG_KIND),
    "file_is_zip": Message(
        mark("“{name}” is packed, or is a Word or Excel document."), _SEND_WHOLE
    ),
    "file_is_pdf": Message(mark("“{name}” is a PDF document, not a plan."), _SEND_WHOLE),
    "file_is_picture": Message(mark("“{name}” is a picture, not a plan."), _SEND_WHOLE),
    "file_is_old_office": Message(mark("“{name}” is an old Word or Excel document."), _SEND_WHOLE),
    "file_is_packed": Message(
        mark("“{name}” is compressed."), mark("Unpack it, then open the plan that was inside.")
    ),
    "file_is_mail_text": Message(
        mark("“{name}” is still encoded as the mail carried it."),
        mark("Save the attachment from your mail program again, then open that file."),
    ),
    "file_is_json": Message(
        mark("“{name}” is open data, not a plan’s own file."),
        mark("Choose File, then Import a plan."),
    ),
    "file_empty": Message(
        mark("“{name}” is empty; the copy was broken off."),
        mark("Copy it again from where it came, or restore a backup."),
    ),
    "file_damaged": Message(mark("“{name}” is damaged and was left as it is."), _FROM_BACKUP),
    "nothing_to_salvage": Message(
        mark("Nothing can be read of “{name}” any more; it was left as it is."), _FROM_BACKUP
    ),
    "file_changed_shape": Message(
        mark("“{name}” was changed by another program and was left as it is."), _FROM_BACKUP
    ),
    "file_acts": Message(
        mark("“{name}” holds hidden instructions, so it was not opened."),
        mark("Ask whoever sent it for an export as open data, and import that."),
    ),
    "file_unfinished": Message(
        mark("“{name}” was not closed properly, and its last edit waits to be tidied up."),
        mark("Open it for editing once, from a disk that can be written to."),
    ),
    "newer_version": Message(
        mark("“{name}” was made with a newer version of Atelier."),
        mark("Install the newest version, or open the plan for reading only."),
    ),
    "too_large": Message(
        mark("“{name}” is far too large for a plan and was not read."), _ASK_SENDER
    ),
    # Where it lies
    "file_gone": Message(
        mark("“{name}” is no longer where it was."),
        mark("Put the disk or the file back; else save a copy if it is open, or restore a backup."),
    ),
    "file_two_names": Message(
        mark("“{name}” has a second name on this disk, and working under two names ruins a plan."),
        mark("Work on a copy, or open it for reading only."),
    ),
    "changed_meanwhile": Message(
        mark("“{name}” was changed elsewhere meanwhile, so it was left as it is."),
        mark("Your own version is safe on this computer; give it to the stick under another name."),
    ),
    "stick_gone": Message(
        mark("“{name}” is not there now; your work is safe on this computer."),
        mark("Put the stick back, open the plan again, and choose File, then Save to a stick."),
    ),
    "copy_damaged": Message(
        mark("The copy “{name}” did not come out whole and was not kept."),
        mark("Write it again, or take another stick."),
    ),
    "file_exists": Message(
        mark("There is a file called “{name}” already, and it was left as it is."),
        mark("Choose another name."),
    ),
    "document_exists": Message(
        mark("There is a file called “{name}” already, and it was left as it is."),
        mark("Choose another name, or add --replace."),
    ),
    "name_too_long": Message(mark("The name “{name}” is too long."), mark("Choose a shorter one.")),
    "read_only_place": Message(
        mark("Nothing can be written where “{name}” is."),
        mark("Copy the plan to a folder of your own, or open it for reading only."),
    ),
    "read_only": Message(
        mark("“{name}” is open for reading only."), mark("Save a copy to go on writing.")
    ),
    "disk_full": Message(
        mark("The disk is full; everything written before is safe."),
        mark("Free some space, then write again."),
    ),
    "disk_reserve": Message(
        mark("The disk is full; what you just did went into the reserve and is saved."),
        mark("Free some space now, before you go on."),
    ),
    "disk_failed": Message(
        mark("The disk did not take “{name}”; what was saved before is safe."), _SAVE_ELSEWHERE
    ),
    "place_gone": Message(
        mark("The folder for “{name}” cannot be reached."),
        mark("Put the disk back, or choose another folder."),
    ),
    "file_busy": Message(
        mark("“{name}” is open in another program."),
        mark("Close it there, or choose another name."),
    ),
    "too_long": Message(
        mark("“{label}” takes {limit} characters, and this text has {length}."),
        mark("Shorten the text, or divide it between several fields."),
    ),
    # Documents
    "unknown_document": Message(
        mark("There is no document called “{name}”."),
        mark("Choose one that the list of documents names."),
    ),
    "unknown_format": Message(
        mark("Documents cannot be written as “{name}”."),
        mark("Choose one of the formats in the list."),
    ),
    "unknown_language": Message(
        mark("Documents cannot be written in “{name}”."),
        mark("Choose one of the languages in the list."),
    ),
    "options_broken": Message(
        mark("The options of this document could not be understood."),
        mark("Choose them again in the Publish page."),
    ),
    "unknown_choice": Message(
        mark("“{name}” cannot be chosen here."), mark("Choose one of these: {choices}.")
    ),
    "moment_unclear": Message(
        mark("“{name}” is no date that can be understood."),
        mark("Write it as 2026-11-20 or 2026-11-20T14:30."),
    ),
    "since_early": Message(mark("The plan began on {date}."), mark("Choose a later moment.")),
    "since_ahead": Message(mark("“{name}” lies ahead."), mark("Choose an earlier moment.")),
    "journal_too_short": Message(
        mark("The history of this plan does not reach back that far."),
        mark("Choose a later moment, or compare with an earlier copy."),
    ),
    "since_not_here": Message(
        mark("“{name}” cannot show only what changed."),
        mark("Choose the action plan or the commitment sheets, in Word or PDF."),
    ),
    "write_failed": Message(
        mark("“{name}” was not written; an earlier file of that name is unchanged."),
        _SAVE_ELSEWHERE,
    ),
    "export_damaged": Message(
        mark("“{name}” did not come out whole, so the earlier file was kept."),
        mark("Write it again, or to another disk."),
    ),
    "export_refused": Message(
        mark("The document was not written."),
        mark("{reason}"),
    ),
    # Open data and tables
    "json_not_a_plan": Message(
        mark("This file holds no plan as open data."),
        mark("Choose a file that was exported as open data (JSON)."),
    ),
    "json_newer": Message(
        mark("This open data was made with a newer version of Atelier."),
        mark("Install the newest version, then import it again."),
    ),
    "json_unknown_field": Message(
        mark("Nothing was imported: a plan has no place for “{name}”."),
        mark("Take it out of the file, or correct its spelling."),
    ),
    "json_bad_value": Message(
        mark("Nothing was imported: “{name}” in row {row} has a value of the wrong kind."),
        mark("Correct that value in the file, then import it again."),
    ),
    "json_broken": Message(
        mark("“{name}” breaks off or is no JSON; nothing was imported."), _ASK_SENDER
    ),
    "json_wrong_encoding": Message(
        mark("The letters of “{name}” are not encoded as open data is; nothing was imported."),
        mark("Save it as Unicode where it was written, then import it again."),
    ),
    # Tables of people
    "table_no_people": Message(
        mark("Nothing was taken, for “{name}” has no column with names of people or badge codes."),
        mark(
            "Give such a column the heading Name or Badge code; organisations alone are not taken."
        ),
    ),
    "table_unreadable": Message(
        mark("“{name}” could not be read."),
        mark("Close it in other programs, or copy it to this computer, then choose it again."),
    ),
    "table_empty": Message(mark("There is nothing in “{name}”."), _OTHER_TABLE),
    "table_too_large": Message(mark("“{name}” is too large for a list of people."), _SMALLER_TABLE),
    "table_is_old_excel": Message(mark("“{name}” is a workbook of an old Excel."), _SAVE_AS_TABLE),
    "table_is_opendocument": Message(mark("“{name}” is an OpenDocument file."), _SAVE_AS_TABLE),
    "table_is_text": Message(
        mark("“{name}” is a text table (CSV) under the name of a workbook."),
        mark("Rename it so that it ends in .csv, then choose it again."),
    ),
    "table_protected": Message(
        mark("“{name}” is protected by a password."),
        mark("Open it with the password, save a copy without one, and choose that."),
    ),
    "table_is_word": Message(
        mark("“{name}” is a Word document."),
        mark("Copy its table into a spreadsheet, save that, and choose it."),
    ),
    "table_not_a_table": Message(mark("“{name}” is not a table."), _OTHER_TABLE),
    "table_no_sheet": Message(mark("“{name}” has no sheet that can be read."), _SAVE_AS_TABLE),
    "table_duplicate_columns": Message(
        mark("“{name}” has two columns called “{column}”."),
        mark("Give one of them another name, then choose the table again."),
    ),
    "table_damaged": Message(
        mark("“{name}” is damaged."), mark("Ask for it to be sent again, or save it anew.")
    ),
    "table_unsafe": Message(
        mark("“{name}” holds parts that a table has no use for."), _SAVE_AS_TABLE
    ),
    "table_wrong_encoding": Message(
        mark("“{name}” cannot be read in the encoding “{encoding}”."),
        mark("Choose another encoding."),
    ),
    # Whatever comes from strangers
    "file_too_costly": Message(
        mark("“{name}” takes too much time or memory to read, so reading it was stopped."),
        mark("Ask for a smaller or simpler file; your plan is unchanged."),
    ),
    "picture_not_one": Message(mark("“{name}” is no picture that can be used."), _OTHER_PICTURE),
    "picture_name_hides": Message(
        mark("The name “{name}” hides what the file is: it ends in “{ending}”."), _OTHER_PICTURE
    ),
    "picture_too_large": Message(
        mark("“{name}” is too large for a picture."),
        mark("Choose one of at most 20 MB and 25 million dots."),
    ),
    "picture_damaged": Message(mark("“{name}” is damaged or empty."), _OTHER_PICTURE),
    "bundle_damaged": Message(mark("“{name}” is damaged."), _ASK_SENDER),
    "bundle_empty": Message(mark("There is no plan in “{name}”."), _SEND_WHOLE),
    "bundle_too_large": Message(mark("“{name}” is far too large and was not read."), _ASK_SENDER),
    "bundle_protected": Message(
        mark("“{name}” is protected by a password."),
        mark("Unpack it with the password, then open the plan that was inside."),
    ),
    "bundle_unsafe": Message(
        mark("“{name}” holds files that could land in the wrong place, so nothing was unpacked."),
        _SEND_WHOLE,
    ),
    # Word files that become letterheads
    "word_unreadable": Message(
        mark("“{name}” could not be read."),
        mark("Close it in other programs, or copy it to this computer, then choose it again."),
    ),
    "word_empty": Message(mark("There is nothing in “{name}”."), _ASK_SENDER),
    "word_too_large": Message(
        mark("“{name}” is far too large for a letterhead."),
        mark("Take its text and large pictures out in Word, save it, and choose it again."),
    ),
    "word_damaged": Message(
        mark("“{name}” is damaged."),
        mark("Ask for it to be sent again, or save it anew in Word."),
    ),
    "word_unsafe": Message(
        mark("“{name}” holds parts that a document has no use for, so it was not used."),
        _SAVE_AS_WORD,
    ),
    "word_protected": Message(
        mark("“{name}” is protected by a password."),
        mark("Open it with the password, save a copy without one, and choose that."),
    ),
    "word_is_rtf": Message(mark("“{name}” is Rich Text under another name."), _SAVE_AS_WORD),
    "word_is_old": Message(mark("“{name}” is a document of an old Word."), _SAVE_AS_WORD),
    "word_is_opendocument": Message(mark("“{name}” is an OpenDocument file."), _SAVE_AS_WORD),
    "word_is_strict": Message(mark("“{name}” was saved as a “Strict” document."), _SAVE_AS_WORD),
    "word_not_word": Message(
        mark("“{name}” is not a Word document."), mark("Choose a file that ends in .docx.")
    ),
    "word_has_macros": Message(
        mark("“{name}” holds macros, so it was not used."),
        mark("Save it in Word as a document without macros (.docx), and choose that."),
    ),
    "word_has_objects": Message(
        mark("“{name}” holds other files inside it, so it was not used."),
        mark("Delete the embedded objects in Word, save it, and choose it again."),
    ),
    "word_acts": Message(
        mark("“{name}” would start other programs when opened, so it was not used."),
        mark("Delete its linked fields in Word, save it, and choose it again."),
    ),
    "word_picture_too_large": Message(
        mark("A picture in “{name}” has far too many dots."),
        mark("Make it smaller in Word (Compress Pictures), save it, and choose it again."),
    ),
    # The program's own parts
    "bench_missing": Message(
        mark("The benchmarks come with the source of Atelier only."),
        mark("Get the source, then run them there."),
    ),
    "framework_missing": Message(
        mark("The plan uses “{edition}”, which this copy of Atelier does not have."),
        mark("Add the folder of that edition, or install the newest version."),
    ),
    "framework_broken": Message(
        mark("A framework file could not be read: {file} ({reason})."), _REPORT
    ),
    "settings_not_saved": Message(
        mark("Your settings could not be saved; your plans are safe."),
        mark("Free some space, then change the setting again."),
    ),
}


def say(words: Words, error: UserError) -> str:
    """The message of an error in the language of ``words``: what happened, then what to do."""
    return " ".join(say_apart(words, error))


def say_apart(words: Words, error: UserError) -> tuple[str, str]:
    """The same as two texts: what happened, and what to do."""
    message = MESSAGES[error.code]
    gaps = _Gaps(words, error.details)
    happened, next_step = (unturned(words, text) for text in (message.sentence, message.next_step))
    return happened.format_map(gaps), next_step.format_map(gaps)


class _Gaps(dict[str, str]):
    """The details of an error as a message shows them."""

    def __init__(self, words: Words, details: Mapping[str, object]) -> None:
        super().__init__({name: _shown(name, value, words) for name, value in details.items()})
        self._words = words

    def __missing__(self, gap: str) -> str:
        if gap == "name":
            return self.get("path") or self.get("file") or self._words("the file")
        return "–"


def _shown(name: str, value: object, words: Words) -> str:
    text = str(value)
    if name == "label":
        return words(text)
    if name == "since":
        return text[:16].replace("T", " ")
    if name in ("path", "file"):
        return visible(text.replace("\\", "/").rpartition("/")[2])
    return visible(text)


def visible(text: str) -> str:
    """A stranger's text for one line of ours; what would turn or break the line shows as a sign.

    Joiners and marks of direction are how people write, and turn nothing.
    """
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(
        letter if letter.isprintable() or letter in _WRITTEN else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )
