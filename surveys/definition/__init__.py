"""The questionnaire as one plain value: its questions, the conditions between them, what an answer may be."""
