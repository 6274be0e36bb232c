"""The progress of a crawl, country by country."""

from collections import Counter
from typing import Any

from rich.progress import Progress, TaskID

from lexgap.analysis.options import errors


class Watching:
    """Shows a bar a country while it is crawled; where nobody watches, a line when it is done."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.tasks: dict[str, TaskID] = {}
        self.planned: Counter[str] = Counter()
        self.done: Counter[str] = Counter()
        self.issues: Counter[str] = Counter()
        self.reading: TaskID | None = None

    def event(self, event: dict[str, Any]) -> None:
        """Take an event of the spider."""
        name = event.get("country", "")
        match event["event"]:
            case "planned" if event["count"]:
                self.planned[name] += event["count"]
                if name not in self.tasks:
                    self.tasks[name] = self.progress.add_task(name)
                self.progress.update(self.tasks[name], total=self.planned[name], visible=True)
            case "issue":
                self.issues[name] += 1
            case "response" | "failed" if name in self.tasks:
                self.done[name] += 1
                self.show(name)
            case "closed":
                self.close()

    def show(self, name: str) -> None:
        """Move the bar of a country; it goes when nothing more is asked for."""
        ended = self.done[name] >= self.planned[name]
        self.progress.update(self.tasks[name], completed=self.done[name], visible=not ended)

    def close(self) -> None:
        """Say in lines what came of each country where there are no bars."""
        if not self.progress.disable:
            return
        for name in self.tasks:
            many = self.issues[name]
            told = f", {many} issue{'s' * (many != 1)}" if many else ""
            line = f"{name}: {self.done[name]} of {self.planned[name]} addresses{told}"
            errors.print(line, highlight=False, soft_wrap=True, markup=False)

    def read(self, name: str, n: int, of: int) -> None:
        """Show how far a country is read."""
        if self.reading is None:
            self.reading = self.progress.add_task("reading")
        self.progress.update(self.reading, description=f"reading {name}", completed=n, total=of)
