package collector

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"jindu/collector/format"
)

// File is one file of an upload.
type File = format.File

// hashOf is what tells a repeated upload: the SHA-256 of the one file's
// content. Of several files it is that of their names and hashes, since their
// names say which table each is. What the upload says besides counts too where
// it changes what the content means: a region or a kind of table.
func hashOf(u Upload) string {
	if len(u.Files) == 1 && u.Region == "" && u.Table == "" {
		return sum(u.Files[0].Content)
	}
	files := slices.Clone(u.Files)
	slices.SortStableFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	all := []byte(u.Region + "\x00" + u.Table + "\x00")
	for _, f := range files {
		if len(files) > 1 {
			all = append(all, baseName(f.Name)...)
		}
		all = append(all, "\x00"+sum(f.Content)+"\x00"...)
	}
	return sum(all)
}

func sum(content []byte) string {
	hash := sha256.Sum256(content)
	return hex.EncodeToString(hash[:])
}
