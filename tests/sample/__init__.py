"""The sample corpus in the making: manuscripts, page templates and the builder."""
