"""The project's only wiring. A changed default names Scrapy's default and the reason."""

import os
from importlib.resources import files

from newscrawl.version import __version__

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
TEMPLATES_DIR = str(files("newscrawl") / "templates")  # default Scrapy's: `scrapy genspider -t arc` and the like

# --- newscrawl's own ---
NEWSCRAWL_CONTACT = os.environ.get("NEWSCRAWL_CONTACT", "")  # an address or a page: who to ask about this crawler
NEWSCRAWL_DELIVER = os.environ.get("NEWSCRAWL_DELIVER", "all")  # whole: truncated articles go to a side feed
# What crawls remember, a SQLite file, or postgresql://… for many machines; "" for nothing. A relative path lies under the
# working folder, under Scrapyd its own.
NEWSCRAWL_STATE = os.environ.get("NEWSCRAWL_STATE", "state/newscrawl.sqlite")
# 1: a delivered article whose page answers 404 or 410 is told in a feed of its own, articles.deleted.jsonl.
NEWSCRAWL_TOMBSTONES = os.environ.get("NEWSCRAWL_TOMBSTONES") or False
# WARC files that record each request and answer, such as warc/%(name)s-%(time)s-%(number)05d.warc.gz; "" for none.
NEWSCRAWL_WARC = os.environ.get("NEWSCRAWL_WARC", "")
NEWSCRAWL_WARC_SIZE = 1_000_000_000  # bytes after which the next WARC file begins: what other tools write too
NEWSCRAWL_STATE_PATIENCE = 300  # seconds to wait for a database that is away, before the crawl gives up
NEWSCRAWL_SYNC_RECORDS = 100  # records that may wait until the output is synced and they are marked as delivered
NEWSCRAWL_SYNC_SECONDS = 10  # and seconds: what a kill -9 may repeat lies within both
NEWSCRAWL_SITEMAP_DAYS = 3  # how far back a sitemap is read where -a since= does not say
NEWSCRAWL_SITEMAP_UNDATED = 500  # entries without any date that a crawl takes from sitemaps: from both of their ends
NEWSCRAWL_SITEMAP_FILES = 10  # sitemaps that are read of one index, the newest first
NEWSCRAWL_ARTICLE_PAGES = 20  # pages of one article that are joined
NEWSCRAWL_PREVIEWS = 100  # previews a crawl that are followed to their publisher
NEWSCRAWL_PREVIEW_DELAY = 10  # seconds between two such requests to one site: nobody asked for a crawl of it
NEWSCRAWL_DUPLICATES = 5_000  # texts to compare with, 3 KB each, the newest of this crawl; 0: duplicate_of stays null
NEWSCRAWL_MAX_CRAWL_DELAY = 60  # seconds: a robots.txt that asks for more gets this
NEWSCRAWL_MAX_RETRY_AFTER = 300  # seconds: a site that asks for more is left alone until then, not waited for
NEWSCRAWL_HOST_REQUESTS = 20_000  # requests to one host in a crawl, some six hours at a second each; 0: no bound
NEWSCRAWL_PAGE_TAGS = 250_000  # tags of one page, some 75 MB; the most of 270 pages known are 17,000; 0: no bound
NEWSCRAWL_RESPONSE_SECONDS = 10  # of CPU time that a response may take until it is given up as too_slow; 0: no bound
NEWSCRAWL_PROGRESS = True  # on a terminal: a line of progress in place of the log's INFO lines; False: the log
NEWSCRAWL_PRIVATE_ADDRESSES = (
    os.environ.get("NEWSCRAWL_PRIVATE_ADDRESSES") or False
)  # 1: pages may lead to this network
NEWSCRAWL_RIGHTS = os.environ.get(
    "NEWSCRAWL_RIGHTS", ""
)  # what is left out: tdm, training, search, ai-input, noindex, noarchive
# Web Bot Auth: a file with an Ed25519 private key, and the site that serves the public one. Empty: nothing is signed.
NEWSCRAWL_SIGNATURE_KEY = os.environ.get("NEWSCRAWL_SIGNATURE_KEY", "")
NEWSCRAWL_SIGNATURE_AGENT = os.environ.get("NEWSCRAWL_SIGNATURE_AGENT", "")  # such as https://crawler.example.org
NEWSCRAWL_REPORT = os.environ.get("NEWSCRAWL_REPORT") or False  # 1: a report beside each feed, as JSON and as a page
NEWSCRAWL_SITE_MEMORY = True  # lines that return on three articles of a site go; False: each page by itself

