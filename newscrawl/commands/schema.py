"""`scrapy schema`: prints the record's schema, for tools that read records."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable

from scrapy.commands import ScrapyCommand

from newscrawl.commands._command import Local
from newscrawl.items import json_schema
from newscrawl.job.arguments import StartError
from newscrawl.job.status import DONE
from newscrawl.output import column_types as types

FORMATS: dict[str, Callable[[], str]] = {
    "json": lambda: json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n",
    "duckdb": lambda: types.ddl("duckdb"),
    "postgresql": lambda: types.ddl("postgresql"),
    "arrow": lambda: types.arrow_schema().to_string(truncate_metadata=False) + "\n",
}


class Command(Local, ScrapyCommand):
    """Prints only a schema: no crawl, no network."""

    usage = f"[{'|'.join(FORMATS)}]"
    summary = (
        "Print the record's schema: JSON Schema, CREATE TABLE for DuckDB and PostgreSQL, or Arrow"
    )

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        name = args[0] if args else "json"
        if len(args) > 1 or name not in FORMATS:
            raise StartError(f"name one of {', '.join(FORMATS)}")
        try:
            sys.stdout.write(FORMATS[name]())
        except ImportError:
            raise StartError("arrow needs pyarrow: pip install pyarrow") from None
        return DONE
