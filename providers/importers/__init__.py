"""Files that come in: code books, the demo town, spreadsheets, the state register."""
