"""`scrapy genspider NAME SITE`: writes a publisher's file with the domain and front page of the
address.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from scrapy.commands import genspider


class Command(genspider.Command):
    def _generate_template_variables(
        self, module: str, name: str, url: str, template_name: str
    ) -> dict[str, Any]:
        home = urljoin(url.lower(), "/").removesuffix("/")
        found = super()._generate_template_variables(module, name, home, template_name)
        return {**found, "domain": found["domain"].removeprefix("www.")}
