"""What people are shown: the report of a crawl as JSON and as a page, and the explanation of one
record (report/explain/).
"""