# --- manners ---
USER_AGENT = f"newscrawl/{__version__}"  # default: Scrapy's; PublisherSpider adds the contact
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "newscrawl"  # default None: the whole USER_AGENT, which no robots.txt names
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # takes a robots.txt that fails for leave
    "newscrawl.middlewares.userinfo.WithoutUserinfo": 50,
    "newscrawl.middlewares.robotstxt.RobotsTxtMiddleware": 100,
    "newscrawl.middlewares.tdmrep.TdmReservations": 110,  # off unless NEWSCRAWL_RIGHTS heeds it
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,  # does not know Retry-After
    "newscrawl.middlewares.retry.RetryMiddleware": 550,
    "newscrawl.middlewares.encodings.KnownEncodings": 585,  # before MetaRefreshMiddleware (580), the first to decode
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,  # loses pages whose <base> is no address
    "newscrawl.middlewares.refresh.MetaRefreshMiddleware": 580,
    "newscrawl.middlewares.limits.PageTags": 560,  # sees what HttpCompressionMiddleware (590) unpacks
    "newscrawl.middlewares.limits.HostRequests": 860,
    "newscrawl.middlewares.addresses.PublicAddresses": 870,  # the last before the network: after the proxy's
    "newscrawl.middlewares.signatures.RequestSignatures": 880,  # after all that changes an address or a header
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,  # answers with old copies where a site is down
    "newscrawl.middlewares.httpcache.ConditionalRequests": 900,
    "newscrawl.middlewares.warc.WarcRecorder": 950,  # the nearest to the network; off unless NEWSCRAWL_WARC names files
}
SPIDER_MIDDLEWARES = {
    "newscrawl.middlewares.slow.SlowResponses": 950,  # next to the spider: only its callbacks are watched
    "newscrawl.middlewares.seen.SeenMiddleware": 100,  # next to the engine: after all that drops requests by itself
}
HTTPCACHE_ENABLED = True  # default False: feeds, sitemaps and sections are asked for with If-None-Match
HTTPCACHE_POLICY = "newscrawl.middlewares.httpcache.AlwaysAsk"  # default DummyPolicy: everything, for ever
HTTPCACHE_STORAGE = "newscrawl.middlewares.httpcache.StateStorage"  # default files in a folder, torn by a kill -9
DOWNLOADER = "newscrawl.network.downloader.SiteDownloader"  # default Scrapy's: a slot for each host, not site
DOWNLOAD_DELAY = 1.0  # default 0: a publisher is one site and never in a hurry
CONCURRENT_REQUESTS = 4  # default 16: with one a domain the rest only waits, and a stop waits for it
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8: with a delay, more than one only blurs it
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # default Lifo: of a list's articles the oldest first
COOKIES_ENABLED = False  # default True: metered sites count readers by cookie; a crawler is no reader

# --- bounds ---
TWISTED_DNS_RESOLVER = "newscrawl.network.resolver.PublicResolver"  # default Scrapy's: private addresses too
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}  # pages are on the web and nowhere else
REDIRECT_MAX_TIMES = 10  # default 20: what takes more is a loop
CLOSESPIDER_TIMEOUT = 24 * 3600  # default 0, none: a crawl is over before that of the next day; robots.txt is a day old
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # default 1 GiB: no article page comes near
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024  # default 32 MiB: must lie below DOWNLOAD_MAXSIZE to warn at all
DOWNLOAD_TIMEOUT = 20  # default 180: a page that takes longer is fetched by the next crawl; a stop waits so long
DEPTH_LIMIT = 50  # default 0, none: ends calendar traps

