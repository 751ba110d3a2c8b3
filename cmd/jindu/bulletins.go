package main

import (
	"cmp"

	"github.com/gin-gonic/gin"

	"jindu/internal/bulletin"
	"jindu/internal/bulletin/archive"
	"jindu/internal/config"
	"jindu/internal/web/bulletins"
	"jindu/internal/web/page"
)

// bulletins route the bulletins. Where the ledger can only be read none is
// issued, and none was kept.
func (o *office) bulletins(kit *page.Kit) (func(gin.IRouter), error) {
	templates, err := bulletin.ReadTemplates(o.config.Bulletin.Templates)
	if err != nil {
		return nil, err
	}
	options := bulletins.Options{
		Rules: o.rules.Rules, Office: bulletinOffice(o.config.Bulletin), Templates: templates,
		Region: cmp.Or(o.config.Bulletin.Region, o.config.Region),
	}
	if o.commits != nil {
		options.Committer, options.Archive = o.commits, o.issued
	}
	return bulletins.New(kit, options)
}

// bulletinOffice is what the settings say of who issues bulletins.
func bulletinOffice(b config.Bulletin) bulletin.Office {
	return bulletin.Office{
		Masthead: byKind(b.Masthead), Number: byKind(b.Number), Name: b.Office, Signer: b.Signer, Editor: b.Editor,
		To: b.To, CC: b.CC, Copies: b.Copies, Leading: b.Leading,
	}
}

func byKind(texts config.ByKind) map[bulletin.Kind]string {
	if len(texts) == 0 {
		return nil
	}
	by := map[bulletin.Kind]string{}
	for kind, text := range texts {
		by[bulletin.Kind(kind)] = text
	}
	return by
}

// checkTemplates tries the templates that a configuration names.
func checkTemplates(c *config.Config) error {
	templates, err := bulletin.ReadTemplates(c.Bulletin.Templates)
	if err != nil {
		return err
	}
	return templates.Try()
}

// newArchive keeps what is issued below the data folder.
func newArchive(c *config.Config) *archive.Archive { return archive.New(c.Data) }
