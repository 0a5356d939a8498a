"""All settings of the project. A changed default names Scrapy's default and the reason."""

import os
from importlib.resources import files

from scrapy.settings import default_settings

from newscrawl.version import __version__

BOT_NAME = "newscrawl"
SPIDER_MODULES = ["newscrawl.spiders"]
NEWSPIDER_MODULE = "newscrawl.spiders"
COMMANDS_MODULE = "newscrawl.commands"
# Default: Scrapy's templates. Ours are for `scrapy genspider`, such as `-t arc`.
TEMPLATES_DIR = str(files("newscrawl") / "templates")

# --- newscrawl's own: each can also be set in the environment ---
# A value must be of its default's type: 10.0 stands for any number, 10 for whole numbers.
# A mail address or a web page by which a site can reach whoever runs the crawler.
NEWSCRAWL_CONTACT = ""
# all; or whole: truncated articles go to a feed of their own.
NEWSCRAWL_DELIVER = "all"
# Where crawls store what they delivered: a SQLite file, postgresql://… for many machines, or ""
# for nothing. A relative path starts at the working folder (under Scrapyd: Scrapyd's own).
NEWSCRAWL_STATE = "state/newscrawl.sqlite"
# 1: if the page of a delivered article is gone, articles.deleted.jsonl gets a tombstone record.
NEWSCRAWL_TOMBSTONES = False
# WARC files of each request and response: warc/%(name)s-%(time)s-%(number)05d.warc.gz; "" for none.
NEWSCRAWL_WARC = ""
NEWSCRAWL_WARC_SIZE = 1_000_000_000  # bytes after which the next WARC file begins
NEWSCRAWL_STATE_PATIENCE = 300.0  # seconds to wait for a database before the crawl gives up
# The output is synced, and its records are marked as delivered, after this many records or seconds.
# A kill -9 repeats what was not synced.
NEWSCRAWL_SYNC_RECORDS = 100
NEWSCRAWL_SYNC_SECONDS = 10.0
NEWSCRAWL_SITEMAP_DAYS = 3.0  # days back that sitemaps are read without -a since=
NEWSCRAWL_SITEMAP_UNDATED = 500  # entries without a date that are taken, from both ends of sitemaps
NEWSCRAWL_SITEMAP_FILES = 10  # sitemaps that are read from one index, the newest first
NEWSCRAWL_ARTICLE_PAGES = 20  # pages of one article that are joined
NEWSCRAWL_PREVIEWS = 100  # previews that one crawl follows to their publishers
NEWSCRAWL_PREVIEW_DELAY = 10.0  # seconds between two such requests to one site
# The newest texts of a crawl that each text is compared with, 3 KB each. 0: duplicate_of is null.
NEWSCRAWL_DUPLICATES = 5_000
NEWSCRAWL_MAX_CRAWL_DELAY = 60.0  # seconds; a robots.txt that asks for more gets 60
NEWSCRAWL_MAX_RETRY_AFTER = 300.0  # seconds; if a site asks for more, the crawl goes on without it
NEWSCRAWL_HOST_REQUESTS = 20_000  # requests to one host in a crawl, about six hours; 0: no limit
# Tags of one page, about 75 MB as a tree. The largest of 270 pages has 17,000. 0: no limit.
NEWSCRAWL_PAGE_TAGS = 250_000
# Seconds of CPU time for one response. After that it is dropped as too_slow. 0: no limit.
NEWSCRAWL_RESPONSE_SECONDS = 10.0
# True: a terminal shows a line of progress in place of the log's INFO lines.
NEWSCRAWL_PROGRESS = True
# 1: links may lead to addresses of this network.
NEWSCRAWL_PRIVATE_ADDRESSES = False
# Articles that forbid these uses are left out: tdm,training,search,ai-input,noindex,noarchive.
NEWSCRAWL_RIGHTS = ""
# Web Bot Auth: a file with an Ed25519 private key, and the site that serves the public key.
NEWSCRAWL_SIGNATURE_KEY = ""
NEWSCRAWL_SIGNATURE_AGENT = ""
# 1: a report beside each feed, as JSON and as a page with charts.
NEWSCRAWL_REPORT = False
# True: lines that are on three articles of a site are removed. False: each page is read alone.
NEWSCRAWL_SITE_MEMORY = True
# The default output of a crawl. A relative path starts at the working folder.
NEWSCRAWL_OUTPUT = "output/%(name)s-%(batch_time)s.jsonl"

