"""Functions from text to text and evidence: repair, boilerplate, completeness, similarity. No
Scrapy.
"""
