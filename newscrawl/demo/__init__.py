"""A small invented newspaper and an aggregator that previews it. A download handler answers for
both under fixed names.
"""
