"""A report of an invented harbour, for the tests of what is the article's and whether it is all
there.
"""

from __future__ import annotations

STORY = [
    "The harbour board of Little Wexcombe voted on Tuesday to rebuild the eastern pier, broken by a storm last March.",
    "Work is to begin in spring. Engineers told the board that the old piles were rotten below the waterline.",
    "Fishermen have moored at the coal quay since then, with room for half of the boats and none for the ferry.",
    "“We have waited long enough for this,” said Ada Quill, who has sold crabs there for thirty years.",
    "The board expects to pay for two thirds of the work itself and has asked the county for the rest of the money.",
    "A decision by the county is due before the end of the year, and nobody on the quay expects it to be early.",
    "Until then the ferry calls at Stennick, which has no stairs for it, and takes its passengers off by ladder.",
    "Its captain, Ruben Oake, said that he had carried two pianos down that ladder and did not mean to carry a third.",
    "The storm took the lamp at the pier's head as well, and a new one stands in the board's cellar, still in its crate.",
    "Children of the town have painted a pier on the crate, with a ferry beside it and a crab of the same size.",
    "The old pier had been built in the year of the great herring, when the town could pay for such things by itself.",
    "No photograph is known that shows it without boats, and the board has printed one of those on its new letters.",
]
