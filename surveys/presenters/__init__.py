"""From surveys, questions and answers to what pages show."""
