mkdir statements
