"""Scrapy settings module for crawl hosts (Scrapyd, `scrapy crawl`); the spider adds the others."""

BOT_NAME = "lexgap"
SPIDER_MODULES = ["lexgap.crawlers.service"]
LOG_LEVEL = "INFO"
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
