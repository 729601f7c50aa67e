# More than a mebibyte of comment.
cat head.yaml >tieout.yaml
head -c 1048576 /dev/zero | tr '\000' '#' >>tieout.yaml
