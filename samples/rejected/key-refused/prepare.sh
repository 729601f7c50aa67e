# Group and others may read it.
chmod 644 key.pem
