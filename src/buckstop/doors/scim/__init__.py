"""The door for directories: SCIM 2.0 (RFC 7643, 7644), by which joiners and leavers are told.

Users and groups, read, searched, made, replaced, patched and removed, as Entra ID and Okta send
them. What is sent and isn't ours to keep is left out. A directory sees those whom it sent.
"""
