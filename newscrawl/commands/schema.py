"""`scrapy schema`: prints the record's schema, for tools that read records."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any, ClassVar

from scrapy.commands import ScrapyCommand

from newscrawl.items import json_schema
from newscrawl.job.status import DONE, NOT_STARTED
from newscrawl.output import column_types as types

FORMATS: dict[str, Callable[[], str]] = {
    "json": lambda: json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n",
    "duckdb": lambda: types.ddl("duckdb"),
    "postgresql": lambda: types.ddl("postgresql"),
    "arrow": lambda: types.arrow_schema().to_string(truncate_metadata=False) + "\n",
}


class Command(ScrapyCommand):
    """Prints only a schema: no crawl, no network."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        return f"[{'|'.join(FORMATS)}]"

    def short_desc(self) -> str:
        return "Print the record's schema: JSON Schema, CREATE TABLE for DuckDB and PostgreSQL, or Arrow"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        self.exitcode = NOT_STARTED
        name = args[0] if args else "json"
        if len(args) > 1 or name not in FORMATS:
            sys.stderr.write(f"scrapy schema: name one of {', '.join(FORMATS)}\n")
            return
        try:
            sys.stdout.write(FORMATS[name]())
        except ImportError:
            sys.stderr.write("scrapy schema: arrow needs pyarrow: pip install pyarrow\n")
            return
        self.exitcode = DONE