# --- what listens ---
TELNETCONSOLE_ENABLED = False  # default True: a port that runs code
REMOTE_CONTROL_ENABLED = False  # default True: a port that runs posted code

# --- the way of an item: the order stands here alone ---
ITEM_PROCESSOR = "newscrawl.pipelines.manager.WatchedPipelines"  # default Scrapy's, which waits for an item for ever
ITEM_PIPELINES = {
    "newscrawl.pipelines.articles.ArticlesPipeline": 100,
    "newscrawl.pipelines.known.KnownPipeline": 110,
    "newscrawl.pipelines.rights.RightsPipeline": 150,
    "newscrawl.pipelines.repair.RepairPipeline": 200,
    "newscrawl.pipelines.boilerplate.BoilerplatePipeline": 300,
    "newscrawl.pipelines.memory.SiteMemoryPipeline": 350,
    "newscrawl.pipelines.completeness.CompletenessPipeline": 400,
    "newscrawl.pipelines.clean.CleanPipeline": 450,
    "newscrawl.pipelines.compose.ComposePipeline": 500,
    "newscrawl.pipelines.require.RequirePipeline": 600,
    "newscrawl.pipelines.filters.FilterPipeline": 650,
    "newscrawl.pipelines.revisions.RevisionsPipeline": 700,
    "newscrawl.pipelines.duplicates.DuplicatesPipeline": 800,
}

EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,  # default on: reports success on a full disk
    "newscrawl.extensions.errors.Errors": -10,  # before all that may log an address or an error
    "newscrawl.extensions.runs.RunRecorder": -5,  # before CrawlState, which closes the state at the same signal
    "newscrawl.extensions.state.CrawlState": 0,
    "newscrawl.extensions.feeds.ArticleFeeds": 0,
    "newscrawl.extensions.crawl_delay.CrawlDelay": 0,
    "newscrawl.extensions.watchdog.ResponseWatchdog": 0,
    "newscrawl.extensions.watchdog.TimelyClose": 0,
    "newscrawl.extensions.report.Report": 700,  # off without NEWSCRAWL_REPORT; before the summary, which names it
    "newscrawl.extensions.progress.Progress": 800,  # off where nobody watches; before the summary, which it would overwrite
    "newscrawl.extensions.summary.Summary": 900,  # after everything that counts
}

# --- output ---
FEED_EXPORTERS = {
    "jsonlines": "newscrawl.output.exporters.ArticleExporter",
    "jsonl": "newscrawl.output.exporters.ArticleExporter",
    "jl": "newscrawl.output.exporters.ArticleExporter",
    "csv": "newscrawl.output.csv_exporter.CsvExporter",  # default Scrapy's, which writes nested fields as Python's
    "md": "newscrawl.output.markdown_exporter.MarkdownExporter",
    "parquet": "newscrawl.output.parquet_exporter.ParquetExporter",
}
# Default none. The path is relative to the working folder (under Scrapyd its own): NEWSCRAWL_OUTPUT says where on a server.
FEEDS = {
    os.environ.get("NEWSCRAWL_OUTPUT", "output/%(name)s-%(batch_time)s.jsonl"): {"format": "jsonlines"},
}
FEED_EXPORT_ENCODING = "utf-8"  # default None: ASCII with escapes
FEED_STORE_EMPTY = False  # default True: a crawl without records leaves no file

# --- log ---
LOG_LEVEL = "INFO"  # default DEBUG, which prints every item whole
LOG_FORMATTER = "newscrawl.job.logformatter.ShortItems"  # default prints a dropped item whole: some KB of text a line
