"""The report of a crawl: what was collected as a JSON object, and the same as one HTML page."""
