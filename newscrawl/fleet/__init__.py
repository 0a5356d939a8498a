"""A fleet: a queue in PostgreSQL gives publishers' crawls to the Scrapyd nodes of several
machines.

schedule.py decides which publishers are due, outcomes.py what follows the end of a crawl. node.py
speaks with a node's Scrapyd. queue.py connects all of them to procrastinate's queue. `scrapy
fleet` starts a fleet.
"""
