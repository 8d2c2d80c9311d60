"""The one place that knows everyone: makes desk, presenters and pages, and ties them together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from crossfoot.auditfile.audit import Audit
from crossfoot.progress import Progress
from crossfoot.report.pdf import Paper, RenderedPdf
from PySide6.QtWidgets import QApplication, QInputDialog, QMessageBox, QTableView

from crossfoot_gui import theme
from crossfoot_gui.dialogs.facts_dialog import FactsDialog
from crossfoot_gui.dialogs.keyboard_dialog import AboutDialog, KeyboardDialog
from crossfoot_gui.dialogs.progress_dialog import ProgressDialog
from crossfoot_gui.dialogs.trouble_dialog import TroubleDialog
from crossfoot_gui.jobs.protocol import Jobs
from crossfoot_gui.jobs.qt_jobs import QtJobs
from crossfoot_gui.main_window import MainWindow
from crossfoot_gui.pages.checks_page import ChecksPage
from crossfoot_gui.pages.evidence_page import EvidencePage
from crossfoot_gui.pages.exceptions_page import ExceptionsPage
from crossfoot_gui.pages.findings_page import FindingsPage
from crossfoot_gui.pages.importing_page import ImportingPage
from crossfoot_gui.pages.plan_page import PlanPage
from crossfoot_gui.pages.report_page import ReportPage
from crossfoot_gui.pages.request_page import RequestPage
from crossfoot_gui.pages.start_page import StartPage
from crossfoot_gui.pages.tables_page import TablesPage
from crossfoot_gui.presenters.catalogues import Catalogues
from crossfoot_gui.presenters.checks import ChecksPresenter
from crossfoot_gui.presenters.criteria import CriteriaPresenter
from crossfoot_gui.presenters.demonstration import build_demonstration
from crossfoot_gui.presenters.desk import Desk
from crossfoot_gui.presenters.evidence import EvidencePresenter
from crossfoot_gui.presenters.exceptions import ExceptionsPresenter
from crossfoot_gui.presenters.facts import FactsPresenter
from crossfoot_gui.presenters.findings import FindingsPresenter
from crossfoot_gui.presenters.importing import ImportPresenter
from crossfoot_gui.presenters.plan import PlanPresenter
from crossfoot_gui.presenters.recent import RecentAudits
from crossfoot_gui.presenters.report import ReportPresenter, Status
from crossfoot_gui.presenters.request import RequestPresenter
from crossfoot_gui.presenters.rules import RulePresenter
from crossfoot_gui.presenters.shell import STEPS, ShellPresenter
from crossfoot_gui.presenters.start import BuildDemo, StartPresenter
from crossfoot_gui.presenters.step_notes import progressed
from crossfoot_gui.presenters.trouble import Trouble, trouble_of
from crossfoot_gui.tables_wiring import tables_presenter
from crossfoot_gui.widgets.controls import fit_row_height


class Program:
    """One window with all that belongs to it. `jobs` are the worker thread's unless others are handed in."""

    def __init__(
        self,
        recent: RecentAudits,
        folder: Path,
        jobs: Jobs | None = None,
        demo: BuildDemo = build_demonstration,
    ) -> None:
        self._qt_jobs = QtJobs() if jobs is None else None
        self.jobs: Jobs = jobs or self._qt_jobs  # type: ignore[assignment]
        self.desk = Desk(self.jobs, self.show_trouble)
        self.shell = ShellPresenter(self.desk, progressed)
        self.window = MainWindow(self.shell.go, self._may_close)
        self.start_page = StartPage(folder)
        self.importing_page = ImportingPage()
        self.tables_page = TablesPage(folder)
        self.start = StartPresenter(self.desk, self.start_page, recent, self._opened, demo)
        self.importing = ImportPresenter(self.desk, self.importing_page, self._show_misfits)
        self.tables = tables_presenter(self.desk, self.tables_page)
        self.start_page.presenter = self.start
        self.importing_page.bind(self.importing)
        self.window.add_page("start", self.start_page)
        self.window.add_page("import", self.importing_page)
        self.window.add_page("tables", self.tables_page)
        catalogues = Catalogues()
        self.checks_page = ChecksPage()
        self.checks = ChecksPresenter(self.desk, self.checks_page, catalogues)
        self.checks_page.presenter = self.checks
        self.checks_page.criteria_presenter = CriteriaPresenter(self.desk, catalogues)
        self.checks_page.new_rule = lambda dialog: RulePresenter(self.desk, dialog, catalogues)
        self.facts = FactsPresenter(self.desk)
        self.window.add_page("checks", self.checks_page)
        self.plan_page, self.request_page, self.evidence_page = (
            PlanPage(folder),
            RequestPage(folder),
            EvidencePage(folder),
        )
        self.plan = PlanPresenter(self.desk, self.plan_page, self.checks.run_all, catalogues)
        self.request = RequestPresenter(self.desk, self.request_page)
        self.evidence = EvidencePresenter(self.desk, self.evidence_page)
        self.plan_page.presenter = self.plan
        self.request_page.presenter = self.request
        self.evidence_page.presenter = self.evidence
        self.window.add_page("plan", self.plan_page)
        self.window.add_page("request", self.request_page)
        self.window.add_page("evidence", self.evidence_page)
        self.exceptions_page = ExceptionsPage()
        self.exceptions = ExceptionsPresenter(self.desk, self.exceptions_page, catalogues)
        self.exceptions_page.presenter = self.exceptions
        self.window.add_page("exceptions", self.exceptions_page)
        self.findings_page = FindingsPage()
        self.findings = FindingsPresenter(self.desk, self.findings_page, catalogues)
        self.findings_page.presenter = self.findings
        self.desk.before_letting_go = self.findings.save
        self.window.add_page("findings", self.findings_page)
        self.report_page = ReportPage()
        self.report = ReportPresenter(self.desk, self.report_page, make_report)
        self.report_page.presenter = self.report
        self.window.add_page("report", self.report_page)
        self.window.fill_menus(self.handlers())
        if self._qt_jobs is not None:
            self.progress = ProgressDialog(self._qt_jobs, self.window)
        self.shell.attach(
            self.window,
            {
                "start": self.start,
                "plan": self.plan,
                "request": self.request,
                "import": self.importing,
                "tables": self.tables,
                "checks": self.checks,
                "exceptions": self.exceptions,
                "evidence": self.evidence,
                "findings": self.findings,
                "report": self.report,
            },
            before_leaving=self.findings.save,
        )

    def show_trouble(self, trouble: Trouble) -> None:
        """Trouble always comes to the screen."""
        TroubleDialog(trouble, self.window).exec()

    def show_bug(self, error: BaseException) -> None:
        """A mistake of ours that nobody caught."""
        self.show_trouble(trouble_of(error))

    def close(self) -> None:
        """End the worker thread and close the audit, so that it is one whole file."""
        if self._qt_jobs is not None:
            self._qt_jobs.close()
        self.report_page.pdf.show_pages(None)
        self.report.close()
        self.desk.before_letting_go = lambda: True  # the window has asked already
        self.desk.close()

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What each action does, by the action's id."""

        def at(page: str, call: Callable[[], object] | None = None) -> Callable[[], object]:
            def do() -> None:
                self.shell.go(page)
                if call is not None:
                    call()

            return do

        return {
            **{f"view.{name}": at(name) for name, _ in STEPS},
            "audit.new": self.start_page.new_audit,
            "audit.open": self.start_page.choose_audit,
            "audit.demo": self.start_page.choose_demo,
            "audit.facts": lambda: FactsDialog(self.facts, self.window).exec(),
            "audit.close": self.shell.close_audit,
            "quit": self.window.close,
            **{
                f"{page}.{deed}": at(page, partial(panel.do, deed))
                for page, panel, deeds in (
                    (
                        "plan",
                        self.plan,
                        ("load", "approve", "run", "conclude", "answer", "add", "change", "withdraw"),
                    ),
                    ("request", self.request, ("write", "receive", "answer", "deficiency", "receipt")),
                    (
                        "evidence",
                        self.evidence,
                        ("add", "interview", "cite", "confirm", "corroborate", "withdraw", "save"),
                    ),
                )
                for deed in deeds
            },
            "data.import": at("import", self.importing_page.choose_workbook),
            "data.misfits": self._show_misfits,
            "data.row": at("tables", self._go_to_row),
            "data.cell": at("tables", self.tables_page.show_cell),
            "checks.run": at("checks", self.checks.run_selected),
            "checks.criteria": at("checks", self.checks_page.show_criteria),
            "checks.run_all": at("checks", self.checks.run_all),
            "exceptions.confirm": at("exceptions", lambda: self.exceptions_page.ask("confirmed")),
            "exceptions.explain": at("exceptions", lambda: self.exceptions_page.ask("explained")),
            "exceptions.next": at("exceptions", lambda: self.exceptions.step(1)),
            "exceptions.previous": at("exceptions", lambda: self.exceptions.step(-1)),
            "findings.draft": at("findings", self.findings_page.draft_chosen),
            "findings.write": at("findings", self.findings_page.ask_new),
            "findings.save": at("findings", self.findings.save),
            "report.build": at("report", self.report.build),
            "report.save": at("report", self.report_page.choose_file),
            "view.larger": lambda: self._zoom(1.1),
            "view.smaller": lambda: self._zoom(1 / 1.1),
            "view.usual": lambda: self._zoom(0),
            "help.keyboard": lambda: KeyboardDialog(self.window).exec(),
            "help.about": lambda: AboutDialog(self.window).exec(),
        }

    def _opened(self) -> None:
        self.shell.go("tables" if self.tables.has_rows() else "import")

    def _show_misfits(self) -> None:
        self.shell.go("tables")
        self.tables.choose_tab("misfits")

    def _go_to_row(self) -> None:
        number, agreed = QInputDialog.getInt(
            self.window, "Go to Excel row", "Row number in Excel:", 1, 1, 1_048_576
        )
        if agreed:
            self.tables_page.go_to_row(number)

    def _zoom(self, factor: float) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.set_text_size(app, app.font().pointSizeF() * factor if factor else theme.usual_size())
            for view in self.window.findChildren(QTableView):
                fit_row_height(view)
            self.desk.tell()  # pages whose rows are of several heights fit them anew

    def _may_close(self) -> bool:
        if self.jobs.running:
            return self._agrees(
                "Crossfoot is still working",
                f"{self.jobs.running} is not finished. Stop it and leave? What is not finished is not kept.",
            )
        return self.findings.save() or self._agrees(
            "Something is not saved",
            "What you wrote in the finding cannot be saved as it is. Leave without it?",
        )

    def _agrees(self, title: str, question: str) -> bool:
        return QMessageBox.question(self.window, title, question) == QMessageBox.StandardButton.Yes


def make_report(audit: Audit, path: Path, status: Status, paper: Paper, progress: Progress) -> RenderedPdf:
    """The report of the audit as it is now, written as a PDF to `path`."""
    from crossfoot.report.build import build_report
    from crossfoot.report.issue import issue_report

    report = build_report(audit, status=status, progress=progress)
    return issue_report(audit, report, path, paper=paper, progress=progress)
