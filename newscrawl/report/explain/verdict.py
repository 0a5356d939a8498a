"""A record's verdict in words, the same wherever it is shown."""

from __future__ import annotations

from newscrawl.items import Article, Evidence

NO_WORDS = "No article was found on this page"


def headline(article: Article) -> str:
    """Returns the verdict in two or three words: "truncated, aggregator preview"."""
    if not article.text:
        return "no text"
    kind = (article.completeness.kind or "").replace("_", " ")
    verdict = {True: "truncated", False: "whole", None: "not known"}[article.truncated]
    return f"{verdict}, {kind}" if kind else verdict


def details(article: Article) -> list[str]:
    """Returns further facts of the verdict, a few words each."""
    found, facts = article.completeness, []
    if found.probability is not None:
        facts.append(f"probability of a cut {found.probability:.2f}")
    if found.delivered_fraction is not None:
        basis = (found.fraction_basis or "").replace("_", " ")
        facts.append(f"{found.delivered_fraction:.0%} delivered ({basis})")
    if found.cut == "sentence_end":
        facts.append("cut between sentences")
    elif found.cut:
        facts.append(f"cut in {found.cut.replace('_', ' ')}")
    if found.estimated_total_words:
        facts.append(f"about {found.estimated_total_words} words in all")
    if found.publisher_name:
        facts.append(f"the whole is at {found.publisher_name}")
    return facts


def measures(article: Article) -> list[str]:
    """Returns how much text there is, and how surely it is the article."""
    measured = [f"{article.word_count} words"]
    if article.confidence is not None:
        measured.append(f"confidence {article.confidence:.2f}")
    return measured


def log_odds(article: Article) -> float:
    """Returns the sum of the evidence's weights."""
    return sum(piece.weight for piece in article.completeness.evidence)


def shown(piece: Evidence) -> str:
    """Returns the quote of a piece of evidence, or else its place if its name does not contain the
    place.
    """
    return piece.quote or (piece.where if piece.where not in piece.signal else "")
