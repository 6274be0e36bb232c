"""The Datasette plugin that shows the dataset."""
