"""Files out: the questionnaire on paper, answers and the codebook for other programs."""
