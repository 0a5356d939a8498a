"""A fleet: a queue in PostgreSQL gives publishers' crawls to the Scrapyd nodes of several
machines.

schedule.py says which publishers are due, outcomes.py what follows from the end of a crawl,
node.py speaks with a node's Scrapyd, and queue.py joins them to procrastinate's queue. `scrapy
fleet` starts all of it.
"""
