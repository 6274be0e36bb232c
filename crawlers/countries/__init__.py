"""One YAML file a country; the English name of the country is the file name."""