OWN_DEFAULTS = {name: value for name, value in globals().items() if name.startswith("NEWSCRAWL_")}
"""The values above. Commands refuse a value that is not of its default's type."""
for _name in os.environ.keys() & OWN_DEFAULTS:
    # An empty value switches off a text. Numbers and switches keep their defaults.
    if os.environ[_name] or isinstance(OWN_DEFAULTS[_name], str):
        globals()[_name] = os.environ[_name]

# --- manners ---
USER_AGENT = f"newscrawl/{__version__}"  # default: Scrapy's; BaseSpider adds the contact
ROBOTSTXT_OBEY = True  # default False
ROBOTSTXT_USER_AGENT = "newscrawl"  # default None: USER_AGENT, which no robots.txt names
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # allows all if it fails
    "newscrawl.middlewares.requests.WithoutUserinfo": 50,
    "newscrawl.middlewares.robotstxt.RobotsTxtMiddleware": 100,
    "newscrawl.middlewares.tdmrep.TdmReservations": 110,  # off without NEWSCRAWL_RIGHTS
    "newscrawl.middlewares.retry.RetryAfter": 550,
    # MetaRefreshMiddleware (580) is the first to decode a response, so the encoding is set before.
    "newscrawl.middlewares.responses.KnownEncodings": 585,
    # Scrapy's raise ValueError for what is no address.
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "newscrawl.middlewares.responses.RedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "newscrawl.middlewares.responses.MetaRefreshMiddleware": 580,
    "newscrawl.middlewares.responses.PageTags": 560,  # after HttpCompressionMiddleware (590)
    "newscrawl.middlewares.requests.HostRequests": 860,
    "newscrawl.middlewares.requests.PublicAddresses": 870,  # after HttpProxyMiddleware
    # After everything that changes an address or a header.
    "newscrawl.middlewares.requests.RequestSignatures": 880,
    # Scrapy's serves old copies if a site is down.
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "newscrawl.middlewares.httpcache.ConditionalRequests": 900,
    "newscrawl.middlewares.warc.WarcRecorder": 950,  # off without NEWSCRAWL_WARC
}
SPIDER_MIDDLEWARES = {
    "newscrawl.middlewares.callbacks.Turns": 940,  # waiting for a turn does not count as slow
    "newscrawl.middlewares.callbacks.SlowResponses": 950,  # measures callbacks alone
    "newscrawl.middlewares.seen.SeenMiddleware": 100,  # after all others that drop requests
}
HTTPCACHE_ENABLED = True  # default False; sources are asked for with If-None-Match
HTTPCACHE_POLICY = "newscrawl.middlewares.httpcache.AlwaysAsk"  # default: never asks again
HTTPCACHE_STORAGE = "newscrawl.middlewares.httpcache.StateStorage"  # default: files
DOWNLOADER = "newscrawl.network.downloader.SiteDownloader"  # default: a slot for each host
DOWNLOAD_DELAY = 1.0  # default 0, which is impolite
# Default 100. Scrapy makes this many tasks for each response, but a page yields one article.
CONCURRENT_ITEMS = 4
# Default 16. With one request a site, further requests only wait, and a stop waits for them.
CONCURRENT_REQUESTS = 4
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # default 8, which makes delays inexact
# Default: Lifo, which requests the oldest article of a list first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"
COOKIES_ENABLED = False  # default True; metered sites count readers by cookie

