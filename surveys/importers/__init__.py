"""Questionnaires and answers from files."""
