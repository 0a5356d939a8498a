"""`scrapy add URL`: probes a news site, shows what a crawl would deliver, and writes the
publisher's file.
"""

from __future__ import annotations

import argparse
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.spiderloader import get_spider_loader

from newscrawl.commands._command import switch, write
from newscrawl.commands._probing import Probing
from newscrawl.crawl.profiles import profile_at, profiles
from newscrawl.job.arguments import StartError, address
from newscrawl.job.reasons import in_words
from newscrawl.job.status import DONE, EMPTY

if TYPE_CHECKING:
    from newscrawl.discovery.probe import Probe, Proposal

# Every command imports this module at its start, so methods import what only this command needs.
_NAME = re.compile(r"[a-z][a-z0-9]{1,30}")
NO_ARTICLE = "wrote no file, since no article could be read. --dry-run prints what it would say"


class Command(Probing, ScrapyCommand):
    usage = "[options] URL"
    summary = "Look at a news site, show what it would deliver, and write its publisher file"
    description = (
        "Asks a site politely for its front page, feeds, sitemaps and sections and for about ten articles, which "
        "takes some thirty requests, a second each. Shows the sources, the articles and what is unsure, and writes "
        "the file of a spider that `scrapy crawl` can run."
    )
    more = {**Probing.more, "NEWSCRAWL_SITEMAP_FILES": 1, "NEWSCRAWL_PROGRESS": True}

    options = {
        "--dry-run": switch("print the file to stdout instead of writing it"),
        "--name": {"help": "the spider's name: lower-case letters and digits"},
        "--publisher-name": {"metavar": "NAME", "help": "the name that its readers know"},
        "--country": {"metavar": "CODE", "help": "two capitals of ISO 3166: GB"},
        "--language": {"metavar": "CODE", "help": "BCP 47: en"},
        "--timezone": {"metavar": "ZONE", "help": "an IANA name: Europe/London"},
    }

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        facts = ("name", "publisher_name", "country", "language", "timezone")
        given = {fact: getattr(opts, fact) for fact in facts}
        from newscrawl.discovery import publisher_file
        from newscrawl.report.proposal import proposed

        named = self.named(args, "site: scrapy add https://news.example.org")
        check(given)
        found = self._look(self._new_site(named, opts.dry_run))
        proposal = self._proposal(found, given)
        self._new_site(found.home, opts.dry_run)
        report = "\n".join(proposed(found, proposal)) + "\n"
        text = publisher_file.text(proposal, base_attributes(proposal))
        write(report, sys.stderr if opts.dry_run else sys.stdout)
        if opts.dry_run:
            write(text)
        elif found.articles:
            self._write(proposal.name, text)
        else:
            self.refuse(NO_ARTICLE)
        return DONE if found.articles else EMPTY

    def _new_site(self, named: str, dry_run: bool) -> str:
        """Returns the address of a site without a file in the project. Raises StartError."""
        try:
            url = address(named)
        except ValueError as error:
            raise StartError(f"{named.rpartition('@')[2]} is not {error}") from None
        known = profile_at(url, profiles(self.project))
        if known and not dry_run:
            raise StartError(
                f"the project has a file of this publisher: scrapy crawl {known.id}. --dry-run prints what a new file would say"
            )
        return url

    def _look(self, url: str) -> Probe:
        """Returns what was found at the site. Raises StartError if no source could be read."""
        from newscrawl.crawl.probe import ProbeSpider

        articles: list[Any] = []
        crawler = self.crawled(
            ProbeSpider,
            url,
            seen=articles.append,
            notice=f"Looking at {url}: some thirty requests, a second each\n",
        )
        spider = crawler.spider
        assert isinstance(spider, ProbeSpider)
        found = spider.found_there()
        found.articles = articles
        if not any(found.listed.values()):
            failed = found.failed or {found.home: in_words("no articles")}
            why = "".join(f"\n  {source}: {told}" for source, told in failed.items())
            raise StartError(f"found nothing at {url} that lists articles{why}")
        return found

    def _proposal(self, found: Probe, given: dict[str, str | None]) -> Proposal:
        """Returns the facts of the file. Raises StartError if a fact that the file needs is
        unknown.
        """
        from newscrawl.discovery import probe

        taken = get_spider_loader(self.project).list()
        proposal = probe.propose(found, list(profiles(self.project).values()), given, taken)
        if proposal.missing:
            named = ", ".join(proposal.missing)
            options = " ".join(f"--{fact} …" for fact in proposal.missing)
            why = "" if found.articles else f" ({probe.unread(found)})"
            raise StartError(
                f"could not find out the {named} of {found.home}{why}; say it: {options}"
            )
        if proposal.timezone.value not in probe.zones()[proposal.country.value or ""]:
            raise StartError(
                f"{proposal.timezone.value} is not a zone of {proposal.country.value}: add --country and --timezone"
            )
        return proposal

    def _write(self, name: str, text: str) -> None:
        """Writes the file beside the other spiders, and prints how to try it. Raises StartError."""
        package = import_module(self.project["NEWSPIDER_MODULE"])
        path = Path(str(package.__file__)).parent / f"{name}.py"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            raise StartError(
                f"there is a file {path} already; --name gives the new one another name"
            ) from None
        except OSError as error:
            raise StartError(
                f"could not write {path}: {error.strerror}. --dry-run prints the file"
            ) from None
        sys.stdout.write(
            f"\nWrote {path}\n  scrapy crawl {name} -a again=1 -s CLOSESPIDER_ITEMCOUNT=10 -O output/{name}.jsonl\n"
        )


def check(given: dict[str, str | None]) -> None:
    """Raises StartError if a fact of the command line has not the form of publishers' files."""
    from newscrawl.discovery import probe

    name, country, language, zone = (
        given[fact] for fact in ("name", "country", "language", "timezone")
    )
    if name and not _NAME.fullmatch(name):
        raise StartError(f"--name {name}: 2 to 31 lower-case letters and digits, a letter first")
    if country and country not in probe.zones():
        raise StartError(f"--country {country}: two capitals of ISO 3166, such as GB")
    if language and not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", language):
        raise StartError(f"--language {language}: BCP 47, such as en or pt-BR")
    if zone and not any(zone in zones for zones in probe.zones().values()):
        raise StartError(f"--timezone {zone}: an IANA name, such as Europe/London")


def base_attributes(proposal: Proposal) -> dict[str, Any]:
    """Returns the attributes of the class on which the file's spider is based."""
    from newscrawl.crawl import platforms

    return vars(getattr(platforms, proposal.platform)) if proposal.platform else {}
