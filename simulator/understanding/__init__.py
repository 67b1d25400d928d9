"""From a trainee's words to an appraisal of what they did."""