# --- limits ---
TWISTED_DNS_RESOLVER = "newscrawl.network.resolver.PublicResolver"  # default: any address
DOWNLOAD_HANDLERS = {"data": None, "file": None, "ftp": None, "s3": None}  # the web only
REDIRECT_MAX_TIMES = 10  # default 20; more than 10 redirects are a loop
# Default 0, none. A crawl ends before its copies of robots.txt are a day old.
CLOSESPIDER_TIMEOUT = 24 * 3600
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024  # default 1 GiB; article pages are far smaller
DOWNLOAD_WARNSIZE = 8 * 1024 * 1024  # default 32 MiB; must be below DOWNLOAD_MAXSIZE
DOWNLOAD_TIMEOUT = 20  # default 180; a stop waits this long, the next crawl tries again
DEPTH_LIMIT = 50  # default 0, none; a calendar may link to further months without end

# --- open ports ---
TELNETCONSOLE_ENABLED = False  # default True, a port that runs code
REMOTE_CONTROL_ENABLED = False  # default True, a port that runs posted code

# --- what happens to an item, in this order ---
# Default: Scrapy's, which waits for an item forever.
ITEM_PROCESSOR = "newscrawl.pipelines.stages.WatchedPipelines"
ITEM_PIPELINES = {
    "newscrawl.pipelines.articles.ArticlesPipeline": 100,
    "newscrawl.pipelines.revisions.KnownPipeline": 110,
    "newscrawl.pipelines.filters.RightsPipeline": 150,
    "newscrawl.pipelines.stages.RepairPipeline": 200,
    "newscrawl.pipelines.stages.BoilerplatePipeline": 300,
    "newscrawl.pipelines.memory.SiteMemoryPipeline": 350,
    "newscrawl.pipelines.stages.CompletenessPipeline": 400,
    "newscrawl.pipelines.stages.CleanPipeline": 450,
    "newscrawl.pipelines.stages.ComposePipeline": 500,
    "newscrawl.pipelines.filters.RequirePipeline": 600,
    "newscrawl.pipelines.filters.FilterPipeline": 650,
    "newscrawl.pipelines.revisions.RevisionsPipeline": 700,
    "newscrawl.pipelines.duplicates.DuplicatesPipeline": 800,
}

# Scrapy imports each extension of this list, even one that is set to None below. These two import a
# web server and a terminal.
EXTENSIONS_BASE = {
    name: place
    for name, place in default_settings.EXTENSIONS_BASE.items()
    if not name.endswith((".RemoteControl", ".TelnetConsole"))
}
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,  # default on: reports success on a full disk
    # before everything that may log an address or an error
    "newscrawl.extensions.errors.Errors": -10,
    "newscrawl.extensions.runs.RunRecorder": -5,  # before CrawlState, which closes the state
    "newscrawl.extensions.state.CrawlState": 0,
    "newscrawl.extensions.feeds.ArticleFeeds": 0,
    "newscrawl.extensions.watchdog.ResponseWatchdog": 0,
    "newscrawl.extensions.watchdog.TimelyClose": 0,
    "newscrawl.extensions.report.Report": 700,  # off without NEWSCRAWL_REPORT
    "newscrawl.extensions.progress.Progress": 800,  # off without a terminal; before the summary
    "newscrawl.extensions.summary.Summary": 900,  # after everything that counts
}

# --- output ---
FEED_EXPORTERS = {
    "jsonlines": "newscrawl.output.exporters.ArticleExporter",
    "jsonl": "newscrawl.output.exporters.ArticleExporter",
    "jl": "newscrawl.output.exporters.ArticleExporter",
    "csv": "newscrawl.output.csv_exporter.CsvExporter",  # Scrapy's writes Python code
    "md": "newscrawl.output.exporters.MarkdownExporter",
    "parquet": "newscrawl.output.parquet_exporter.ParquetExporter",
}
FEEDS = {NEWSCRAWL_OUTPUT: {"format": "jsonlines"}}  # default none
FEED_EXPORT_ENCODING = "utf-8"  # default None: ASCII with escapes
FEED_STORE_EMPTY = False  # default True: a crawl without records leaves no file

# --- log ---
LOG_LEVEL = "INFO"  # default DEBUG, which prints whole items
# Default: Scrapy's, which prints dropped items whole, several KB each.
LOG_FORMATTER = "newscrawl.job.logformatter.ShortItems"
