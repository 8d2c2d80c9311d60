"""Every menu entry and every shortcut, as rows of one table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One entry of a menu. `below_line`: a line stands above it.

    `needs_audit`: it is grey until an audit is open. `only_on`: it, and its key, belong to that page alone.
    """

    id: str
    menu: str
    text: str
    shortcut: str
    tip: str
    needs_audit: bool = True
    below_line: bool = False
    only_on: str = ""


MENUS: tuple[str, ...] = (
    "&File",
    "&Plan",
    "Re&quest",
    "&Data",
    "&Checks",
    "E&xceptions",
    "&Evidence",
    "F&indings",
    "&Report",
    "&View",
    "&Help",
)

# fmt: off
ACTIONS: tuple[Action, ...] = (
    Action("audit.new", "&File", "&New audit...", "Ctrl+N", "Create an audit file", needs_audit=False),
    Action("audit.open", "&File", "&Open an audit...", "Ctrl+O", "Open an audit file", needs_audit=False),
    Action("audit.demo", "&File", "Try the &demo audit...", "",
           "Build the demonstration from sample workbooks", needs_audit=False),
    Action("audit.facts", "&File", "&Facts of the audit...", "",
           "Title, issue date, marking", below_line=True),
    Action("audit.close", "&File", "&Close audit", "Ctrl+W", "Close the audit and go to the start page"),
    Action("quit", "&File", "&Quit", "Ctrl+Q", "Leave Crossfoot", needs_audit=False),
    Action("plan.load", "&Plan", "&Load the model plan", "", "Bring in the plan of the pack, to be cut and changed"),
    Action("plan.approve", "&Plan", "&Approve...", "", "Freeze the plan and the parameters of its checks"),
    Action("plan.run", "&Plan", "&Run planned checks", "", "Run the checks that the plan names (Ctrl+F5 too)"),
    Action("plan.conclude", "&Plan", "&Conclude a step...", "Ctrl+Shift+D", "Say how a step stands and what it showed"),
    Action("plan.answer", "&Plan", "A&nswer a question...", "Ctrl+Shift+A",
           "A finding, or why there is none"),
    Action("plan.add", "&Plan", "Add a &step...", "", "Add a step under a question", below_line=True),
    Action("plan.change", "&Plan", "C&hange...", "", "Word the selected part anew", only_on="plan"),
    Action("plan.withdraw", "&Plan", "&Withdraw...", "", "Take the selected part out of the plan", only_on="plan"),
    Action("request.write", "Re&quest", "&Write the request...", "Ctrl+Shift+W",
           "Write letter, templates and lists to a folder"),
    Action("request.receive", "Re&quest", "&Receive files...", "Ctrl+R", "Take in files that came"),
    Action("request.answer", "Re&quest", "Record an &answer...", "Ctrl+Shift+R",
           "What an official said of an item, such as that it does not exist"),
    Action("request.deficiency", "Re&quest", "&Deficiency letter...", "", "Write what is still missing"),
    Action("request.receipt", "Re&quest", "Rec&eipt...", "", "Write the receipt for the files that came"),
    Action("data.import", "&Data", "&Import a workbook...", "Ctrl+I",
           "Choose a workbook and look at what it holds"),
    Action("data.misfits", "&Data", "&Ledger of misfits", "Ctrl+M",
           "Cells that did not fit their field, as they stood"),
    Action("data.row", "&Data", "&Go to Excel row...", "Ctrl+G",
           "Find a row of the shown table by its number in Excel", only_on="tables"),
    Action("data.cell", "&Data", "&Show the cell in its sheet", "F4",
           "The selected cell as it stood in the workbook", only_on="tables"),
    Action("checks.run", "&Checks", "&Run the selected check", "F5", "Run the check that is shown"),
    Action("checks.run_all", "&Checks", "Run &all checks", "Ctrl+F5", "Run the checks of the plan, or of the pack"),
    Action("checks.criteria", "&Checks", "&Criteria of the check...", "",
           "Read and confirm what the check rests on"),
    Action("exceptions.confirm", "E&xceptions", "&Confirm the selected...", "Ctrl+Return",
           "They are exceptions; say why", only_on="exceptions"),
    Action("exceptions.explain", "E&xceptions", "&Explain the selected...", "Ctrl+Shift+Return",
           "They are none; say why", only_on="exceptions"),
    Action("exceptions.next", "E&xceptions", "&Next", "Ctrl+Down",
           "Go to the next exception", only_on="exceptions"),
    Action("exceptions.previous", "E&xceptions", "&Previous", "Ctrl+Up",
           "Go to the exception before", only_on="exceptions"),
    Action("evidence.add", "&Evidence", "&Add a document...", "Ctrl+E",
           "Register a document, a statement, something seen"),
    Action("evidence.interview", "&Evidence", "Record an &interview...", "Ctrl+Shift+I",
           "Keep what was said in numbered paragraphs"),
    Action("evidence.cite", "&Evidence", "&Cite...", "Ctrl+T", "Cite evidence for or against a statement"),
    Action("evidence.confirm", "&Evidence", "C&onfirm an interview...", "",
           "Note who of those present confirmed the record", only_on="evidence"),
    Action("evidence.corroborate", "&Evidence", "Corro&borate a paragraph...", "",
           "Note what says the same as a paragraph", only_on="evidence"),
    Action("evidence.withdraw", "&Evidence", "&Withdraw...", "",
           "Take the selected evidence, or a citation of it, back", only_on="evidence"),
    Action("evidence.save", "&Evidence", "&Save a copy...", "Ctrl+Shift+C",
           "Write the selected file out again, byte for byte", only_on="evidence"),
    Action("findings.draft", "F&indings", "&Draft from a check...", "Ctrl+D",
           "Draft a finding from a check's outcome"),
    Action("findings.write", "F&indings", "&Write one without a check...", "",
           "A finding that rests on documents and interviews"),
    Action("findings.save", "F&indings", "&Save the finding", "Ctrl+S",
           "Keep what was written", only_on="findings"),
    Action("report.build", "&Report", "&Build and show", "Ctrl+P",
           "Build the report from the audit as it is now"),
    Action("report.save", "&Report", "&Save as PDF...", "Ctrl+Shift+S",
           "Save the report that is shown", only_on="report"),
    Action("view.plan", "&View", "&Plan", "Ctrl+1", "Step 1: what the audit is to find out, and how"),
    Action("view.request", "&View", "Re&quest", "Ctrl+2", "Step 2: what the auditee is asked for"),
    Action("view.import", "&View", "&Import", "Ctrl+3", "Step 3: import workbooks"),
    Action("view.tables", "&View", "&Tables", "Ctrl+4", "Step 4: the lists and their rows"),
    Action("view.checks", "&View", "&Checks", "Ctrl+5", "Step 5: run checks"),
    Action("view.exceptions", "&View", "E&xceptions", "Ctrl+6", "Step 6: decide on exceptions"),
    Action("view.evidence", "&View", "&Evidence", "Ctrl+7", "Step 7: documents, interviews, citations"),
    Action("view.findings", "&View", "&Findings", "Ctrl+8", "Step 8: write findings"),
    Action("view.report", "&View", "&Report", "Ctrl+9", "Step 9: build the report"),
    Action("view.larger", "&View", "&Larger text", "Ctrl++",
           "Make all text larger", needs_audit=False, below_line=True),
    Action("view.smaller", "&View", "&Smaller text", "Ctrl+-", "Make all text smaller", needs_audit=False),
    Action("view.usual", "&View", "&Usual text size", "Ctrl+0",
           "The size that the system says", needs_audit=False),
    Action("help.keyboard", "&Help", "&Keyboard", "F1", "All menu entries and their keys", needs_audit=False),
    Action("help.about", "&Help", "&About Crossfoot", "", "Version, licences, offline", needs_audit=False),
)
# fmt: on


def keyboard_lines() -> tuple[tuple[str, str, str], ...]:
    """Menu, entry and key of each action that has a key, for the page about the keyboard."""
    return tuple(
        (action.menu.replace("&", ""), action.text.replace("&", ""), action.shortcut)
        for action in ACTIONS
        if action.shortcut
    )
