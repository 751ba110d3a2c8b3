# What a developer and CI run. `make build` and `make test` need nothing but
# Go; `make test-all` and `make dashboards` say below what else they need.

GO         ?= go
BIN        := .cache/bin
LINT       := $(BIN)/golangci-lint
PROMTOOL   := $(BIN)/promtool
INFLUXD    := $(BIN)/influxd
PROMETHEUS := $(BIN)/prometheus
ALERTMANAGER := $(BIN)/alertmanager
AMTOOL     := $(BIN)/amtool
# Modules of their own, so that jindu's needs nothing of theirs.
MODULES    := test/compose test/kubernetes test/bench

.DEFAULT_GOAL := help
.PHONY: help build test lint fmt test-all race rules compose kubernetes servers dashboards dashboards-check pictures screenshots axe bench bench-peer fuzz example tools clean

help: ## This list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## The binary, into ./jindu.
	CGO_ENABLED=0 $(GO) build -trimpath -tags timetzdata -o jindu ./cmd/jindu

test: ## Vet and all tests that need nothing but Go.
	$(GO) vet ./...
	$(GO) test ./...

lint: $(LINT) ## Linters, import walls and formatting (builds golangci-lint once).
	$(LINT) run ./...
	@for module in $(MODULES); do (cd $$module && $(CURDIR)/$(LINT) run --config $(CURDIR)/.golangci.yml ./...) || exit 1; done

fmt: $(LINT) ## Format the code.
	$(LINT) fmt

test-all: rules compose kubernetes dashboards-check servers axe race ## All tests: needs a C compiler, Node.js 20, npm, victoria-metrics, chromium, fonts-noto-cjk and poppler-utils; builds promtool and servers once.

# No test of a real server is skipped. With JINDU_TEST_REGIONS=50
# JINDU_TEST_OUTAGE=1m those of outages take a million figures and last a minute.
race: ## All tests with the race detector (needs a C compiler, `make servers axe`, victoria-metrics, chromium and poppler-utils).
	JINDU_TESTBED=required CGO_ENABLED=1 $(GO) test -race -timeout 60m ./...

servers: $(INFLUXD) $(PROMETHEUS) $(ALERTMANAGER) ## InfluxDB, Prometheus and Alertmanager, for tests against real servers (builds them once).

axe: test/axe/node_modules/.package-lock.json ## What judges pages by the rules of WCAG in the browser's tests (needs npm).

test/axe/node_modules/.package-lock.json: test/axe/package.json test/axe/package-lock.json
	cd test/axe && npm ci --no-audit --no-fund
	@touch $@

rules: $(PROMTOOL) $(AMTOOL) ## Alert rules, Prometheus's and Alertmanager's configuration, by promtool and amtool.
	$(PROMTOOL) check config deploy/prometheus/prometheus.yml
	$(PROMTOOL) check rules alerts/rules/*.rules.yml
	$(PROMTOOL) test rules alerts/tests/*.test.yml
	$(AMTOOL) check-config deploy/alertmanager/alertmanager.yml

compose: ## docker-compose.yml and what it mounts, by compose-go.
	cd test/compose && $(GO) vet ./... && $(GO) test ./...

kubernetes: ## deploy/kubernetes by kustomize and Kubernetes's schemas.
	cd test/kubernetes && $(GO) vet ./... && $(GO) test ./...

MADE := dashboards/json deploy/grafana/playlists
dashboards: dashboards/node_modules/.package-lock.json ## The dashboards' JSON from its code (needs Node.js 20 and npm).
	cd dashboards && npm run --silent build

dashboards-check: dashboards ## Fail if the committed JSON is not what its code makes, or not as Grafana's schema has it.
	cd dashboards && npm test --silent
	git diff --exit-code -- $(MADE)
	@test -z "$$(git ls-files --others --exclude-standard $(MADE))" || { echo '$(MADE) have files that are not committed'; exit 1; }

CHROMIUM ?= chromium
pictures: build dashboards/node_modules/.package-lock.json ## The dashboards' pictures in docs/, from a demo (needs Node.js 20, npm, Chromium and fonts-noto-cjk).
	cd dashboards && CHROMIUM=$(CHROMIUM) npm run --silent pictures

screenshots: ## The pictures of the pages in docs/img/pages, by Chromium (needs fonts-noto-cjk and poppler-utils).
	$(GO) test ./test -run '^TestPictures$$' -count=1 -pictures

dashboards/node_modules/.package-lock.json: dashboards/package.json dashboards/package-lock.json
	cd dashboards && npm ci --no-audit --no-fund
	@touch $@

bench: ## Benchmarks: bulk load, a new month, a series read, a sum over all history.
	$(GO) test -run '^$$' -bench . -benchmem ./...

SERIES ?= 2000
bench-peer: servers ## jindu beside other stores on the same data, in one run (SERIES=2000 over 240 months).
	cd test/bench && $(GO) test -run '^(TestStores|TestDeliveries)$$' -timeout 2h -measure -series $(SERIES)

FUZZTIME ?= 10s
fuzz: ## Every fuzz target for a while (FUZZTIME=10s each).
	@$(GO) list ./... | while read -r package; do \
		for target in $$($(GO) test -list '^Fuzz' $$package | grep '^Fuzz' || true); do \
			echo "$$package $$target"; \
			$(GO) test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) $$package || exit 1; \
		done; \
	done

example: ## The example's workbook from its CSV files.
	$(GO) run ./internal/tools/example

tools: $(LINT) $(PROMTOOL) ## golangci-lint and promtool, as tools/go.mod pins them.

$(LINT): tools/go.mod tools/go.sum
	@mkdir -p $(BIN)
	cd tools && $(GO) build -o ../$(BIN)/ github.com/golangci/golangci-lint/v2/cmd/golangci-lint
	@touch $@

$(PROMTOOL): tools/go.mod tools/go.sum
	@mkdir -p $(BIN)
	cd tools && $(GO) build -o ../$(BIN)/ github.com/prometheus/prometheus/cmd/promtool
	@touch $@

$(PROMETHEUS): tools/go.mod tools/go.sum
	@mkdir -p $(BIN)
	cd tools && $(GO) build -o ../$(BIN)/ github.com/prometheus/prometheus/cmd/prometheus
	@touch $@

# A module of its own: what InfluxDB 1.8 is built from is years older.
$(INFLUXD): tools/influxd/go.mod tools/influxd/go.sum
	@mkdir -p $(BIN)
	cd tools/influxd && $(GO) build -ldflags '-X main.version=v1.8.10' -o ../../$(BIN)/ github.com/influxdata/influxdb/cmd/influxd
	@touch $@

# A module of its own: newer releases, which Prometheus's needs, lack files that
# the program is built from.
$(ALERTMANAGER) $(AMTOOL) &: tools/alertmanager/go.mod tools/alertmanager/go.sum
	@mkdir -p $(BIN)
	cd tools/alertmanager && $(GO) build -ldflags '-X github.com/prometheus/common/version.Version=0.31.0' \
		-o ../../$(BIN)/ github.com/prometheus/alertmanager/cmd/alertmanager github.com/prometheus/alertmanager/cmd/amtool
	@touch $(ALERTMANAGER) $(AMTOOL)

clean: ## Remove what was built.
	rm -rf jindu dist .cache dashboards/build dashboards/node_modules test/axe/node_modules
