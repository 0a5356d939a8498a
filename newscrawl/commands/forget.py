"""`scrapy forget`: removes articles from the state, and lists their records so that they can be
deleted elsewhere too.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime

from scrapy.commands import ScrapyCommand

from newscrawl.commands._command import Local, existing_store, switch
from newscrawl.crawl.profiles import profile_at, profiles
from newscrawl.extraction.addresses import host, key, registrable, within
from newscrawl.extraction.profile import Profile
from newscrawl.items import as_instant
from newscrawl.job.arguments import StartError, instant
from newscrawl.job.status import DONE, EMPTY
from newscrawl.state import StateError
from newscrawl.state.forgetting import Choice, Forgotten
from newscrawl.state.sql import Store


class Command(Local, ScrapyCommand):
    """Does not ask for confirmation. `--dry-run` shows what would be forgotten."""

    usage = "[options] [ADDRESS|PUBLISHER|DOMAIN...]"
    summary = "Take articles out of the state, and list their records"
    description = (
        "Takes addresses, publishers, or what is older than a date out of the state at once, without a question. Prints "
        "a line of JSON for each record that you have to delete from what you keep. Later crawls deliver the articles "
        "again if the publisher still lists them; --keep-out prevents this."
    )

    options = {
        "--before": {
            "metavar": "DATE",
            "help": "only what was published before this day; alone: of all publishers",
        },
        "--keep-out": switch("no later crawl may fetch or deliver these articles again"),
        "--dry-run": switch("list the records and change nothing"),
    }

    def act(self, args: list[str], opts: argparse.Namespace) -> int:
        listed = 0

        def tell(record: Forgotten) -> None:
            nonlocal listed
            try:
                sys.stdout.write(line(record))
                sys.stdout.flush()
            except OSError as error:
                # Python would flush it again at its exit, and end with status 120
                sys.stdout = None
                raise StateError(
                    f"the records could not be listed, so nothing is forgotten: {error}"
                ) from error
            listed += 1

        before = seconds(opts.before) if opts.before else None
        choice, names = choose(args, before, profiles(self.project))
        with closing(existing_store(self.project["NEWSCRAWL_STATE"])) as store:
            lock(store, choice)
            pages = store.forget(choice, tell, keep_out=opts.keep_out, dry=opts.dry_run)
            for name in names if before is None and not opts.dry_run else ():
                store.drop_runs(name, float("inf"))
        verb = "Would forget" if opts.dry_run else "Forgot"
        sys.stderr.write(f"{verb} {listed} records and {pages - listed} pages without a record.\n")
        return DONE if pages or opts.keep_out else EMPTY


def line(record: Forgotten) -> str:
    """Returns a record as a line of JSON: its `id`, its `addresses` without scheme and www, and
    `delivered_at`, the time of its first delivery.
    """
    first = as_instant(datetime.fromtimestamp(record.first, UTC))
    facts = {"id": record.id, "addresses": record.addresses, "delivered_at": first}
    return json.dumps(facts, ensure_ascii=False) + "\n"


def seconds(text: str) -> float:
    """Returns the time of a date in seconds since 1970. A date without an offset is in UTC. Raises
    StartError.
    """
    try:
        moment = instant(text)
    except ValueError as error:
        raise StartError(f"--before {text}: takes {error}") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def choose(
    words: Sequence[str], before: float | None, known: Mapping[str, Profile]
) -> tuple[Choice, list[str]]:
    """Returns what the command's words mean, and the names under which the publishers' runs are
    stored.

    A word with a slash is an address. `known` are the project's publishers by domain. Raises
    StartError.
    """
    if not words and before is None:
        raise StartError("name addresses, publishers or domains, or give --before DATE")
    by_name = {profile.id: profile for profile in known.values()}
    keys, domains, names = [], [], []
    for word in words:
        if "/" in word:
            url = word if "://" in word else f"https://{word}"
            if not host(url):
                raise StartError(f"{word} is not an address")
            profile = profile_at(url, known)
            keys.append(key(url, profile.domain, profile.domains) if profile else key(url))
        elif profile := by_name.get(word):
            domains += [profile.domain, *profile.domains]
            names.append(profile.id)
        elif "." in word:
            domains.append(word.lower())
            names.append(word.lower())
        else:
            raise StartError(
                f"{word} is not the name, domain or address of a publisher; `scrapy publishers` lists the names"
            )
    others = [domain for domain in known if domain not in domains]
    foreign = tuple(domain for domain in others if within(f"https://{domain}/", domains))
    return Choice(tuple(keys), tuple(domains), foreign, before), names


def lock(store: Store, choice: Choice) -> None:
    """Takes the locks of the sites. Raises StateError if a site is being crawled: that crawl would
    store the pages again.
    """
    hosts = (*choice.domains, *(host(f"http://{key}") for key in choice.keys))
    for site in sorted(set(map(registrable, hosts))):
        if not store.lock(site):
            raise StateError(f"{site} is being crawled: wait for the end of that crawl")
