"""The one encrypted file that holds the person's own words."""
