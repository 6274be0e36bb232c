"""How official texts reach lexgap: one spider, one page class a format, one YAML a country."""
