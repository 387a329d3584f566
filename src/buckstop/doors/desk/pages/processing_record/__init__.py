"""The record of processing activities (Art. 30 GDPR), made from what is true here."""
