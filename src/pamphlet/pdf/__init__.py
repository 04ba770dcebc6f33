"""ReadingPlan → tagged PDF."""
