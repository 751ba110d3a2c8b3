package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	jindu "jindu/internal/model"
	"jindu/internal/phrase"
	"jindu/internal/progress"
	"jindu/internal/web"
)

// A pattern is one way in which packs differ, and the projects of which they
// do.
type pattern struct {
	Colours  map[string]string `json:"colours"` // By pack.
	Projects []string          `json:"projects"`
}

// differences groups the projects of which packs differ by what these say, the
// commonest first.
func differences(judged web.Judgements) []pattern {
	byKey := map[string]*pattern{}
	for _, project := range judged.Projects {
		if !differ(judged, project) {
			continue
		}
		colours, key := map[string]string{}, strings.Builder{}
		for _, pack := range judged.Packs {
			if colour := project.Judgements[pack.Name].Colour; colour != "" {
				colours[pack.Name] = colour
				key.WriteString(pack.Name + "=" + colour + " ")
			}
		}
		if byKey[key.String()] == nil {
			byKey[key.String()] = &pattern{Colours: colours}
		}
		one := byKey[key.String()]
		one.Projects = append(one.Projects, project.Project)
	}
	all := []pattern{}
	for _, one := range byKey {
		all = append(all, *one)
	}
	slices.SortFunc(all, func(a, b pattern) int {
		return cmp.Or(-cmp.Compare(len(a.Projects), len(b.Projects)), slices.Compare(a.Projects, b.Projects))
	})
	return all
}

// printDifferences says where packs differ, by what each judged, and what some
// leave open.
func printDifferences(env *environment, judged web.Judgements, patterns []pattern) {
	say := func(zh, en string, args ...any) {
		_, _ = fmt.Fprintf(env.stdout, jindu.Text{ZH: zh, EN: en}.In(env.lang)+"\n", args...)
	}
	differing := 0
	for _, one := range patterns {
		differing += len(one.Projects)
	}
	say("\n共%d个项目，其中%d个的颜色因规则包而异。", "\nOf %d projects, the packs differ about %d.", len(judged.Projects), differing)
	for _, one := range patterns {
		say("%d个：%s", "%d: %s", len(one.Projects), strings.Join(one.Projects, jindu.Text{ZH: "、", EN: ", "}.In(env.lang)))
		for _, pack := range judged.Packs {
			if colour := one.Colours[pack.Name]; colour != "" {
				say("  %s %s：%s", "  %s %s: %s", pack.Name, phrase.Colour(colour, env.lang), reasons(judged, pack.Name, one.Projects).In(env.lang))
			}
		}
	}
	for _, pack := range judged.Packs {
		if n := undefined(judged, pack); n > 0 {
			say("%s 对%d个项目没有规定颜色。", "%s names no colour for %d.", pack.Name, n)
		}
		if silent(judged, pack) {
			say("%s 没有可据以评判项目的数据。", "%s has nothing to judge projects by.", pack.Name)
		}
	}
}

// undefined counts the projects that a pack leaves open.
func undefined(judged web.Judgements, pack web.JudgingPack) (n int) {
	for _, project := range judged.Projects {
		if project.Judgements[pack.Name].Colour == progress.Undefined {
			n++
		}
	}
	return n
}
